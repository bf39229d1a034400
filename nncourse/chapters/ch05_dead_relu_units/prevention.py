"""What spares units at a rate that kills them, drawn: clipping, warm-up, centred pixels."""

from itertools import pairwise

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.runs import measure_training
from nncourse.plots import COLOURS, GREY, panels, plain_ticks

SEEDS = range(5)
LIMIT, WARMUP = 1.0, 50  # the largest norm let through; steps over which the rate grows
CURES = {  # name: its choices in measure_training
    "plain": {},
    "warmed up": {"warmup": WARMUP},
    "clipped": {"clip": LIMIT},
    "centred": {"scale": "0 to 16, centred"},
}
STYLES = {
    "plain": {"color": COLOURS["sick"], "linestyle": "--"},
    "warmed up": {"color": COLOURS["tanh"], "linestyle": "-."},
    "clipped": {"color": COLOURS["healthy"], "linestyle": "-"},
    "centred": {"color": GREY, "linestyle": ":"},
}
APART, TOP = 12, 102  # percent between two labels, and where the highest may stand
LEADER = {"arrowstyle": "-", "linewidth": 0.8, "relpos": (0, 0.5)}
LABELS = 500  # the step at which they begin, some way from the lines' ends


def prevention(lr=0.1):
    """The share dead at one rate under each cure: the mean of the runs, their range."""
    figure, ax = panels(height=3.8)
    ends = {}
    for name, style in STYLES.items():
        steps, dead, right = dead_and_right(name, lr)
        band = {"color": style["color"], "alpha": 0.15, "linewidth": 0}
        ax.fill_between(steps, dead.min(axis=0), dead.max(axis=0), **band)
        ax.plot(steps, dead.mean(axis=0), **style)
        ends[name] = dead[:, -1].mean(), f"{name}, reads {right.mean():.0f} %"
    places = _apart([end for end, _ in ends.values()])
    for (name, (end, text)), place in zip(ends.items(), places, strict=True):
        colour = STYLES[name]["color"]
        ax.annotate(
            text,
            (steps[-1], end),
            (LABELS, place),
            color=colour,
            fontsize=10,
            va="center",
            arrowprops=LEADER | {"color": colour},
        )
    ax.set(title=f"Dead at rate {lr:g}, and digits read in the end")
    ax.set(xlabel="step (log)", ylabel="dead units (%)", ylim=(-6, 108))
    ax.set_xscale("symlog", linthresh=1)
    ax.set_xlim(0, 1e7)
    ax.spines["bottom"].set_bounds(0, steps[-1])  # beyond it stand labels
    plain_ticks(ax, (0, 1, 10, 100))
    return figure


def describe_prevention(lr):
    parts = []
    for name in CURES:
        _, dead, right = dead_and_right(name, lr)
        low, high = dead[:, -1].min(), dead[:, -1].max()
        parts.append(
            f"{name}: {low:.0f}% to {high:.0f}% dead, {right.mean():.0f}% of the digits "
            "read"
        )
    return (
        f"Rate {lr:g}, {len(SEEDS)} runs each, after 200 steps. Clipped to a norm of "
        f"{LIMIT:g}, warmed up over {WARMUP} steps. " + "; ".join(parts) + "."
    )


def dead_and_right(name, lr):
    """Checkpoints; percent dead, (runs, checkpoints); percent read, (runs,)."""
    runs = [measure_training(lr, seed=s, **CURES[name]) for s in SEEDS]
    dead = 100 * np.array([run["dead"] for run in runs])
    return runs[0]["step"], dead, 100 * np.array([run["accuracy"][-1] for run in runs])


def _apart(places):
    """The places in their order, none nearer to another than APART, none above TOP."""
    moved, order = np.array(places, float), np.argsort(places, kind="stable")
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + APART)
    moved[order[-1]] = min(moved[order[-1]], TOP)
    for above, below in pairwise(order[::-1]):
        moved[below] = min(moved[below], moved[above] - APART)
    return moved
