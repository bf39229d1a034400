"""Figures of chapter 4, and what each says in a sentence with the measured numbers."""

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.runs import (
    CURES,
    measure_growth,
    measure_products,
    measure_start,
    measure_training,
)
from nncourse.chapters.telemetry import telemetry
from nncourse.chapters.vital_signs import nearest_row
from nncourse.plots import COLOURS, GREY, line_style, panels, thin

MEANINGS = {"untreated": "sick", "batch norm": "healthy", "clipping": "leaky"}
CURE_STYLES = {
    "none": line_style("sick"),
    "batch norm": line_style("healthy"),
    "lower rate": line_style("train") | {"linestyle": "-."},
    "clipping": line_style("leaky"),
}


def products(g=1.5, kind="gaussian"):
    """Twenty vectors through thirty random matrices, and the directions stretched most."""
    run = measure_products(g, kind)
    figure, (left, right) = panels(1, 2, height=3.4)
    factor = np.arange(run["length"].shape[1])
    left.plot(factor, run["length"].T, color=COLOURS["train"], alpha=0.35, linewidth=1)
    left.plot(factor, float(g) ** factor, color=GREY, linestyle=":")
    left.annotate("g^L", (30, float(g) ** 30), (-14, 6), textcoords="offset points")
    left.set(title="length of vectors (log)", xlabel="matrices multiplied")
    direction = np.arange(1, len(run["stretch"]) + 1)
    right.plot(direction, run["stretch"], **line_style("train"))
    right.set(title="stretch of 30 together (log)", xlabel="direction, most first")
    for ax in (left, right):
        ax.set(yscale="log", ylim=(1e-22, 1e12))
    return figure


def describe_products(g, kind):
    ends = measure_products(g, kind)["length"][:, -1]
    return (
        f"Thirty {kind} matrices times {g:g}: vectors of length 1 end between "
        f"{ends.min():.1e} and {ends.max():.1e}; g^30 is {g**30:.1e}."
    )


def large_weights(m=2.0, depth=10, batch_norm=False):
    """Weights m times He's before the first step: activations and gradients by layer."""
    start = measure_start(m, depth, batch_norm)
    figure, axes = panels(1, 3, height=3.4, sharey=True)
    titles = {
        "spread": "activation spread",
        "gradient": "gradient norm",
        "ratio": "divided by last's",
    }
    style = line_style("healthy" if start["loss"] < 10 else "sick")
    for ax, (sign, title) in zip(axes, titles.items(), strict=True):
        layer = np.arange(1, len(start[sign]) + 1)
        ax.plot(layer, start[sign], marker="o", ms=4, **style)
        ax.set(yscale="log", title=title, xlabel="layer", ylim=(1e-2, 1e10))
        ax.set_xlim(0.4, 20.6)
        ax.set_xticks([1, 5, 10, 15, 20])
    axes[0].set_ylabel("log scale", labelpad=8)
    figure.suptitle(f"loss {start['loss']:.3g}; of a guess {np.log(10):.1f}")
    return figure


def describe_large_weights(m, depth, batch_norm):
    start = measure_start(m, depth, batch_norm)
    return (
        f"{depth} ReLU layers{' with batch norm' if batch_norm else ''}, weights {m:g} "
        f"times He's: the loss starts at {start['loss']:.3g}, the first gradient norm "
        f"at {start['gradient'][0]:.2g}, {start['ratio'][0]:.2g} times the last layer's."
    )


def collapse(m=2.0, cure="batch norm", step=1):
    """A run that collapses from large weights, and the same run rescued."""
    runs = {"untreated": measure_training(m), cure: measure_training(m, cure)}
    figure = telemetry(runs, step, MEANINGS)
    loss = figure.axes[0]
    loss.set(yscale="log", title="training loss (log)", ylim=(1e-4, 1e13))
    return figure


def describe_collapse(m, cure, step):
    sick, cured = measure_training(m), measure_training(m, cure)
    untreated, treated = (run["loss"][nearest_row(run, step)] for run in (sick, cured))
    end = "ends in nan" if np.isnan(sick["accuracy"]) else f"reads {_percent(sick)}"
    return (
        f"Weights {m:g} times He's, step {step}: the loss is {untreated:.2g} untreated and "
        f"{treated:.2g} with {cure}. Untreated the run {end} after {sick['taken']} steps; "
        f"with {cure} it reads {_percent(cured)} of the test digits right."
    )


def rescues(m=2.0):
    """One bad start, three rescues: the loss over time and the accuracy each reaches."""
    figure, (left, right) = panels(1, 2, height=3.8)
    for place, cure in enumerate(CURES):
        run, style = measure_training(m, cure), CURE_STYLES[cure]
        loss = np.where(np.isfinite(run["loss"]), run["loss"], np.nan)
        left.plot(*thin(run["step"], loss), label=cure, **style)
        accuracy = np.nan_to_num(run["accuracy"])
        right.barh(place, accuracy, color=style["color"], height=0.4)
        right.text(0.02, place - 0.27, f"{cure}: {_percent(run)}", fontsize=9)
    left.set(yscale="log", title="training loss (log)", xlabel="step", ylim=(1e-4, 1e12))
    left.legend(loc="upper right", fontsize=9)
    own = measure_training(1.0)
    guides = [0.1, own["accuracy"]]
    right.vlines(guides, -0.65, 3.5, color=GREY, linewidth=1, linestyle=":")
    right.text(0.02, -0.75, "chance", fontsize=9)
    right.text(1, -0.75, f"He's own: {_percent(own)}", ha="right", fontsize=9)
    right.set(title="test accuracy", xlim=(0, 1), ylim=(3.5, -1.05))
    right.set_yticks([])
    right.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
    return figure


def describe_rescues(m):
    reached = [f"{cure} {_percent(measure_training(m, cure))}" for cure in CURES]
    return (
        f"Test accuracy from weights {m:g} times He's: {', '.join(reached)}; "
        f"from He's own {_percent(measure_training(1.0))}."
    )


def _percent(run):
    """A run's test accuracy as text: 93%, or nan after a collapse."""
    return "nan" if np.isnan(run["accuracy"]) else f"{run['accuracy']:.0%}"


def growth(depth=30, activation="relu"):
    """The gradient by layer before the first step, with batch normalisation and without."""
    figure, ax = panels(height=3.6)
    for name, batch_norm in (("batch norm", True), ("plain", False)):
        run = measure_growth(depth, batch_norm, activation)
        layer = np.arange(1, depth + 1)
        style = line_style("healthy" if batch_norm else activation)
        ax.plot(layer, run["gradient"], marker="o", ms=4, **style)
        ax.annotate(
            f"{name}: x {run['factor']:.2f} a layer",
            (1, run["gradient"][1]),
            (12, 8 if batch_norm else -34),
            textcoords="offset points",
            color=style["color"],
        )
    ax.set(title="gradient norm at the first step (log)", xlabel="layer, input to output")
    ax.set(yscale="log", ylim=(1e-3, 1e5), xlim=(0, 51))
    return figure


def describe_growth(depth, activation):
    with_norm = measure_growth(depth, True, activation)
    without = measure_growth(depth, False, activation)
    return (
        f"{depth} layers of {activation}: with batch normalisation the gradient grows by "
        f"{with_norm['factor']:.2f} a layer towards the input, "
        f"to {with_norm['gradient'][0]:.0f}; without it by {without['factor']:.2f}."
    )
