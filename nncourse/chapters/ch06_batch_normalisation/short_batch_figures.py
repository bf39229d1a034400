"""A short batch at each epoch's end: a figure of chapter 6, and what it shows in words."""

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.short_batch_measured import (
    SEEDS,
    short_batches,
)
from nncourse.chapters.ch06_batch_normalisation.short_batch_runs import EPOCH
from nncourse.plots import GREY, line_style, panels

LAST = 396  # the epoch's last step, a batch of four, as is step 374
STEPS = np.arange(LAST - EPOCH, LAST + 1)
NETWORKS = (  # is the short batch kept, are there residual connections, name, colour
    (False, False, "whole batches", "healthy"),
    (True, True, "four kept, residual", "leaky"),
    (True, False, "four kept", "sick"),
)


def short_batch(depth=20):
    """Test accuracy at each step of an epoch, from one batch of four to the next."""
    figure, ax = panels(height=3.8)
    for *network, name, meaning in NETWORKS:
        style, mean = line_style(meaning), over_epoch(depth, *network)
        ax.plot(STEPS, median(depth, *network), label=f"{name}: {mean:.0f} %", **style)
    mean = over_epoch(depth, True, False, "own")
    style |= {"linestyle": (0, (1, 1.5)), "linewidth": 2}
    own = median(depth, True, False, "own")
    ax.plot(STEPS, own, label=f"its weights alone: {mean:.0f} %", **style)
    for step in (STEPS[0], LAST):
        ax.axvline(step, color=GREY, linewidth=1, linestyle=":")
    whole, short = (over_epoch(depth, kept, False) for kept in (False, True))
    ax.set(title=f"{depth} layers: {short:.0f} % in place of {whole:.0f} %")
    ax.set(xlabel="step (a batch of four: 374 and 396)", ylabel="test accuracy (%)")
    ax.set(xlim=(373, 397), ylim=(0, 104), xticks=[374, 380, 385, 390, 396])
    place = {"loc": "lower center", "bbox_to_anchor": (0.5, 0)}
    ax.legend(**place, labelspacing=0.35, borderpad=0)
    return figure


def describe_short_batch(depth):
    said = [f"{name} {over_epoch(depth, *kind):.0f}%" for *kind, name, _ in NETWORKS]
    own = over_epoch(depth, True, False, "own")
    before, after, late = median(depth, True, False)[[-2, -1, 11]]
    return (
        f"{depth} layers, medians of {len(SEEDS)} seeds, means over one epoch: "
        f"{'; '.join(said)}, {own:.0f}% by the test set's own statistics. A batch of four "
        f"takes the last from {before:.0f}% to {after:.0f}%; eleven steps after the one "
        f"before it was at {late:.0f}%."
    )


def median(depth, keep_last, residual, by="running"):
    """The median test accuracy (%) at each of STEPS."""
    runs = short_batches()[depth, keep_last, residual]
    return np.median([run[by] for run in runs], axis=0)


def over_epoch(*network):
    """The mean of `median` over the epoch, which begins after the first of STEPS."""
    return median(*network)[1:].mean()
