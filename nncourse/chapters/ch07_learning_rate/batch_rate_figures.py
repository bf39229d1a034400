"""Which rates work with which batch size: the figure, and what a screen reader says."""

import numpy as np

from nncourse.chapters.ch07_learning_rate.batch_rate_measured import (
    BATCHES,
    EPOCHS,
    RATES,
    SEEDS,
    batch_rates,
)
from nncourse.plots import COLOURS, panels

EQUAL_EXAMPLES, EQUAL_STEPS = EPOCHS
TITLES = {
    EQUAL_STEPS: "300 steps each: the best rate rises\nwith small batches, and then stays",
    EQUAL_EXAMPLES: "Ten epochs each: the lowest rate\nthat works rises as the batch",
}
GUIDES = {  # what rises with which power of the batch size, what is written, and where
    (EQUAL_STEPS, "SGD"): ("best", 1, "as the batch", (22, 2.6)),
    (EQUAL_STEPS, "Adam"): ("best", 0.5, "as its root", (350, 0.013)),
    (EQUAL_EXAMPLES, "SGD"): ("lowest", 1, "as the batch", (270, 0.01)),
    (EQUAL_EXAMPLES, "Adam"): ("lowest", 1, "as the batch", (330, 2e-4)),
}
WORDS = {  # batch size and rate at which they stand
    (EQUAL_STEPS, "SGD"): {"too slow": (110, 0.002), "works": (110, 0.03)},
    (EQUAL_STEPS, "Adam"): {"too slow": (110, 4e-5), "works": (110, 0.0008)},
    (EQUAL_EXAMPLES, "SGD"): {"too slow": (250, 0.0015), "works": (20, 0.03)},
    (EQUAL_EXAMPLES, "Adam"): {"too slow": (90, 4e-5), "works": (25, 5e-4)},
}
BEST = {  # where the line has its name
    (EQUAL_STEPS, "SGD"): (450, 0.3),
    (EQUAL_STEPS, "Adam"): (30, 0.025),
    (EQUAL_EXAMPLES, "SGD"): (60, 0.2),
    (EQUAL_EXAMPLES, "Adam"): (250, 0.045),
}
TICKS = 0.0001, 0.001, 0.01, 0.1, 1


def batch_and_rate(equal=EQUAL_STEPS):
    """The rates that work, shaded, and the best over each batch size, a line: SGD and Adam.

    Dotted, how the best or the lowest would rise by a rule.
    """
    figure, axes = panels(1, 2, height=4.2)
    for ax, optimizer in zip(axes, RATES, strict=True):
        seen = batch_rates(optimizer, equal)
        works = {"facecolor": COLOURS["healthy"], "alpha": 0.22, "linewidth": 0}
        ax.fill_between(BATCHES, seen["lowest"], seen["highest"], **works)
        ax.plot(BATCHES, seen["best"], "o-", color=COLOURS["healthy"], markersize=6)
        what, power, name, at = GUIDES[equal, optimizer]
        guide = seen[what][0] * (np.array(BATCHES) / BATCHES[0]) ** power
        ax.plot(BATCHES, guide, color=COLOURS["sick"], linestyle=":")
        middle = {"ha": "center", "va": "center"}
        ax.text(*at, name, color=COLOURS["sick"], fontsize=10, **middle)
        best = BEST[equal, optimizer]
        ax.text(*best, "best", color=COLOURS["healthy"], fontsize=11, **middle)
        for words, place in (WORDS[equal, optimizer] | {"too high": (500, 2.2)}).items():
            ax.text(*place, words, fontsize=11, **middle)
        ax.set(xscale="log", yscale="log", xlim=(5, 1700), ylim=(2e-5, 5))
        ax.set_xticks(BATCHES, ["8", "", "32", "", "128", "all"])
        ax.set_yticks(TICKS, [f"{tick:g}" for tick in TICKS])
        ax.minorticks_off()
        ax.set(xlabel="batch size (log)", ylabel="learning rate (log)")
        ax.set_title(optimizer)
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
