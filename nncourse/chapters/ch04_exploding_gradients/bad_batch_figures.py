"""The figure of one bad batch in a healthy run, and its sentence."""

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.bad_batch_runs import (
    BAD_STEP,
    CUT,
    measure_bad_batch,
)
from nncourse.plots import GREY, line_style, panels, thin

ABOVE_LINE = {"textcoords": "offset points", "fontsize": 10}
AROUND, TO_THE_END = "around the bad batch", "to the end"
DRAWN = {  # steps
    AROUND: slice(BAD_STEP - 8, BAD_STEP + 17),
    TO_THE_END: slice(BAD_STEP - 30, None),
}
BESIDE = 7  # batches on either side, for the thick line
MARKS = {"uncut": "o", "cut": "s"}


def bad_batch(times=16, steps=AROUND, seed=0):
    """Loss and gradient norm, cut and uncut, from before a batch with too large pixels: of
    each batch; and to the end of training, thick, the median of it and those beside it.
    """
    shown = DRAWN[steps]
    figure, (left, right) = panels(1, 2, height=3.8)
    for name, limit, meaning in (("uncut", np.inf, "sick"), ("cut", CUT, "healthy")):
        run = measure_bad_batch(times, limit, seed=seed)
        label = f"{name}: {_reads(run)}"
        step = np.arange(len(run["loss"]))[shown]
        style = line_style(meaning) | {"label": label}
        each = {"color": style["color"], "linewidth": 0.8, "alpha": 0.6}
        for ax, sign in ((left, "loss"), (right, "norm")):
            values = _finite(run[sign])
            if steps == AROUND:
                ax.plot(step, values[shown], marker=MARKS[name], ms=4, **style)
            else:
                ax.plot(step, values[shown], **each)
                ax.plot(*thin(step, _middles(values)[shown]), **style)
    left.set(title="loss (log)", ylim=(1e-4, 1e3))
    right.set(title="norm before the cut (log)", ylim=(1e-3, 1e4))
    right.axhline(CUT, color=GREY, linewidth=1, linestyle=":")
    right.annotate(f"limit {CUT:g}", (shown.start, CUT), (0, 3), **ABOVE_LINE)
    for ax in (left, right):
        ax.set(yscale="log", xlabel="step")
        ax.axvline(BAD_STEP, color=GREY, linewidth=1)
    left.legend(loc="upper left", bbox_to_anchor=(-0.02, -0.2), borderaxespad=0)
    return figure


def _middles(values):
    """The median of each value and the BESIDE before it and after it."""
    around = (values[max(0, i - BESIDE) : i + BESIDE + 1] for i in range(len(values)))
    return np.array([np.median(window) for window in around])


def _finite(values):
    """The values that are drawn: what is no finite number is left out."""
    return np.where(np.isfinite(values), values, np.nan)


def _reads(run):
    """What a run reads at the end: "98% read right", or "ends in nan"."""
    accuracy = run["accuracy"]
    return "ends in nan" if np.isnan(accuracy) else f"{accuracy:.0%} read right"


def describe_bad_batch(times, steps=AROUND, seed=0):
    uncut, cut = (measure_bad_batch(times, limit, seed=seed) for limit in (np.inf, CUT))
    norms = [run["norm"][BAD_STEP] for run in (uncut, cut)]
    return (
        f"Pixels {times:g} times too large in the batch of step {BAD_STEP}, where the "
        f"gradient has a norm of {norms[0]:.2g} in the uncut run and {norms[1]:.2g} in the "
        f"run that is cut to {CUT:g}. At the end of training: uncut, {_reads(uncut)}; cut, "
        f"{_reads(cut)}."
    )
