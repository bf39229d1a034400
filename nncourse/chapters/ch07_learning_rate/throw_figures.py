"""The figure of chapter 7 that shows thirty steps at the edge of stability one by one.

After it stands `describe_...`: what it shows, as a screen reader says it.
"""

import numpy as np
from matplotlib.ticker import MaxNLocator

from nncourse.chapters.ch07_learning_rate.throw_runs import measure_throw
from nncourse.plots import COLOURS, GREY, panels

STEPS = 30
BEFORE = 10  # of them


def step_by_step(lr, step, seed=0):
    """Loss, jump across the valley and sharpness at each of the steps around `step`."""
    run = _around(lr, step, seed)
    at, limit = run["step"], 2 / lr
    figure, (top, middle, bottom) = panels(3, height=5.7, sharex=True)
    top.plot(at, run["loss"], color=COLOURS["train"])
    top.set(ylim=(0, 1.2 * run["loss"].max()), ylabel="loss")
    top.yaxis.set_major_locator(MaxNLocator(3))
    top.set_title(f"Rate {lr:g}, each step: loss up at {risen(run)} of {STEPS}")
    middle.axhline(0, color=GREY, linewidth=1)
    dots = {"marker": "o", "markersize": 4, "linewidth": 1}
    middle.plot(at, run["x"], color=COLOURS["sick"], **dots)
    reach = max(0.05, 1.2 * abs(run["x"]).max())
    middle.set(ylim=(-reach, reach), ylabel="x")
    middle.set_title("x: how far from the floor, to either side")
    bottom.plot(at, run["sharpness"], color=COLOURS["sigmoid"])
    bottom.plot(at, worked_out(run), color=GREY, linestyle=":", linewidth=2)
    bottom.axhline(limit, color=COLOURS["sick"], linestyle="--", linewidth=1.5)
    seen = np.r_[run["sharpness"], worked_out(run), limit]
    low, high = seen.min(), seen.max()
    room = max(0.15 * (high - low), 0.05)
    bottom.set(ylim=(low - room, high + 3.5 * room), ylabel="sharpness")
    words = {"transform": bottom.transAxes, "va": "top", "fontsize": 10}
    bottom.text(0.99, 0.97, "dashed: 2 / η", ha="right", color=COLOURS["sick"], **words)
    bottom.text(0.01, 0.97, "dotted: worked out", ha="left", **words)
    bottom.set(xlim=(at[0] - 0.5, at[-1] + 0.5), xlabel="step")
    found, reckoned = _changes(run)
    bottom.set_title(
        f"On the floor: sharpness {_signed(found)},\nworked out {_signed(reckoned)}"
    )
    for ax in (top, middle, bottom):
        ax.yaxis.labelpad = 8
    return figure


def describe_step_by_step(lr, step, seed=0):
    run = _around(lr, step, seed)
    at, far = run["step"], abs(run["x"])
    found, reckoned = _changes(run)
    return (
        f"Steps {at[0]:.0f} to {at[-1]:.0f} at rate {lr:g}: the loss rises at {risen(run)} "
        f"of {STEPS}; the longest jump goes {far.max():.3f} from the floor, at step "
        f"{at[far.argmax()]:.0f}; the sharpness changes by "
        f"{found:+.2f}, worked out {reckoned:+.2f}, against a limit of {2 / lr:.2f}."
    )


def risen(run):
    """At how many steps the loss rose."""
    return int((np.diff(run["loss"]) > 0).sum())


def worked_out(run):
    """The sharpness from the first one on, each step adding its climb and its jump."""
    added = np.cumsum(run["climb"] + run["jump"])
    return run["sharpness"][0] + np.r_[0, added[:-1]]


def _around(lr, step, seed):
    return measure_throw(lr, max(1, step - BEFORE), STEPS + 1, seed)


def _signed(number):
    return f"{number:+.2f}".replace("-", "−")


def _changes(run):
    """By how much the sharpness changed, measured and worked out."""
    return (values[-1] - values[0] for values in (run["sharpness"], worked_out(run)))
