"""Why the layer helps: networks with half of it, or without one of its effects.

They are `measure_run`'s eight ReLU layers, with the same weights and batches.
"""

import copy
from itertools import islice, pairwise

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.half_norms import HALVES, HalfNorm
from nncourse.chapters.ch06_batch_normalisation.runs import (
    normed_net,
    overflowed,
    stretched_net,
    whole_batches,
)
from nncourse.chapters.standardised_digits import standardised_digits
from nncourse.init import he
from nncourse.layers import Dense, ReLU
from nncourse.losses import softmax_cross_entropy
from nncourse.network import Sequential
from nncourse.optim import SGD
from nncourse.training import evaluate, steps

SIZES = [64] + 8 * [50] + [10]
PARTS = "centre", "divide by the size", "held", "noise"
NOISE = 0.5  # its spread, as in `measure_jitter`
LOOKED = 20  # steps whose length is measured


def measure_part(part, rate, seed=0, n_steps=300):
    """Test digits read, in percent, with one of PARTS in place of batch normalisation.

    A half of it; or all of it, but the incoming weights of each unit "held" at their first
    length; or all of it, and "noise" behind it as `measure_jitter` has it.
    """
    rng = np.random.default_rng(seed)
    train_set, test = standardised_digits(rng)
    jitter = NOISE if part == "noise" else 0.0
    net = half_net(part, rng) if part in HALVES else normed_net(SIZES, rng, jitter=jitter)
    stream = whole_batches(*train_set, 64, n_steps, rng)
    for _ in _steps(net, rate, stream, part == "held"):
        pass
    with np.errstate(all="ignore"):  # a network that has overflowed reads as well
        return 100 * float(evaluate(net, *test)[1])


def half_net(half, rng):
    """The eight ReLU layers with one of HALVES before each ReLU."""
    layers = []
    for n_in, n_out in pairwise(SIZES[:-1]):
        norm = [] if half == "none" else [HalfNorm(n_out, *HALVES[half])]
        layers += [Dense(n_in, n_out, rng, he), *norm, ReLU()]
    return Sequential(*layers, Dense(*SIZES[-2:], rng, he))


def measure_values(half, rate, seed=0, n_steps=8):
    """What the last of the eight ReLUs puts out, with one of HALVES before each.

    "spread", over 256 training images and all units, at the start and after the steps;
    "off", the share of its units that then put out 0 for every one of the images.
    """
    rng = np.random.default_rng(seed)
    (x, labels), _ = standardised_digits(rng)
    net, spread = half_net(half, rng), []
    stream = whole_batches(x, labels, 64, n_steps, rng)
    for taken in (0, n_steps):
        with np.errstate(all="ignore"):
            for _ in _steps(net, rate, islice(stream, taken), held=False):
                pass
            twin = copy.deepcopy(net)  # looking must not move the running statistics
            twin.forward(x[:256], training=True)
            spread.append(twin.activations[-2].std())
    off = np.mean(twin.activations[-2].max(axis=0) <= 0)
    return {"spread": np.array(spread), "off": off}


def measure_tuning(factor, rate, held=False, seed=0, n_steps=300):
    """How far the first W goes, its network's hidden weights He's times `factor`.

    All layers have batch normalisation. "moved", the length of each of the first LOOKED
    steps over that of the W it found; "grown", how many times as long as at the start W is
    after them; "right", percent of the test digits after all steps.
    """
    rng = np.random.default_rng(seed)
    train_set, test = standardised_digits(rng)
    net = stretched_net(SIZES, rng, factor)
    first, Ws = net.layers[0], [net.layers[0].W.copy()]
    stream, moved = whole_batches(*train_set, 64, n_steps, rng), []
    for step in _steps(net, rate, stream, held):
        if step <= LOOKED:
            moved.append(rate * np.linalg.norm(first.dW) / np.linalg.norm(Ws[-1]))
            Ws.append(first.W.copy())
    return {
        "moved": np.array(moved),
        "grown": np.linalg.norm(Ws[-1]) / np.linalg.norm(Ws[0]),
        "right": 100 * float(evaluate(net, *test)[1]),
    }


def _steps(net, rate, stream, held):
    """Plain steps, numbered from 1, until the loss overflows; if `held`, after each the
    incoming weights of every hidden unit are brought back to their first length."""
    *hidden, _ = (layer for layer in net if isinstance(layer, Dense))
    sizes = [np.linalg.norm(layer.W, axis=0) for layer in hidden]
    learning = steps(net, softmax_cross_entropy, SGD(rate), stream)
    for step, loss in enumerate(learning, 1):
        if overflowed(loss):
            return
        for layer, size in zip(hidden if held else [], sizes, strict=False):
            layer.W *= size / np.linalg.norm(layer.W, axis=0)
        yield step
