"""One step of all weights and biases of the untrained network, on its first batch: what
their slopes promise, what comes of it, and what comes of random steps of equal length.
"""

from functools import lru_cache

import numpy as np

from nncourse.chapters.ch01_reading_digits.runs import BATCH, UNITS
from nncourse.data import digits
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp

RATES = np.linspace(0, 1.5, 31)
DIRECTIONS = 5  # at random


@lru_cache
def measure_whole_step(seed=0):
    """The batch's loss after a step at each of RATES.

    "loss": against all slopes; "promised": the first loss less rate times the sum of all
    squared slopes; "random": a row for each of five random directions, steps as long.
    """
    rng = np.random.default_rng(seed)
    net = mlp([64, UNITS, 10], rng)
    x, labels = (part[:BATCH] for part in digits())
    first, dlogits = softmax_cross_entropy(net.forward(x), labels)
    net.backward(dlogits)
    slopes = {name: grad.copy() for name, grad in net.grads.items()}
    start = {name: value.copy() for name, value in net.params.items()}
    squares = _squares(slopes)

    def walk(direction):
        losses = []
        for rate in RATES:
            for name, value in net.params.items():
                value[...] = start[name] + rate * direction[name]
            losses.append(softmax_cross_entropy(net.forward(x), labels)[0])
        return np.array(losses)

    anywhere = []
    for _ in range(DIRECTIONS):
        drawn = {name: rng.normal(size=value.shape) for name, value in start.items()}
        as_long = np.sqrt(squares / _squares(drawn))
        anywhere.append({name: as_long * part for name, part in drawn.items()})
    return {
        "promised": first - RATES * squares,
        "loss": walk({name: -slope for name, slope in slopes.items()}),
        "random": np.array([walk(direction) for direction in anywhere]),
    }


def _squares(parts):
    """The sum of all squares."""
    return sum((part**2).sum() for part in parts.values())
