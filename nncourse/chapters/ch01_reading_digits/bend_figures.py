"""What the bend buys: two pixels, and where a network says that exactly one has ink."""

import numpy as np
from matplotlib.patches import Patch

from nncourse.chapters.ch01_reading_digits.bend_runs import (
    AROUND,
    CORNERS,
    EXACTLY_ONE,
    NETWORKS,
    STARTS,
    TAKEN,
    measure_corners,
)
from nncourse.chapters.sentences import quantity
from nncourse.plots import CYCLE, GREY, panels

BLUE, ORANGE = CYCLE[0], CYCLE[4]
BANDS = [np.log(p / (1 - p)) for p in (0.2, 0.45, 0.55, 0.8)]  # where a shade ends
SHADES = [(BLUE, 0.55), (BLUE, 0.25), (GREY, 0.0), (ORANGE, 0.25), (ORANGE, 0.55)]
KEY = ["no", "rather no", "half", "rather yes", "yes"]
NAMES = {  # of the corners, and where each is written, beside the diagonal
    "no ink": {"xytext": (13, -16), "ha": "left"},
    "a alone": {"xytext": (0, -25), "ha": "center"},
    "b alone": {"xytext": (0, 15), "ha": "center"},
    "both": {"xytext": (-13, 8), "ha": "right"},
}
UNDECIDED, EVERY_ONE = 0.05, "all 4 at half"  # so far from it, or less
HAIR = 0.018  # that a line is drawn on its unit's side, or two would lie on each other


def bend(network="2 units with the bend", start="the best", step=TAKEN[-1], seed=0):
    """Where a network says "exactly one of the two pixels has ink", orange, and where not,
    blue; dashed, where each hidden unit begins to speak, with an arrow to where it does.
    """
    run, at = measure_corners(*NETWORKS[network], seed, start), TAKEN.index(step)
    figure, ax = panels(height=4.6)
    logits = np.log(run["map"][at] / (1 - run["map"][at]))  # with straight edges
    ax.contourf(AROUND, AROUND, logits, BANDS, colors=SHADES, extend="both")
    if "with the bend" in network:
        for w, b in zip(run["W"][at].T, run["b"][at], strict=True):
            _zero_line(ax, w, b)
    for place, label, name in zip(CORNERS, EXACTLY_ONE, NAMES, strict=True):
        colour = ORANGE if label else BLUE
        ax.plot(*place, "o", color=colour, mec="white", mew=2, ms=17)
        ax.annotate(name, place, textcoords="offset points", **NAMES[name])
    ax.set(xlabel="ink on pixel a", ylabel="ink on pixel b", aspect="equal")
    ends = AROUND[[0, -1]]
    ax.set(xlim=ends, ylim=ends, xticks=[0, 1], yticks=[0, 1])
    says = verdict(run["corners"][at])
    if says == EVERY_ONE:
        ax.text(0.5, 0.5, says, ha="center", va="center")
    ax.set_title(f"{network}: {says}")
    key = zip(SHADES, KEY, strict=True)
    shades = [Patch(fc=shade, ec=GREY, label=said) for shade, said in key]
    below = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.13), "ncols": len(KEY)}
    ax.legend(
        handles=shades, **below, handlelength=0.8, columnspacing=1.6, handletextpad=0.3
    )
    return figure


def verdict(corners):
    """What a network makes of the four images, in a few words."""
    half = np.abs(corners - 0.5) < UNDECIDED
    if half.all():
        return EVERY_ONE
    right = np.sum(((corners > 0.5) == EXACTLY_ONE) & ~half)
    return f"{right} of 4 right" + (f", {half.sum()} at half" if half.any() else "")


def _zero_line(ax, w, b):
    """A hair beyond where w·x + b is 0 within the square, and an arrow to where it is
    above.
    """
    low, high = AROUND[[0, -1]]
    ends = [(x, -(b + w[0] * x) / w[1]) for x in (low, high)]
    ends += [(-(b + w[1] * y) / w[0], y) for y in (low, high)]
    inside = sorted(end for end in ends if low <= min(end) and max(end) <= high)
    if len(inside) < 2:
        return
    ahead = w / np.hypot(*w)
    first, last = (np.array(end) + HAIR * ahead for end in (inside[0], inside[-1]))
    ax.plot(*np.transpose([first, last]), "--", color="black", linewidth=1.3)
    middle = first + 0.62 * (last - first)
    arrow = {"arrowstyle": "-|>", "color": "black", "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", middle + 0.14 * ahead, middle, arrowprops=arrow)


def describe_bend(network, start, step, seed=0):
    run, at = measure_corners(*NETWORKS[network], seed, start), TAKEN.index(step)
    said = ", ".join(
        f"{name} {p:.2f}" for name, p in zip(NAMES, run["corners"][at], strict=True)
    )
    return (
        f"Two pixels, a and b; {network}. After {quantity(step, 'step')} the "
        f"probability that exactly one of them has ink is: {said}. Of {STARTS} random "
        f"starts {run['learnt']} learn all four answers; this is {start} of them."
    )
