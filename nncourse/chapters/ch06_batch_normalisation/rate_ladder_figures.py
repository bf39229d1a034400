"""Up to which learning rate a network learns: a figure of chapter 6, and its words."""

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.rate_ladder_measured import (
    RATES,
    SEEDS,
    STEPS,
    rate_ladder,
)
from nncourse.chapters.ch06_batch_normalisation.runs import ENOUGH
from nncourse.chapters.ch06_batch_normalisation.sigmoid_figures import NETWORKS
from nncourse.chapters.ch06_batch_normalisation.smoothness_figures import median_and_range
from nncourse.chapters.sentences import quantity
from nncourse.plots import GREY, line_style, panels, plain_ticks


def ladder(depth=8):
    """Test accuracy by learning rate, and the highest rate at which each reads 60 %."""
    figure, ax = panels(height=3.8)
    ax.axhline(100 * ENOUGH, color=GREY, linewidth=1, linestyle=":")
    ends = [highest_usable(depth, kind) for kind, *_ in NETWORKS]
    for (kind, name, meaning), end in zip(NETWORKS, ends, strict=True):
        style = line_style(meaning) | {"marker": "o", "ms": 4}
        percent = np.array(rate_ladder()[depth, kind]).T
        median_and_range(ax, RATES, percent, style, name)
        colour = style["color"]
        ax.plot([end, end], [0, 100 * ENOUGH], color=colour, linewidth=1, linestyle="-")
        ax.text(0.0115, 30 if kind else 8, f"{name}\nup to {end:.2g}", color=colour)
    arrow = {"arrowstyle": "<->", "color": GREY, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", (ends[0], 54), (ends[1], 54), arrowprops=arrow)
    layers = quantity(depth, "hidden layer")
    ax.set(title=f"{layers}: {times_higher(depth):.0f} times the rate")
    ax.set(xlabel="learning rate (log)", ylabel="test accuracy (%)", xscale="log")
    ax.set(ylim=(0, 104), xlim=(0.01, 8))
    ax.text(0.0115, 100 * ENOUGH + 2, f"{100 * ENOUGH:.0f} %", color=GREY)
    plain_ticks(ax, (0.01, 0.1, 1))
    return figure


def describe_ladder(depth):
    said = [
        f"{name} up to a rate of {highest_usable(depth, kind):.2g}"
        for kind, name, _ in NETWORKS
    ]
    layers = quantity(depth, "hidden layer")
    return (
        f"{layers}, medians of {len(SEEDS)} seeds after {STEPS} steps: at "
        f"least {100 * ENOUGH:.0f}% of test digits are read {' and '.join(said)}, "
        f"{times_higher(depth):.0f} times as high."
    )


def highest_usable(depth, batch_norm):
    """The highest of RATES at which the median run reads ENOUGH test digits."""
    middle = np.median(rate_ladder()[depth, batch_norm], axis=0)
    return RATES[np.flatnonzero(middle >= 100 * ENOUGH)[-1]]


def times_higher(depth):
    """The highest usable rate: with batch norm over without."""
    return highest_usable(depth, True) / highest_usable(depth, False)
