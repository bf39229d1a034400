"""The figure of chapter 7 on Adam: its path on a bowl, beside that of plain descent.

After the figure stands `describe_...`: what it shows, as a screen reader says it.
"""

import numpy as np
from matplotlib.patches import Ellipse

from nncourse.chapters.ch07_learning_rate.adam_bowl_runs import (
    ADAM_RATE,
    ANGLES,
    PLAIN_RATE,
    STEPS,
    measure_adam_on_bowl,
)
from nncourse.plots import COLOURS, GREY, line_style, panels

FAR = 50  # where a path that diverges is cut off
MEANINGS = {"plain": "sick", "Adam": "healthy"}


def adam_on_a_bowl(times=1.0, kappa=1400, valley="along the axes"):
    """The paths of plain descent and of Adam on one bowl, and how far each has to go."""
    runs = measure_adam_on_bowl(times, kappa, valley)
    figure, (left, right) = panels(1, 2, height=3.6)
    _draw_valley(left, kappa, np.degrees(ANGLES[valley]))
    for name, run in runs.items():
        style = line_style(MEANINGS[name])
        path = np.clip(np.nan_to_num(run["path"], nan=FAR), -FAR, FAR)
        left.plot(path[:, 0], path[:, 1], label=name, **style)
        right.plot(np.hypot(*path.T), **style)
    left.plot(0, 0, marker="*", markersize=12, color=COLOURS["healthy"])
    left.set(xlim=(-3.2, 3.2), ylim=(-3.2, 3.2), xlabel="w1", ylabel="w2")
    left.legend(loc="upper right")
    left.set_title(f"Loss times {times:g}, κ = {kappa}")
    right.set(yscale="log", ylim=(3e-4, 1e2), xlim=(0, STEPS), xlabel="step")
    right.set_ylabel("distance to go (log)", labelpad=8)
    plain, adam = (_left(run) for run in runs.values())
    right.set_title(f"To go: plain {plain}, Adam {adam}")
    return figure


def describe_adam_on_a_bowl(times, kappa, valley):
    plain, adam = (
        _left(run) for run in measure_adam_on_bowl(times, kappa, valley).values()
    )
    return (
        f"Valley {valley}, condition number {kappa}, loss times {times:g}. After {STEPS} "
        f"steps the distance to the minimum is {plain} by plain descent at rate "
        f"{PLAIN_RATE:g} and {adam} by Adam at {ADAM_RATE:g}; at the start it was 2.83."
    )


def _left(run):
    """The distance left to the minimum, or "∞" if it only grew."""
    return f"{run['left']:.2f}" if run["left"] < FAR else "∞"


def _draw_valley(ax, kappa, angle):
    """Lines of equal loss."""
    for loss in (0.02, 0.2, 0.8, 1.8, 3.2):
        width, height = 2 * np.sqrt(2 * loss * np.array([1, kappa]))
        style = {"angle": angle, "fill": False, "color": GREY, "linewidth": 0.7}
        ax.add_patch(Ellipse((0, 0), width, height, **style))
