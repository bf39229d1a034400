"""A small network learns to read digits: its losses, accuracies, weights and answers."""

import math
from functools import lru_cache
from itertools import islice

import numpy as np

from nncourse.chapters.digit_sets import train_and_test
from nncourse.chapters.kept_runs import kept
from nncourse.chapters.softmax import softmax
from nncourse.data import batches, digits
from nncourse.init import he
from nncourse.layers import ReLU
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD
from nncourse.training import evaluate, steps

BATCH = 64
EPOCHS = 20
UNITS = 16
EXAMPLES = 1348  # to learn from: all that are not kept back
DIRECTIONS = {  # of a move by one pixel: rows down, columns to the right
    "not moved": (0, 0),
    "right": (0, 1),
    "left": (0, -1),
    "down": (1, 0),
    "up": (-1, 0),
}


def measure_first_loss(init=he, last=None, width=UNITS, hidden_layers=1, seed=0):
    """The loss of an untrained ReLU network on all digits.

    `last` draws the weights of the last layer; without it `init` draws all of them.
    """
    rng = np.random.default_rng(seed)
    net = mlp([64, *hidden_layers * [width], 10], rng, init=init)
    if last is not None:
        net.layers[-1].W = last(width, 10, rng)
    return evaluate(net, *digits())[0]


@kept(64)
def measure_learning(
    width=UNITS, rate=0.1, epochs=EPOCHS, seed=0, batch=BATCH, examples=EXAMPLES
):
    """A 64-width-10 ReLU network trained on the digits by plain SGD.

    "loss" of every step's batch; "train", "test": accuracies before the first and after
    every epoch; at the same times "unseen", the loss on the test digits; "W", "b" and
    "votes", "c": the first and the last layer's weights and biases; "p": the test digits'
    probabilities, (epochs + 1, n_test, 10); "step": how many were taken by then. With
    fewer `examples` an epoch has as many steps as with all, and so goes through them
    several times: "epoch" is how often they were gone through by then.
    """
    rng = np.random.default_rng(seed)
    train_set, test_set = train_and_test(seed)
    an_epoch = math.ceil(len(train_set[0]) / batch)
    train_set = [part[:examples] for part in train_set]
    turns = batches(*train_set, batch, epochs * an_epoch, rng)
    net = mlp([64, width, 10], rng, activation=ReLU)
    names = "loss", "train", "test", "unseen", "W", "b", "votes", "c", "p"
    run = {name: [] for name in names}
    run["step"] = an_epoch * np.arange(epochs + 1)
    run["epoch"] = run["step"] / math.ceil(len(train_set[0]) / batch)
    for epoch in range(epochs + 1):
        if epoch > 0:
            some = islice(turns, an_epoch)
            run["loss"] += steps(net, softmax_cross_entropy, SGD(rate), some)
        run["train"].append(evaluate(net, *train_set)[1])
        for name, value in zip(("unseen", "test"), evaluate(net, *test_set), strict=True):
            run[name].append(value)
        for layer, W, b in ((net.layers[0], "W", "b"), (net.layers[-1], "votes", "c")):
            run[W].append(layer.W.copy())
            run[b].append(layer.b.copy())
        run["p"].append(softmax(net.forward(test_set[0])))
    return {name: np.array(rows) for name, rows in run.items()}


def epoch_means(run):
    """The mean loss of each epoch's batches."""
    return run["loss"].reshape(len(run["train"]) - 1, -1).mean(axis=1)


def best_epoch(run):
    """The epoch after which most of the training digits were read correctly.

    A single bad step may throw a network back in the last epoch. That says something about
    the rate and nothing about the width, and networks of several widths are compared here.
    """
    return run["train"].argmax()


@lru_cache
def example_rows(seed=0):
    """Rows of six test digits: the three of highest loss after training, and three easy."""
    labels = train_and_test(seed=seed)[1][1]
    p = measure_learning(seed=seed)["p"][-1][np.arange(len(labels)), labels]
    order = (-np.log(p)).argsort()
    return [*order[-3:][::-1], *order[: 3 * 40 : 40]]


def moved_by_a_pixel(x, direction):
    """Images moved by one pixel; what leaves at one edge is lost, the other stays white."""
    if direction not in DIRECTIONS:
        raise ValueError(f"direction must be one of {list(DIRECTIONS)}, not {direction!r}")
    down, right = DIRECTIONS[direction]
    padded = np.pad(x.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)))
    moved = padded[:, 1 - down : 9 - down, 1 - right : 9 - right]
    return moved.reshape(-1, 64)


def hidden_or_none(n_in, width, n_out, rng, bend=True):
    """n_in-width-n_out; without the `bend` nothing stands between its two matrix products,
    and of `width` 0 it has no hidden layer.
    """
    net = mlp([n_in, width, n_out] if width else [n_in, n_out], rng)
    if not bend:
        net.layers = net.layers[::2]  # the Dense ones
    return net


def measure_taught_places(
    moved="right",
    seed=0,
    shown=("not moved", "right", "left"),
    width=UNITS,
    bend=True,
    epochs=EPOCHS,
):
    """How many of the test digits, each `moved`, are read by a 64-width-10 network of
    `hidden_or_none` that was shown every training digit in each of the places `shown`.
    """
    rng = np.random.default_rng(seed)
    (x, labels), (x_test, test_labels) = train_and_test(seed)
    places = np.concatenate([moved_by_a_pixel(x, place) for place in shown])
    net = hidden_or_none(64, width, 10, rng, bend)
    turns = batches(places, np.tile(labels, len(shown)), BATCH, epochs, rng)
    for _ in steps(net, softmax_cross_entropy, SGD(0.1), turns):
        pass
    return evaluate(net, moved_by_a_pixel(x_test, moved), test_labels)[1]


def measure_mistakes(width=UNITS, moved="not moved", seed=0):
    """(best epoch, rows of the test digits misread then, what every test digit is read as)
    of a network of `width` hidden units, each test digit `moved` by one pixel.
    """
    run = measure_learning(width, seed=seed)
    epoch = best_epoch(run)
    answers = read_as(run, epoch, moved, seed)
    return epoch, np.flatnonzero(answers != train_and_test(seed=seed)[1][1]), answers


def read_as(run, epoch, moved, seed):
    """What the network of `measure_learning` after an epoch takes each test digit for."""
    x = moved_by_a_pixel(train_and_test(seed)[1][0], moved)
    h = np.maximum(0, x @ run["W"][epoch] + run["b"][epoch])
    return (h @ run["votes"][epoch] + run["c"][epoch]).argmax(axis=1)
