"""What the first layer looks for, drawn: without a cure, with dropout, with decay."""

import numpy as np

from nncourse.chapters.ch08_dropout.runs import (
    likeness_of_neighbours,
    measure_first_layer,
)
from nncourse.plots import SIGNED_LIGHT, mosaic, tiled

WAYS = {  # name: rate of dropout, weight decay
    "neither": (0.0, 0.0),
    "dropout 0.5": (0.5, 0.0),
    "decay 0.01": (0.0, 0.01),
}
NETS = range(3)  # seeds of the networks over which the likeness is averaged
ACROSS = 4  # units of a row of images, and rows
SIDE, GAP = 9 * ACROSS - 1, 5  # of a network's square, and between two of them
SPREADS = 2  # standard deviations of a network's weights: from there on none is darker


def first_layer(step=600, seed=0):
    """The weights of the same sixteen hidden units as images of 8 x 8 pixels, three ways.

    Blue is below zero, red above, on a scale of each network's own.
    """
    figure, axes = mosaic([["all"]], height=2.7)
    ax, squares = axes["all"], []
    for k, (name, way) in enumerate(WAYS.items()):
        W = measure_first_layer(*way, seed=seed)[step]
        units = W[:, : ACROSS**2].T.reshape(ACROSS, ACROSS, 8, 8)
        squares.append(tiled(units / (SPREADS * W.std()), gap=1))
        middle = (k + 0.5) * SIDE + k * GAP
        ax.text(middle, -2.5, name, ha="center", va="bottom", fontsize=12)
        below = f"neighbours {likeness(step, name):.2f}"
        ax.text(middle, SIDE + 1.5, below, ha="center", va="top", fontsize=12)
    colours = {"cmap": SIGNED_LIGHT, "vmin": -1, "vmax": 1}
    ax.imshow(tiled(np.array([squares]), GAP), interpolation="none", **colours)
    ax.set_axis_off()
    return figure


def describe_first_layer(step, seed=0):
    alike = ", ".join(f"{name} {likeness(step, name):.2f}" for name in WAYS)
    sizes = [
        np.abs(measure_first_layer(*way, seed=seed)[step]).mean() for way in WAYS.values()
    ]
    sizes = ", ".join(f"{name} {size:.2f}" for name, size in zip(WAYS, sizes, strict=True))
    return (
        f"Sixteen units after {step} steps. Likeness of weights at neighbouring pixels, "
        f"means of {len(NETS)} networks: {alike}. Mean size of a weight: {sizes}."
    )


def likeness(step, name):
    """How alike the weights of neighbouring pixels are, the mean over NETS."""
    runs = (measure_first_layer(*WAYS[name], seed=seed) for seed in NETS)
    return np.mean([likeness_of_neighbours(run[step]) for run in runs])
