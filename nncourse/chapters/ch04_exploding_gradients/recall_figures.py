"""The figure of a recurrent network in training, cut and uncut, and its sentence."""

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.recall_measured import (
    BLOCK,
    LIMITS,
    SEEDS,
    curves,
    learnt,
)
from nncourse.chapters.ch04_exploding_gradients.recall_runs import FIRST, RATE
from nncourse.plots import COLOURS, GREY, panels


def recall(limit="none"):
    """Five recurrent networks that learn to recall the first of twenty words: the norm of
    the gradient before its cut, the largest of each twenty steps, and the loss, as stored.
    """
    figure, (left, right) = panels(1, 2, height=3.6)
    run = curves(limit)
    colour = COLOURS["healthy" if learnt(RATE, limit) == len(SEEDS) else "sick"]
    step = BLOCK * (np.arange(run["loss"].shape[1]) + 0.5)
    for ax, sign in ((left, "norm"), (right, "loss")):
        ax.plot(step, run[sign].T, color=colour, alpha=0.7, linewidth=1.2)
        ax.set(xlabel="step", xlim=(0, 1000))
    cut_to = LIMITS[limit]
    if np.isfinite(cut_to):
        left.axhline(cut_to, color=GREY, linestyle="--")
        beside = {"textcoords": "offset points", "fontsize": 10, "ha": "right"}
        left.annotate(f"limit {limit}", (995, cut_to), (0, 3), **beside)
    left.set(title=f"gradient (log), {_cut(limit)}", yscale="log", ylim=(1e-4, 1e4))
    right.axhline(np.log(FIRST), color=GREY, linestyle=":", label="guessing")
    right.legend(loc="upper right")
    right.set(title=f"loss: {_share(limit)} learn", ylim=(0, 5))
    return figure


def _share(limit):
    return f"{learnt(RATE, limit)} of {len(SEEDS)}"


def _cut(limit):
    return "uncut" if limit == "none" else f"cut to {limit}"


def describe_recall(limit):
    run = curves(limit)
    peaks = run["norm"].max(axis=1)
    return (
        f"Gradients {_cut(limit)}: {_share(limit)} recurrent networks learn to recall the "
        f"first word. Before a cut, the gradient's norm rises to between {peaks.min():.2g} "
        f"and {peaks.max():.2g}; the loss of the last steps is between "
        f"{run['loss'][:, -1].min():.2g} and {run['loss'][:, -1].max():.2g}."
    )
