"""Centring by degrees, drawn: the kicks, and how many units die."""

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.by_degrees_runs import (
    kicks,
    measure_by_degrees,
)
from nncourse.plots import COLOURS, GREY, line_style, panels

SHARES = 0.0, 0.25, 0.5, 0.75, 1.0  # of the mean image
SEEDS = range(5)
MEANINGS = {0.3: "sick", 0.1: "healthy"}  # rate: how it is drawn
BESIDE = {0.3: (0.31, 0.95), 0.1: (0.04, 0.68)}  # where its name stands
BINS = np.linspace(-1500, 6000, 31)


def by_degrees(subtracted=0.5):
    """The kicks of all pairs of images, and the dead units of five runs at two rates."""
    figure, (left, right) = panels(1, 2, height=3.4)
    all_kicks = kicks(subtracted)
    percent = 100 * np.histogram(all_kicks, BINS)[0] / all_kicks.size
    below = np.searchsorted(BINS, 0)  # bars that lie below zero
    for part, colour in ((slice(below), "healthy"), (slice(below, None), "sick")):
        edges = BINS[part] if part.stop is None else BINS[: below + 1]
        left.stairs(percent[part], edges, fill=True, color=COLOURS[colour], alpha=0.5)
    left.axvline(0, color=GREY, linewidth=1)
    mean = all_kicks.mean()
    left.axvline(mean, **line_style("test"))
    words = {"textcoords": "offset points", "fontsize": 10, "va": "top"}
    left.annotate(f"mean {mean:.0f}", (mean, 37), (4, 0), **words)
    left.set(
        title=f"Kicks: {100 * np.mean(all_kicks < 0):.0f} % below zero",
        xlabel="kick",
        ylabel="pairs (%)",
    )
    left.set(xlim=BINS[[0, -1]], xticks=[0, 2000, 4000], ylim=(0, 38))
    for lr, meaning in MEANINGS.items():
        fallen = np.array([[measure_by_degrees(s, lr, k) for k in SEEDS] for s in SHARES])
        right.plot(SHARES, fallen.mean(axis=1), **line_style(meaning))
        right.plot(SHARES, fallen, ".", color=COLOURS[meaning], ms=4)
        place = SHARES.index(subtracted)
        right.plot(subtracted, fallen[place].mean(), "o", color=COLOURS[meaning], ms=10)
        x, y = BESIDE[lr]
        style = {"color": COLOURS[meaning], "fontsize": 10, "va": "top"}
        right.text(x, 256 * y, f"rate {lr:g}", **style)
        if lr == 0.1:
            right.set(title=f"{fallen[place].mean():.0f} of 256 die at rate {lr:g}")
    right.set(xlabel="share of the mean subtracted", ylabel="dead units")
    right.set(ylim=(-8, 268), xlim=(-0.04, 1.04), xticks=[0, 0.5, 1], yticks=[0, 128, 256])
    return figure


def describe_by_degrees(subtracted):
    all_kicks = kicks(subtracted)
    ends = []
    for lr in sorted(MEANINGS):
        fallen = [measure_by_degrees(subtracted, lr, seed) for seed in SEEDS]
        ends.append(f"at rate {lr:g} {min(fallen)} to {max(fallen)}")
    return (
        f"With {subtracted:.0%} of the mean image subtracted the mean kick is "
        f"{all_kicks.mean():.0f}, and {np.mean(all_kicks < 0):.0%} of the kicks are below "
        f"zero. Of 256 units die in {len(SEEDS)} runs: {'; '.join(ends)}."
    )
