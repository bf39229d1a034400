"""The figures of chapter 6: what batch normalisation evens out, and what it costs.

After each figure stands `describe_...`: what it shows, as a screen reader says it.
"""

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.runs import (
    ENOUGH,
    RATES,
    measure_feature,
    measure_race,
    measure_run,
    measure_sizes,
    measure_statistics,
)
from nncourse.chapters.telemetry import telemetry
from nncourse.chapters.vital_signs import nearest_row
from nncourse.plots import GREY, line_style, panels, plain_ticks, thin

SEEDS = range(5)
SIZES = 2, 4, 8, 32
STEPS = 300  # at every batch size
FACTORS = 0.1, 0.3, 0.5, 1.0, 1.5, 2.0, 3.0, 10.0  # times He's weights
MOST_IN_A_BAR = 80  # more would flatten all other settings
HIGHEST_LOSS = 4.0  # what lies above it is marked at the panel's upper edge
KINDS = (  # with batch normalisation or not, its name, what its colour means
    (False, "without", "sick"),
    (True, "with batch norm", "healthy"),
)


def feature(factor=3.0, shift=10.0, gamma=1.0, beta=0.0):
    """One unit's input over a batch of 256 digits, and what batch norm makes of it."""
    run = measure_feature(factor, shift)
    after = gamma * run["y"] + beta
    figure, axes = panels(2, 1, height=4.6, sharex=True)
    bins = np.linspace(-24, 24, 97)
    for ax, v, name, meaning in (
        (axes[0], run["x"], "before", "sick"),
        (axes[1], after, "after", "healthy"),
    ):
        count, _ = np.histogram(np.clip(v, bins[0], bins[-1]), bins)
        ax.stairs(count, bins, fill=True, color=line_style(meaning)["color"])
        ax.set(title=f"{name}: mean {_rounded(v.mean()):.3g}, spread {v.std():.2g}")
        ax.set(ylabel="digits", ylim=(0, MOST_IN_A_BAR))
        if count.max() > MOST_IN_A_BAR:
            text = f"the bar goes up to {count.max()}"
            ax.text(0.02, 0.8, text, transform=ax.transAxes, fontsize=10)
    axes[1].set_xlabel("value")
    return figure


def describe_feature(factor, shift, gamma, beta):
    run = measure_feature(factor, shift)
    after = gamma * run["y"] + beta
    return (
        f"Before: mean {run['x'].mean():.2g}, spread {run['x'].std():.2g}. After: mean "
        f"{_rounded(after.mean()):.3g}, spread {after.std():.2g}."
    )


def weight_scale(factor=2.0):
    """How the spread grows layer by layer, the loss, and the accuracy at every factor."""
    figure, (top, middle, bottom) = panels(3, 1, height=7.4)
    for batch_norm, name, meaning in KINDS:
        run, style = measure_run(batch_norm, factor), line_style(meaning)
        layer = np.arange(1, len(run["start"]) + 1)
        top.plot(layer, run["start"], marker="o", ms=5, label=name, **style)
        _draw_loss(middle, run, name, style)
        percent = [100 * measure_run(batch_norm, f)["accuracy"] for f in FACTORS]
        bottom.plot(FACTORS, percent, marker="o", ms=4, **style)
        mark = {"marker": "D", "ms": 9, "color": style["color"]}
        bottom.plot(factor, percent[FACTORS.index(factor)], **mark)
    growth = growth_by_layer(factor)
    top.set(title=f"Without: spread times {growth:.2g} per layer")
    top.set(xlabel="layer, before training", ylabel="spread (log)", yscale="log")
    top.set(ylim=(1e-3, 1e3), yticks=[1e-3, 1, 1e3])
    top.legend(loc="upper left", ncols=2)
    middle.set(title=f"Loss, weights {factor:g} times He's", xlabel="step", ylabel="loss")
    middle.set(ylim=(0, HIGHEST_LOSS), xlim=(-3, 150))
    middle.axhline(np.log(10), color=GREY, linewidth=1, linestyle=":")
    right = [100 * measure_run(kind, factor)["accuracy"] for kind, *_ in KINDS]
    bottom.set(title="Test accuracy {:.0f} % without, {:.0f} % with".format(*right))
    bottom.set(xlabel="weights, times He's (log)", ylabel="accuracy (%)", xscale="log")
    bottom.set(ylim=(0, 104))
    plain_ticks(bottom, (0.1, 0.3, 1, 3, 10))
    return figure


def describe_weight_scale(factor):
    without, with_norm = (measure_run(kind, factor)["accuracy"] for kind in (False, True))
    return (
        f"Weights {factor:g} times He's: without batch norm each layer multiplies the "
        f"spread by {growth_by_layer(factor):.2g}. Test accuracy {without:.0%} without "
        f"batch norm, {with_norm:.0%} with it."
    )


def growth_by_layer(factor):
    """By how much a layer multiplies the spread before training, without batch norm."""
    spread = measure_run(False, factor)["start"]
    return (spread[-1] / spread[0]) ** (1 / (len(spread) - 1))


def rates(depth=8):
    """Test accuracy after 150 steps by rate, mean and range of five seeds."""
    figure, ax = panels(height=3.6)
    for batch_norm, name, meaning in KINDS:
        _mean_and_range(ax, RATES, accuracy_by_rate(depth, batch_norm), name, meaning)
    ax.axhline(100 * ENOUGH, color=GREY, linewidth=1, linestyle=":")
    without, with_norm = (highest_rate(depth, kind) for kind, *_ in KINDS)
    ax.set(title=f"Usable up to {without:g} without, up to {with_norm:g} with")
    ax.set(xlabel="learning rate (log)", ylabel="test accuracy (%)", xscale="log")
    ax.set_ylim(0, 104)
    plain_ticks(ax, RATES)
    ax.legend(loc="lower left")
    return figure


def describe_rates(depth):
    highest = [
        f"{name} at rates up to {highest_rate(depth, batch_norm):g}"
        for batch_norm, name, _ in KINDS
    ]
    return (
        f"With {_layers(depth)}, the mean accuracy of {len(SEEDS)} seeds is "
        f"{100 * ENOUGH:g} % or more {', '.join(highest)}."
    )


def highest_rate(depth, batch_norm):
    """The highest of RATES at which the mean accuracy of the seeds is ENOUGH."""
    usable = accuracy_by_rate(depth, batch_norm).mean(axis=1) >= 100 * ENOUGH
    return np.array(RATES)[usable][-1]


def accuracy_by_rate(depth, batch_norm):
    """Test accuracy (%) after 150 steps: an array (RATES, SEEDS)."""
    runs = [[measure_run(batch_norm, 1.0, r, depth, s) for s in SEEDS] for r in RATES]
    return 100 * np.array([[run["accuracy"] for run in row] for row in runs])


def race(lr=1.0):
    """Test accuracy of three sigmoid layers of 100, step by step, with and without."""
    figure, ax = panels(height=3.6)
    for batch_norm, name, meaning in KINDS:
        run, style = measure_race(batch_norm, lr), line_style(meaning)
        ax.plot(*thin(run["step"], 100 * run["accuracy"]), label=name, **style)
        if np.isfinite(run["reached"]):
            ax.plot(run["reached"], 90, "o", color=style["color"], ms=8)
    ax.axhline(90, color=GREY, linewidth=1, linestyle=":")
    without, with_norm = (_when(measure_race(kind, lr)["reached"]) for kind, *_ in KINDS)
    ax.set(title=f"90 % {without} without, {with_norm} with", ylim=(0, 104))
    ax.set_xlim(-5, 305)
    ax.set(xlabel="step", ylabel="test accuracy (%)")
    ax.legend(loc="lower right", bbox_to_anchor=(0.94, 0))
    return figure


def describe_race(lr):
    results = []
    for batch_norm, name, _ in KINDS:
        reached = measure_race(batch_norm, lr)["reached"]
        within = "" if np.isfinite(reached) else " within 300 steps"
        results.append(f"{name}: 90 % {_when(reached)}{within}")
    return f"Rate {lr:g}. " + "; ".join(results) + "."


def statistics(momentum=0.01, size=64):
    """Loss on all digits by their own statistics and by the running ones."""
    run = measure_statistics(momentum, size)
    figure, ax = panels(height=3.6)
    for key, name, meaning in (
        ("batch", "the set's own statistics", "train"),
        ("running", "running statistics", "test"),
    ):
        style = line_style(meaning)
        ax.plot(*thin(run["step"], np.minimum(run[key], 20)), label=name, **style)
    own, running = early_losses(momentum, size)
    ax.set(title=f"Loss, steps 10 to 30: {own:.2f} own, {running:.2f} running")
    ax.set(xlabel="step", ylabel="loss on the training set", ylim=(0, 5))
    ax.legend(loc="upper right", bbox_to_anchor=(0.93, 1))
    return figure


def describe_statistics(momentum, size):
    own, running = early_losses(momentum, size)
    return (
        f"Steps 10 to 30: loss {own:.2f} with the statistics of the set itself, "
        f"{running:.2f} with the running ones."
    )


def early_losses(momentum, size):
    """The loss of steps 10 to 30 by the set's own statistics and by the running ones."""
    run = measure_statistics(momentum, size)
    return run["batch"][9:30].mean(), run["running"][9:30].mean()


def sizes(lr=0.03):
    """Test accuracy by batch size after the same number of steps, over five seeds."""
    figure, ax = panels(height=3.6)
    for batch_norm, name, meaning in KINDS:
        accuracy = accuracy_by_size(lr, batch_norm)
        _mean_and_range(ax, range(len(SIZES)), accuracy, name, meaning)
    ax.set_xticks(range(len(SIZES)), SIZES)
    without, with_norm = (accuracy_by_size(lr, kind)[0].mean() for kind, *_ in KINDS)
    ax.set(title=f"Batches of 2: {without:.0f} % without, {with_norm:.0f} % with")
    ax.set(xlabel="examples in a batch", ylabel="test accuracy (%)", ylim=(0, 104))
    ax.legend(loc="lower right", bbox_to_anchor=(0.94, 0))
    return figure


def describe_sizes(lr):
    without, with_norm = (accuracy_by_size(lr, kind).mean(axis=1) for kind in (False, True))
    pairs = (
        f"{size}: {bare:.0f}% and {normed:.0f}%"
        for size, bare, normed in zip(SIZES, without, with_norm, strict=True)
    )
    return (
        f"Mean accuracy of {len(SEEDS)} seeds after {STEPS} steps without and with batch "
        f"norm, by batch size: {'; '.join(pairs)}."
    )


def accuracy_by_size(lr, batch_norm):
    """Test accuracy (%) after STEPS steps: an array (SIZES, SEEDS)."""
    runs = [
        [measure_sizes(n, batch_norm, lr, s, images=n * STEPS) for s in SEEDS]
        for n in SIZES
    ]
    return 100 * np.array([[run["running"] for run in row] for row in runs])


def cure(factor=0.5, step=20):
    """Eight layers with weights of the wrong size, and the same with batch norm."""
    runs = {name: measure_run(batch_norm, factor) for batch_norm, name, _ in KINDS}
    meanings = {name: meaning for _, name, meaning in KINDS}
    figure = telemetry(runs, step, meanings, ("gradient", "update", "spread"))
    figure.axes[0].set_ylim(0, 4)
    return figure


def describe_cure(factor, step):
    sick, healthy = measure_run(False, factor), measure_run(True, factor)
    row = nearest_row(sick, step)
    return (
        f"Weights {factor:g} times He's, step {step}: loss {_loss_or_overflow(sick, row)} "
        f"without batch norm, {healthy['loss'][row]:.2g} with it."
    )


def _rounded(mean):
    """To three decimals, and never -0."""
    return round(mean, 3) + 0.0


def _draw_loss(ax, run, name, style):
    """The loss by step; steps above the panel, and the step of an overflow, are marked."""
    finite = np.isfinite(run["loss"])
    loss = np.where(finite, run["loss"], np.nan)
    ax.plot(run["step"], loss, **style)
    above = run["step"][finite][run["loss"][finite] > HIGHEST_LOSS]
    if len(above):
        mark = {"marker": "^", "ms": 7, "clip_on": False, "color": style["color"]}
        (marks,) = ax.plot(above, np.full(len(above), HIGHEST_LOSS), linestyle="", **mark)
        marks.set_in_layout(False)  # so that the panels stay where they are
    if not finite.all():
        text = f"{name}: overflows by step {run['step'][finite.argmin()]}"
        ax.text(0.97, 0.85, text, transform=ax.transAxes, ha="right", fontsize=10)


def _loss_or_overflow(run, row):
    """The loss in that row, or when it stopped being a number."""
    finite = np.isfinite(run["loss"])
    if finite[row]:
        return f"{run['loss'][row]:.2g}"
    return f"overflows by step {run['step'][finite.argmin()]}"


def _when(reached):
    return f"at step {reached:.0f}" if np.isfinite(reached) else "never"


def _layers(depth):
    return "one hidden layer" if depth == 1 else f"{depth} hidden layers"


def _mean_and_range(ax, x, values, label, meaning):
    """A line through the means of `values` (places, seeds), bars from lowest to highest."""
    mean = values.mean(axis=1)
    reach = mean - values.min(axis=1), values.max(axis=1) - mean
    ax.errorbar(x, mean, reach, marker="o", capsize=3, label=label, **line_style(meaning))
