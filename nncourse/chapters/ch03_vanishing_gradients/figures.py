"""Figures of chapter 3, and what each says in a sentence with the measured numbers."""

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.runs import (
    DEEP_CURES,
    lost_by,
    measure_deep_run,
    measure_factors,
    measure_flow,
    measure_run,
    measure_signal,
    measure_slopes,
    slope,
)
from nncourse.chapters.telemetry import telemetry
from nncourse.chapters.vital_signs import nearest_row
from nncourse.claims.typeset import set_powers
from nncourse.plots import COLOURS, GREY, line_style, mark_overflow, panels

FLOOR = 1e-12  # the lowest gradient that gradient_flow shows
SIGNS = "gradient", "update", "spread"  # of what speaks, in either pair of runs
LIMITS = {"gradient": (1e-7, 1e2), "update": (1e-8, 1), "spread": (0, 2.5)}
SIGNAL_STYLES = {
    "uniform": line_style("sick"),
    "xavier": line_style("train"),
    "he": line_style("healthy") | {"linestyle": "-."},
}


def gradient_flow(depth=10, activation="sigmoid", init="xavier"):
    """The gradient of each layer's weights before the first step."""
    flow = measure_flow(depth, activation, init)
    figure, ax = panels(height=3.6)
    layer = np.arange(1, depth + 1)
    shown = np.maximum(flow["gradient"], FLOOR)
    style = line_style(activation) | {"linestyle": "-"}  # dots break up a dashed line
    ax.plot(layer, shown, marker="o", ms=5, clip_on=False, **style)
    ax.set(yscale="log", ylim=(FLOOR, 10), xlim=(0.4, 20.6), ylabel="gradient norm (log)")
    ax.set(xticks=[1, 5, 10, 15, 20], xlabel="layer; layer 1 reads the pixels")
    if flow["gradient"][0] < FLOOR:
        ax.annotate("smaller still", (1, FLOOR), (8, 8), textcoords="offset points")
    ax.set_title(f"layer 1: {_times(flow['ratio'][0])} the last layer's")
    return figure


def _times(ratio):
    """A ratio in words: "0.85 times", "1/300,000 of", "2×10⁻¹¹ of"."""
    if ratio >= 0.05:
        return f"{ratio:.2g} times"
    if ratio > 1e-7:
        return f"1/{float(f'{1 / ratio:.0e}'):,.0f} of"
    return f"{set_powers(f'{ratio:.0e}')} of"


def describe_flow(depth, activation, init="xavier"):
    flow = measure_flow(depth, activation, init)
    return (
        f"{depth} layers of {activation}, {init} weights: the first layer's gradient norm "
        f"is {flow['gradient'][0]:.0e}, {flow['ratio'][0]:.0e} times the last layer's."
    )


def slopes_multiply(activation="sigmoid", spread=1.0):
    """An activation function's slope, and what is left after many of them in a row."""
    rms = measure_slopes(activation, spread)["rms"]
    figure, (left, right) = panels(1, 2, height=3.4)
    x = np.linspace(-8, 8, 81)
    density = np.exp(-0.5 * (x / spread) ** 2)
    left.fill_between(x, 0, density, color=GREY, alpha=0.25, linewidth=0)
    left.plot(x, slope(activation, x), **line_style(activation))
    left.set(title="slope (grey: the inputs)", xlabel="input of the unit", ylim=(0, 1.05))
    layer = np.arange(1, 31)
    right.plot(layer, rms**layer, **line_style(activation))  # may leave the panel
    right.set(title=f"{rms:.2f} per layer, multiplied (log)", xlabel="layers")
    right.set(yscale="log", ylim=(1e-24, 3))
    return figure


def describe_slopes(activation, spread):
    rms = measure_slopes(activation, spread)["rms"]
    return (
        f"On inputs of spread {spread:g} the slope of {activation} has a root mean square "
        f"of {rms:.2f}; thirty of them multiply to {rms**30:.0e}."
    )


def factor_per_layer(hidden=4, init="xavier"):
    """How fast each hidden layer of 200 networks would learn, and the factor per layer."""
    run = measure_factors(hidden, init)
    figure, (left, right) = panels(1, 2, height=3.4)
    layer = np.arange(1, hidden + 1)
    low, median, high = np.quantile(run["speed"], (0.05, 0.5, 0.95), axis=0)
    left.fill_between(layer, low, high, color=COLOURS["sigmoid"], alpha=0.25, linewidth=0)
    left.plot(layer, median, marker="o", **line_style("sigmoid"))
    left.set(yscale="log", ylim=(1e-5, 2), xlim=(0.8, 6.2), xlabel="hidden layer")
    left.set(title="speed of learning (log)", xticks=range(1, 7))
    right.hist(run["factor"], np.linspace(0, 1, 41), color=COLOURS["sigmoid"])
    median = np.median(run["factor"])
    right.set(title=f"factor: {median:.2f} in the middle", xlim=(0, 1), ylim=(0, 120))
    right.set(xlabel="from a layer to the one below it", ylabel="networks, of 200")
    return figure


def describe_factors(hidden, init):
    factor = measure_factors(hidden, init)["factor"]
    low, median, high = np.quantile(factor, (0.05, 0.5, 0.95))
    return (
        f"{hidden} hidden layers, {init} weights: each layer towards the input learns "
        f"slower by a factor of {median:.2f} ({low:.2f} to {high:.2f} in nine of ten)."
    )


def signal_by_layer(activation="tanh", depth=10):
    """What three initialisations do to the signal on its way up, and to the gradient."""
    figure, (left, right) = panels(1, 2, height=3.8)
    layer = np.arange(1, depth)
    for init, style in SIGNAL_STYLES.items():
        signal = measure_signal(depth, activation, init)
        left.plot(layer, signal["size"], label=init, **style)
        right.plot(layer[1:], signal["jacobian"], **style)
    left.set(yscale="log", title="size of activations (log)", ylim=(1e-8, 3))
    right.set(title="mean stretch of a Jacobian", ylim=(0, 1.1))
    for ax in (left, right):
        ax.set(xlabel="hidden layer", xlim=(0, 20), xticks=[1, 5, 10, 15, 19])
    left.legend(loc="lower left")
    return figure


def describe_signal(activation, depth):
    parts = []
    for init in SIGNAL_STYLES:
        signal = measure_signal(depth, activation, init)
        parts.append(
            f"{init}: size {signal['size'][-1]:.1g} in the last hidden layer, "
            f"stretch {signal['jacobian'].mean():.2f}"
        )
    return f"{depth} layers of {activation}; {'; '.join(parts)}."


def sigmoid_and_cure(cure="relu", step=210):
    """Ten layers of sigmoid in training, and the same network with another activation."""
    runs = {"sigmoid": measure_run("sigmoid"), cure: measure_run(cure)}
    return telemetry(runs, step, signs=SIGNS, limits=LIMITS)


def describe_sigmoid_and_cure(cure, step):
    sick, cured = measure_run("sigmoid"), measure_run(cure)
    row = nearest_row(sick, step)
    return (
        f"Step {step}: the loss is {sick['loss'][row]:.2f} with sigmoid and "
        f"{cured['loss'][row]:.2f} with {cure}; the first layer's gradient norm "
        f"{sick['gradient'][row][0]:.0e} and {cured['gradient'][row][0]:.0e}. At the end "
        f"{sick['accuracy']:.0%} and {cured['accuracy']:.0%} of the test digits are "
        f"classified correctly."
    )


def ten_layers(activation="sigmoid", init="xavier", optimizer="SGD"):
    """Ten layers in training: the loss, and the first and last layer's gradient."""
    run = measure_run(activation, init, optimizer)
    figure, (left, right) = panels(1, 2, height=3.4)
    drawable = np.isfinite(run["loss"]) & (run["loss"] > 0)  # what a log axis can show
    loss = np.where(drawable, run["loss"], np.nan)
    lost = lost_by(run)
    marker = {} if lost is None else {"marker": "o", "ms": 4}  # a point is no line
    left.plot(run["step"], loss, **line_style(activation), **marker)
    chance = np.log(10)
    left.axhline(chance, color=GREY, linewidth=1, linestyle=":")
    end = f"test accuracy {run['accuracy']:.0%}" if lost is None else "lost"
    left.set(title=f"loss; {end}", ylim=(0, 3))
    if np.nanmax(loss) > 10:  # thousands of times chance from the start
        left.set(yscale="log", title=f"loss (log); {end}", ylim=(1, 1e6))
    else:
        mark_overflow(left, run["step"], loss)
        left.set_yticks([0, 1, 2, chance, 3], ["0", "1", "2", "chance", "3"])
    if lost is not None:
        text = f"nan by step {lost}"
        left.text(0.5, 0.5, text, transform=left.transAxes, ha="center")
    for name, layer, dashes in (("first", 0, "-"), ("last", -1, ":")):
        style = line_style(activation) | {"linestyle": dashes, "label": name}
        gradient = np.where(drawable, run["gradient"][:, layer], np.nan)
        right.plot(run["step"], gradient, **style, **marker)
    right.set(yscale="log", title="gradient norm (log)", ylim=(1e-12, 1e6))
    right.legend(title="layer", loc="lower right", ncols=2)
    for ax in (left, right):
        ax.set(xlabel="step", xlim=(-10, 430))
    return figure


def describe_ten_layers(activation, init, optimizer):
    run = measure_run(activation, init, optimizer)
    lost = lost_by(run)
    end = f"{run['accuracy']:.0%} of the test digits correct after ten epochs"
    if lost is not None:
        end = f"the loss starts at {run['loss'][0]:.0e} and is nan by step {lost}"
    return f"Ten layers of {activation}, {init} weights, {optimizer}: {end}."


def deeper_networks(depth=30, cure="none"):
    """Deep networks: gradient and likeness of digits before training, and the loss."""
    run, likeness = measure_deep_run(depth, cure)
    style = line_style(DEEP_CURES[cure]["activation"])
    figure, (left, middle, right) = panels(1, 3, height=2.9)
    left.plot(np.arange(1, depth + 1), run["gradient"][0], **style)
    left.set(yscale="log", title="gradient (log)", xlabel="layer", ylim=(1e-3, 1e3))
    middle.plot(np.arange(depth), likeness, **style)
    middle.set(title="likeness of digits", xlabel="layer", ylim=(-0.05, 1.05))
    right.plot(run["step"], run["loss"], **style)
    right.set(title=f"loss; {run['accuracy']:.0%} correct", xlabel="step", ylim=(0, 3))
    mark_overflow(right, run["step"], run["loss"])
    for ax in (left, middle):
        ax.set(xlim=(-0.5, 31), xticks=[1, 10, 20, 30])
    right.set_xlim(-10, 430)
    return figure


def describe_deeper_networks(depth, cure):
    run, likeness = measure_deep_run(depth, cure)
    return (
        f"{depth} layers of {DEEP_CURES[cure]['activation']}, cure {cure}: two digits have "
        f"a mean cosine of {likeness[-1]:.2f} in the last hidden layer before training; "
        f"after ten epochs {run['accuracy']:.0%} are classified correctly."
    )
