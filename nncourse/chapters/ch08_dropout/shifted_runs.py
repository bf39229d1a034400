"""Digits shifted by a pixel and noised, the same ones again and again."""

from itertools import islice

import numpy as np

from nncourse.chapters.ch08_dropout.runs import TEST, UNITS
from nncourse.chapters.kept_runs import kept
from nncourse.data import batches, digits
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD
from nncourse.training import evaluate, steps

EXAMPLES = 500
NOISE = 0.1  # standard deviation, added to pixels between 0 and 1
BATCH = 50


@kept(128)
def measure_shifted(rate=0.5, hard=True, seed=0, width=UNITS, n_steps=1500):
    """Accuracy on unseen digits after 100, 600 and 1500 steps, {step: share}.

    EXAMPLES different digits, each shifted by up to a pixel each way and noised once, are
    learnt again and again. Unless `hard`, the digits stay as they are.
    """
    x, labels = digits()
    order = np.random.default_rng([seed, 8]).permutation(len(x))
    first, test = order[:EXAMPLES], order[-TEST:]
    draws = np.random.default_rng([seed, 11])
    learnt, unseen = (
        altered(x[rows], draws) if hard else x[rows] for rows in (first, test)
    )
    rng = np.random.default_rng(seed)
    net = mlp([64, width, 10], rng, dropout=rate)
    epochs = -(-n_steps * BATCH // EXAMPLES)
    stream = islice(batches(learnt, labels[first], BATCH, epochs, rng), n_steps)
    run = steps(net, softmax_cross_entropy, SGD(0.05, momentum=0.9), stream)
    return {
        step: evaluate(net, unseen, labels[test])[1]
        for step, _ in enumerate(run, 1)
        if step in (100, 600, 1500)
    }


def altered(images, rng):
    """Each shifted by up to a pixel down or up and across, and noised; edges are lost."""
    n = len(images)
    framed = np.pad(images.reshape(n, 8, 8), ((0, 0), (1, 1), (1, 1)))
    down, across = rng.integers(0, 3, (2, n, 1, 1))
    rows = down + np.arange(8)[:, None]
    columns = across + np.arange(8)
    shifted = framed[np.arange(n)[:, None, None], rows, columns].reshape(n, 64)
    return shifted + NOISE * rng.standard_normal(shifted.shape)
