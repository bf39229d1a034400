"""How ReLU units die, and what keeps them alive.

A unit is dead when its input is below zero for every example of the training set: it puts
out 0 and gets no gradient. Here networks train on digits at several scales of their pixels,
and the dead are counted over the whole training set, not over a batch.
"""

from itertools import islice, pairwise

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.runs import ClippedSGD
from nncourse.chapters.ch05_dead_relu_units.silu import SiLU
from nncourse.chapters.kept_runs import kept
from nncourse.chapters.standardised_digits import standardised_digits
from nncourse.data import batches, digits, split
from nncourse.init import he
from nncourse.layers import GELU, LeakyReLU, ReLU
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD, Adam
from nncourse.training import evaluate, steps

SCALES = "0 to 1", "0 to 16", "0 to 16, centred", "standardised", "centred, stretched"
RATES = 0.01, 0.03, 0.1, 0.15, 0.3
CHECKPOINTS = 0, 1, 2, 3, 5, 10, 20, 50, 100, 200, 400, 600, 800, 1000, 1500
SMOOTH = {"GELU": GELU, "SiLU": SiLU}
OPTIMIZERS = "SGD", "Adam"
NETS = 400  # random networks, of which the share born dead is counted


def scaled_digits(scale, rng):
    """The digits, split into (x, labels) to train on and to test on, at one of SCALES.

    "0 to 16" are the counts of ink as they come; "centred, stretched" are as long as these
    in the root mean square. Means, spreads and lengths are those of the part to train on.
    """
    if scale not in SCALES:
        raise ValueError(f"scale must be one of {SCALES}, not {scale!r}")
    if scale == "standardised":
        return standardised_digits(rng)
    (x, labels), (x_test, labels_test) = split(*digits(), 0.25, rng)
    if scale != "0 to 1":
        x, x_test = 16 * x, 16 * x_test
    if scale in ("0 to 16, centred", "centred, stretched"):
        mean, length = x.mean(axis=0), np.linalg.norm(x)
        x, x_test = x - mean, x_test - mean
        if scale == "centred, stretched":
            stretch = length / np.linalg.norm(x)
            x, x_test = stretch * x, stretch * x_test
    return (x, labels), (x_test, labels_test)


@kept(256)
def measure_training(
    lr=0.1,
    scale="0 to 16",
    slope=0.0,
    momentum=0.0,
    seed=0,
    width=256,
    batch=32,
    n_steps=200,
    smooth=None,
    optimizer="SGD",
    clip=None,
    warmup=0,
):
    """200 steps of 64-256-10 on batches of 32, its units counted at CHECKPOINTS
    and at the end.

    Its units are ReLUs, or have a `slope` below 0, or are `smooth`: "GELU" or "SiLU". The
    optimizer is "SGD", with `momentum` if asked for, or "Adam". SGD's gradients are held to
    the norm `clip` if there is one; the rate grows evenly over the first `warmup` steps.

    A dict of arrays, a row for every checkpoint: "step"; "peak" (checkpoints, width), every
    unit's highest input over the training set; "dead", the share of units where it is not
    above 0; "batch_dead", the same over 32 training images; "silent", the share that passes
    no gradient back, which a slope above 0 rules out; "accuracy" on the test set. "loss"
    has every step's; once it is not finite, "peak" is not either. At the end "on" (32,
    width) says which of those 32 images switch which unit on, and "zeros" is the share of
    zeros among the hidden activations on the training set.
    """
    if optimizer not in OPTIMIZERS:
        raise ValueError(f"optimizer must be one of {OPTIMIZERS}, not {optimizer!r}")
    rng = np.random.default_rng(seed)
    (x, labels), test = scaled_digits(scale, rng)
    net = mlp([64, width, 10], rng, activation=SMOOTH.get(smooth, activation(slope)))
    if optimizer == "Adam":
        rule = Adam(lr)
    else:
        rule = SGD(lr, momentum) if clip is None else ClippedSGD(clip, lr, momentum)
    stream = batches(x, labels, batch, 1 + n_steps * batch // len(x), rng)
    if warmup:
        stream = _warming(stream, rule, warmup)
    loss, peak, batch_dead, accuracy = [], [], [], []
    checkpoints = [*(step for step in CHECKPOINTS if step < n_steps), n_steps]
    for start, stop in pairwise([0, *checkpoints]):
        loss += steps(net, softmax_cross_entropy, rule, islice(stream, stop - start))
        peak.append(highest_inputs(net, x))
        batch_dead.append((highest_inputs(net, x[-32:]) <= 0).mean())
        accuracy.append(evaluate(net, *test)[1])
    net.forward(x)
    peak = np.array(peak)
    dead = (peak <= 0).mean(axis=1)
    return {
        "step": np.array(checkpoints),
        "peak": peak,
        "dead": dead,
        "batch_dead": np.array(batch_dead),
        "silent": dead if slope == 0 else 0 * dead,
        "accuracy": np.array(accuracy),
        "loss": np.array(loss),
        "on": net.activations[2][-32:] > 0,
        "zeros": (net.activations[2] == 0).mean(),
    }


@kept(128)
def measure_lowering(
    high=0.08, divisor=10, seed=0, width=128, momentum=0.0, weight_decay=0.0, n_steps=200
):
    """3 steps of 64-128-128-10 on pixels of 0 to 16 at rate `high`, 200 at high / divisor.

    "step", and of shape (2, steps), for each hidden layer: "dead", the share of its units
    that is dead over the training set, and "revived", the share of those dead when the rate
    was lowered that is alive again (nan if none was dead). "lowered" is that step, 3.
    """
    rng = np.random.default_rng(seed)
    (x, labels), _ = scaled_digits("0 to 16", rng)
    net = mlp([64, width, width, 10], rng)
    stream = batches(x, labels, 32, 1 + (n_steps + 3) * 32 // len(x), rng)
    optimizer = SGD(high, momentum, weight_decay)

    def dead_after(n, lr):
        """Which units of each hidden layer, (2, width), are dead after n more steps."""
        optimizer.lr = lr
        _take(net, optimizer, islice(stream, n))
        net.forward(x)
        relus = [layer for layer in net.layers if isinstance(layer, ReLU)]
        return [~relu.on.any(axis=0) for relu in relus]

    dead = [dead_after(n, high) for n in (0, 1, 1, 1)]
    dead += [dead_after(5, high / divisor) for _ in range(n_steps // 5)]
    dead = np.array(dead)
    fallen = dead[3]
    with np.errstate(invalid="ignore"):
        revived = (fallen & ~dead).sum(axis=2) / fallen.sum(axis=1)
    return {
        "step": np.r_[0:3, 3 : n_steps + 4 : 5],
        "dead": dead.mean(axis=2).T,
        "revived": revived.T,
        "lowered": 3,
    }


@kept(128)
def measure_recovery(slope=0.3, lr=0.03, seed=0, width=256, n_steps=200, smooth=None):
    """Ten steps at rate 1, which push nearly every ReLU unit below zero, then 200 at `lr`.

    The units have a `slope` below 0, or are `smooth`: "GELU" or "SiLU".

    A dict of arrays, a row for every tenth step: "step"; "negative", the share of units
    whose input is below zero for the whole training set (at slope 0 they are dead); "back",
    of those so at step 10 the share above zero again for some image; "accuracy" on the test
    set. "largest" is the largest logit in size, for training images at the end.
    """
    rng = np.random.default_rng(seed)
    (x, labels), test = scaled_digits("0 to 16", rng)
    net = mlp([64, width, 10], rng, activation=SMOOTH.get(smooth, activation(slope)))
    stream = batches(x, labels, 32, 1 + (n_steps + 10) * 32 // len(x), rng)
    negative, accuracy = [], []
    for n, rate in [(0, 1.0), (10, 1.0)] + n_steps // 10 * [(10, lr)]:
        _take(net, SGD(rate), islice(stream, n))
        negative.append(highest_inputs(net, x) <= 0)
        accuracy.append(evaluate(net, *test)[1])
    negative = np.array(negative)
    fallen = negative[1]
    return {
        "step": np.arange(0, n_steps + 11, 10),
        "negative": negative.mean(axis=1),
        "back": (fallen & ~negative).sum(axis=1) / fallen.sum(),
        "accuracy": np.array(accuracy),
        "largest": np.abs(net.forward(x)).max(),
    }


@kept(128)
def measure_born_dead(
    width=2, depth=20, nets=NETS, seed=0, bias=0.0, examples=200, lopsided=False
):
    """How many of `nets` random networks are dead before their first step.

    Each has `depth` ReLU layers of `width` units, He weights, biases of `bias`; or it is
    `lopsided`: one weight or bias of each unit, at random, is above zero. For every
    number of layers 1 to depth: "images" and "one", the share of networks with a layer that
    is off for all of `examples` digits, and for the first of them; "bound",
    1 - (1 - 2**-width)**layers.
    """
    rng = np.random.default_rng(seed)
    images = digits()[0][rng.permutation(1797)[:examples]]
    off = np.zeros((2, nets, depth), bool)
    for k in range(nets):
        x = images
        for i in range(depth):
            n_in = x.shape[1]
            if lopsided:
                W, b = _one_entry_above_zero(n_in, width, rng)
            else:
                W, b = he(n_in, width, rng), bias
            x = np.maximum(x @ W + b, 0)
            off[:, k, i] = not x.any(), not x[0].any()
    layers = np.arange(1, depth + 1)
    share = np.logical_or.accumulate(off, axis=2).mean(axis=1)
    bound = 1 - (1 - 0.5**width) ** layers
    return {"layers": layers, "images": share[0], "one": share[1], "bound": bound}


def _one_entry_above_zero(n_in, n_out, rng):
    """W and b, normal but for one entry of each unit, which is drawn from 0 to 1.

    Source: Lu et al. (2020), randomised asymmetric initialisation.
    """
    V = 0.6007 / np.sqrt(n_in) * rng.standard_normal((n_in + 1, n_out))
    V[rng.integers(n_in + 1, size=n_out), np.arange(n_out)] = rng.beta(2, 1, n_out)
    return V[:-1], V[-1]


def _warming(stream, rule, warmup):
    """The batches; before each the rate is set, which grows to the rule's in `warmup`."""
    full = rule.lr
    for taken, batch in enumerate(stream, 1):
        rule.lr = full * min(1, taken / warmup)
        yield batch


def highest_inputs(net, x):
    """Of every unit of the first hidden layer, the highest input over the examples x."""
    with np.errstate(all="ignore"):
        return net.layers[0].forward(x).max(axis=0)


def activation(slope):
    """What mlp calls to make a hidden layer's activation: ReLU if the slope is 0."""
    return (lambda: LeakyReLU(slope)) if slope else ReLU


def _take(net, optimizer, some_batches):
    """Learn from each of these batches."""
    for _ in steps(net, softmax_cross_entropy, optimizer, some_batches):
        pass
