"""Digits shifted by a pixel and noised, the same ones again and again."""

import numpy as np

from nncourse.chapters.ch08_dropout.runs import STEPS, TEST, UNITS, learn
from nncourse.chapters.kept_runs import kept
from nncourse.data import digits
from nncourse.network import mlp
from nncourse.training import evaluate

EXAMPLES = 500
NOISE = 0.1  # standard deviation, added to pixels between 0 and 1


@kept(128)
def measure_shifted(rate=0.5, hard=True, seed=0, width=UNITS, n_steps=STEPS):
    """Accuracy on unseen digits after `n_steps` steps.

    EXAMPLES different digits, each shifted by up to a pixel each way and noised once, are
    learnt again and again. Unless `hard`, the digits stay as they are.
    """
    x, labels, *unseen = shifted_set(seed, hard)
    rng = np.random.default_rng(seed)
    net = mlp([64, width, 10], rng, dropout=rate)
    learn(net, x, labels, rng, n_steps=n_steps)
    return evaluate(net, *unseen)[1]


def shifted_set(seed=0, hard=True):
    """(x, labels, x_test, labels_test), altered if `hard`."""
    x, labels = digits()
    order = np.random.default_rng([seed, 8]).permutation(len(x))
    first, test = order[:EXAMPLES], order[-TEST:]
    draws = np.random.default_rng([seed, 11])
    learnt, unseen = (
        altered(x[rows], draws) if hard else x[rows] for rows in (first, test)
    )
    return learnt, labels[first], unseen, labels[test]


def altered(images, rng):
    """Each shifted by up to a pixel down or up and across, and noised; edges are lost."""
    n = len(images)
    framed = np.pad(images.reshape(n, 8, 8), ((0, 0), (1, 1), (1, 1)))
    down, across = rng.integers(0, 3, (2, n, 1, 1))
    rows = down + np.arange(8)[:, None]
    columns = across + np.arange(8)
    shifted = framed[np.arange(n)[:, None, None], rows, columns].reshape(n, 64)
    return shifted + NOISE * rng.standard_normal(shifted.shape)
