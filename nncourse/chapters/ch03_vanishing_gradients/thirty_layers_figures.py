"""The figure of deep ReLU networks and what makes them learn, and its sentence."""

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.thirty_layers_runs import measure_deep_run
from nncourse.plots import line_style, mark_overflow, panels

LAST_STEP = 420


def deeper_networks(depth=30, way="plain", seed=0):
    """Deep networks: gradient and likeness of digits before training, and the loss."""
    run = measure_deep_run(depth, way, seed=seed)
    style = line_style("relu") | {"linestyle": "-"}
    figure, (left, middle, right) = panels(1, 3, height=2.9)
    left.plot(np.arange(1, depth + 1), run["gradient"][0], **style)
    left.set(yscale="log", title="gradient (log)", xlabel="layer", ylim=(1e-2, 1e6))
    middle.plot(np.arange(1, depth), run["likeness"], **style)
    middle.set(title="likeness of digits", xlabel="layer", ylim=(-0.05, 1.05))
    known = np.isfinite(run["loss"]) & run["whole"]
    right.plot(run["step"][known], run["loss"][known], **style)
    end = "nan" if np.isnan(run["accuracy"]) else f"{run['accuracy']:.0%} correct"
    right.set(title=f"loss; {end}", xlabel="step", ylim=(0, 4))
    mark_overflow(right, run["step"][known], run["loss"][known])
    for ax in (left, middle):
        ax.set(xlim=(-0.5, 31), xticks=[1, 10, 20, 30])
    right.set_xlim(-10, LAST_STEP + 10)
    return figure


def describe_deeper_networks(depth, way, seed=0):
    run = measure_deep_run(depth, way, seed=seed)
    return (
        f"{depth} ReLU layers, {way}: before training the gradient norm is "
        f"{run['gradient'][0][0]:.1g} in the first layer and {run['gradient'][0][-1]:.1g} "
        f"in the last, and the likeness of digits is {run['likeness'][-1]:.2f} "
        f"before the last layer; after ten epochs {run['accuracy']:.0%} are classified "
        f"correctly."
    )
