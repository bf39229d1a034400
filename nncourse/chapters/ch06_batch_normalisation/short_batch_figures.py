"""A short batch at each epoch's end: a figure of chapter 6, and what it shows in words."""

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.short_batch_runs import (
    EVERY,
    measure_short_batch,
)
from nncourse.chapters.ch06_batch_normalisation.smoothness_figures import median_and_range
from nncourse.plots import line_style, panels

SEEDS = range(3)
STEPS = 400
NETWORKS = (  # is the short batch kept, are there residual connections, name, colour
    (False, False, "whole batches", "healthy"),
    (True, False, "and one of four", "sick"),
    (True, True, "the same, residual", "leaky"),
)


def short_batch(depth=20):
    """Test accuracy by step, with whole batches and with one of four in each epoch."""
    figure, ax = panels(height=3.6)
    for *network, name, meaning in NETWORKS:
        percent = percents(depth, *network)
        step = EVERY * np.arange(1, len(percent) + 1)
        style = line_style(meaning)
        median_and_range(
            ax, step, percent, style, f"{name}: {final(depth, *network):.0f} %"
        )
    ax.set(title=f"{depth} layers, {STEPS} steps", xlabel="step")
    ax.set(ylabel="test accuracy (%)", xlim=(0, STEPS), ylim=(0, 104))
    place = {"loc": "lower right", "bbox_to_anchor": (0.88, 0)}
    ax.legend(**place, labelspacing=0.35, borderpad=0)
    return figure


def describe_short_batch(depth):
    said = [f"{name} {final(depth, *network):.0f}%" for *network, name, _ in NETWORKS]
    return (
        f"{depth} layers, medians of {len(SEEDS)} seeds after {STEPS} steps: "
        f"{'; '.join(said)}."
    )


def percents(depth, keep_last, residual):
    """Test accuracy (%) at every step looked at, (steps, SEEDS)."""
    runs = [
        measure_short_batch(keep_last, depth, residual, seed=s, n_steps=STEPS)
        for s in SEEDS
    ]
    return 100 * np.array(runs).T


def final(depth, *network):
    """The median test accuracy (%) after the last step."""
    return np.median(percents(depth, *network)[-1])
