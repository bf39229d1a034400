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
    ClippedAdam,
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
SGD_MOMENTUM, ADAM = "momentum", "Adam"
RULES = {
    SGD_MOMENTUM: lambda lr: ClippedSGD(np.inf, lr or LR, MOMENTUM),
    ADAM: lambda lr: ClippedAdam(np.inf, lr or 0.001),
}


@kept(64)
def measure_bad_batch(
    times=16.0, limit=np.inf, seed=0, at=BAD_STEP, optimiser=SGD_MOMENTUM, lr=None
):
    """Training from He's own weights by one of RULES, at its own rate or at `lr`, when the
    pixels of one batch, that of step `at`, are so many `times` too large, and from that
    step on gradients are cut to `limit`: the "loss" of every batch before its step, the
    uncut gradient's "norm", the length of the "step" as a share of all weights, and the
    "accuracy" on test digits at the end.
    """
    net, rule, before = copy.deepcopy(run_until(at, seed, optimiser, lr))
    rule.limit = limit
    _, turns = _start(seed)
    (bad, answers), *after = islice(turns, at, None)
    rows = before + _learn(net, rule, [(bad * times, answers), *after])
    loss, norm, step = np.array(rows).T
    return {
        "loss": loss,
        "norm": norm,
        "step": step,
        "accuracy": measure_accuracy(net, seed),
    }


@kept(32)
def run_until(at, seed, optimiser=SGD_MOMENTUM, lr=None):
    """(net, rule, rows) of the steps before `at`, which every run has in common."""
    net, turns = _start(seed)
    rule = RULES[optimiser](lr)
    return net, rule, _learn(net, rule, islice(turns, at))


def _start(seed):
    net, rng = deep_net(DEPTH, "relu", he, seed, WIDTH)
    (x, labels), _ = standard_digits(seed)
    return net, batches(x, labels, BATCH, EPOCHS, rng)


def _learn(net, rule, turns):
    """(loss, uncut gradient's norm, step as a share of the weights) of every step."""
    learning = steps(net, softmax_cross_entropy, rule, turns)
    return [(loss, rule.norm, _share(net)) for loss in learning]


def _share(net):
    """The length of the latest step, over that of all parameters before it."""
    p, _ = net.vectors()
    with np.errstate(all="ignore"):
        return np.linalg.norm(net.update) / np.linalg.norm(p - net.update)
