"""The figure of recurrent networks in training, cut and uncut, and its sentence."""

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.recall_inside_measured import LOOKS, inside
from nncourse.chapters.ch04_exploding_gradients.recall_measured import (
    BLOCK,
    LENGTHS,
    SEEDS,
    WAYS,
    learnt_of,
    norms,
)
from nncourse.plots import COLOURS, GREY, line_style, panels

MEANINGS = {"uncut": "sick", "cut": "healthy"}
NAMES = {"uncut": "uncut", "cut": f"cut to {WAYS['cut']:g}"}
THICK, THIN = {"linewidth": 2.5}, {"linewidth": 1, "alpha": 0.45}


def recall(words=20):
    """How many of five recurrent networks learn to recall the first word of a text, by the
    text's length, uncut and cut. At the chosen length, step by step: the norm of their
    gradients before the cut, the largest since the point before; W's largest eigenvalue;
    and the gradient at the first word over that at the last. The thick lines are the two
    runs of one start. As stored.
    """
    figure, axes = panels(2, 2, height=6.4)
    (left, norm), (eigenvalue, first) = axes
    _draw_counts(left, words)
    followed = middle_start(words)
    for way, meaning in MEANINGS.items():
        for ax, steps, rows in (
            (norm, *_largest(norms(words, way))),
            (eigenvalue, LOOKS, inside(words, way, "eigenvalue")),
            (first, LOOKS, inside(words, way, "first")),
        ):
            for k, row in enumerate(rows):
                width = THICK if k == followed else THIN
                ax.plot(steps, row, color=COLOURS[meaning], **width)
    norm.axhline(WAYS["cut"], color=GREY, linestyle="--", linewidth=1)
    norm.text(950, 0.35, "limit", ha="right", fontsize=10)
    norm.set(title=f"{words} words: gradient's norm", ylim=(1e-5, 1e4))
    eigenvalue.set(title=f"{words} words: W's largest eigenvalue", ylim=(0.5, 500))
    first.set(title="gradient at first / last word", ylim=(1e-30, 1e4))
    for ax in (norm, eigenvalue, first):
        ax.set(xlabel="step (log)", xscale="log", yscale="log", xlim=(10, 1000))
        ax.minorticks_off()
    return figure


def middle_start(words):
    """The start, by its place among SEEDS, whose uncut W grows neither most nor least."""
    ends = inside(words, "uncut", "eigenvalue")[:, -1]
    return int(np.argsort(ends)[len(ends) // 2])


def _largest(run):
    """Steps at even distances on a logarithmic axis, and each run's largest value since
    the one before: (n,) and (runs, n), from values of blocks of steps (runs, blocks).
    """
    last = np.unique(np.geomspace(1, run.shape[1], 20).round().astype(int))
    return BLOCK * last, np.maximum.reduceat(run, [0, *last[:-1]], axis=1)


def _draw_counts(ax, words):
    places = {"uncut": (60, 0.2), "cut": (60, 5.2)}
    for way, meaning in MEANINGS.items():
        count = [learnt_of(length, way) for length in LENGTHS]
        ax.plot(LENGTHS, count, marker="o", ms=5, **line_style(meaning))
        said = {"color": COLOURS[meaning], "ha": "right", "fontsize": 10}
        ax.text(*places[way], NAMES[way], **said)
    ax.axvline(words, color=GREY, linewidth=1)
    ax.set(title="how many of five learn", ylim=(-0.3, 5.6), xlabel="words in a text")


def describe_recall(words):
    said = []
    for way, name in NAMES.items():
        run = norms(words, way)
        peaks, last = run.max(axis=1), run[:, -1]
        said.append(
            f"{name}, {learnt_of(words, way)} of {len(SEEDS)} learn it; the gradient's "
            f"norm peaks between {peaks.min():.2g} and {peaks.max():.2g}, and ends between "
            f"{last.min():.2g} and {last.max():.2g}; W's largest eigenvalue ends between "
            f"{_ends(words, way, 'eigenvalue')}, and the first word's gradient between "
            f"{_ends(words, way, 'first')} times the last's"
        )
    return f"Recalling the first of {words} words: {'. '.join(said)}."


def _ends(words, way, sign):
    last = inside(words, way, sign)[:, -1]
    return f"{last.min():.2g} and {last.max():.2g}"
