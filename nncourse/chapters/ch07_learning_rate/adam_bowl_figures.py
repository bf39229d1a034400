"""The figure of chapter 7 on Adam: its path on a bowl, beside that of plain descent.

After the figure stands `describe_...`: what it shows, as a screen reader says it.
"""

import numpy as np
from matplotlib.patches import Ellipse

from nncourse.chapters.ch07_learning_rate.adam_bowl_runs import (
    ANGLES,
    PLAIN_RATE,
    START,
    STEPS,
    measure_adam_on_bowl,
)
from nncourse.plots import COLOURS, GREY, label_above, line_style, panels

FAR = 200  # where a path that diverges is cut off
MEANINGS = {"plain": "sick", "Adam": "healthy"}
WIDTHS = {"plain": 3, "Adam": 1.5}
ENDS = {"plain": "s", "Adam": "o"}  # where a path ends: the two may lie on each other


def adam_on_a_bowl(times=1.0, kappa=1400, valley="along the axes", rate=0.1):
    """The paths of plain descent and of Adam on one bowl, and how far each has to go."""
    runs = measure_adam_on_bowl(times, kappa, valley, rate)
    figure, (left, right) = panels(1, 2, height=3.3)
    _draw_valley(left, kappa, np.degrees(ANGLES[valley]))
    for name, run in runs.items():  # Adam's path, thin, is seen over that of plain descent
        style = line_style(MEANINGS[name]) | {"linewidth": WIDTHS[name]}
        path = np.clip(np.nan_to_num(run["path"], nan=FAR), -FAR, FAR)
        end = {"marker": ENDS[name], "markersize": 7, "markevery": [-1]}
        left.plot(path[:, 0], path[:, 1], label=name, **style, **end)
        right.plot(_until_far(np.hypot(*path.T)), **style)
    start = runs["Adam"]["path"][0]
    style = {"markerfacecolor": "none", "color": GREY, "markersize": 9, "zorder": 4}
    left.plot(*start, "o", **style)
    label_above(left, *start, "start")
    left.plot(0, 0, marker="*", markersize=12, color=COLOURS["healthy"])
    left.set(xlim=(-3.5, 3.5), ylim=(-3.5, 3.5), xlabel="w1", ylabel="w2")
    left.set_box_aspect(1)  # or the angles would not be true
    left.legend(loc="upper right")
    left.set_title(f"Loss times {times:g}, κ = {kappa}")
    right.set(yscale="log", ylim=(3e-4, 100), xlim=(0, STEPS), xlabel="step")
    if not runs["plain"]["left"] < FAR:
        right.text(5, 45, "↑ plain diverges", fontsize=10)
    right.set_ylabel("distance to go (log)", labelpad=8)
    plain, adam = (_left(run) for run in runs.values())
    right.set_title(f"To go: plain {plain}, Adam {adam}")
    return figure


def describe_adam_on_a_bowl(times, kappa, valley, rate):
    plain, adam = (
        _left(run) for run in measure_adam_on_bowl(times, kappa, valley, rate).values()
    )
    return (
        f"Valley {valley}, condition number {kappa}, loss times {times:g}. After {STEPS} "
        f"steps the distance to the minimum is {plain} by plain descent at rate "
        f"{PLAIN_RATE:g} and {adam} by Adam at {rate:g}; at the start it was "
        f"{np.hypot(*START):.2f}."
    )


def _left(run):
    """The distance left to the minimum, or "∞" if it only grew."""
    return f"{run['left']:.2f}" if run["left"] < FAR else "∞"


def _until_far(distance):
    """The distances up to the first that is FAR, above the panel."""
    return distance[: np.flatnonzero(np.r_[distance, FAR] >= FAR)[0] + 1]


def _draw_valley(ax, kappa, angle):
    """Lines of equal loss."""
    for loss in (0.02, 0.2, 0.8, 1.8, 3.2):
        width, height = 2 * np.sqrt(2 * loss * np.array([1, kappa]))
        style = {"angle": angle, "fill": False, "color": GREY, "linewidth": 0.7}
        ax.add_patch(Ellipse((0, 0), width, height, **style))
