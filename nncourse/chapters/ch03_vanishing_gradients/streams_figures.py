"""The figure of a deep network's two streams before the first step, and its sentence."""

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.runs import (
    measure_activations,
    measure_streams,
)
from nncourse.chapters.ch03_vanishing_gradients.unit_pictures import GREYS, draw_units
from nncourse.chapters.deep_nets import first_of, standard_digits
from nncourse.chapters.sentences import size_text
from nncourse.plots import COLOURS, GREY, SIGNED, panels

PAIR = 3, 8  # the digits that are drawn
SHADES = {  # of their units: lowest, highest, colours
    "sigmoid": ((0, 1), GREYS),
    "tanh": ((-1, 1), SIGNED),
    "relu": ((0, 2), GREYS),
}


def signal_and_gradient(activation="sigmoid", init="xavier", seed=0):
    """What goes up and what comes down, layer by layer, and beneath it what each layer's
    units say of a 3 and of an 8.
    """
    two = measure_streams(activation, init, seed=seed)
    layer = np.arange(1, len(two["da"]) + 1)
    ratios = {"height_ratios": (2.4, 1)}
    figure, (ax, below) = panels(2, 1, height=5.5, gridspec_kw=ratios)
    colour = {"color": COLOURS[activation]}
    hollow = colour | {"mfc": "none", "linestyle": "--"}
    up = f"spread, up: × {two['up']:.2f}"
    ax.plot(layer, two["between"], marker="o", ms=5, label=up, **colour)
    nudge = f"nudge, up: × {two['nudge up']:.2f}"
    ax.plot(layer, two["nudge"], marker=".", linewidth=1, label=nudge, **colour)
    down = f"da, down: × {two['down']:.2f}"
    ax.plot(layer, two["da"], marker="s", ms=6, label=down, **hollow)
    ax.plot(layer, two["size"], color=GREY, linestyle="-", label="size")
    ax.plot(layer, two["dW"], color=GREY, linestyle=":", label="dW")
    ax.set(yscale="log", ylim=(1e-16, 1e6), ylabel="log scale")
    above = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0}
    apart = {"ncols": 2, "columnspacing": 5}  # room for a phone's larger letters
    ax.legend(title="a layer's factor:", alignment="left", **apart, **above)
    ax.set_xticks(layer)
    _draw_pair(below, activation, init, seed)
    for one in (ax, below):
        one.set_xlim(-0.6, len(layer) + 0.6)
    first, last = map(size_text, two["between"][[0, -1]])
    below.set_title(f"spread between images {first} to {last}")
    return figure


def _draw_pair(ax, activation, init, seed):
    """The two digits' pixels, and then each layer's units for the one and the other."""
    values = measure_activations(activation, init, seed=seed)
    (x, _), _ = standard_digits(seed)
    pair = first_of(PAIR, seed)
    limits, colours = SHADES[activation]
    draw_units(ax, x[pair][None], (-1.5, 1.5), first=0, colours=GREYS)
    draw_units(ax, values[:, pair], limits, colours=colours)
    ax.set(xlabel="hidden layer", ylim=(1.55, -0.55))
    ax.set_yticks([0, 1], [f"{digit}" for digit in PAIR])
    ax.set_xticks(range(1, len(values) + 1))


def describe_signal_and_gradient(activation, init, seed=0):
    two = measure_streams(activation, init, seed=seed)
    said = {name: two[name][[0, -1]] for name in ("size", "between", "da", "dW")}
    size, between, da, dW = (f"{a:.1e} and {b:.1e}" for a, b in said.values())
    return (
        f"Ten layers of {activation}, {init} weights, the first hidden layer and the last: "
        f"size of the activations {size}, their spread between images {between}, the "
        f"gradient that arrives {da}, the gradient of the weights {dW}. A layer multiplies "
        f"the spread by {two['up']:.2f} on the way up, a small nudge by "
        f"{two['nudge up']:.2f}, and the gradient on its way down by {two['down']:.2f}."
    )
