"""The figure of deep ReLU networks and what makes them learn, and its sentence."""

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.runs import likeness
from nncourse.chapters.ch03_vanishing_gradients.thirty_layers_runs import (
    SEEN,
    foretold_likeness,
    measure_deep_run,
    measure_likeness,
    measure_start,
)
from nncourse.chapters.ch03_vanishing_gradients.unit_pictures import draw_units
from nncourse.plots import GREY, line_style, mark_overflow, mosaic

LAST_STEP = 420
DRAWN = 4  # layers that are drawn, the first and the last among them
PANELS = [["digits", "gradient"], ["digits", "likeness"], ["digits", "loss"]]
LINEAR = {  # ways past the layers: the same with a linear f
    "residual": "residual, linear",
    "residual, scaled": "residual, scaled, linear",
}
LEFT, BACK = 2.1, 2.2  # a loss below the one, and above the other ten steps on: undone


def deeper_networks(depth=30, way="plain", seed=0):
    """Deep networks: what four layers' units say of a 3 and an 8 before training, and how
    that differs; the gradient and the likeness of all digits; and the loss in training.
    """
    run = measure_deep_run(depth, way, seed=seed)
    style = line_style("relu") | {"linestyle": "-"}
    figure, axes = mosaic(PANELS, height=5.6, width_ratios=(1.25, 1))
    gradient, loss = axes["gradient"], axes["loss"]
    gradient.plot(np.arange(1, depth + 1), run["gradient"][0], **style)
    gradient.set(yscale="log", title="gradient (log)", xlabel="layer", ylim=(1e-2, 1e6))
    gradient.set(xlim=(-0.5, 31), xticks=[1, 10, 20, 30], yticks=[1e-2, 1, 1e2, 1e4, 1e6])
    _draw_likeness(axes["likeness"], depth, way, seed)
    draw_digits(axes["digits"], run)
    known = np.isfinite(run["loss"]) & run["whole"]
    loss.plot(run["step"][known], run["loss"][known], **style)
    dips = undone(run["loss"][known])
    loss.plot(run["step"][known][dips], run["loss"][known][dips], "v", color=GREY, ms=8)
    if len(dips):
        loss.text(10, 3.5, "▼ it fell, and came back", va="center", fontsize=10)
    end = "nan" if np.isnan(run["accuracy"]) else f"{run['accuracy']:.0%} read"
    loss.set(title=f"loss; {end}", xlabel="step", ylim=(0, 4))
    loss.set_xlim(-10, LAST_STEP + 10)
    mark_overflow(loss, run["step"][known], run["loss"][known])
    return figure


def undone(loss):
    """Where a loss stands lower than chance and, at the next record, no longer."""
    return np.flatnonzero((loss[:-1] < LEFT) & (loss[1:] > BACK))


def _draw_likeness(ax, depth, way, seed):
    """The likeness before each ReLU; in grey the formula's and forty networks' of the
    plain way (the networks' alone beside mirrored weights), or of a sum the same with a
    linear f.
    """
    mirrored = "mirrored" in way
    layers = np.arange(1, depth)
    style = line_style("relu") | {"linestyle": "-"}
    beside = {"color": GREY, "linestyle": "--"}
    if way in LINEAR:
        ax.plot(layers, measure_start(depth, LINEAR[way], seed)["likeness"], **beside)
    else:
        many = measure_likeness()[:, : depth - 1]
        band = {"color": GREY, "alpha": 0.25, "linewidth": 0}
        ax.fill_between(layers, many.min(axis=0), many.max(axis=0), **band)
        if not mirrored:  # the formula is for independent weights
            ax.plot(layers, foretold_likeness(depth - 1), **beside)
    ax.plot(layers, measure_start(depth, way, seed)["likeness"], **style)
    grey = "dashed: f linear" if way in LINEAR else "dashed: formula"
    grey = "grey: He's weights" if mirrored else grey
    ax.text(30, 0.45, grey, ha="right", va="center", fontsize=10)
    ax.set(title="likeness of all digits", xlabel="layer, before its ReLU")
    ax.set(xlim=(-0.5, 31), xticks=[1, 10, 20, 30], ylim=(-0.08, 1.08))


def draw_digits(ax, run):
    """A layer a row: the units for a 3 and for an 8, brought to one length, and their
    difference, all on one scale; below zero blue, above it red. Beside a row the layer's
    number and the two digits' cosine.
    """
    layers = np.linspace(1, len(run["units"]), DRAWN).round().astype(int)
    pair = run["units"][layers - 1]
    pair = pair / np.sqrt(np.mean(pair**2, axis=2, keepdims=True))
    cosines = list(map(likeness, pair))
    three, eight = pair.swapaxes(0, 1)
    draw_units(ax, np.array([three, eight, three - eight]), (-2, 2))
    first, *_, last = cosines
    ax.set(title=f"cosine of 3 and 8: {first:z.2f} to {last:z.2f}")
    ax.set_xticks(range(1, 4), [*(f"{digit}" for digit in SEEN), "difference"])
    said = [f"layer {n}\n{cos:z.2f}" for n, cos in zip(layers, cosines, strict=True)]
    ax.set_yticks(range(DRAWN), said)


def describe_deeper_networks(depth, way, seed=0):
    run = measure_deep_run(depth, way, seed=seed)
    beside = f"the formula says {foretold_likeness(depth - 1)[-1]:.2f}"
    if "mirrored" in way:
        beside = (
            f"with He's weights {measure_start(depth, 'plain', seed)['likeness'][-1]:.2f}"
        )
    if way in LINEAR:
        alike = measure_start(depth, LINEAR[way], seed)["likeness"][-1]
        beside = f"with a linear f {alike:z.2f}"
    return (
        f"{depth} ReLU layers, {way}: before training the gradient norm is "
        f"{run['gradient'][0][0]:.1g} in the first layer and {run['gradient'][0][-1]:.1g} "
        f"in the last, and the likeness of digits is {run['likeness'][-1]:z.2f} "
        f"before the last layer ({beside}), of a 3 and an 8 "
        f"{likeness(run['units'][-1]):z.2f}; after ten epochs {run['accuracy']:.0%} are "
        f"classified correctly."
    )
