"""Dropout's answers, and its rivals.

A network trained with dropout is many networks in one. Its answer can be the average over
random masks (Monte Carlo) or one pass with nothing dropped (weight scaling); and what it
gains can be had in other ways.
"""

from functools import lru_cache

import numpy as np

from nncourse.chapters.ch08_dropout.runs import (
    SEEDS,
    STEPS,
    TEST,
    UNITS,
    measure_dropout,
    training_set,
)
from nncourse.data import batches
from nncourse.layers import Dropout
from nncourse.losses import accuracy, softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD
from nncourse.plots import COLOURS, panels
from nncourse.training import evaluate, steps

RIVALS = {  # name: (dropout rate, weight decay)
    "nothing": (0.0, 0.0),
    "dropout 0.2": (0.2, 0.0),
    "dropout 0.5": (0.5, 0.0),
    "weight decay": (0.0, 0.01),
    "early stopping": (0.0, 0.0),
}


@lru_cache
def measure_averaging(rate=0.5, data="500, a fifth wrong", seed=0, most=64, repeats=5):
    """Test loss and accuracy of Monte-Carlo averages over k masks, and of weight scaling.

    A dict: "k", "loss" and "accuracy" of shape (repeats, k) and "scaled_loss",
    "scaled_accuracy" of one pass with nothing dropped.
    """
    net = measure_dropout(rate, data, seed=seed)["net"]
    *_, x, labels = training_set(data, seed)
    for layer in net.layers:
        if isinstance(layer, Dropout):
            layer.rng = np.random.default_rng([seed, 9])
    ks = 2 ** np.arange(int(np.log2(most)) + 1)
    loss, right = np.zeros((2, repeats, len(ks)))
    for repeat in range(repeats):
        p, done = 0.0, 0
        for i, k in enumerate(ks):
            for _ in range(k - done):
                p = p + softmax(net.forward(x, training=True))
            done = k
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
    """Test accuracy, the share right, under one of RIVALS.

    Early stopping keeps the step with the lowest loss on half of the test digits, and is
    judged, like all the others, on the other half's accuracy.
    """
    x, labels, _, x_test, labels_test = training_set(data, seed)
    if name == "early stopping":
        return _early_stopped(x, labels, x_test, labels_test, seed)
    rate, decay = RIVALS[name]
    net = measure_dropout(rate, data, decay, seed=seed)["net"]
    return evaluate(net, x_test[TEST // 2 :], labels_test[TEST // 2 :])[1]


def measure_regularisers(data="500, a fifth wrong", seed=0):
    """Test accuracy of one network under each of RIVALS, {name: share right}."""
    return {name: measure_rival(name, data, seed) for name in RIVALS}


def softmax(logits):
    """Probabilities, (n, classes), from scores."""
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)


def _early_stopped(x, labels, x_test, labels_test, seed):
    rng = np.random.default_rng(seed)
    net = mlp([64, UNITS, 10], rng)
    half, best = TEST // 2, (np.inf, 0.0)
    todo = batches(x, labels, 50, STEPS * 50 // len(x), rng)
    run = steps(net, softmax_cross_entropy, SGD(0.05, momentum=0.9), todo)
    for step, _ in enumerate(run, 1):
        if step % 10 == 0:
            watched = evaluate(net, x_test[:half], labels_test[:half])[0]
            judged = evaluate(net, x_test[half:], labels_test[half:])[1]
            best = min(best, (watched, judged), key=lambda pair: pair[0])
    return best[1]


def averaging(rate=0.5, data="500, a fifth wrong"):
    """Loss and accuracy of averages over k masks, beside one pass with nothing dropped."""
    found = measure_averaging(rate, data)
    figure, axes = panels(2, height=5.2, sharex=True)
    percent = {"loss": 1, "accuracy": 100}
    for ax, sign in zip(axes, percent, strict=True):
        values = percent[sign] * found[sign]
        ax.errorbar(
            found["k"],
            values.mean(axis=0),
            values.std(axis=0),
            color=COLOURS["sigmoid"],
            marker="o",
            capsize=3,
            label="average over k masks",
        )
        ax.axhline(
            percent[sign] * found[f"scaled_{sign}"],
            color=COLOURS["sick"],
            linestyle="--",
            label="nothing dropped",
        )
    for ax in axes:
        ax.yaxis.labelpad = 8
    axes[0].set(ylim=(0, 1), ylabel="test loss")
    axes[0].set_title(f"Labels: {data}; trained with dropout {rate:g}")
    axes[0].legend(loc="upper right", bbox_to_anchor=(0.93, 1))
    axes[1].set(ylim=(70, 100), ylabel="test accuracy, %", xlabel="masks k (log)")
    axes[1].set_xscale("log", base=2)
    axes[1].set(xticks=found["k"], xticklabels=[str(k) for k in found["k"]])
    return figure


def describe_averaging(rate, data):
    """What `averaging` shows, in a sentence with the measured numbers."""
    found = measure_averaging(rate, data)
    one, all_masks = found["accuracy"].mean(axis=0)[[0, -1]]
    return (
        f"Accuracy of one mask {one:.1%}, of {found['k'][-1]} masks averaged "
        f"{all_masks:.1%}, of one pass with nothing dropped {found['scaled_accuracy']:.1%}."
    )


def rivals(data="500, a fifth wrong"):
    """Accuracy on unseen digits under five treatments, each dot a seed."""
    runs = [measure_regularisers(data, seed) for seed in SEEDS]
    figure, ax = panels(height=3.6)
    names = [name.replace(" ", "\n") for name in runs[0]]
    for i, name in enumerate(runs[0]):
        right = 100 * np.array([run[name] for run in runs])
        ax.plot(right, np.full(len(right), i), "o", color=COLOURS["test"], markersize=5)
        ax.plot(right.mean(), i, "D", color=COLOURS["healthy"], markersize=9)
        ax.annotate(f"{right.mean():.1f}", (right.mean(), i), (0, 8), **ABOVE)
    ax.set(yticks=range(len(runs[0])), yticklabels=names, ylim=(4.5, -0.7))
    ax.set(xlim=(75, 100), xlabel="unseen digits right, % (diamond: mean of the seeds)")
    ax.set_title(f"Labels: {data}")
    return figure


def describe_rivals(data):
    """What `rivals` shows, in a sentence with the measured numbers."""
    runs = [measure_regularisers(data, seed) for seed in SEEDS]
    means = {name: np.mean([run[name] for run in runs]) for name in runs[0]}
    return ", ".join(f"{name} {mean:.1%}" for name, mean in means.items())


ABOVE = {"textcoords": "offset points", "ha": "center", "fontsize": 10}
