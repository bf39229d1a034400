"""Who goes down in the second step, drawn: units that vote for what is read too often."""

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.votes_runs import IMAGES_LESS, measure_votes
from nncourse.chapters.sentences import quantity
from nncourse.plots import COLOURS, GREY, panels

LENGTHS = 0.0, 0.03, 0.06, 0.1  # rates of the step; at 0 one sees where it begins
PIXELS = tuple(IMAGES_LESS)
LEFT, RIGHT, LOW, HIGH = -0.3, 0.62, -65, 80  # beyond it a unit is off the figure


def votes(lr=0.1, pixels="raw", seed=0):
    """Each unit's largest z after the step, over its weight to the digit most read."""
    figure, ax = panels(height=3.9)
    run = measure_votes(lr, pixels, seed)
    before, after = run["highest"]
    falls, gone = fallen(run), before <= 0
    ends = np.stack([before[falls], after[falls], np.nan + after[falls]], axis=1)
    style = {"color": COLOURS["sick"], "linewidth": 0.6, "alpha": 0.6}
    ax.plot(np.repeat(run["votes"][falls], 3), ends.ravel(), **style)
    lives = ~(falls | gone)
    for some, colour in (lives, "healthy"), (falls, "sick"), (gone, "test"):
        ax.plot(run["votes"][some], after[some], ".", color=COLOURS[colour], ms=6)
    ax.axhline(0, color=GREY, linewidth=1)
    ends = np.array([LEFT, RIGHT])
    ax.plot(ends, np.polyval(said_line(run), ends), color=COLOURS["train"], linewidth=1.2)
    words = "below zero: dead,\norange in this step,\ngrey before it.\nBlue line: predicted"
    ax.text(LEFT + 0.01, -18, words, va="top", fontsize=10)
    outcome = quantity(falls.sum(), "unit") + " killed" if lr else "before the step"
    ax.set(title=f"{run['read']} of {run['images']} read as {run['digit']}: {outcome}")
    ax.set(xlabel=f"unit's weight to the {run['digit']}")
    ax.set(ylabel="largest z over all images")
    ax.set(xlim=(LEFT, RIGHT), ylim=(LOW, HIGH), xticks=[-0.2, 0, 0.2, 0.4, 0.6])
    return figure


def describe_votes(lr, pixels, seed=0):
    run = measure_votes(lr, pixels, seed)
    falls, gone, digit = fallen(run), run["highest"][0] <= 0, run["digit"]
    middle = f"{np.median(run['votes'][~(falls | gone)]):.2f} in the units that live"
    if falls.any():
        middle += f", {np.median(run['votes'][falls]):.2f} in those that die"
    low, high = (f(run["highest"][1]) for f in (np.min, np.max))
    slope, foot = said_line(run)
    return (
        f"{pixels} pixels. Before the second step {run['read']} of {run['images']} images "
        f"are read as {digit}. At rate {lr:g} it kills {falls.sum()} of {len(falls)} "
        f"units; {gone.sum()} were dead before. The median weight to the {digit} is "
        f"{middle}. The units' largest z now lie between {low:.0f} and {high:.0f}. "
        f"The predicted line runs from {slope * LEFT + foot:.0f} at a weight of {LEFT:g} "
        f"to {slope * RIGHT + foot:.0f} at {RIGHT:g}."
    )


def said_line(run):
    """Slope and height at weight 0 of the straight line nearest to where the kick and the
    weight to the digit say that the units which live before the step land."""
    lives = run["highest"][0] > 0
    return np.polyfit(run["votes"][lives], (run["highest"][0] + run["said"])[lives], 1)


def fallen(run):
    """Which units die in the step."""
    before, after = run["highest"]
    return (before > 0) & (after <= 0)
