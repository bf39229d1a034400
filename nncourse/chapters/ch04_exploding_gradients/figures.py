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
from nncourse.plots import COLOURS, GREY, label_end, line_style, panels, plain_ticks, thin

GUIDES = 0.9, 1.0, 1.1
SIGNS = "gradient", "update", "spread"  # of what speaks, with either cure
LIMITS = {"gradient": (1e-2, 1e10), "update": (1e-4, 1e8), "spread": (1e-1, 1e12)}
MEANINGS = {"untreated": "sick", "batch norm": "healthy", "clipping": "leaky"}
CURE_STYLES = {
    "none": line_style("sick"),
    "batch norm": line_style("healthy"),
    "lower rate": line_style("train") | {"linestyle": "-."},
    "clipping": line_style("leaky"),
}


def products(g=1.1, kind="gaussian"):
    """Twenty vectors through thirty random matrices, and the directions stretched most.

    Dotted lines show what lengths that grow by 0.9, 1 and 1.1 per matrix would do.
    """
    run = measure_products(g, kind)
    figure, (left, right) = panels(1, 2, height=3.6)
    count = np.arange(run["length"].shape[1])
    left.plot(count, run["length"].T, color=COLOURS["train"], alpha=0.35, linewidth=1)
    for guide in GUIDES:
        left.plot(count, guide**count, color=GREY, linestyle=":", linewidth=1)
        label_end(left, count, guide**count, f"{guide:g}", fontsize=10)
    ends = run["length"][:, -1]
    shown = f"{ends.min():.2g}"
    if f"{ends.max():.2g}" != shown:
        shown += f" to {ends.max():.2g}"
    left.set(title=f"lengths: 1 becomes {shown}", xlabel="matrices multiplied")
    left.set(ylim=_decades(run["length"], [0.9**30, 1.1**30]))
    direction = np.arange(1, len(run["stretch"]) + 1)
    right.plot(direction, run["stretch"], **line_style("train"))
    right.set(title="stretch by all thirty", xlabel="direction, the most stretched first")
    right.set(ylim=_decades(run["stretch"], [1e-2, 1e2]))
    for ax in (left, right):
        ax.set(yscale="log")
    return figure


def _decades(values, others):
    """Whole powers of ten around all of these values."""
    exponents = np.log10(np.append(values, others))
    return 10.0 ** np.floor(exponents.min()), 10.0 ** np.ceil(exponents.max())


def describe_products(g, kind):
    ends = measure_products(g, kind)["length"][:, -1]
    return (
        f"Thirty {kind} matrices times {g:g}: vectors of length 1 end between "
        f"{ends.min():.1e} and {ends.max():.1e}; g^30 is {g**30:.1e}."
    )


def large_weights(m=2.0, depth=10, batch_norm=False):
    """Weights m times He's before the first step, beside He's own: activations and
    gradients by layer.
    """
    start = measure_start(m, depth, batch_norm)
    own = measure_start(1.0, depth)
    figure, axes = panels(1, 2, height=3.6, sharey=True)
    name = f"{m:g} times He's" + (", batch norm" if batch_norm else "")
    sick = line_style("sick") | {"label": name}
    healthy = line_style("healthy") | {"label": "He's own"}
    titles = "activation spread (log)", "gradient norm (log)"
    for ax, sign, title in zip(axes, ("spread", "gradient"), titles, strict=True):
        layer = np.arange(1, len(start[sign]) + 1)
        ax.plot(layer, start[sign], marker="o", ms=4, **sick)
        ax.plot(layer, own[sign], marker="s", ms=4, **healthy)
        ax.set(yscale="log", title=title, xlabel="layer", xlim=(0.4, depth + 0.6))
        ax.xaxis.get_major_locator().set_params(integer=True)
    axes[0].set_ylim(_decades([*start["spread"], *start["gradient"]], [0.1, 1e4]))
    axes[0].legend(loc="upper left")
    loss = f"{start['loss']:.2g}" if start["loss"] < 100 else f"{start['loss']:,.0f}"
    figure.suptitle(f"the loss starts at {loss}; guessing costs {np.log(10):.2f}")
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
    figure = telemetry(runs, step, MEANINGS, signs=SIGNS, limits=LIMITS)
    loss = figure.axes[0]
    loss.set(yscale="log", title="training loss (log)", ylim=(1e-4, 1e13))
    loss.set_xscale("symlog", linthresh=4)  # the collapse takes the first few steps
    loss.set_xlim(-0.3, 250)
    plain_ticks(loss, [0, 1, 2, 3, 10, 100])
    return figure


def describe_collapse(m, cure, step):
    sick, cured = measure_training(m), measure_training(m, cure)
    untreated, treated = (run["loss"][nearest_row(run, step)] for run in (sick, cured))
    end = "ends in nan" if np.isnan(sick["accuracy"]) else f"reads {_percent(sick)}"
    return (
        f"Weights {m:g} times He's, step {step}: the loss is {untreated:.2g} untreated and "
        f"{treated:.2g} with {cure}. Untreated the run {end} after {sick['taken']} steps; "
        f"with {cure} it reads {_percent(cured)} of the test digits correctly."
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
    """The gradient by layer before the first step, with batch normalisation and without.

    Inner layers, to which the factors are fitted, are all but the first and the last two.
    """
    figure, ax = panels(height=3.6)
    for name, batch_norm in (("batch norm", True), ("plain", False)):
        run = measure_growth(depth, batch_norm, activation)
        layer = np.arange(1, depth + 1)
        style = line_style("healthy" if batch_norm else activation)
        ax.plot(layer, run["gradient"], marker="o", ms=4, **style)
        ax.annotate(
            f"{name}: × {run['factor']:.2f} per inner layer",
            (1, run["gradient"][1]),
            (12, 8 if batch_norm else -34),
            textcoords="offset points",
            color=style["color"],
        )
    ax.set(xlabel="layer, input to output", ylabel="gradient norm at the first step (log)")
    ax.set(yscale="log", ylim=(1e-3, 1e5), xlim=(0, 51))
    return figure


def describe_growth(depth, activation):
    with_norm = measure_growth(depth, True, activation)
    without = measure_growth(depth, False, activation)
    return (
        f"{depth} layers of {activation}: with batch normalisation the gradient grows by "
        f"{with_norm['factor']:.2f} per inner layer towards the input, "
        f"to {with_norm['gradient'][0]:.0f}; without it by {without['factor']:.2f}."
    )
