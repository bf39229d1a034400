"""Digits shifted by a pixel and noised: the same copies again and again, or each once."""

from itertools import islice

import numpy as np

from nncourse.chapters.ch08_dropout.runs import TEST, UNITS
from nncourse.chapters.kept_runs import kept
from nncourse.data import batches, digits
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD
from nncourse.training import evaluate, steps

EXAMPLES = 500  # of the set that is seen again and again, if nothing else is said
ALL = 1197  # digits that are not unseen
NOISE = 0.1  # standard deviation, added to pixels between 0 and 1
BATCH = 50


@kept(128)
def measure_shifted(
    rate=0.5,
    once=True,
    wrong=0.2,
    altered=True,
    seed=0,
    width=UNITS,
    n_steps=1500,
    examples=EXAMPLES,
):
    """Accuracy on unseen digits after 100, 600 and 1500 steps, {step: share}.

    A share `wrong` of the labels is drawn anew. With `once` every example is a new draw, a
    digit shifted by up to a pixel each way and noised, and its label; without, `examples`
    such draws of different digits are learnt again and again. Without `altered` the digits
    stay as they are.
    """
    x, labels = digits()
    order = np.random.default_rng([seed, 8]).permutation(len(x))
    first, test = order[:-TEST], order[-TEST:]
    draws = np.random.default_rng([seed, 11])
    alter = _altered if altered else lambda images, _: images

    def drawn(n):
        rows = draws.choice(first, n, replace=once)
        given, changed = labels[rows].copy(), draws.random(n) < wrong
        given[changed] = (given[changed] + draws.integers(1, 10, changed.sum())) % 10
        return alter(x[rows], draws), given

    unseen = alter(x[test], draws), labels[test]
    rng = np.random.default_rng(seed)
    net = mlp([64, width, 10], rng, dropout=rate)
    if once:
        stream = (drawn(BATCH) for _ in range(n_steps))
    else:
        epochs = -(-n_steps * BATCH // examples)
        stream = islice(batches(*drawn(examples), BATCH, epochs, rng), n_steps)
    run = steps(net, softmax_cross_entropy, SGD(0.05, momentum=0.9), stream)
    return {
        step: evaluate(net, *unseen)[1]
        for step, _ in enumerate(run, 1)
        if step in (100, 600, 1500)
    }


def _altered(images, rng):
    """Each shifted by up to a pixel down or up and across, and noised; edges are lost."""
    n = len(images)
    framed = np.pad(images.reshape(n, 8, 8), ((0, 0), (1, 1), (1, 1)))
    down, across = rng.integers(0, 3, (2, n, 1, 1))
    rows = down + np.arange(8)[:, None]
    columns = across + np.arange(8)
    shifted = framed[np.arange(n)[:, None, None], rows, columns].reshape(n, 64)
    return shifted + NOISE * rng.standard_normal(shifted.shape)
