"""What dropout does: to a layer, to what a network remembers, and to its answers.

A network of 64-100-10 learns digits from a training set that is small, or large, or has a
fifth of its labels wrong, and is tested on 600 others.
"""

import copy
from functools import lru_cache

import numpy as np

from nncourse.chapters.softmax import softmax
from nncourse.chapters.vital_signs import PROBES
from nncourse.data import batches, digits
from nncourse.layers import Dense, Dropout, ReLU
from nncourse.losses import accuracy, softmax_cross_entropy
from nncourse.network import Sequential, mlp
from nncourse.optim import SGD
from nncourse.training import evaluate, steps, train

SETS = {  # name: (examples, share of wrong labels)
    "100 clean": (100, 0.0),
    "1000 clean": (1000, 0.0),
    "500, a fifth wrong": (500, 0.2),
}
RIVALS = {  # name: (dropout rate, weight decay)
    "nothing": (0.0, 0.0),
    "dropout 0.2": (0.2, 0.0),
    "dropout 0.5": (0.5, 0.0),
    "weight decay": (0.0, 0.01),
    "early stopping": (0.0, 0.0),
}
TEST = 600
UNITS = 100
STEPS = 600
RATES = 0.0, 0.2, 0.35, 0.5, 0.7, 0.9, 1.0
SEEDS = range(5)


@lru_cache
def measure_masks(units=100, rate=0.2, n_steps=2000, seed=0):
    """How many of `units` are dropped at each of `n_steps` steps, as an array.

    One example a step, so each step draws one mask.
    """
    layer = Dropout(rate, np.random.default_rng(seed))
    one = np.ones((1, units))
    return np.array([int((layer.forward(one, True) == 0).sum()) for _ in range(n_steps)])


def mean_after_dropout(rate=0.5, scaled=True, seed=0):
    """Mean of what leaves a dropout layer when ones enter, with its scaling or without."""
    layer = Dropout(rate, np.random.default_rng(seed))
    y = layer.forward(np.ones((4000, 50)), training=True)
    return float(y.mean() if scaled else (y > 0).mean())


def difference_that_dropout_makes(rate=0.0, seed=0):
    """Largest difference between the weights of two runs of an epoch, one of them with
    Dropout(rate) after its hidden layer, alike in all else.
    """
    x, labels, *_ = training_set("1000 clean", seed)
    weights = []
    for extra in ((), (Dropout(rate, np.random.default_rng(seed)),)):
        rng = np.random.default_rng(seed)
        net = Sequential(Dense(64, UNITS, rng), ReLU(), *extra, Dense(UNITS, 10, rng))
        epoch = batches(x, labels, 50, 1, rng)
        for _ in steps(net, softmax_cross_entropy, SGD(0.05, momentum=0.9), epoch):
            pass
        weights.append(net.vectors()[0])
    return float(np.abs(weights[0] - weights[1]).max())


@lru_cache
def training_set(name, seed=0):
    """(x, labels, wrong, x_test, labels_test); `wrong` marks the changed labels."""
    if name not in SETS:
        raise ValueError(f"data must be one of {list(SETS)}, not {name!r}")
    n, share = SETS[name]
    x, labels = digits()
    rng = np.random.default_rng([seed, 8])
    order = rng.permutation(len(x))
    first, test = order[:n], order[-TEST:]
    wrong = np.arange(n) < round(share * n)
    noisy = labels[first].copy()
    noisy[wrong] = (noisy[wrong] + rng.integers(1, 10, wrong.sum())) % 10
    return x[first], noisy, wrong, x[test], labels[test]


@lru_cache
def measure_dropout(rate=0.5, data="500, a fifth wrong", weight_decay=0.0, seed=0):
    """One training run with dropout after the hidden layer.

    A dict of arrays with a row after every 40th step: "step", "train_loss",
    "train_accuracy", "test_loss", "test_accuracy", all in evaluation. "memorised" is the
    share of the wrong labels that the network repeats at the end (nan without any), "net"
    the network.
    """
    x, labels, wrong, x_test, labels_test = training_set(data, seed)
    record = {
        "train": lambda net: evaluate(net, x, labels),
        "test": lambda net: evaluate(net, x_test, labels_test),
    }
    every_40th = range(39, STEPS, 40)
    net, history = _train(x, labels, rate, seed, record, every_40th, weight_decay)
    return {
        "step": history["step"] + 1,
        "train_loss": history["train"][:, 0],
        "train_accuracy": history["train"][:, 1],
        "test_loss": history["test"][:, 0],
        "test_accuracy": history["test"][:, 1],
        "memorised": _memorised(net, x[wrong], labels[wrong]),
        "net": net,
    }


@lru_cache
def measure_rates(data="500, a fifth wrong"):
    """Accuracy at the end at each of RATES, a row a seed: {"train": ..., "test": ...}."""
    runs = [[measure_dropout(rate, data, seed=seed) for rate in RATES] for seed in SEEDS]
    return {
        name: np.array([[run[f"{name}_accuracy"][-1] for run in row] for row in runs])
        for name in ("train", "test")
    }


@lru_cache
def measure_vital_signs(rate=0.5, data="500, a fifth wrong", seed=0):
    """The vital signs of the same run, with its "loss" on all training labels and its
    "test_loss", both in evaluation: a row every 40 steps, and one for the last.
    """
    x, labels, _, x_test, labels_test = training_set(data, seed)
    record = PROBES | {
        "train_loss": lambda net: evaluate(net, x, labels)[0],
        "test_loss": lambda net: evaluate(net, x_test, labels_test)[0],
    }
    every_40th = [*range(0, STEPS, 40), STEPS - 1]
    _, history = _train(x, labels, rate, seed, record, every_40th)
    return history | {"loss": history["train_loss"]}


@lru_cache
def measure_averaging(rate=0.5, data="500, a fifth wrong", seed=0, most=64, repeats=5):
    """Test loss and accuracy of Monte-Carlo averages over k masks, and of weight scaling.

    "k", "loss" and "accuracy" of shape (repeats, k), and "scaled_loss", "scaled_accuracy"
    of one pass with nothing dropped.
    """
    net = copy.deepcopy(measure_dropout(rate, data, seed=seed)["net"])
    for layer in net.layers:
        if isinstance(layer, Dropout):
            layer.rng = np.random.default_rng([seed, 9])
    *_, x, labels = training_set(data, seed)
    ks = 2 ** np.arange(int(np.log2(most)) + 1)
    loss, right = np.zeros((2, repeats, len(ks)))
    for repeat in range(repeats):
        p, n_masks = 0.0, 0
        for i, k in enumerate(ks):
            while n_masks < k:
                p = p + softmax(net.forward(x, training=True))
                n_masks += 1
            loss[repeat, i] = -np.log(p[np.arange(len(x)), labels] / k).mean()
            right[repeat, i] = accuracy(p, labels)
    scaled_loss, scaled_accuracy = evaluate(net, x, labels)
    return {
        "k": ks,
        "loss": loss,
        "accuracy": right,
        "scaled_loss": scaled_loss,
        "scaled_accuracy": scaled_accuracy,
    }


@lru_cache
def measure_rival(name="dropout 0.5", data="500, a fifth wrong", seed=0):
    """Test accuracy, the share right, with one of RIVALS.

    Early stopping takes the step with the lowest loss on half of the test digits, and is
    judged, like all the others, by the other half's accuracy.
    """
    x, labels, _, x_test, labels_test = training_set(data, seed)
    half = TEST // 2
    judged = x_test[half:], labels_test[half:]
    rate, decay = RIVALS[name]
    if name != "early stopping":
        net = measure_dropout(rate, data, decay, seed)["net"]
        return evaluate(net, *judged)[1]
    record = {
        "watched": lambda net: evaluate(net, x_test[:half], labels_test[:half])[0],
        "judged": lambda net: evaluate(net, *judged)[1],
    }
    _, history = _train(x, labels, rate, seed, record, range(9, STEPS, 10))
    return history["judged"][history["watched"].argmin()]


def measure_regularisers(data="500, a fifth wrong", seed=0):
    """Test accuracy of one network with each of RIVALS, {name: share right}."""
    return {name: measure_rival(name, data, seed) for name in RIVALS}


def _train(x, labels, rate, seed, record, every, weight_decay=0.0):
    """STEPS steps of 64-100-10 with dropout on batches of 50: (net, history of `train`)."""
    rng = np.random.default_rng(seed)
    net = mlp([64, UNITS, 10], rng, dropout=rate)
    optimizer = SGD(0.05, momentum=0.9, weight_decay=weight_decay)
    stream = batches(x, labels, 50, STEPS * 50 // len(x), rng)
    return net, train(net, softmax_cross_entropy, optimizer, stream, record, every)


def _memorised(net, x, labels):
    """The share of these labels that the network repeats; nan if there are none."""
    return accuracy(net.forward(x), labels) if len(x) else np.nan
