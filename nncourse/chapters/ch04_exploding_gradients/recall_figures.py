"""The figure of recurrent networks in training, cut and uncut, and its sentence."""

import numpy as np

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


def recall(words=20):
    """How many of five recurrent networks learn to recall the first word of a text, by the
    text's length, uncut and cut; and the norm of their gradients before the cut at the
    chosen length, the largest of each twenty steps. As stored.
    """
    figure, (left, right) = panels(1, 2, height=3.9)
    for way, meaning in MEANINGS.items():
        count = [learnt_of(length, way) for length in LENGTHS]
        left.plot(LENGTHS, count, marker="o", ms=5, **line_style(meaning))
        run = norms(words, way)
        step = BLOCK * (np.arange(run.shape[1]) + 0.5)
        right.plot(step, run.T, color=COLOURS[meaning], alpha=0.6, linewidth=1)
    left.axvline(words, color=GREY, linewidth=1)
    places = {"uncut": (60, 0.2), "cut": (60, 5.2)}
    for way, (x, y) in places.items():
        left.text(x, y, NAMES[way], color=COLOURS[MEANINGS[way]], ha="right", fontsize=10)
    left.set(title="how many of five learn", ylim=(-0.3, 5.6), xlabel="words in a text")
    right.axhline(WAYS["cut"], color=GREY, linestyle="--", linewidth=1)
    right.text(990, 1.15, "limit", ha="right", fontsize=10)
    right.set(title=f"{words} words: gradient (log)", yscale="log", ylim=(1e-5, 1e4))
    right.set(xlabel="step", xlim=(0, 1000))
    return figure


def describe_recall(words):
    said = []
    for way, name in NAMES.items():
        run = norms(words, way)
        peaks, last = run.max(axis=1), run[:, -1]
        said.append(
            f"{name}, {learnt_of(words, way)} of {len(SEEDS)} learn it; the gradient's "
            f"norm peaks between {peaks.min():.2g} and {peaks.max():.2g}, and ends between "
            f"{last.min():.2g} and {last.max():.2g}"
        )
    return f"Recalling the first of {words} words: {'. '.join(said)}."
