"""Chapter 1: a small network learns to read digits, and can be watched at it."""

from functools import lru_cache

import numpy as np

from nncourse.data import batches, digits, split
from nncourse.init import he
from nncourse.layers import ReLU
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD
from nncourse.plots import COLOURS, look, panels, pixels, thin
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


def learning(width=16, rate=0.1):
    """Loss by step, and accuracy on digits seen and unseen, while a network learns."""
    found = measure_learning(width, rate)
    figure, (left, right) = panels(1, 2)
    left.plot(*thin(np.arange(len(found["loss"])), found["loss"]), **look("train"))
    left.axhline(np.log(10), color="#808080", linewidth=1, linestyle=":")
    left.annotate(
        "guessing: ln 10",
        (0, np.log(10)),
        (2, 3),
        textcoords="offset points",
        fontsize=9,
    )
    left.set(title="loss of each batch", xlabel="step", ylim=(0, 4))
    for name, label in (("train", "seen"), ("test", "unseen")):
        right.plot(
            100 * found[name],
            label=f"{label}: {found[name][-1]:.0%} at the end",
            **look(name),
        )
    right.set(title="digits read rightly, %", xlabel="epoch", ylim=(0, 103))
    right.legend(loc="lower right")
    return figure


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


@lru_cache
def opinion_rows():
    """Six unseen digits: the three hardest at the end of training, and three easy ones."""
    found = measure_learning()
    labels = train_and_test()[1][1]
    surprise = -np.log(found["p"][-1][np.arange(len(labels)), labels])
    order = surprise.argsort()
    return [*order[-3:][::-1], *order[: 3 * 40 : 40]]


def mistakes(width=16):
    """The first ten unseen digits that a trained network of this width misreads."""
    found = measure_learning(width)
    x, labels = train_and_test()[1]
    read = found["p"][-1].argmax(axis=1)
    wrong = np.flatnonzero(read != labels)
    figure, axes = panels(2, 5, height=3.3)
    for ax in axes.flat:
        ax.set_axis_off()
    for ax, row in zip(axes.flat, wrong, strict=False):
        pixels(ax, x[row])
        ax.set_title(f"{labels[row]}, read as {read[row]}", fontsize=10)
    figure.suptitle(
        f"{width} hidden units: {len(wrong)} of {len(labels)} unseen digits misread"
    )
    return figure
