"""Two weights of the trained network, moved away and on their way back: the loss over both,
of all digits to learn from or of one batch, and the steps down.
"""

from functools import lru_cache

import numpy as np

from nncourse.chapters.ch01_reading_digits.runs import BATCH, measure_learning
from nncourse.chapters.digit_sets import train_and_test
from nncourse.chapters.softmax import softmax

OUTPUT, UNITS = 9, [3, 1]  # the two weights lead from these units to this output
MOVED_BY = np.array([1.6, -0.9])  # from where training left them
REACH = 3.0  # of the map, to each side of where training left them
STEPS = 12
ALL = "all images"
ONE_BATCH = "one batch of 64"


@lru_cache
def _trained(seed):
    """(the hidden units' numbers h, logits, labels of the digits to learn from)."""
    run, (x, labels) = measure_learning(seed=seed), train_and_test(seed)[0]
    h = np.maximum(0, x @ run["W"][-1] + run["b"][-1])
    return h, h @ run["votes"][-1] + run["c"][-1], labels


def learned(seed=0):
    """Where training left the two weights."""
    return measure_learning(seed=seed)["votes"][-1][UNITS, OUTPUT]


def rows_of(step, images=ALL, seed=0):
    """The digits on which a step is taken: all, or the batch whose turn it is."""
    count = len(_trained(seed)[2])
    if images == ALL:
        return np.arange(count)
    shuffled = np.random.default_rng(seed).permutation(count)
    return shuffled[BATCH * (step - 1) : BATCH * step]


def loss_at(weights, rows, seed=0):
    """The mean loss of these digits; `weights` are two numbers or two arrays of them."""
    h, logits, labels = (part[rows] for part in _trained(seed))
    moved = [w - start for w, start in zip(weights, learned(seed), strict=True)]
    shift = sum(np.multiply.outer(h[:, u], m) for u, m in zip(UNITS, moved, strict=True))
    around = (...,) + (None,) * (shift.ndim - 1)
    others = np.exp(np.delete(logits, OUTPUT, axis=1)).sum(axis=1)[around]
    logit = logits[:, OUTPUT][around] + shift
    of_label = logits[np.arange(len(rows)), labels][around]
    of_label = np.where((labels == OUTPUT)[around], logit, of_label)
    return (np.log(others + np.exp(logit)) - of_label).mean(axis=0)


def slopes_at(weights, rows, seed=0):
    """The slopes of that loss with respect to the two weights."""
    h, logits, labels = (part[rows] for part in _trained(seed))
    logits = logits.copy()
    logits[:, OUTPUT] += h[:, UNITS] @ (weights - learned(seed))
    dlogit = softmax(logits)[:, OUTPUT] - (labels == OUTPUT)
    return dlogit @ h[:, UNITS] / len(rows)


@lru_cache
def measure_two_weights(rate=1.5, images=ALL, seed=0):
    """The two weights before the first and after each of STEPS steps, (STEPS + 1, 2)."""
    path = [learned(seed) + MOVED_BY]
    for step in range(1, STEPS + 1):
        rows = rows_of(step, images, seed)
        path.append(path[-1] - rate * slopes_at(path[-1], rows, seed))
    return np.array(path)


@lru_cache
def measure_map(step=1, images=ALL, seed=0):
    """(values of the first weight, of the second, the loss over both) of a step."""
    first, second = (w + np.linspace(-REACH, REACH, 27) for w in learned(seed))
    grid = np.meshgrid(first, second)
    return first, second, loss_at(grid, rows_of(step, images, seed), seed)
