"""Figures of chapter 3, and what each says in a sentence with the measured numbers."""

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.runs import (
    FLAT,
    TIMES,
    likeness,
    measure_activations,
    measure_flow,
    measure_levels,
    measure_remedy,
    measure_run,
    measure_slopes,
    slope,
    spread_between,
)
from nncourse.chapters.sentences import size_text
from nncourse.chapters.telemetry import telemetry
from nncourse.chapters.vital_signs import nearest_row
from nncourse.claims.typeset import set_powers
from nncourse.plots import COLOURS, GREY, line_style, mosaic, panels, plain_ticks

FLOOR = 1e-12  # the lowest gradient that gradient_flow shows
SIGNS = "update", "between"  # of what speaks, in either pair of runs
LIMITS = {"update": (1e-8, 1), "between": (1e-7, 10)}
RANGES = {"sigmoid": (0, 1), "tanh": (-1, 1), "relu": (0, 4)}  # of activations shown
BINS = 40
NAMED = (  # where in slopes_and_weights each function's name stands: factor, flat units
    ("relu", (1.3, 2.9), (0.5, 0.54)),
    ("tanh", (7, 1.25), (2.2, 0.72)),
    ("sigmoid", (4.6, 0.38), (5.5, 0.33)),
)


def gradient_flow(depth=10, activation="sigmoid", init="xavier", seed=0):
    """The gradient of each layer's weights before the first step, dW; from a layer to the
    one below a step, as high as what the gradient is multiplied by: a product is a stair.
    """
    norms = measure_flow(depth, activation, init, seed=seed)["gradient"]
    figure, ax = panels(height=3.6)
    layer = np.arange(1, depth + 1)
    style = line_style(activation) | {"linestyle": "-"}  # dots break up a dashed line
    ax.plot(layer, norms, "o", ms=5, **style | {"linestyle": ""})  # leaves the frame
    factors = norms[:-1] / norms[1:]
    stair = {"color": style["color"], "alpha": 0.35, "linewidth": 0}
    ax.bar(layer[:-1], norms[:-1] - norms[1:], 0.9, norms[1:], **stair)
    middle = depth // 2  # beside the stair, to its right
    at = layer[middle] + 0.8, max(norms[middle] / 3, 100 * FLOOR)
    step = f"a step down: × {np.median(factors):.2f}"
    ax.text(*at, step, va="top", color=style["color"])
    ax.set(yscale="log", ylim=(FLOOR, 10), xlim=(0.4, 20.6), ylabel="gradient norm (log)")
    ax.set(xticks=[1, 5, 10, 15, 20], xlabel="layer; layer 1 reads the pixels")
    _say_below(ax, norms)
    ax.set_title(f"layer 1: {_times(norms[0] / norms[-1])} the last layer's")
    return figure


def _say_below(ax, norms):
    """Where gradients leave the frame: how small they are, or that some are smaller."""
    seen = np.flatnonzero(norms >= FLOOR)
    said = {"textcoords": "offset points", "va": "bottom"}
    if not len(seen):
        least, most = (int(np.floor(np.log10(end(norms)))) for end in (np.min, np.max))
        powers = f"1e{least}" if least == most else f"1e{least} to 1e{most}"
        ax.annotate(f"all smaller: {set_powers(powers)}", (1, FLOOR), (0, 8), **said)
    elif norms[0] < FLOOR:  # beside the line, not across it
        ax.annotate("← smaller still", (seen[0] + 2, FLOOR), (0, 4), **said)


def _times(ratio):
    """A ratio in words: "0.85 times", "1/300,000 of", "2×10⁻¹¹ of"."""
    if ratio >= 0.05:
        return f"{ratio:.2g} times"
    if ratio > 1e-7:
        return f"1/{float(f'{1 / ratio:.0e}'):,.0f} of"
    return f"{set_powers(f'{ratio:.0e}')} of"


def describe_flow(depth, activation, init="xavier", seed=0):
    norms = measure_flow(depth, activation, init, seed=seed)["gradient"]
    return (
        f"{depth} layers of {activation}, {init} weights: the gradient norm of the first "
        f"layer is {norms[0]:.0e}, {norms[0] / norms[-1]:.0e} times the last layer's."
    )


def slopes_and_weights(activation="sigmoid", weights=1):
    """An activation function's slope on the inputs that weights of so many times Xavier's
    give it; and for all three functions what a layer does to the gradient under such
    weights, and the share of units that hardly answer.
    """
    read, at = measure_levels(activation), TIMES.index(weights)
    spread = read["spread"][at]
    grid = [["factor", "slope"], ["flat", "slope"]]
    figure, axes = mosaic(grid, height=4.8, last="slope", width_ratios=(1.3, 1))
    factor, flat, beside = (axes[name] for name in ("factor", "flat", "slope"))
    x = np.linspace(-8, 8, 81)
    hill = np.exp(-0.5 * (x / spread) ** 2)
    beside.fill_between(x, 0, hill, color=GREY, alpha=0.25, linewidth=0)
    beside.plot(x, slope(activation, x), **line_style(activation))
    typical = measure_slopes(activation, spread)["rms"]
    beside.set(title=f"typical slope {typical:.2f}", xlabel="input (grey: in these layers)")
    beside.set_ylim(0, 1.05)
    factor.axhline(1, color=GREY, linewidth=1)
    factor.text(0.5, 1.15, "level", fontsize=10)
    for name, of_factor, of_flat in NAMED:
        both, chosen = measure_levels(name), name == activation
        style = {"color": COLOURS[name], "linewidth": 3 if chosen else 1.5}
        for ax, row, place in ((factor, "factor", of_factor), (flat, "flat", of_flat)):
            ax.plot(TIMES, both[row], **style)
            ax.text(*place, name, color=COLOURS[name], fontsize=10)
            if chosen:
                ax.plot(weights, both[row][at], "o", color=COLOURS[name], ms=9)
    factor.set(title=f"factor per layer: {read['factor'][at]:.2f}", yscale="log")
    factor.set_ylim(0.09, 14)
    flat.set(title=f"share with slope < {FLAT}: {read['flat'][at]:.2f}", ylim=(-0.05, 1.05))
    flat.set_xlabel("weights, times Xavier's")
    for ax in (factor, flat):
        ax.set_xscale("log")
        plain_ticks(ax, (0.5, 1, 2, 4, 8, 16))
    return figure


def describe_slopes(activation, weights):
    read, at = measure_levels(activation), TIMES.index(weights)
    spread = read["spread"][at]
    typical = measure_slopes(activation, spread)["rms"]
    return (
        f"Ten layers of {activation}, weights {weights:g} times Xavier's: the inputs "
        f"of the units have a spread of {spread:.2g}, where the slope has a root mean "
        f"square of {typical:.2f}. A layer multiplies the "
        f"gradient by {read['factor'][at]:.2f}; the share of units whose slope is below "
        f"{FLAT} is {read['flat'][at]:.2f}."
    )


def activations_by_layer(activation="tanh", init="uniform", seed=0):
    """The activations of each hidden layer before training, as histograms on their sides.

    A ReLU's zeros, half of its outputs, are not in the histograms.
    """
    values = measure_activations(activation, init, seed=seed)
    low, high = RANGES[activation]
    edges = np.linspace(low, high, BINS + 1)
    above = {"textcoords": "offset points", "fontsize": 10}
    figure, ax = panels(height=3.4)
    for layer, y in enumerate(values, start=1):
        drawn = y[y > 0] if activation == "relu" else y
        counts, _ = np.histogram(np.clip(drawn, low, high), edges)
        half = 0.42 * np.repeat(counts / counts.max(), 2)
        sides = {"color": COLOURS[activation], "alpha": 0.75, "linewidth": 0}
        ax.fill_betweenx(np.repeat(edges, 2)[1:-1], layer - half, layer + half, **sides)
    sizes = np.sqrt(np.mean(values[[0, -1]] ** 2, axis=(1, 2)))
    first, last = map(size_text, sizes)
    alike, at_last = map(_cosine, values[[0, -1]])
    if np.max(values[-1]) > 2 * high:
        ax.annotate(f"the bar at {high}: above it", (0.5, high), (0, -14), **above)
    ax.set_title(f"size {first} to {last}, cosine {alike} to {at_last}")
    ax.set(ylabel="activations", ylim=(low, high), xlabel="hidden layer")
    ax.set_xticks(range(1, len(values) + 1))
    ax.locator_params(axis="y", nbins=4)  # few enough for a phone's larger letters
    ax.set_xlim(0.4, len(values) + 0.6)
    return figure


def _cosine(y):
    """The mean cosine of two digits' activations as text: "0.86"; never "-0.00"."""
    return f"{likeness(y):z.2f}"


def describe_activations(activation, init, seed=0):
    values = measure_activations(activation, init, seed=seed)
    first, last = np.sqrt(np.mean(values[[0, -1]] ** 2, axis=(1, 2)))
    alike, at_last = map(_cosine, values[[0, -1]])
    narrow, wide = np.quantile(values[-1], (0.05, 0.95))
    apart, at_end = spread_between(values)[[0, -1]]
    return (
        f"Ten layers of {activation}, {init} weights: the activations have a root mean "
        f"square of {first:.2g} in the first hidden layer and {last:.2g} in the last, "
        f"where nine in ten lie from {narrow:.2g} to {wide:.2g}. The mean cosine of "
        f"two digits is {alike} in the first and {at_last} in the last, the spread of a "
        f"unit between the images {apart:.1e} and {at_end:.1e}."
    )


def sigmoid_and_cure(cure="relu", step=100, seed=0):
    """Ten layers of sigmoid in training, and the same network with a remedy."""
    runs = {"sigmoid": measure_run("sigmoid", seed=seed), cure: measure_remedy(cure, seed)}
    named = {f"{name}: {run['accuracy']:.0%} read": run for name, run in runs.items()}
    meanings = "sigmoid", cure if cure in COLOURS else "healthy"
    meaning = dict(zip(named, meanings, strict=True))
    figure = telemetry(named, step, meaning, signs=SIGNS, limits=LIMITS)
    figure.axes[0].lines[0].set(linewidth=5, alpha=0.5)  # seen where the other lies on it
    return figure


def describe_sigmoid_and_cure(cure, step, seed=0):
    sick, cured = measure_run("sigmoid", seed=seed), measure_remedy(cure, seed)
    row = nearest_row(sick, step)
    return (
        f"Step {step}: the loss is {sick['loss'][row]:.2f} with sigmoid and "
        f"{cured['loss'][row]:.2f} with {cure}; the first layer's step is "
        f"{sick['update'][row][0]:.0e} and {cured['update'][row][0]:.0e} of its weights, "
        f"the last hidden layer's spread between images {sick['between'][row][-1]:.0e} "
        f"and {cured['between'][row][-1]:.0e}. At the end "
        f"{sick['accuracy']:.0%} and {cured['accuracy']:.0%} of the test digits are "
        f"classified correctly."
    )
