"""A healthy run with one bad batch, cut and uncut: the accident against which one clips."""

import copy
import math
from itertools import islice, pairwise

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.runs import (
    BATCH,
    DEPTH,
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
BEFORE = 120, 100, 80, 60, 40, 30, 20, 10  # steps ahead of the bad one
AFTER = 0, 1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 100  # steps, the bad one the first
CUT = 3.0  # a little below the 90th percentile of the norms before BAD_STEP
SGD_MOMENTUM, ADAM, FAST_ADAM = "momentum", "Adam", "Adam, rate 0.01"
RULES = {
    SGD_MOMENTUM: lambda: ClippedSGD(np.inf, LR, MOMENTUM),
    ADAM: lambda: ClippedAdam(np.inf, 0.001),
    FAST_ADAM: lambda: ClippedAdam(np.inf, 0.01),
}
USUAL, WRONG_LABELS = "as usual", "all labels wrong"
TIMES_16, TIMES_100 = "pixels times 16", "pixels times 100"


def _mislabelled(images, labels, seed):
    others = np.random.default_rng(seed).integers(1, 10, len(labels))
    return images, (labels + others) % 10


BATCHES = {
    USUAL: lambda images, labels, seed: (images, labels),
    WRONG_LABELS: _mislabelled,
    TIMES_16: lambda images, labels, seed: (16 * images, labels),
    TIMES_100: lambda images, labels, seed: (100 * images, labels),
}


@kept(64)
def measure_bad_batch(
    batch=WRONG_LABELS,
    limit=np.inf,
    seed=0,
    at=BAD_STEP,
    optimiser=SGD_MOMENTUM,
):
    """Training from He's own weights by one of RULES, when the batch of step `at` is one of
    BATCHES, and from that step on gradients are cut to `limit`: the "loss" of every batch
    before its step, the uncut gradient's "norm", the length of the "step" as a share of all
    weights; and the share of test digits "read" so many steps AFTER the accident, the last
    of which is the end.
    """
    net, rule, before = copy.deepcopy(run_until(at, seed, optimiser))
    rule.limit = limit
    (bad, labels), *later = islice(_start(at, seed)[1], at, at + AFTER[-1])
    turns = iter([BATCHES[batch](bad, labels, seed), *later])
    rows, read = before, [measure_accuracy(net, seed)]
    for done, checked in pairwise(AFTER):
        rows = rows + _learn(net, rule, islice(turns, checked - done))
        read.append(measure_accuracy(net, seed))
    loss, norm, step = np.array(rows).T
    return {"loss": loss, "norm": norm, "step": step, "read": np.array(read)}


@kept(32)
def run_until(at, seed, optimiser=SGD_MOMENTUM):
    """(net, rule, rows) of the steps before `at`, which every run has in common."""
    net, turns = _start(at, seed)
    rule = RULES[optimiser]()
    return net, rule, _learn(net, rule, islice(turns, at))


def measure_before(at=BAD_STEP, seed=0):
    """The share of test digits read BEFORE the accident, under momentum: at those of these
    checks that are not ahead of the first step.
    """
    net, turns = _start(at, seed)
    rule, read = RULES[SGD_MOMENTUM](), []
    for done, checked in pairwise([0, *checks_before(at)]):
        _learn(net, rule, islice(turns, checked - done))
        read.append(measure_accuracy(net, seed))
    return read


def checks_before(at):
    return [at - ahead for ahead in BEFORE if ahead <= at]


def _start(at, seed):
    """The untrained network, and batches enough for all steps."""
    net, rng = deep_net(DEPTH, "relu", he, seed, WIDTH)
    (x, labels), _ = standard_digits(seed)
    epochs = math.ceil((at + AFTER[-1]) / (len(x) // BATCH))
    return net, batches(x, labels, BATCH, epochs, rng)


def _learn(net, rule, turns):
    """(loss, uncut gradient's norm, step as a share of the weights) of every step."""
    learning = steps(net, softmax_cross_entropy, rule, turns)
    return [(loss, rule.norm, _share(net)) for loss in learning]


def _share(net):
    """The length of the latest step, over that of all parameters before it."""
    p, _ = net.vectors()
    with np.errstate(all="ignore"):
        return np.linalg.norm(net.update) / np.linalg.norm(p - net.update)
