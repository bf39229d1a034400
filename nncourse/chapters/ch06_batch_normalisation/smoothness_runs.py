"""Why the layer helps: networks whose normalised inputs are jittered, and trial steps.

After Santurkar et al. (2018): noise takes away the stability that batch normalisation
gives, and a step taken for trial shows how far the gradient can be trusted.
"""

import copy

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.other_norms import Jitter
from nncourse.chapters.ch06_batch_normalisation.runs import normed_net, whole_batches
from nncourse.chapters.kept_runs import kept
from nncourse.chapters.standardised_digits import standardised_digits
from nncourse.layers import Dense
from nncourse.losses import softmax_cross_entropy
from nncourse.optim import SGD
from nncourse.training import evaluate, steps

TRIALS = tuple(0.01 * 2.0**k for k in range(11))  # lengths of a trial step, as rates


@kept(128)
def measure_jitter(
    norm="batch", jitter=0.5, lr=0.4, depth=8, seed=0, width=50, batch=64, n_steps=150
):
    """`measure_run`'s network, its normalised inputs jittered.

    "loss" of every step; "accuracy" on the test set at the end.
    """
    net, stream, test = _start(norm, jitter, depth, seed, width, batch, n_steps)
    with np.errstate(all="ignore"):
        loss = np.array(list(steps(net, softmax_cross_entropy, SGD(lr), stream)))
    return {"loss": loss, "accuracy": evaluate(net, *test)[1]}


@kept(128)
def measure_trials(
    norm="batch", jitter=0.0, lr=0.1, depth=8, seed=0, width=50, batch=64, n_steps=100
):
    """What one step against the gradient, of each of TRIALS' rates, makes of its own loss.

    Tried before every tenth step of the training at `lr`, always from the weights of the
    moment, on the batch that gave the gradient and with the same noise. "ratio", the loss
    after the step over that before, the median over the training; "longest", the rate at
    which it first rises to 1, between two of TRIALS as on a straight line in logarithms.
    """
    net, stream, _ = _start(norm, jitter, depth, seed, width, batch, n_steps)
    optimizer, ratio = SGD(lr), []
    for i, some in enumerate(stream):
        if i % 10 == 0:
            ratio.append(_trials(net, some))
        for _ in steps(net, softmax_cross_entropy, optimizer, [some]):
            pass
    ratio = np.median(ratio, axis=0)
    return {"ratio": ratio, "longest": _first_at_one(ratio)}


@kept(128)
def measure_gradient_change(
    norm="batch", lr=0.03, depth=8, seed=0, width=50, batch=64, n_steps=100
):
    """By how much each W's gradient changes when all layers below it have taken their step.

    Over the gradient's length, for W 2 to the last; the median over every tenth step. That
    is internal covariate shift as Santurkar et al. (2018) define it, who do not divide.
    """
    net, stream, _ = _start(norm, 0.0, depth, seed, width, batch, n_steps)
    optimizer, change = SGD(lr), []
    for i, some in enumerate(stream):
        if i % 10 == 0:
            change.append(_gradient_change(net, some, lr))
        for _ in steps(net, softmax_cross_entropy, optimizer, [some]):
            pass
    return np.median(change, axis=0)


def _gradient_change(net, some, lr):
    x, labels = some
    twin = copy.deepcopy(net)  # trying must not move the weights

    def gradients():
        logits = twin.forward(x, training=True)
        twin.backward_to_params(softmax_cross_entropy(logits, labels)[1])
        return [{p: getattr(layer, f"d{p}").copy() for p in layer.names} for layer in twin]

    change, first = [], gradients()
    for i, layer in enumerate(twin):
        if i and isinstance(layer, Dense):
            other, own = gradients()[i]["W"], first[i]["W"]
            change.append(np.linalg.norm(other - own) / np.linalg.norm(own))
        for p in layer.names:
            setattr(layer, p, getattr(layer, p) - lr * first[i][p])
    return change


def _start(norm, jitter, depth, seed, width, batch, n_steps):
    rng = np.random.default_rng(seed)
    (x, labels), test = standardised_digits(rng)
    net = normed_net([64] + [width] * depth + [10], rng, norm, jitter)
    return net, whole_batches(x, labels, batch, n_steps, rng), test


def _first_at_one(ratio):
    """The rate at which the ratio first rises to 1; raises ValueError if none does."""
    rising = np.flatnonzero((ratio[:-1] < 1) & (ratio[1:] >= 1))
    if not len(rising):
        raise ValueError(f"no step of {TRIALS[0]} to {TRIALS[-1]} turns the loss upwards")
    i = rising[0]
    share = np.log(ratio[i]) / np.log(ratio[i] / ratio[i + 1])
    return TRIALS[i] * (TRIALS[i + 1] / TRIALS[i]) ** share


def _trials(net, some):
    """The loss of this batch after each trial step over the loss before."""
    x, labels = some
    twin = copy.deepcopy(net)  # trying must not move the running statistics

    def loss_and_gradient():
        for i, layer in enumerate(twin.layers):
            if isinstance(layer, Jitter):
                layer.rng = np.random.default_rng(i)
        return softmax_cross_entropy(twin.forward(x, training=True), labels)

    before, dlogits = loss_and_gradient()
    twin.backward_to_params(dlogits)
    g, taken, after = twin.vectors()[1].copy(), 0.0, []
    for rate in TRIALS:
        twin.move(-(rate - taken) * g)
        taken = rate
        with np.errstate(all="ignore"):
            after.append(loss_and_gradient()[0])
    return np.array(after) / before
