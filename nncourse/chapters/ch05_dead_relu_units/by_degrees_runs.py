"""Centring by degrees: a part of the mean image is subtracted, and the dead are counted."""

from itertools import islice

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.runs import highest_inputs, scaled_digits
from nncourse.chapters.kept_runs import kept
from nncourse.data import batches
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD
from nncourse.training import steps


@kept(128)
def measure_by_degrees(subtracted=0.5, lr=0.1, seed=0):
    """64-256-10 after 200 steps on pixels of 0 to 16 less a share of their mean image: how
    many of its units are dead over the training set.
    """
    rng = np.random.default_rng(seed)
    x, labels = images_less(subtracted, rng)
    net = mlp([64, 256, 10], rng)
    stream = islice(batches(x, labels, 32, 5, rng), 200)
    for _ in steps(net, softmax_cross_entropy, SGD(lr), stream):
        pass
    return int((highest_inputs(net, x) <= 0).sum())


def kicks(subtracted=0.5, seed=0):
    """x . x' + 1 for all pairs of training images, (n, n)."""
    x, _ = images_less(subtracted, np.random.default_rng(seed))
    return x @ x.T + 1


def images_less(subtracted, rng):
    """The training images less this share of their mean, and their labels."""
    (x, labels), _ = scaled_digits("0 to 16", rng)
    return x - subtracted * x.mean(axis=0), labels
