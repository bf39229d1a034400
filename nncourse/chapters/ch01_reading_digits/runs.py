"""Chapter 1: a small network learns to read digits, and can be watched at it."""

from functools import lru_cache

import numpy as np

from nncourse.data import batches, digits, split
from nncourse.init import he
from nncourse.layers import ReLU
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD
from nncourse.plots import COLOURS, look, panels, pixels
from nncourse.training import evaluate, steps

BATCH = 64
EPOCHS = 20
UNITS = 16


@lru_cache
def train_and_test(seed=0):
    """Three quarters of the digits to learn from and a quarter to test on."""
    return split(*digits(), test_share=0.25, rng=np.random.default_rng(seed))


def measure_first_loss(init=he, seed=0):
    """The loss of a 64-16-10 network on all digits before it has learnt anything."""
    net = mlp([64, UNITS, 10], np.random.default_rng(seed), init=init)
    return evaluate(net, *digits())[0]


@lru_cache(maxsize=64)
def measure_learning(width=UNITS, rate=0.1, epochs=EPOCHS, seed=0):
    """A 64-width-10 ReLU network learns the digits by plain SGD, batches of 64.

    "loss" of every step's batch; "train", "test": accuracies before the first and after
    every epoch; "W": the first layer's weights at the same times; "p": the test digits'
    probabilities then, (epochs + 1, n_test, 10).
    """
    rng = np.random.default_rng(seed)
    train_set, test_set = train_and_test(seed)
    net = mlp([64, width, 10], rng, activation=ReLU)
    found = {"loss": [], "train": [], "test": [], "W": [], "p": []}
    for epoch in range(epochs + 1):
        if epoch > 0:
            turn = batches(*train_set, BATCH, 1, rng)
            found["loss"] += steps(net, softmax_cross_entropy, SGD(rate), turn)
        found["train"].append(evaluate(net, *train_set)[1])
        found["test"].append(evaluate(net, *test_set)[1])
        found["W"].append(net.layers[0].W.copy())
        found["p"].append(softmax(net.forward(test_set[0])))
    return {name: np.array(rows) for name, rows in found.items()}


def softmax(logits):
    """exp(logits) / sum(exp(logits)), row by row."""
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)


def best_epoch(found):
    """The epoch after which most of the training digits were read rightly.

    A single bad step may throw a network back in the last epoch. That says something about
    the rate, nothing about the width: networks of several widths are compared here.
    """
    return found["train"].argmax()


def learning(width=16, rate=0.1):
    """Loss by step, and accuracy on digits seen and unseen, while a network learns."""
    found = measure_learning(width, rate)
    figure, (left, right) = panels(1, 2, height=3.9)
    loss, epochs = found["loss"], len(found["train"]) - 1
    means = loss.reshape(epochs, -1).mean(axis=1)
    middles = len(loss) / epochs * (np.arange(epochs) + 0.5)
    left.plot(loss, color=COLOURS["train"], alpha=0.5, linewidth=0.6, label="each batch")
    left.plot(middles, means, **look("train"), label="mean of each epoch")
    left.axhline(
        np.log(10), color="#808080", linewidth=1, linestyle=":", label="guessing: ln 10"
    )
    left.set(title="training loss", xlabel="step", ylim=(0, 4))
    for name, label in (("train", "seen"), ("test", "unseen")):
        right.plot(
            100 * found[name],
            label=f"{label}: {found[name][-1]:.0%} at the end",
            **look(name),
        )
    right.set(title="digits read rightly, %", xlabel="epoch", ylim=(0, 103))
    right.set_xticks(range(0, epochs + 1, 5))
    for ax in (left, right):
        ax.legend(loc="upper left", bbox_to_anchor=(-0.02, -0.2), borderaxespad=0)
    return figure


def describe_learning(width, rate):
    """What `learning` shows, in a sentence with the measured numbers."""
    found = measure_learning(width, rate)
    epochs = found["loss"].reshape(len(found["train"]) - 1, -1).mean(axis=1)
    units = "unit" if width == 1 else "units"
    return (
        f"With {width} hidden {units} and rate {rate:g} an epoch's mean loss goes from "
        f"{epochs[0]:.2f} in the first to {epochs[-1]:.2f} in the last, the lowest being "
        f"{epochs.min():.2f}. At the end {found['train'][-1]:.0%} of the digits seen and "
        f"{found['test'][-1]:.0%} of the unseen ones are read rightly; the most at any "
        f"time was {found['test'].max():.0%} of the unseen."
    )


def hidden_units(epoch=0):
    """What each of sixteen hidden units looks for: its 64 weights, laid out as an image.

    Dark where ink makes the unit speak, white where ink silences it, mid-grey for neither.
    """
    found = measure_learning()
    W = found["W"][epoch]
    figure, axes = panels(2, 8, height=2.5)
    limit = np.abs(found["W"]).max()
    for unit, ax in enumerate(axes.flat):
        pixels(ax, W[:, unit], vmin=-limit, vmax=limit)
    figure.suptitle(f"epoch {epoch}: {found['test'][epoch]:.0%} of unseen digits right")
    return figure


def describe_hidden_units(epoch):
    """What `hidden_units` shows, in a sentence with the measured numbers."""
    found = measure_learning()
    first, W = (np.abs(found["W"][i]).mean() for i in (0, epoch))
    moved = np.linalg.norm(found["W"][epoch] - found["W"][0], axis=0)
    return (
        f"After {epoch} epochs {found['test'][epoch]:.0%} of the unseen digits are read "
        f"rightly. A weight's mean size is {W:.2f}, before training it was {first:.2f}. "
        f"The 64 weights of the unit that changed most have moved by {moved.max():.1f} in "
        f"all, those of the one that changed least by {moved.min():.1f}."
    )


def opinion(example=0, epoch=0):
    """One unseen digit, and the ten probabilities that the network gives it."""
    found = measure_learning()
    x, labels = train_and_test()[1]
    row = opinion_rows()[example]
    p = found["p"][epoch][row]
    figure, (left, right) = panels(1, 2, height=2.8, width_ratios=[1, 2])
    pixels(left, x[row])
    left.set_title(f"labelled {labels[row]}")
    bars = right.bar(range(10), p, color="#808080")
    bars[labels[row]].set(color=COLOURS["healthy"])
    right.annotate(
        "label",
        (labels[row], p[labels[row]]),
        (0, 3),
        ha="center",
        textcoords="offset points",
        color=COLOURS["healthy"],
    )
    right.set(xticks=range(10), ylim=(0, 1.08), xlabel="digit")
    right.set_title(f"read as {p.argmax()}, loss {-np.log(p[labels[row]]):.2f}")
    return figure


def describe_opinion(example, epoch):
    """What `opinion` shows, in a sentence with the measured numbers."""
    row = opinion_rows()[example]
    label, p = train_and_test()[1][1][row], measure_learning()["p"][epoch][row]
    return (
        f"A digit labelled {label}, after {epoch} epochs: read as {p.argmax()} with "
        f"probability {p.max():.2f}; its label has {p[label]:.2f}, a loss of "
        f"{-np.log(p[label]):.2f}."
    )


@lru_cache
def opinion_rows():
    """Six unseen digits: the three hardest at the end of training, and three easy ones."""
    found = measure_learning()
    labels = train_and_test()[1][1]
    surprise = -np.log(found["p"][-1][np.arange(len(labels)), labels])
    order = surprise.argsort()
    return [*order[-3:][::-1], *order[: 3 * 40 : 40]]


def misread(width):
    """Of `width` units: their best epoch, which test digits they misread, all they read."""
    found = measure_learning(width)
    epoch = best_epoch(found)
    read = found["p"][epoch].argmax(axis=1)
    return epoch, np.flatnonzero(read != train_and_test()[1][1]), read


def mistakes(width=16):
    """The first ten unseen digits that a network misreads at its best epoch."""
    epoch, wrong, read = misread(width)
    x, labels = train_and_test()[1]
    figure, axes = panels(2, 5, height=3.3)
    for ax in axes.flat:
        ax.set_axis_off()
    for ax, row in zip(axes.flat, wrong, strict=False):
        pixels(ax, x[row])
        ax.set_title(f"{labels[row]}, read as {read[row]}", fontsize=10)
    figure.suptitle(
        f"{width} units, epoch {epoch}: {len(wrong)} of {len(labels)} unseen digits misread"
    )
    return figure


def describe_mistakes(width):
    """What `mistakes` shows, in a sentence with the measured numbers."""
    epoch, wrong, read = misread(width)
    labels = train_and_test()[1][1]
    first = ", ".join(f"{labels[row]} as {read[row]}" for row in wrong[:10])
    return (
        f"{width} hidden units at their best epoch, {epoch}, misread {len(wrong)} of "
        f"{len(labels)} unseen digits. The first of them: {first}."
    )
