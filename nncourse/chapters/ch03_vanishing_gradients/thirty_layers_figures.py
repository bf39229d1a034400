"""The figure of deep ReLU networks and what makes them learn, and its sentence."""

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.thirty_layers_runs import (
    SEEN,
    measure_deep_run,
)
from nncourse.chapters.ch03_vanishing_gradients.unit_pictures import draw_units
from nncourse.plots import line_style, mark_overflow, mosaic

LAST_STEP = 420
COLUMNS = 4  # layers that are drawn, the first and the last among them
PANELS = [["gradient", "loss"], ["digits", "loss"]]


def deeper_networks(depth=30, way="plain", seed=0):
    """Deep networks: before training the gradient, and what four layers' units say of a 3
    and an 8, with the likeness of digits; and the loss in training.
    """
    run = measure_deep_run(depth, way, seed=seed)
    style = line_style("relu") | {"linestyle": "-"}
    figure, axes = mosaic(PANELS, height=4.9, last="loss")
    gradient, loss = axes["gradient"], axes["loss"]
    gradient.plot(np.arange(1, depth + 1), run["gradient"][0], **style)
    gradient.set(yscale="log", title="gradient (log)", xlabel="layer", ylim=(1e-2, 1e6))
    gradient.set(xlim=(-0.5, 31), xticks=[1, 10, 20, 30])
    draw_digits(axes["digits"], run)
    known = np.isfinite(run["loss"]) & run["whole"]
    loss.plot(run["step"][known], run["loss"][known], **style)
    end = "nan" if np.isnan(run["accuracy"]) else f"{run['accuracy']:.0%} read"
    loss.set(title=f"loss; {end}", xlabel="step", ylim=(0, 4))
    loss.set_xlim(-10, LAST_STEP + 10)
    mark_overflow(loss, run["step"][known], run["loss"][known])
    return figure


def draw_digits(ax, run):
    """A digit a row, a layer a column: units below zero blue, above it red, each picture
    on a scale of its own; beneath a column the layer's number and its likeness.
    """
    layers = np.linspace(1, len(run["likeness"]), COLUMNS).round().astype(int)
    units, likeness = run["units"][layers - 1], run["likeness"][layers - 1]
    scale = 2 * np.sqrt(np.mean(units**2, axis=2, keepdims=True))
    draw_units(ax, units / scale, (-1, 1))
    ax.set(title="3 and 8 in four layers", xlabel="layer, likeness before ReLU")
    ax.set_yticks(range(len(SEEN)), [f"{digit}" for digit in SEEN])
    said = [f"{n}\n{alike:z.2f}" for n, alike in zip(layers, likeness, strict=True)]
    ax.set_xticks(range(1, COLUMNS + 1), said)


def describe_deeper_networks(depth, way, seed=0):
    run = measure_deep_run(depth, way, seed=seed)
    return (
        f"{depth} ReLU layers, {way}: before training the gradient norm is "
        f"{run['gradient'][0][0]:.1g} in the first layer and {run['gradient'][0][-1]:.1g} "
        f"in the last, and the likeness of digits is {run['likeness'][-1]:.2f} "
        f"before the last layer; after ten epochs {run['accuracy']:.0%} are classified "
        f"correctly."
    )
