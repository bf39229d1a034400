"""Why the layer helps: a figure of chapter 6, and the sentence of what it shows."""

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.smoothness_runs import (
    TRIALS,
    measure_jitter,
    measure_trials,
)
from nncourse.plots import GREY, line_style, panels, plain_ticks

SEEDS = range(5)
RATES = 0.03, 0.1, 0.3, 0.8
NETWORKS = (  # norm, strength of the noise behind it, name, what its colour means
    ("none", 0.0, "without", "sick"),
    ("batch", 0.0, "batch norm", "healthy"),
    ("batch", 0.5, "norm + noise", "leaky"),
)
PLACES = {  # where a network's name stands: (in the right panel?, name): (x, y)
    (False, "without"): (0.11, 6),
    (False, "batch norm"): (0.11, 104),
    (False, "norm + noise"): (0.06, 25),
    (True, "without"): (0.012, 3),
    (True, "batch norm"): (0.012, 0.2),
    (True, "norm + noise"): (0.012, 0.27),
}


def smoother(lr=0.8):
    """Accuracy by rate with noise behind batch norm, and how far a single step may go."""
    figure, (left, right) = panels(1, 2, height=3.6)
    rates = sorted({*RATES, lr})
    for (*kind, name, meaning), end in zip(NETWORKS, medians(lr), strict=True):
        percent = np.array([accuracies(*kind, rate) for rate in rates])
        style = line_style(meaning) | {"marker": "o", "ms": 5}
        ratio, turn = trials(*kind)
        mark = {"marker": "D", "ms": 9, "color": style["color"]}
        for ax, x, values, at, said in (
            (left, rates, percent, end, f"{name}: {end:.0f} %"),
            (right, TRIALS, ratio, after_one_step(*kind, lr), f"{name}: {turn:.2g}"),
        ):
            median_and_range(ax, x, values, style, name)
            ax.plot(lr, at, **mark)
            place = PLACES[ax is right, name]
            ax.text(*place, said, color=style["color"], fontsize=10)
    left.set(title=f"Test accuracy at rate {lr:g}", ylabel="test accuracy (%)")
    left.set(xlabel="rate of all 150 steps (log)", xscale="log", ylim=(0, 112))
    left.set_yticks([0, 50, 100])
    plain_ticks(left, RATES)
    right.axhline(1, color=GREY, linewidth=1)
    right.set(title="Up to where one step helps")
    right.set(xlabel="rate of one step (log)", ylabel="loss after / before (log)")
    right.set(xscale="log", yscale="log", ylim=(0.17, 6), xlim=(0.008, 14))
    plain_ticks(right, (0.01, 0.1, 1, 10))
    right.set_yticks([0.2, 0.5, 1, 2, 5], ["0.2", "0.5", "1", "2", "5"])
    for ax in (left, right):
        ax.axvline(lr, color=GREY, linewidth=1, linestyle=":")
    return figure


def describe_smoother(lr):
    said = [
        f"{name} {right:.0f}%, one step at that rate makes its loss "
        f"{after_one_step(*kind, lr):.2g} times as large and lowers it up to a rate of "
        f"{trials(*kind)[1]:.2g}"
        for (*kind, name, _), right in zip(NETWORKS, medians(lr), strict=True)
    ]
    return (
        f"Medians of {len(SEEDS)} seeds. Test accuracy at rate {lr:g}: {'; '.join(said)}."
    )


def accuracies(norm, jitter, lr):
    """Test accuracy (%) from each of SEEDS."""
    return [100 * measure_jitter(norm, jitter, lr, seed=s)["accuracy"] for s in SEEDS]


def medians(lr):
    """The median test accuracy (%) of each of NETWORKS at one rate."""
    return [np.median(accuracies(norm, jitter, lr)) for norm, jitter, *_ in NETWORKS]


def trials(norm, jitter):
    """The ratio of loss after each of TRIALS' steps, (TRIALS, SEEDS), and the median rate
    at which it rises to 1."""
    runs = [measure_trials(norm, jitter, seed=s) for s in SEEDS]
    return (
        np.array([run["ratio"] for run in runs]).T,
        np.median([run["longest"] for run in runs]),
    )


def after_one_step(norm, jitter, lr):
    """The loss after one step at the rate `lr` over that before: the median, between two
    of TRIALS as on a straight line in logarithms."""
    middle = np.log(np.median(trials(norm, jitter)[0], axis=1))
    return np.exp(np.interp(np.log(lr), np.log(TRIALS), middle))


def median_and_range(ax, x, values, style, label):
    """A line through the medians of `values` (places, seeds), a band over all of them."""
    # Pale, with an edge: where three bands overlap one still sees which is which.
    band = {"color": style["color"], "alpha": 0.12, "linewidth": 0.8}
    ax.fill_between(x, values.min(axis=1), values.max(axis=1), **band)
    ax.plot(x, np.median(values, axis=1), label=label, **style)
