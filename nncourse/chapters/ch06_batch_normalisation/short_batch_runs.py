"""What one short batch in each epoch does to deep networks with batch normalisation."""

import copy
from itertools import islice

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.runs import (
    normed_net,
    whole_batches,
)
from nncourse.chapters.kept_runs import kept
from nncourse.chapters.standardised_digits import standardised_digits
from nncourse.data import batches
from nncourse.init import he
from nncourse.layers import BatchNorm, Dense, ReLU
from nncourse.losses import softmax_cross_entropy
from nncourse.network import Residual, Sequential
from nncourse.optim import SGD
from nncourse.probes import gradient_norms
from nncourse.training import evaluate, steps

EVERY = 50  # steps from one look at the test set to the next
EPOCH = 22  # batches of 64, the last of four


@kept(128)
def measure_short_batch(
    keep_last=False,
    depth=20,
    residual=False,
    lr=0.1,
    seed=0,
    batch=64,
    n_steps=600,
    width=50,
):
    """Test accuracy after every 50th step of `depth` ReLU layers with batch normalisation.

    With `keep_last` an epoch ends with the batch of what is left, of four images for
    batches of 64; without, every batch is whole. With `residual` each hidden layer but the
    first adds to what it gets.
    """
    net, stream, test = _start(keep_last, depth, residual, seed, batch, n_steps, width)
    score = []
    for step, _ in enumerate(steps(net, softmax_cross_entropy, SGD(lr), stream), 1):
        if step % EVERY == 0:
            score.append(evaluate(net, *test)[1])
    return np.array(score)


def measure_first_steps(depth=20, lr=0.1, seed=0, n_steps=150, sizes=(64, 4)):
    """How far one step would move the first W after `n_steps` of whole batches of 64.

    {size: the step over W}, the median over the batches of that size that the next 64
    images make. Nothing moves meanwhile.
    """
    rng = np.random.default_rng(seed)
    train_set, _ = standardised_digits(rng)
    net = normed_net([64] + [50] * depth + [10], rng)
    *stream, (x, labels) = whole_batches(*train_set, 64, n_steps + 1, rng)
    for _ in steps(net, softmax_cross_entropy, SGD(lr), stream):
        pass
    first = net.layers[0]

    def ratio(some):
        logits = net.forward(x[some], training=True)
        net.backward_to_params(softmax_cross_entropy(logits, labels[some])[1])
        return lr * np.linalg.norm(first.dW) / np.linalg.norm(first.W)

    return {
        n: np.median([ratio(slice(at, at + n)) for at in range(0, 64, n)]) for n in sizes
    }


@kept(128)
def measure_epoch(keep_last=True, depth=20, residual=False, seed=0, n_steps=396):
    """`measure_short_batch`'s network over its last EPOCH of batches of 64, step by step.

    "running", the test accuracy by the running statistics; "own", by the test set's own, so
    that it tells of the weights alone. Both from the step before that epoch to its last;
    with `keep_last` these two are batches of four, steps 374 and 396.
    """
    net, stream, test = _start(keep_last, depth, residual, seed, 64, n_steps, 50)
    run = {"running": [], "own": []}
    for step, _ in enumerate(steps(net, softmax_cross_entropy, SGD(0.1), stream), 1):
        if step >= n_steps - EPOCH:
            x, labels = test
            run["running"].append(evaluate(net, x, labels)[1])
            twin = copy.deepcopy(net)  # looking must not move the running statistics
            own = twin.forward(x, training=True).argmax(axis=1)
            run["own"].append(np.mean(own == labels))
    return {name: np.array(values) for name, values in run.items()}


def measure_growth(depth=20, seed=0):
    """By what factor a layer W's gradient grows, from the last hidden one to the first.

    {batch size: factor} in a new network, the median over the batches of that size that 64
    images make.
    """
    rng = np.random.default_rng(seed)
    (x, labels), _ = standardised_digits(rng)
    net = normed_net([64] + [50] * depth + [10], rng)

    def ratio(some):
        logits = net.forward(x[some], training=True)
        net.backward_to_params(softmax_cross_entropy(logits, labels[some])[1])
        norms = gradient_norms(net)
        return norms[0] / norms[-2]

    return {
        n: np.median([ratio(slice(at, at + n)) for at in range(0, 64, n)])
        ** (1 / (depth - 1))
        for n in (64, 16, 8, 4)
    }


def residual_net(sizes, rng):
    """x + ReLU(Dense(BatchNorm(x))) for each hidden layer but the first, of one width."""
    first, width, *_, last = sizes
    layers = [Dense(first, width, rng, he), BatchNorm(width), ReLU()]
    for _ in sizes[2:-1]:
        layers.append(Residual(BatchNorm(width), Dense(width, width, rng, he), ReLU()))
    return Sequential(*layers, BatchNorm(width), Dense(width, last, rng, he))


def _start(keep_last, depth, residual, seed, batch, n_steps, width):
    rng = np.random.default_rng(seed)
    (x, labels), test = standardised_digits(rng)
    make = residual_net if residual else normed_net
    net = make([64] + [width] * depth + [10], rng)
    if keep_last:
        stream = islice(
            batches(x, labels, batch, 1 + n_steps * batch // len(x), rng), n_steps
        )
    else:
        stream = whole_batches(x, labels, batch, n_steps, rng)
    return net, stream, test
