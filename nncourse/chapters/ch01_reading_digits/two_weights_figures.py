"""A map of the loss over two weights, and the way down it."""

import numpy as np

from nncourse.chapters.ch01_reading_digits.two_weights_runs import (
    ALL,
    loss_at,
    measure_map,
    measure_two_weights,
    rows_of,
)
from nncourse.chapters.sentences import quantity
from nncourse.plots import COLOURS, GREY, panels

LEVELS = [0.22, 0.27, 0.35, 0.5, 0.75, 1.1, 1.6, 2.4]


def two_weights(rate=1.5, images=ALL, step=12, seed=0):
    """The loss over two weights as a map, and the steps taken on it so far.

    With one batch a step the map is that of the last step's batch, so it changes.
    """
    path = measure_two_weights(rate, images, seed)[: step + 1]
    first, second, loss = measure_map(max(step, 1), images, seed)
    figure, ax = panels(height=4.6)
    lines = ax.contour(first, second, loss, LEVELS, colors=GREY, linewidths=0.9)
    ax.clabel(lines, lines.levels[3::2], fontsize=9)
    mark = {"linestyle": "none", "ms": 7, "mew": 1.5, "fillstyle": "none"}
    here = np.array(lowest(seed=seed))
    least = f"lowest for all: {loss_of_all(here, seed):.2f}"
    ax.plot(*here, "x", color="black", label=least, **mark)
    if images != ALL:
        here = lowest(max(step, 1), images, seed)
        ax.plot(*here, "D", color=COLOURS["healthy"], label="for this batch", **mark)
    ax.legend(loc="upper left", bbox_to_anchor=(-0.04, -0.16), borderaxespad=0, ncols=2)
    ax.plot(*path.T, "-o", color=COLOURS["train"], linewidth=1.2, ms=4)
    ax.plot(*path[-1], "o", color=COLOURS["sick"], ms=8)
    after = f"after {quantity(step, 'step')}" if step else "at the start"
    loss_there = f"{loss_of_all(path[-1], seed):.2f}"
    if images == ALL:
        ax.set_title(f"loss of all images {after}: {loss_there}")
    else:
        ax.set_title(f"lines: this batch; loss of all images: {loss_there}")
    ax.set(xlabel="one weight", ylabel="another weight", aspect="equal")
    ax.set(xlim=first[[0, -1]], ylim=second[[0, -1]])
    ax.locator_params(steps=[1, 10])  # whole numbers alone
    return figure


def loss_of_all(weights, seed=0):
    return loss_at(weights, rows_of(0, ALL, seed), seed)


def lowest(step=1, images=ALL, seed=0):
    """Where on the map the digits of a step have their lowest loss."""
    first, second, loss = measure_map(step, images, seed)
    row, column = np.unravel_index(loss.argmin(), loss.shape)
    return first[column], second[row]


def describe_two_weights(rate, images, step, seed=0):
    path = measure_two_weights(rate, images, seed)[: step + 1]
    start, end = path[0], path[-1]
    low = lowest(seed=seed)
    return (
        f"A map of the loss over two weights, the others held. All images have their "
        f"lowest loss near {low[0]:.2f} and {low[1]:.2f}. "
        f"From {start[0]:.2f} and {start[1]:.2f} "
        f"{quantity(step, 'step')} of rate {rate:g}, each on {images}, lead to "
        f"{end[0]:.2f} and {end[1]:.2f}; the loss of all images goes from "
        f"{loss_of_all(start, seed):.2f} to {loss_of_all(end, seed):.2f}."
    )
