"""The schedules of chapter 7 on a bowl with noise, where all can be worked out.

After the figure stands `describe_...`: what it shows, as a screen reader says it.
"""

import numpy as np

from nncourse.chapters.ch07_learning_rate.noisy_bowl_runs import (
    START,
    STEPS,
    floor,
    measure_noisy_bowl,
)
from nncourse.plots import COLOURS, GREY, line_style, panels


def noisy_bowl(lr=0.6, schedule="cosine"):
    """A schedule beside the constant rate: the rate, one run's w, and the mean loss."""
    figure, (top, middle, bottom) = panels(3, height=5.7, sharex=True)
    for name, meaning in (("constant", "sick"), (schedule, "healthy")):
        run, style = measure_noisy_bowl(lr, name), line_style(meaning)
        step = np.arange(STEPS + 1)
        top.plot(step, run["lr"] / lr, label=name, **style)
        middle.plot(step, run["w"], **style)
        bottom.plot(step, run["loss"], **style)
    top.set(ylim=(-0.05, 1.5), ylabel="rate / highest", yticks=[0, 0.5, 1])
    top.set_title(f"A noisy bowl, rate {lr:g} at its highest")
    top.legend(loc="upper right", ncols=2, bbox_to_anchor=(0.95, 1.05))
    middle.axhline(0, color=GREY, linewidth=1)
    middle.set(ylim=(-3, START + 1), ylabel="w, one run")
    bottom.axhline(floor(lr), color=COLOURS["sick"], linestyle=":", linewidth=1.5)
    bottom.set(yscale="log", ylim=(1e-3, 200), xlim=(-0.5, STEPS + 0.5), xlabel="step")
    bottom.set_ylabel("mean loss (log)")
    words = {"transform": bottom.transAxes, "ha": "right", "va": "top", "fontsize": 10}
    bottom.text(0.99, 0.97, "dotted: the floor of the constant rate", **words)
    constant, chosen = _ends(lr, schedule)
    bottom.set_title(f"Loss: constant {constant:.2g}, {schedule} {chosen:.2g}")
    for ax in (top, middle, bottom):
        ax.yaxis.labelpad = 8
    return figure


def describe_noisy_bowl(lr, schedule):
    constant, chosen = _ends(lr, schedule)
    return (
        f"A bowl with noise in its gradient, rate {lr:g} at its highest: after {STEPS} "
        f"steps the mean loss is {constant:.2g} at the constant rate, whose floor is "
        f"{floor(lr):.2g}, and {chosen:.2g} with {schedule}."
    )


def _ends(lr, schedule):
    """The last mean loss at the constant rate, and with the schedule."""
    return (measure_noisy_bowl(lr, name)["loss"][-1] for name in ("constant", schedule))
