"""The figure of one bad batch in a healthy run, and its sentence."""

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.bad_batch_measured import (
    SEEDS,
    digits_read,
    median,
)
from nncourse.chapters.ch04_exploding_gradients.bad_batch_runs import (
    AFTER,
    BAD_STEP,
    CUT,
    RULES,
    USUAL,
    WRONG_LABELS,
)
from nncourse.plots import COLOURS, GREY, line_style, panels

WAYS = {"uncut": "sick", "cut": "healthy"}


def bad_batch(batch=WRONG_LABELS, at=BAD_STEP):
    """Test digits read after one bad batch, under momentum and Adam, cut and uncut: five
    runs thin, their median thick, beside the median without the accident. As stored.
    """
    figure, axes = panels(1, 2, height=3.8)
    for ax, optimiser in zip(axes, RULES, strict=True):
        calm = median(digits_read(USUAL, optimiser, at))
        ax.plot(AFTER, calm, color=GREY, linestyle=":", linewidth=3)
        for way, meaning in WAYS.items():
            read, style = digits_read(batch, optimiser, at, way), line_style(meaning)
            ax.plot(
                AFTER, read.T, alpha=0.35, **style | {"linewidth": 0.8, "linestyle": "-"}
            )
            ax.plot(AFTER, median(read), **style | {"linewidth": 2.5})
        _name_the_lines(ax)
        ax.set(title=f"{optimiser}: {_fate(batch, optimiser, at)}", ylim=(0, 114))
        ax.set(ylabel="test digits read, %", xlabel="steps from the bad batch on")
        ax.set_yticks(range(0, 101, 20))
    figure.suptitle(f"one bad batch at step {at}: {batch}")
    return figure


def _name_the_lines(ax):
    beside = {"ha": "right", "fontsize": 10}
    said = f"cut to {CUT:g} (dots: no accident)"
    ax.text(101, 104, said, color=COLOURS["healthy"], **beside)
    ax.text(101, 3, "uncut", color=COLOURS["sick"], **beside)


def _fate(batch, optimiser, at):
    """What the uncut runs lose: "64 points behind", at the middle one's worst."""
    uncut = digits_read(batch, optimiser, at)
    lost = np.isnan(uncut[:, -1]).sum()
    if lost:
        return f"{lost} of {len(SEEDS)} end in nan"
    behind, _ = _furthest_behind(uncut, digits_read(USUAL, optimiser, at))
    return f"{behind:.0f} points behind" if behind >= 1 else "no harm"


def _furthest_behind(uncut, calm):
    """(by how much the middle run is at most behind that without the accident, at which of
    the checks).
    """
    behind = median(calm) - median(uncut)
    worst = int(np.nanargmax(behind))
    return behind[worst], worst


def describe_bad_batch(batch, at):
    told = " ".join(_told(rule, batch, at) for rule in RULES)
    return f"At step {at} one batch: {batch}. Test digits read, median of five. {told}"


def _told(rule, batch, at):
    uncut, cut = (digits_read(batch, rule, at, way) for way in WAYS)
    calm = digits_read(USUAL, rule, at)
    _, worst = _furthest_behind(uncut, calm)
    lost = np.isnan(uncut[:, -1]).sum()
    end = f", and {lost} of {len(SEEDS)} end in nan" if lost else ""
    then, last = (
        f"{_percent(uncut, k)} uncut, {_percent(cut, k)} cut to {CUT:g}, "
        f"{_percent(calm, k)} without the accident"
        for k in (worst, -1)
    )
    return (
        f"Under {rule}, {AFTER[worst]} steps on: {then}{end}; after {AFTER[-1]} "
        f"steps: {last}."
    )


def _percent(read, check):
    middle = median(read)[check]
    return "nan" if np.isnan(middle) else f"{middle:.0f}%"
