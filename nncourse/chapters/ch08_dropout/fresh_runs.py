"""Digits that nobody wrote, as many as one asks for: learnt once, or again and again."""

import numpy as np

from nncourse.chapters.ch08_dropout.runs import BATCH, STEPS, UNITS, learn, mislabelled
from nncourse.chapters.ch08_dropout.shifted_runs import altered
from nncourse.chapters.kept_runs import kept
from nncourse.data import digits
from nncourse.network import mlp
from nncourse.training import evaluate

UNSEEN = 3000  # drawn in the same way


@kept(256)
def measure_fresh(rate=0.5, times=1, wrong=0.2, seed=0, width=UNITS, n_steps=STEPS):
    """Share of unseen digits read after `n_steps` steps in which each digit comes `times`
    times, with the same label, a share `wrong` of which are drawn anew.
    """
    draws = np.random.default_rng([seed, 11])
    unseen = invented(UNSEEN, draws)
    x, labels = invented(n_steps * BATCH // times, draws)
    labels = mislabelled(labels, wrong, draws)
    rng = np.random.default_rng(seed)
    net = mlp([64, width, 10], rng, dropout=rate)
    learn(net, x, labels, rng, n_steps=n_steps)
    return evaluate(net, *unseen)[1]


def invented(n, rng):
    """n new digits and what they are: each is drawn from the normal distribution that has
    the mean and the covariance of all images of its digit, then shifted and noised.
    """
    images, written = digits()
    labels = rng.integers(0, 10, n)
    x = np.empty((n, 64))
    for digit in range(10):
        own = images[written == digit]
        spread, axes = np.linalg.eigh(np.cov(own.T))
        size = np.sqrt(np.maximum(spread, 0))
        which = labels == digit
        x[which] = own.mean(axis=0) + rng.standard_normal((which.sum(), 64)) * size @ axes.T
    return altered(x, rng), labels
