"""A healthy run with one bad batch, cut and uncut: the accident against which one clips."""

import copy
from itertools import islice

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.runs import (
    BATCH,
    DEPTH,
    EPOCHS,
    LR,
    MOMENTUM,
    WIDTH,
    ClippedSGD,
)
from nncourse.chapters.deep_nets import deep_net, measure_accuracy, standard_digits
from nncourse.chapters.kept_runs import kept
from nncourse.data import batches
from nncourse.init import he
from nncourse.losses import softmax_cross_entropy
from nncourse.training import steps

BAD_STEP = 120  # of 220: most is learnt by then
CUT = 3.0  # a little below the 90th percentile of the norms before that step


@kept(32)
def measure_bad_batch(times=16.0, limit=np.inf, seed=0, at=BAD_STEP):
    """Training from He's own weights when the pixels of one batch, that of step `at`, are
    so many `times` too large, and from that step on gradients are cut to `limit`: the
    "loss" of every batch before its step, the uncut gradient's "norm", and the "accuracy"
    on test digits at the end.
    """
    net, optimizer, before = copy.deepcopy(_until(at, seed))
    optimizer.limit = limit
    _, turns = _start(seed)
    (bad, answers), *after = islice(turns, at, None)
    rows = before + _learn(net, optimizer, [(bad * times, answers), *after])
    loss, norm = np.array(rows).T
    return {"loss": loss, "norm": norm, "accuracy": measure_accuracy(net, seed)}


@kept(16)
def _until(at, seed):
    """(net, optimizer, rows) of the steps before `at`, which every run has in common."""
    net, turns = _start(seed)
    optimizer = ClippedSGD(np.inf, LR, MOMENTUM)
    return net, optimizer, _learn(net, optimizer, islice(turns, at))


def _start(seed):
    net, rng = deep_net(DEPTH, "relu", he, seed, WIDTH)
    (x, labels), _ = standard_digits(seed)
    return net, batches(x, labels, BATCH, EPOCHS, rng)


def _learn(net, optimizer, turns):
    """(loss, uncut gradient's norm) of every step."""
    learning = steps(net, softmax_cross_entropy, optimizer, turns)
    return [(loss, optimizer.norm) for loss in learning]
