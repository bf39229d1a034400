"""The pictures of chapter 6: what batch normalisation evens out, and what it costs."""

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.runs import (
    measure_feature,
    measure_race,
    measure_run,
    measure_sizes,
    measure_statistics,
)
from nncourse.chapters.telemetry import telemetry
from nncourse.plots import look, panels, thin

RATES = 0.05, 0.1, 0.2, 0.4, 0.8, 1.6  # those of the ledger
ENOUGH = 60  # per cent, as in largest_rate
SEEDS = range(5)
SIZES = 2, 4, 8, 32
KINDS = (False, "without", "sick"), (True, "with batch norm", "healthy")
GREY = "#808080"


def feature(factor=1.0, shift=0.0):
    """One unit's input over a batch of 256 digits, and what batch norm makes of it."""
    found = measure_feature(factor, shift)
    figure, axes = panels(2, 1, height=4.6)
    edges = np.linspace(-15, 15, 61), np.linspace(-4, 4, 41)
    names = "before: input of the unit", "after: standardised over the batch"
    for ax, key, at, name, sign in zip(
        axes, "xy", edges, names, ("sick", "healthy"), strict=True
    ):
        v = found[key]
        count, _ = np.histogram(np.clip(v, at[0], at[-1]), at)
        ax.stairs(count, at, fill=True, color=look(sign)["color"])
        ax.set(title=f"{name}: mean {v.mean().round(3) + 0.0:g}, spread {v.std():.2g}")
        ax.set(ylabel="digits", ylim=(0, 262 if key == "x" else 60))
    axes[1].set_xlabel("value")
    return figure


def describe_feature(factor, shift):
    found = measure_feature(factor, shift)
    return (
        f"Before: mean {found['x'].mean():.2g}, spread {found['x'].std():.2g}. After: mean "
        f"{abs(found['y'].mean()):.0f}, spread {found['y'].std():.2g}."
    )


def weight_scale(factor=2.0):
    """Activation spread by layer before training and the loss, with and without."""
    figure, (top, bottom) = panels(2, 1, height=5.4)
    for batch_norm, name, sign in KINDS:
        run = measure_run(batch_norm, factor)
        layer = np.arange(1, len(run["start"]) + 1)
        top.plot(layer, run["start"], marker="o", ms=5, label=name, **look(sign))
        loss = np.where(run["loss"] < 1e6, run["loss"], np.nan)
        bottom.plot(run["step"], loss, label=name, **look(sign))
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


def scores(depth, batch_norm):
    """Test accuracy (%) after 150 steps: an array (RATES, SEEDS)."""
    return 100 * np.array(
        [
            [measure_run(batch_norm, 1.0, lr, depth, seed=s)["accuracy"] for s in SEEDS]
            for lr in RATES
        ]
    )


def mean_and_range(ax, x, values, label, sign):
    """A line through the means of (places, seeds) and bars from lowest to highest."""
    mean = values.mean(axis=1)
    reach = mean - values.min(axis=1), values.max(axis=1) - mean
    ax.errorbar(x, mean, reach, marker="o", capsize=3, label=label, **look(sign))


def rates(depth=8):
    """Test accuracy after 150 steps by rate, mean and range of five seeds."""
    figure, ax = panels(height=3.6)
    for batch_norm, name, sign in KINDS:
        mean_and_range(ax, RATES, scores(depth, batch_norm), name, sign)
    ax.axhline(ENOUGH, color=GREY, linewidth=1, linestyle=":")
    layers = "one hidden layer" if depth == 1 else f"{depth} hidden layers"
    ax.set(title=f"Test accuracy after 150 steps, {layers}", ylim=(0, 104))
    ax.set(xlabel="learning rate (log)", ylabel="accuracy (%)", xscale="log")
    ax.set_xticks(RATES, [f"{rate:g}" for rate in RATES])
    ax.minorticks_off()
    ax.legend(loc="lower left")
    return figure


def describe_rates(depth):
    layers = "one hidden layer" if depth == 1 else f"{depth} hidden layers"
    told = []
    for batch_norm, name, _ in KINDS:
        mean = scores(depth, batch_norm).mean(axis=1)
        told.append(f"{name} at rates up to {np.array(RATES)[mean >= ENOUGH][-1]:g}")
    return (
        f"With {layers}, the mean accuracy of {len(SEEDS)} seeds is {ENOUGH} % or more "
        f"{', '.join(told)}."
    )


def race(lr=1.0):
    """Test accuracy of three sigmoid layers of 100, step by step, with and without."""
    figure, ax = panels(height=3.6)
    for batch_norm, name, sign in KINDS:
        run = measure_race(batch_norm, lr)
        ax.plot(*thin(run["step"], 100 * run["accuracy"]), label=name, **look(sign))
        if np.isfinite(run["reached"]):
            ax.plot(run["reached"], 90, "o", color=look(sign)["color"], ms=8)
    ax.axhline(90, color=GREY, linewidth=1, linestyle=":")
    ax.set(title=f"Three sigmoid layers at rate {lr:g}", ylim=(0, 104), xlim=(-5, 305))
    ax.set(xlabel="step", ylabel="test accuracy (%)")
    ax.legend(loc="lower right", bbox_to_anchor=(0.94, 0))
    return figure


def describe_race(lr):
    said = []
    for batch_norm, name, _ in KINDS:
        reached = measure_race(batch_norm, lr)["reached"]
        when = f"at step {reached:.0f}" if np.isfinite(reached) else "not within 300 steps"
        said.append(f"{name}: 90 % {when}")
    return f"Rate {lr:g}. " + "; ".join(said) + "."


def statistics(rate=0.01, size=64):
    """Loss on the training set by the set's own statistics and by the running ones."""
    run = measure_statistics(rate, size)
    figure, ax = panels(height=3.6)
    for key, name, sign in (
        ("batch", "the set's own statistics", "train"),
        ("running", "running statistics", "test"),
    ):
        ax.plot(*thin(run["step"], np.minimum(run[key], 20)), label=name, **look(sign))
    ax.set(title=f"Batches of {size}, running statistics move {rate:g} a step")
    ax.set(xlabel="step", ylabel="loss on the training set", ylim=(0, 5))
    ax.legend(loc="upper right", bbox_to_anchor=(0.93, 1))
    return figure


def describe_statistics(rate, size):
    run = measure_statistics(rate, size)
    own, running = run["batch"][9:30].mean(), run["running"][9:30].mean()
    return (
        f"Steps 10 to 30: loss {own:.2f} with the statistics of the set itself, "
        f"{running:.2f} with the running ones."
    )


def size_scores(lr, batch_norm):
    """Test accuracy (%) by batch size: an array (SIZES, SEEDS)."""
    return 100 * np.array(
        [
            [measure_sizes(size, batch_norm, lr, seed=s)["running"] for s in SEEDS]
            for size in SIZES
        ]
    )


def sizes(lr=0.03):
    """Test accuracy by batch size, the same number of examples seen, over five seeds."""
    figure, ax = panels(height=3.6)
    for batch_norm, name, sign in KINDS:
        mean_and_range(ax, range(len(SIZES)), size_scores(lr, batch_norm), name, sign)
    ax.set_xticks(range(len(SIZES)), SIZES)
    ax.set(title=f"Test accuracy after 2400 examples, rate {lr:g}", ylim=(0, 104))
    ax.set(xlabel="examples in a batch", ylabel="accuracy (%)")
    ax.legend(loc="lower right", bbox_to_anchor=(0.94, 0))
    return figure


def describe_sizes(lr):
    without, with_norm = (size_scores(lr, kind).mean(axis=1) for kind in (False, True))
    told = (
        f"{size}: {bare:.0f}% and {normed:.0f}%"
        for size, bare, normed in zip(SIZES, without, with_norm, strict=True)
    )
    return (
        f"Mean accuracy of {len(SEEDS)} seeds without and with batch norm, by batch size: "
        + "; ".join(told)
        + "."
    )


def cure(factor=0.5, step=20):
    """Eight layers with weights of the wrong size, and the same with batch norm."""
    runs = {"sick": measure_run(False, factor), "healthy": measure_run(True, factor)}
    figure = telemetry(runs, step)
    figure.axes[0].set_ylim(0, 4)
    return figure


def describe_cure(factor, step):
    sick, healthy = measure_run(False, factor), measure_run(True, factor)
    row = np.abs(sick["step"] - step).argmin()
    return (
        f"Weights {factor:g} times He's, step {step}: loss {sick['loss'][row]:.2g} without "
        f"batch norm, {healthy['loss'][row]:.2g} with it."
    )
