"""Why the layer helps, part by part: a figure of chapter 6, and its words."""

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.rate_ladder_measured import RATES, SEEDS
from nncourse.chapters.ch06_batch_normalisation.reasons_measured import (
    STARTS,
    part_rates,
    tunings,
)
from nncourse.chapters.ch06_batch_normalisation.reasons_runs import LOOKED
from nncourse.chapters.ch06_batch_normalisation.runs import ENOUGH
from nncourse.plots import COLOURS, line_style, mosaic, plain_ticks

ROWS = (  # which network, its name, what its colour means
    ("centre", "mean taken off, no division", "relu"),
    ("divide by the size", "division alone, mean left in", "relu"),
    ("batch norm", "both: batch norm", "healthy"),
    ("noise", "both, shaken by noise", "leaky"),
    ("held", "both, W kept at its length", "tanh"),
)
LINES = (False, "W free", "healthy"), (True, "W kept", "tanh")  # held?, name, colour
FIRST, *_ = STARTS
LONG = 0.5  # of W; a step beyond it is a long one


def reasons(start=FIRST):
    """How far up the rates go with each part of the layer, and how long the steps are."""
    figure, axes = mosaic([["rates", "moved"]], height=4.0)
    _draw_rates(axes["rates"])
    _draw_moved(axes["moved"], start)
    return figure


def describe_reasons(start):
    highest = [f"{name} {highest_usable(part):.2g}" for part, name, _ in ROWS]
    tuned = []
    for held, name, _ in LINES:
        first, third, last = moved(start, held)[[0, 2, -1]]
        tuned.append(
            f"{name}: {first:.2g} of W at step 1, {third:.2g} at step 3, {last:.2g} at "
            f"step {LOOKED}, {right(start, held):.0f}% of test digits right"
        )
    return (
        f"Medians of {len(SEEDS)} seeds. Highest rate at which eight layers read "
        f"{100 * ENOUGH:.0f}%: without the layer {highest_usable('without'):.2g}, "
        f"{', '.join(highest)}. Length of a step of the first W, {start}: "
        f"{'; '.join(tuned)}."
    )


def _draw_rates(ax):
    """A bar from the bare network's highest usable rate to that of each of ROWS."""
    bare = highest_usable("without")
    for row, (part, name, meaning) in enumerate(ROWS):
        end = highest_usable(part)
        ax.barh(-row, end - bare, 0.42, bare, color=COLOURS[meaning])
        ax.text(bare * 1.04, 0.27 - row, name, fontsize=10)
        ax.text(end * 1.06, -row, f"{end:.2g}", va="center", fontsize=10)
    ax.axvline(bare, color=COLOURS["sick"], linewidth=2)
    ax.text(bare * 1.04, 1.0, f"without: {bare:.2g}", color=COLOURS["sick"], fontsize=10)
    ax.set(title="Division does most of it", xlabel="learns up to a rate of (log)")
    ax.set(xscale="log", xlim=(0.18, 4.6), ylim=(0.4 - len(ROWS), 1.4), yticks=[])
    plain_ticks(ax, (0.2, 0.4, 0.8, 1.6, 3.2))
    ax.spines["left"].set_visible(False)


def _draw_moved(ax, start):
    """The step over W at each of the first steps, with W free to grow and held."""
    for held, name, meaning in LINES:
        style, y = line_style(meaning), moved(start, held)
        ax.plot(np.arange(1, LOOKED + 1), y, **style)
        height = 2.2 * y[4:].max() if held else y[4:].min() / 2  # above the line, or below
        said = f"{name}: {right(start, held):.0f} % right"
        place = {"ha": "right", "va": "center", "color": style["color"], "fontsize": 10}
        ax.text(LOOKED, height, said, **place)
    long = moved(start, True)[0] > LONG
    ax.set(title=f"A {'long step shortens the next' if long else 'short step stays short'}")
    ax.set(xlabel="step", ylabel="step, as a share of W (log)", yscale="log")
    ax.set(xlim=(0.5, LOOKED + 0.5), ylim=(6e-5, 6), xticks=[1, 5, 10, 15, 20])
    ax.set_yticks([0.0001, 0.001, 0.01, 0.1, 1], ["0.0001", "0.001", "0.01", "0.1", "1"])
    ax.minorticks_off()


def highest_usable(part):
    """The highest of RATES at which the median run reads ENOUGH test digits."""
    middle = np.median(part_rates(part), axis=0)
    return RATES[np.flatnonzero(middle >= 100 * ENOUGH)[-1]]


def moved(start, held):
    """The step over W at each of the first LOOKED steps, the median run's."""
    return np.median([run["moved"] for run in tunings(start, held)], axis=0)


def right(start, held):
    """Percent of the test digits after 300 steps, the median run's."""
    return np.median([run["right"] for run in tunings(start, held)])
