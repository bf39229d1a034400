"""Units that go off shorten the steps, and leaky ones do not, drawn step by step."""

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.brake_runs import SLOPE, measure_brake
from nncourse.plots import GREY, line_style, panels

SHOWN = 20  # steps


def brake(units="LeakyReLU", lr=0.1, seed=0):
    """Loss, units on per image and how far a step moves z: ReLU beside other units."""
    figure, (loss, on, move) = panels(3, 1, height=6.0, sharex=True)
    ends = []
    for meaning, name in (("sick", "ReLU"), ("healthy", units)):
        run = measure_brake(name, lr, seed, SHOWN)
        style = line_style(meaning) | {"marker": ".", "label": name}
        steps = np.arange(1, SHOWN + 1)
        loss.plot(steps, run["loss"], **style)
        on.plot(np.arange(SHOWN + 1), run["on"], **style)
        move.plot(steps, run["move"], **style)
        ends.append(run["loss"][-1])
    loss.axhline(np.log(10), color=GREY, linewidth=1, linestyle=":")
    loss.set(title="Loss (log; dotted: guessing)", yscale="log")
    on.set(title="Units on, per image (log above 1)", ylim=(-0.1, 700))
    on.set_yscale("symlog", linthresh=1)
    on.set_yticks([0, 1, 10, 100], ["0", "1", "10", "100"])
    on.minorticks_off()
    move.set(title="A step moves z by, mean (log)", yscale="log", xlabel="step")
    move.set(xlim=(-0.5, SHOWN + 0.5), xticks=[0, 5, 10, 15, 20])
    on.legend(loc="upper center")
    return figure


def describe_brake(units, lr, seed=0):
    parts = []
    for name in ("ReLU", units):
        run = measure_brake(name, lr, seed, SHOWN)
        parts.append(
            f"{name}: the loss goes from {run['loss'][0]:.3g} over {run['loss'].max():.2g} "
            f"to {run['loss'][-1]:.2g}, the units on per image from {run['on'][0]:.0f} to "
            f"{run['on'][-1]:.0f}, and a step moves z by {run['move'][0]:.2g} at first and "
            f"{run['move'][-1]:.2g} in the end"
        )
    leak = "" if units == "LeakyReLU" else f" (a slope of {SLOPE:g} in one pass alone)"
    return f"One run of {SHOWN} steps at rate {lr:g}{leak}. " + "; ".join(parts) + "."
