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
KINDS = (  # with batch normalisation or not, its name, what its colour means
    (False, "without", "sick"),
    (True, "with batch norm", "healthy"),
)


def feature(factor=1.0, shift=0.0):
    """One unit's input over a batch of 256 digits, and what batch norm makes of it."""
    run = measure_feature(factor, shift)
    figure, axes = panels(2, 1, height=4.6)
    before, after = "before: input of the unit", "after: standardised over the batch"
    for ax, v, bins, most, name, meaning in (
        (axes[0], run["x"], np.linspace(-15, 15, 61), 262, before, "sick"),
        (axes[1], run["y"], np.linspace(-4, 4, 41), 60, after, "healthy"),
    ):
        count, _ = np.histogram(np.clip(v, bins[0], bins[-1]), bins)
        ax.stairs(count, bins, fill=True, color=line_style(meaning)["color"])
        ax.set(title=f"{name}: mean {_rounded(v.mean()):g}, spread {v.std():.2g}")
        ax.set(ylabel="digits", ylim=(0, most))
    axes[1].set_xlabel("value")
    return figure


def describe_feature(factor, shift):
    run = measure_feature(factor, shift)
    return (
        f"Before: mean {run['x'].mean():.2g}, spread {run['x'].std():.2g}. After: mean "
        f"{_rounded(run['y'].mean()):g}, spread {run['y'].std():.2g}."
    )


def weight_scale(factor=2.0):
    """Activation spread by layer before training and the loss, with and without."""
    figure, (top, bottom) = panels(2, 1, height=5.4)
    for batch_norm, name, meaning in KINDS:
        run, style = measure_run(batch_norm, factor), line_style(meaning)
        layer = np.arange(1, len(run["start"]) + 1)
        top.plot(layer, run["start"], marker="o", ms=5, label=name, **style)
        loss = np.where(run["loss"] < 1e6, run["loss"], np.nan)
        bottom.plot(run["step"], loss, label=name, **style)
        if not np.isfinite(run["loss"]).all():
            bottom.text(0.3, 0.9, f"{name}: overflows", transform=bottom.transAxes)
    top.set(title=f"Spread of activations before training, weights {factor:g} times He's")
    top.set(xlabel="layer", ylabel="spread (log)", yscale="log", ylim=(1e-9, 1e9))
    bottom.set(title="Training loss", xlabel="step", ylabel="loss", ylim=(0, 4))
    bottom.axhline(np.log(10), color=GREY, linewidth=1, linestyle=":")
    top.legend(loc="lower left")
    return figure


def describe_weight_scale(factor):
    without, with_norm = (measure_run(kind, factor)["accuracy"] for kind in (False, True))
    return (
        f"Weights {factor:g} times He's: test accuracy {without:.0%} without batch norm, "
        f"{with_norm:.0%} with it."
    )


def rates(depth=8):
    """Test accuracy after 150 steps by rate, mean and range of five seeds."""
    figure, ax = panels(height=3.6)
    for batch_norm, name, meaning in KINDS:
        _mean_and_range(ax, RATES, accuracy_by_rate(depth, batch_norm), name, meaning)
    ax.axhline(100 * ENOUGH, color=GREY, linewidth=1, linestyle=":")
    ax.set(title=f"Test accuracy after 150 steps, {_layers(depth)}", ylim=(0, 104))
    ax.set(xlabel="learning rate (log)", ylabel="accuracy (%)", xscale="log")
    plain_ticks(ax, RATES)
    ax.legend(loc="lower left")
    return figure


def describe_rates(depth):
    highest = []
    for batch_norm, name, _ in KINDS:
        usable = accuracy_by_rate(depth, batch_norm).mean(axis=1) >= 100 * ENOUGH
        highest.append(f"{name} at rates up to {np.array(RATES)[usable][-1]:g}")
    return (
        f"With {_layers(depth)}, the mean accuracy of {len(SEEDS)} seeds is "
        f"{100 * ENOUGH:g} % or more {', '.join(highest)}."
    )


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
    ax.set(title=f"Three sigmoid layers at rate {lr:g}", ylim=(0, 104), xlim=(-5, 305))
    ax.set(xlabel="step", ylabel="test accuracy (%)")
    ax.legend(loc="lower right", bbox_to_anchor=(0.94, 0))
    return figure


def describe_race(lr):
    results = []
    for batch_norm, name, _ in KINDS:
        reached = measure_race(batch_norm, lr)["reached"]
        when = f"at step {reached:.0f}" if np.isfinite(reached) else "not within 300 steps"
        results.append(f"{name}: 90 % {when}")
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
    ax.set(title=f"Batches of {size}, running statistics move {momentum:g} a step")
    ax.set(xlabel="step", ylabel="loss on the training set", ylim=(0, 5))
    ax.legend(loc="upper right", bbox_to_anchor=(0.93, 1))
    return figure


def describe_statistics(momentum, size):
    run = measure_statistics(momentum, size)
    own, running = run["batch"][9:30].mean(), run["running"][9:30].mean()
    return (
        f"Steps 10 to 30: loss {own:.2f} with the statistics of the set itself, "
        f"{running:.2f} with the running ones."
    )


def sizes(lr=0.03):
    """Test accuracy by batch size, the same number of examples seen, over five seeds."""
    figure, ax = panels(height=3.6)
    for batch_norm, name, meaning in KINDS:
        accuracy = accuracy_by_size(lr, batch_norm)
        _mean_and_range(ax, range(len(SIZES)), accuracy, name, meaning)
    ax.set_xticks(range(len(SIZES)), SIZES)
    ax.set(title=f"Test accuracy after 2400 examples, rate {lr:g}", ylim=(0, 104))
    ax.set(xlabel="examples in a batch", ylabel="accuracy (%)")
    ax.legend(loc="lower right", bbox_to_anchor=(0.94, 0))
    return figure


def describe_sizes(lr):
    without, with_norm = (accuracy_by_size(lr, kind).mean(axis=1) for kind in (False, True))
    pairs = (
        f"{size}: {bare:.0f}% and {normed:.0f}%"
        for size, bare, normed in zip(SIZES, without, with_norm, strict=True)
    )
    return (
        f"Mean accuracy of {len(SEEDS)} seeds without and with batch norm, by batch size: "
        f"{'; '.join(pairs)}."
    )


def accuracy_by_size(lr, batch_norm):
    """Test accuracy (%) after 2400 examples: an array (SIZES, SEEDS)."""
    runs = [[measure_sizes(n, batch_norm, lr, s) for s in SEEDS] for n in SIZES]
    return 100 * np.array([[run["running"] for run in row] for row in runs])


def cure(factor=0.5, step=20):
    """Eight layers with weights of the wrong size, and the same with batch norm."""
    runs = {"sick": measure_run(False, factor), "healthy": measure_run(True, factor)}
    figure = telemetry(runs, step)
    figure.axes[0].set_ylim(0, 4)
    return figure


def describe_cure(factor, step):
    sick, healthy = measure_run(False, factor), measure_run(True, factor)
    row = nearest_row(sick, step)
    return (
        f"Weights {factor:g} times He's, step {step}: loss {sick['loss'][row]:.2g} without "
        f"batch norm, {healthy['loss'][row]:.2g} with it."
    )


def _rounded(mean):
    """To three decimals, and never -0."""
    return round(mean, 3) + 0.0


def _layers(depth):
    return "one hidden layer" if depth == 1 else f"{depth} hidden layers"


def _mean_and_range(ax, x, values, label, meaning):
    """A line through the means of `values` (places, seeds), bars from lowest to highest."""
    mean = values.mean(axis=1)
    reach = mean - values.min(axis=1), values.max(axis=1) - mean
    ax.errorbar(x, mean, reach, marker="o", capsize=3, label=label, **line_style(meaning))
