"""Two small pictures of what the chapter defines: the network at work, and a weight's way
down a valley.
"""

import numpy as np

from nncourse.chapters.ch01_reading_digits.runs import measure_learning
from nncourse.chapters.ch02_backpropagation.runs import measure_steps
from nncourse.chapters.softmax import softmax
from nncourse.data import digits
from nncourse.plots import COLOURS, GREY, label_above, panels

HIDDEN_AT, OUTPUT_AT, TOP = 14.0, 22.0, 16.0  # where the columns of units stand
PAGE = "white"  # becomes the page's own colour
STEEPNESS, STEPS = 4.0, 8  # of the valley and the way down it


def measure_units(digit=3, seed=0):
    """(pixels, h, p) of the first image of a digit in the network that was trained."""
    x, labels = digits()
    run = measure_learning(seed=seed)
    image = x[np.flatnonzero(labels == digit)[0]]
    h = np.maximum(0, image @ run["W"][-1] + run["b"][-1])
    logits = h @ run["votes"][-1] + run["c"][-1]
    return image, h, softmax(logits[None])[0]


def network_at_work(digit=3, seed=0):
    """The network 64-16-10 with one digit in it.

    The fuller a unit's colour, the larger its number. Of the lines to the outputs those are
    drawn that stand for the ten largest terms of the answer's sum.
    """
    image, h, p = measure_units(digit, seed)
    votes = measure_learning(seed=seed)["votes"][-1]
    figure, ax = panels(height=4.0)
    ax.imshow(image.reshape(8, 8), extent=(0, 8, 4, 12), interpolation="nearest")
    hidden_y, output_y = (TOP * (np.arange(n) + 0.5) / n for n in (len(h), len(p)))
    for y in hidden_y:
        ax.plot([8, HIDDEN_AT], [8, y], color=GREY, linewidth=0.6, alpha=0.6, zorder=1)
    answer = p.argmax()
    terms = h * votes[:, answer]
    for unit in np.abs(terms).argsort()[-10:]:
        line = {"color": COLOURS["sick"] if terms[unit] > 0 else COLOURS["sigmoid"]}
        line |= {"linewidth": 0.5 + 3 * abs(terms[unit]) / np.abs(terms).max(), "zorder": 1}
        ax.plot([HIDDEN_AT, OUTPUT_AT], [hidden_y[unit], output_y[answer]], **line)
    for x, ys, values in ((HIDDEN_AT, hidden_y, h / h.max()), (OUTPUT_AT, output_y, p)):
        ax.scatter(np.full(len(ys), x), ys, s=110, color=PAGE, zorder=2)  # over the lines
        fills = [(COLOURS["train"], value) for value in values]
        ax.scatter(np.full(len(ys), x), ys, s=110, c=fills, edgecolors=GREY, zorder=3)
    for j, y in enumerate(output_y):
        ax.text(OUTPUT_AT + 1, y, f"{j}:  {p[j]:.2f}", va="center", fontsize=10)
    heads = (
        (4, "64 pixels"),
        (HIDDEN_AT, "16 hidden units"),
        (OUTPUT_AT + 1, "10 outputs"),
    )
    for x, text in heads:
        ax.text(x, -0.6, text, ha="center", fontsize=10)
    ax.set(xlim=(-0.5, 26.5), ylim=(TOP + 0.3, -1.6))
    ax.set_axis_off()
    ax.set_title(f"read as {answer}, with a probability of {p[answer]:.2f}")
    return figure


def describe_network_at_work(digit, seed=0):
    _, h, p = measure_units(digit, seed)
    second, first = p.argsort()[-2:]
    return (
        f"An image labelled {digit} goes into the trained network. {np.sum(h > 0)} of its "
        f"{len(h)} hidden units are above 0, the largest being unit {h.argmax()} with "
        f"{h.max():.2f}. Of the ten outputs {first} has the probability {p[first]:.2f}, "
        f"and next comes {second} with {p[second]:.2f}."
    )


def valley(rate=0.1):
    """One weight on its way down a valley, each step the rate times the slope."""
    w = measure_steps(STEEPNESS, rate, n_steps=STEPS)
    figure, ax = panels(height=3.2)
    x = np.linspace(-2.3, 2.3, 47)
    ax.plot(x, STEEPNESS * x**2 / 2, color=GREY)
    loss = STEEPNESS * w**2 / 2
    ax.plot(w, loss, "-o", color=COLOURS["train"], linewidth=1.2, ms=7)
    for step in (0, 1, 2):
        label_above(ax, w[step], loss[step], f"{step}")
    ax.set_title(f"rate {rate:g}: after {STEPS} steps the loss is {loss[-1]:.2g}")
    ax.set(xlabel="one weight w", ylabel="loss", ylim=(-0.5, 11))
    return figure


def describe_valley(rate):
    w = measure_steps(STEEPNESS, rate, n_steps=STEPS)
    loss = STEEPNESS * w**2 / 2
    return (
        f"A valley with its bottom at 0; the weight starts at {w[0]:g}. With rate {rate:g} "
        f"its first three steps lead to {w[1]:.2f}, {w[2]:.2f} and {w[3]:.2f}; after "
        f"{STEPS} of them the loss has gone from {loss[0]:g} to {loss[-1]:.2g}."
    )
