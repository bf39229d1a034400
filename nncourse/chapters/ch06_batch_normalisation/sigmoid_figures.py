"""What goes into the sigmoids, unit by unit: a figure of chapter 6, and its words."""

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.runs import slope
from nncourse.chapters.ch06_batch_normalisation.runs import SEEN, measure_sigmoid_inputs
from nncourse.chapters.sentences import two_digits
from nncourse.plots import GREY, line_style, panels

FLAT = 0.05  # a slope below it counts as flat; the largest is 0.25
SHOWN = 20  # units, of a hundred
EDGE = 6.0
NETWORKS = (  # with batch normalisation or not, its name, what its colour means
    (False, "without", "sick"),
    (True, "batch norm", "healthy"),
)


def sigmoid_inputs(layer=3, step=36, factor=1.0, seed=0):
    """Where the inputs of twenty units lie, for nine images of ten, on the slope."""
    figure, axes = panels(1, 2, height=4.0)
    for ax, (kind, name, meaning) in zip(axes, NETWORKS, strict=True):
        v, percent = _seen(kind, layer, step, factor, seed)
        grid = np.linspace(-EDGE, EDGE, 49)
        height = SHOWN * slope("sigmoid", grid) / 0.25
        ax.fill_between(grid, height, color=GREY, alpha=0.2, linewidth=0)
        low, middle, high = np.percentile(v[:, :SHOWN], [5, 50, 95], axis=0)
        order = middle.argsort()
        row = np.arange(SHOWN) + 0.5
        style = {"color": line_style(meaning)["color"], "capstyle": "round"}
        ax.hlines(row, low[order], np.maximum(high, low + 0.05)[order], lw=3, **style)
        ax.set_title(f"{name}: spread {two_digits(spread(v))}, {percent:.0f} % right")
        ax.axvline(0, color=GREY, linewidth=1, linestyle=":")
        ax.set(xlim=(-EDGE, EDGE), ylim=(0, SHOWN), yticks=[])
        ax.set_xlabel(f"into layer {layer}'s sigmoids; flat: {100 * flat(v):.0f} %")
    axes[0].set_ylabel(f"first {SHOWN} units; grey: slope")
    return figure


def describe_sigmoid_inputs(layer, step, factor, seed=0):
    said = []
    for kind, name, _ in NETWORKS:
        v, percent = _seen(kind, layer, step, factor, seed)
        said.append(
            f"{name} the mean input is {v.mean():.1f}, a unit's spreads by "
            f"{two_digits(spread(v))} over the images, "
            f"{100 * flat(v):.0f}% of inputs lie where the sigmoid is flat, and "
            f"{percent:.0f}% of test digits are right"
        )
    return (
        f"Weights {factor:g} times Xavier's, layer {layer}, step {step}: {'; '.join(said)}."
    )


def spread(v):
    """The spread of a unit's input over the examples, the median over the units."""
    return np.median(v.std(axis=0))


def flat(v):
    """The share of the inputs at which the sigmoid's slope is below FLAT."""
    return np.mean(slope("sigmoid", v) < FLAT)


def _seen(kind, layer, step, factor, seed):
    """One layer's inputs (examples, units) at a step, and percent of test digits right."""
    run, at = measure_sigmoid_inputs(kind, factor, seed=seed), SEEN.index(step)
    return run["inputs"][at, layer - 1], 100 * run["accuracy"][at]
