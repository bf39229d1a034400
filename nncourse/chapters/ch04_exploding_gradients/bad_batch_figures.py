"""The figure of one bad batch in a healthy run, and its sentence."""

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.bad_batch_measured import (
    SEEDS,
    digits_read,
    median,
    norms,
    read_before,
    usual_norms,
)
from nncourse.chapters.ch04_exploding_gradients.bad_batch_runs import (
    AFTER,
    BAD_STEP,
    CUT,
    SGD_MOMENTUM,
    USUAL,
    WRONG_LABELS,
    checks_before,
)
from nncourse.plots import COLOURS, GREY, line_style, panels

WAYS = {"uncut": "sick", "cut": "healthy"}
DRAWN_NORMS = 1e-4, 1e3  # what is smaller or larger leaves the panel


def bad_batch(batch=WRONG_LABELS, at=BAD_STEP):
    """One bad batch under momentum, cut and uncut. Above, the norm of the gradient with
    which one of five runs steps, the band in which eight in ten of all five runs'
    were before, and the limit. Below, test digits read: five runs thin, their median thick,
    beside the median without the accident. As stored.
    """
    figure, (above, below) = panels(2, 1, height=5.4, sharex=True)
    _draw_norms(above, batch, at)
    _draw_digits(below, batch, at)
    below.set(xlabel="steps from the bad batch on", xlim=(-122, 103))
    below.set_xticks(range(-100, 101, 50))
    figure.suptitle(f"one bad batch at step {at}: {batch}")
    return figure


def _draw_norms(ax, batch, at):
    usual, (low, high) = usual_norms(at), DRAWN_NORMS
    ax.axhspan(*usual, color=GREY, alpha=0.25, linewidth=0)
    ax.axhline(CUT, color=COLOURS["healthy"], linestyle=":", linewidth=1.5)
    for way, meaning in WAYS.items():
        before, after = norms(batch, at, way)
        taken = np.minimum(after, CUT) if way == "cut" else after
        steps, drawn = np.arange(len(taken)), np.clip(taken, low / 10, 10 * high)
        linked = [-1, *steps], [before[-1], *drawn]
        ax.plot(*linked, **line_style(meaning) | {"linewidth": 1.4, "linestyle": "-"})
    ax.plot(np.arange(-len(before), 0), before, color=GREY, linewidth=1.4)
    least, most = (f"{norm:.1g}" for norm in usual)
    ax.set(title=f"norm {_norm(after[0])}; usual (grey): {least} to {most}")
    ax.set(ylabel="norm of the gradient (log)", yscale="log", ylim=DRAWN_NORMS)
    said = {"color": COLOURS["healthy"], "ha": "right", "fontsize": 10}
    ax.text(-3, 1.3 * CUT, f"cut to {CUT:g}", **said)
    peak = np.clip(after[0], 3 * low, high / 2)
    ax.text(4, peak, "uncut", color=COLOURS["sick"], fontsize=10)


def _norm(value):
    """A norm as text: "28", "0.001"."""
    return f"{value:.0f}" if value >= 10 or value < 1e-6 else f"{value:.1g}"


def _draw_digits(ax, batch, at):
    before = read_before(at)
    ahead = np.array(checks_before(at)) - at
    ax.plot(ahead, before.T, color=GREY, alpha=0.35, linewidth=0.8)
    calm = median(digits_read(USUAL, SGD_MOMENTUM, at))
    ax.plot([*ahead, 0], [*median(before), calm[0]], color=GREY, linewidth=2.5)
    ax.plot(AFTER, calm, color=GREY, linestyle=":", linewidth=3)
    for way, meaning in WAYS.items():
        read, style = digits_read(batch, SGD_MOMENTUM, at, way), line_style(meaning)
        thin = style | {"linewidth": 0.8, "linestyle": "-"}
        ax.plot(AFTER, read.T, alpha=0.35, **thin)
        ax.plot(AFTER, median(read), **style | {"linewidth": 2.5})
    said = {"ha": "right", "fontsize": 10}
    text = f"cut to {CUT:g} (dots: no accident)"
    ax.text(101, 103, text, color=COLOURS["healthy"], **said)
    ax.text(101, 3, "uncut", color=COLOURS["sick"], **said)
    ax.set(title=_fate(batch, at), ylabel="test digits read, %", ylim=(0, 116))
    ax.set_yticks(range(0, 101, 20))


def _fate(batch, at):
    """What the uncut runs lose: "uncut, 64 points behind", at the middle one's worst."""
    uncut = digits_read(batch, SGD_MOMENTUM, at)
    lost = np.isnan(uncut[:, -1]).sum()
    if lost:
        return f"uncut, {lost} of {len(SEEDS)} end in nan"
    behind, _ = _furthest_behind(uncut, digits_read(USUAL, SGD_MOMENTUM, at))
    return f"uncut, {behind:.0f} points behind" if behind >= 1 else "no harm"


def _furthest_behind(uncut, calm):
    """(by how much the middle run is at most behind that without the accident, at which of
    the checks).
    """
    behind = median(calm) - median(uncut)
    worst = int(np.nanargmax(behind))
    return behind[worst], worst


def describe_bad_batch(batch, at):
    uncut, cut = (digits_read(batch, SGD_MOMENTUM, at, way) for way in WAYS)
    calm = digits_read(USUAL, SGD_MOMENTUM, at)
    _, worst = _furthest_behind(uncut, calm)
    lost = np.isnan(uncut[:, -1]).sum()
    end = f", and {lost} of {len(SEEDS)} end in nan" if lost else ""
    then, last = (
        f"{_percent(uncut, k)} uncut, {_percent(cut, k)} cut to {CUT:g}, "
        f"{_percent(calm, k)} without the accident"
        for k in (worst, -1)
    )
    low, high = usual_norms(at)
    _, (norm, *_) = norms(batch, at, "uncut")
    return (
        f"At step {at} one batch: {batch}. Its gradient's norm is {_norm(norm)}; usual is "
        f"{low:.1g} to {high:.1g}. Test digits read, median of five, {AFTER[worst]} steps "
        f"on: {then}{end}; after {AFTER[-1]} steps: {last}."
    )


def _percent(read, check):
    middle = median(read)[check]
    return "nan" if np.isnan(middle) else f"{middle:.0f}%"
