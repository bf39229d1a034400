"""The first steps of 256 units, drawn: the largest input of each, and who is dead."""

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.runs import CHECKPOINTS, measure_training
from nncourse.plots import COLOURS, GREY, panels

RATE = 0.1
FIRST = CHECKPOINTS[:6]  # steps 0 to 10
LOW, HIGH = -40, 60  # beyond it a unit is off the figure


def largest_inputs(step=2, seed=0):
    """Each unit's largest z over the training images, in order; grey, the step before."""
    figure, ax = panels(height=3.6)
    largest = _largest(step, seed)
    units = np.arange(1, len(largest) + 1)
    dead = (largest <= 0).sum()
    for part, meaning in ((slice(dead), "sick"), (slice(dead, None), "healthy")):
        ax.fill_between(units[part], largest[part], color=COLOURS[meaning], alpha=0.6)
    if step:
        earlier = FIRST[FIRST.index(step) - 1]
        ax.plot(units, _largest(earlier, seed), color=GREY, linewidth=1.5)
        ax.set_xlabel(f"units in order (grey line: step {earlier})")
    else:
        ax.set_xlabel("units in order")
    ax.axhline(0, color=GREY, linewidth=1)
    style = {"fontsize": 10, "ha": "right", "va": "center"}
    ax.text(units[-1] - 4, -15, "below the line: dead", color=COLOURS["sick"], **style)
    ax.set(title=f"Step {step}: {dead} of {len(largest)} units dead")
    ax.set(ylabel="largest z over all images", ylim=(LOW, HIGH), xlim=(0, units[-1]))
    ax.set(xticks=[0, 64, 128, 192, 256], yticks=[LOW, -20, 0, 20, 40, HIGH])
    return figure


def describe_largest_inputs(step, seed=0):
    largest = _largest(step, seed)
    low, middle, high = np.percentile(largest, (10, 50, 90))
    return (
        f"One run at rate {RATE:g}, pixels from 0 to 16, after step {step}: "
        f"{(largest <= 0).sum()} of {len(largest)} units are below zero for all images. "
        f"Of the units' largest inputs the lowest tenth lies below {low:.0f}, half below "
        f"{middle:.0f}, the highest tenth above {high:.0f}."
    )


def _largest(step, seed):
    run = measure_training(RATE, seed=seed)
    return np.sort(run["peak"][list(run["step"]).index(step)])
