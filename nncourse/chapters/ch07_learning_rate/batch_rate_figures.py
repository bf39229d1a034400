"""Which rates work with which batch size: the figure, and what a screen reader says."""

import numpy as np

from nncourse.chapters.ch07_learning_rate.batch_rate_measured import (
    BATCHES,
    EPOCHS,
    RATES,
    SEEDS,
    WORKS,
    batch_rates,
)
from nncourse.plots import COLOURS, GREY, panels

EQUAL_EXAMPLES, EQUAL_STEPS = EPOCHS
SLOPES = {  # a guide's power of the batch size, and its rate at the smallest, if any
    ("SGD", EQUAL_EXAMPLES): (1, 0.002),
    ("Adam", EQUAL_STEPS): (0.5, 0.004),
}
TICKS = 0.0001, 0.001, 0.01, 0.1, 1


def batch_and_rate(equal=EQUAL_EXAMPLES):
    """The rates that work, a region over batch size, and the best, a line, for SGD and Adam."""
    figure, axes = panels(1, 2, height=4.0, sharey=True)
    for ax, optimizer in zip(axes, RATES, strict=True):
        seen = batch_rates(optimizer, equal)
        style = {"facecolor": COLOURS["healthy"], "alpha": 0.25, "linewidth": 0}
        ax.fill_between(BATCHES, seen["lowest"], seen["highest"], **style)
        ax.plot(BATCHES, seen["best"], "o-", color=COLOURS["healthy"], markersize=7)
        ax.set(xscale="log", yscale="log", xlim=(6, 1700), ylim=(2e-5, 6))
        ax.set_xticks(BATCHES, [*map(str, BATCHES[:-1]), "all"])
        ax.set_yticks(TICKS, [f"{tick:g}" for tick in TICKS])
        ax.minorticks_off()
        ax.set(xlabel="batch size (log)", title=optimizer)
    axes[0].set_ylabel("learning rate (log)")
    return figure


def describe_batch_and_rate(equal):
    said = []
    for optimizer in RATES:
        seen = batch_rates(optimizer, equal)
        best = ", ".join(f"{rate:.2g}" for rate in seen["best"])
        said.append(f"{optimizer}: {best}")
    return (
        f"The best rates at batches of {', '.join(map(str, BATCHES[:-1]))} and all "
        f"{BATCHES[-1]}, with {equal}, means of {len(SEEDS)} runs. {'. '.join(said)}."
    )
