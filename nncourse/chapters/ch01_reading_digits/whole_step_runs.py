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
    weights, slopes = net.vectors()
    start = weights.copy()

    def walk(direction):
        losses = []
        for rate in RATES:
            weights[...] = start + rate * direction
            losses.append(softmax_cross_entropy(net.forward(x), labels)[0])
        return np.array(losses)

    anywhere = rng.normal(size=(DIRECTIONS, len(start)))
    as_long = np.linalg.norm(slopes) / np.linalg.norm(anywhere, axis=1, keepdims=True)
    return {
        "promised": first - RATES * (slopes @ slopes),
        "loss": walk(-slopes),
        "random": np.array([walk(direction) for direction in as_long * anywhere]),
    }
