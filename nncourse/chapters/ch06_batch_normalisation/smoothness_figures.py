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
    ("batch", 0.0, "with batch norm", "healthy"),
    ("batch", 0.5, "with it and noise", "leaky"),
)


def smoother(lr=0.8):
    """Accuracy by rate with noise behind batch norm, and how far a single step may go."""
    figure, (top, bottom) = panels(2, 1, height=6.0, sharex=True)
    rates = sorted({*RATES, lr})
    for norm, jitter, name, meaning in NETWORKS:
        percent = np.array([accuracies(norm, jitter, rate) for rate in rates])
        style = line_style(meaning) | {"marker": "o", "ms": 5}
        _median_and_range(top, rates, percent, style, name)
        _median_and_range(bottom, TRIALS, trials(norm, jitter)[0], style)
    words = "Test accuracy at {:g}: {:.0f} %, {:.0f} % and {:.0f} %"
    top.set(title=words.format(lr, *medians(lr)))
    top.set(ylim=(0, 150), yticks=[0, 50, 100], xlabel="rate of the training (log)")
    top.tick_params(labelbottom=True)
    top.legend(loc="upper left")
    bottom.axhline(1, color=GREY, linewidth=1)
    words = "One step stops helping at {:.2g}, {:.2g} and {:.2g}"
    turns = [trials(norm, jitter)[1] for norm, jitter, *_ in NETWORKS]
    bottom.set(title=words.format(*turns), xscale="log", yscale="log", ylim=(0.4, 6))
    bottom.set(xlabel="rate of that step (log)", ylabel="loss after / before (log)")
    for ax in (top, bottom):
        ax.axvline(lr, color=GREY, linewidth=1, linestyle=":")
    plain_ticks(bottom, (0.01, 0.1, 1, 10))
    bottom.set_yticks([0.5, 1, 2, 5], ["0.5", "1", "2", "5"])
    bottom.minorticks_off()
    return figure


def describe_smoother(lr):
    said = [
        f"{name} {right:.0f}%, one step lowers its loss up to {trials(*kind)[1]:.2g}"
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


def _median_and_range(ax, x, values, style, label=None):
    """A line through the medians of `values` (places, seeds), a band over all of them."""
    band = {"color": style["color"], "alpha": 0.2, "linewidth": 0}
    ax.fill_between(x, values.min(axis=1), values.max(axis=1), **band)
    ax.plot(x, np.median(values, axis=1), label=label, **style)
