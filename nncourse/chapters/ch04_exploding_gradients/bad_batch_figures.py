"""The figure of one bad batch in a healthy run, and its sentence."""

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.bad_batch_runs import (
    BAD_STEP,
    CUT,
    SGD_MOMENTUM,
    measure_bad_batch,
)
from nncourse.chapters.sentences import two_digits
from nncourse.plots import GREY, line_style, panels, thin

AROUND, TO_THE_END = "around the bad batch", "to the end"
DRAWN = {  # steps
    AROUND: slice(BAD_STEP - 8, BAD_STEP + 17),
    TO_THE_END: slice(BAD_STEP - 30, None),
}
BESIDE = 7  # batches on either side, for the thick line
MARKS = {"uncut": "o", "cut": "s"}


def bad_batch(times=16, optimiser=SGD_MOMENTUM, steps=AROUND, seed=0):
    """The loss of each batch and the length of each step, cut and uncut, from before a
    batch with too large pixels: of each batch; and to the end of training, thick, the
    median of it and those beside it.
    """
    shown = DRAWN[steps]
    figure, (left, right) = panels(1, 2, height=3.8)
    for name, limit, meaning in (("uncut", np.inf, "sick"), ("cut", CUT, "healthy")):
        run = measure_bad_batch(times, limit, seed, optimiser=optimiser)
        label = f"{name}: {_reads(run)}"
        step = np.arange(len(run["loss"]))[shown]
        style = line_style(meaning) | {"label": label}
        each = {"color": style["color"], "linewidth": 0.8, "alpha": 0.6}
        for ax, sign in ((left, "loss"), (right, "step")):
            values = _finite(run[sign])
            if steps == AROUND:
                ax.plot(step, values[shown], marker=MARKS[name], ms=4, **style)
            else:
                ax.plot(step, values[shown], **each)
                ax.plot(*thin(step, _middles(values)[shown]), **style)
        if name == "uncut":
            said = f"gradient\n{two_digits(run['norm'][BAD_STEP])} long"
    left.set(title="loss (log)", ylim=(1e-4, 1e3))
    right.set(title="step / all weights (log)", ylim=(1e-5, 1))
    beside = {"textcoords": "offset points", "fontsize": 10, "va": "bottom"}
    right.annotate(said, (BAD_STEP, 1.5e-5), (4, 0), **beside)
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


def describe_bad_batch(times, optimiser=SGD_MOMENTUM, steps=AROUND, seed=0):
    uncut, cut = (
        measure_bad_batch(times, limit, seed, optimiser=optimiser)
        for limit in (np.inf, CUT)
    )
    usual = np.median(uncut["step"][BAD_STEP - 20 : BAD_STEP])
    return (
        f"Under {optimiser}: pixels {times:g} times too large in the batch of step "
        f"{BAD_STEP}, where the gradient has a norm of {uncut['norm'][BAD_STEP]:.2g}. The "
        f"uncut step is {uncut['step'][BAD_STEP]:.2g} of the weights' length, the cut one "
        f"{cut['step'][BAD_STEP]:.2g}; in the twenty before it was {usual:.2g}. At the end "
        f"of training: uncut, {_reads(uncut)}; cut to {CUT:g}, {_reads(cut)}."
    )
