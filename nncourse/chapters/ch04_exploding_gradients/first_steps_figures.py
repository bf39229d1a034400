"""The figure of twenty runs and their first steps, and its sentence."""

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.runs import (
    FIRST_STEPS,
    MOMENTUM,
    measure_first_steps,
    measure_training,
)
from nncourse.chapters.sentences import two_digits
from nncourse.plots import COLOURS, GREY, panels

KINDS = {  # weights so many times He's, those of the last layer, and the rate
    "twice He's, rate 0.03": (2.0, None, 0.03),
    "the same, last layer 0": (2.0, 0.0, 0.03),
    "He's own, rate 0.1": (1.0, None, 0.1),
    "He's own, rate 0.03": (1.0, None, 0.03),
}
SEEDS = range(5)
CARRIED = round(1 / (1 - MOMENTUM))  # so far momentum carries a step
NONE, NAN = 0.015, 0.6  # where a step of 0, and one that ends in nan, stand on a log axis
SUSPECT, LONG = 0.5, 0.04  # the borders: the first step's, and the longest's, measured
PANELS = {  # title: the border, the ticks, the ends of the axis
    f"first step × {CARRIED}, over W (log)": (
        SUSPECT,
        {NONE: "0", 0.1: "0.1", SUSPECT: "½", 10: "10"},
        (0.01, 180),
    ),
    f"longest of {FIRST_STEPS}, over W (log)": (
        LONG,
        {0.01: "0.01", LONG: "0.04", 0.1: "0.1", NAN: "nan"},
        (0.0085, 0.75),
    ),
}
STYLES = {
    True: {"color": COLOURS["healthy"], "markerfacecolor": "none"},
    False: {"color": COLOURS["sick"]},
}


def measure_row(m, m_last, lr):
    """Of five runs (2, 5): the first step, as far as momentum carries it, and the longest
    of the first thirty, nan if the loss was, both over a layer's weights; and which learn.
    """
    runs = [measure_first_steps(m, lr, seed, m_last) for seed in SEEDS]
    steps = np.array([[CARRIED * run["step"][0], run["step"].max()] for run in runs]).T
    ends = [measure_training(m, lr=lr, seed=s, m_last=m_last)["accuracy"] for s in SEEDS]
    return np.where(np.isfinite(steps), steps, np.nan), np.nan_to_num(ends) > 0.5


def first_steps():
    """Four kinds of runs, five of each: the first step over a layer's weights, as far as
    momentum carries it, and the longest of thirty; hollow dots are runs that learn.
    """
    figure, axes = panels(1, 2, height=4)
    for ax, (title, (border, ticks, ends)) in zip(axes, PANELS.items(), strict=True):
        ax.set(title=title, xscale="log", xlim=ends, ylim=(len(KINDS), 0), yticks=[])
        ax.set_xticks([*ticks], ticks.values())
        ax.minorticks_off()
        rows = np.arange(len(KINDS))
        ax.vlines(0 * rows + border, rows + 0.38, rows + 0.96, GREY, "--", linewidth=1.2)
    for row, (name, setting) in enumerate(KINDS.items()):
        steps, learns = measure_row(*setting)
        for ax, five in zip(axes, steps, strict=True):
            _draw_row(ax, row, five, learns)
            said = f"{name}: {_fate(learns)}"
            ax.text(0.01, row + 0.08, said, va="top", transform=ax.get_yaxis_transform())
    figure.suptitle("One step does not part them, thirty do")
    return figure


def _draw_row(ax, row, steps, learns):
    """Five dots below one another, each as far to the right as its step is long."""
    places = np.where(steps == 0, NONE, np.nan_to_num(steps, nan=NAN))
    heights = row + 0.43 + 0.12 * np.arange(len(SEEDS))
    for learnt in np.unique(learns):
        of_these = learns == learnt
        ax.plot(places[of_these], heights[of_these], "o", ms=5.5, **STYLES[bool(learnt)])


def _fate(learns):
    """What becomes of a row's runs: "learn", "fail", "2 of 5 learn"."""
    some = f"{learns.sum()} of {len(learns)} learn"
    return "learn" if learns.all() else some if learns.any() else "fail"


def describe_first_steps():
    told = "; ".join(
        f"{name}, {_range(first)} and {_range(longest)}, {_fate(learns)}"
        for name, setting in KINDS.items()
        for (first, longest), learns in [measure_row(*setting)]
    )
    return (
        f"Four kinds of runs, five of each, with {CARRIED} times the first step over a "
        f"layer's weights, and the longest of {FIRST_STEPS}: {told}. The borders are at "
        f"{SUSPECT} and {LONG}."
    )


def _range(values):
    """The ends of five values: "0.11 to 0.68", or once if they are the same."""
    ends = [two_digits(end(values)) for end in (np.min, np.max)]
    return " to ".join(dict.fromkeys(ends))
