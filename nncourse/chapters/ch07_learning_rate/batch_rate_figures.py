"""Which rates work with which batch size: the figure, and what a screen reader says."""

import numpy as np

from nncourse.chapters.ch07_learning_rate.batch_rate_measured import (
    BATCHES,
    EPOCHS,
    RATES,
    SEEDS,
    batch_rates,
)
from nncourse.plots import COLOURS, GREY, panels

EQUAL_EXAMPLES, EQUAL_STEPS = EPOCHS
TITLES = {
    EQUAL_STEPS: "300 steps: noise bounds small\nbatches, curvature large ones",
    EQUAL_EXAMPLES: "Ten epochs: a batch four times\nas large takes a quarter of the steps",
}
GUIDES = {  # (power of the batch size, rate at the smallest, what it is called)
    (EQUAL_STEPS, "SGD"): (1, 0.18, "∝ batch"),
    (EQUAL_STEPS, "Adam"): (0.5, 0.012, "∝ √batch"),
    (EQUAL_EXAMPLES, "SGD"): (1, 0.0012, "∝ batch"),
    (EQUAL_EXAMPLES, "Adam"): (1, 4e-5, "∝ batch"),
}
WORDS = {  # batch size and rate at which they stand
    (EQUAL_STEPS, "SGD"): {"too slow": (110, 0.0015), "works": (110, 0.035)},
    (EQUAL_STEPS, "Adam"): {"too slow": (110, 4e-5), "works": (110, 0.0015)},
    (EQUAL_EXAMPLES, "SGD"): {"too slow": (250, 0.0015), "works": (20, 0.035)},
    (EQUAL_EXAMPLES, "Adam"): {"too slow": (350, 1e-4), "works": (40, 0.0015)},
}
TICKS = 0.0001, 0.001, 0.01, 0.1, 1


def batch_and_rate(equal=EQUAL_STEPS):
    """The rates that work, shaded, and over each batch size those whose loss is within 5 %
    of the lowest, a bar, and the best of them, a line: SGD and Adam.
    """
    figure, axes = panels(1, 2, height=4.2)
    for ax, optimizer in zip(axes, RATES, strict=True):
        seen = batch_rates(optimizer, equal)
        works = {"facecolor": COLOURS["healthy"], "alpha": 0.22, "linewidth": 0}
        ax.fill_between(BATCHES, seen["lowest"], seen["highest"], **works)
        ax.plot(BATCHES, seen["best"], "o-", color=COLOURS["healthy"], markersize=7)
        bars = {"color": COLOURS["healthy"], "linewidth": 7, "capstyle": "round"}
        ax.vlines(BATCHES, seen["best_from"], seen["best_to"], **bars)
        power, first, name = GUIDES[equal, optimizer]
        guide = first * (np.array(BATCHES) / BATCHES[0]) ** power
        ax.plot(BATCHES, guide, color=GREY, linestyle=":", linewidth=1.5)
        for words, place in (WORDS[equal, optimizer] | {"too high": (350, 2.2)}).items():
            ax.text(*place, words, ha="center", va="center", fontsize=11)
        ax.set(xscale="log", yscale="log", xlim=(3, 1700), ylim=(2e-5, 5))
        ax.set_xticks(BATCHES, ["8", "", "32", "", "128", "all"])
        ax.set_yticks(TICKS, [f"{tick:g}" for tick in TICKS])
        ax.minorticks_off()
        ax.set(xlabel="batch size (log)", ylabel="learning rate (log)")
        ax.set_title(f"{optimizer} (dotted: {name})")
    figure.suptitle(TITLES[equal])
    return figure


def describe_batch_and_rate(equal):
    said = []
    for optimizer in RATES:
        seen = batch_rates(optimizer, equal)
        for what in ("best", "lowest", "highest"):
            numbers = ", ".join(_told(rate) for rate in seen[what])
            said.append(f"{optimizer}, {what}: {numbers}.")
    return (
        f"Rates that work with batches of {', '.join(map(str, BATCHES[:-1]))} and all "
        f"{BATCHES[-1]} and {equal}, in {min(SEEDS)} to {max(SEEDS)} runs each. "
        + " ".join(said)
    )


def _told(rate):
    return "none" if np.isnan(rate) else f"{rate:.2g}"
