"""The figure of the cliff of a recurrent network, and its sentence."""

from itertools import pairwise

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.cliff_runs import (
    TIMES,
    cliff,
    measure_cliff,
)
from nncourse.chapters.sentences import quantity
from nncourse.plots import COLOURS, GREY, panels, thin

NO_LIMIT = "no limit"
LIMITS_OF_STEPS = {NO_LIMIT: np.inf, "10": 10.0, "3": 3.0, "1": 1.0, "0.3": 0.3}
MAP = (0.6, 1.6), (-0.4, 0.5)  # w, b
SECTION = -0.13, 0.0  # b
BEFORE_THE_LEAP = 3  # the step after which plain descent stands in the crack
LEVELS = np.arange(0.05, 0.5, 0.05)
GROUND = {"colors": [GREY], "linewidths": 0.6, "alpha": 0.8}


def clipped_steps(limit=NO_LIMIT, steps=4):
    """Descent on two cliffs that meet in a crack, with the gradient cut to a limit or not:
    where it was after each step, and the latest step as an arrow; beside it the loss along
    a line across the crack, where plain descent leaps.
    """
    run = measure_cliff(LIMITS_OF_STEPS[limit])
    figure, (ax, section) = panels(1, 2, height=4.2, width_ratios=[3, 2])
    _draw_map(ax)
    _draw_section(section)
    path = run["path"][: steps + 1]
    shown = path[: 1 + sum(map(_on_the_map, path))]  # and the first place outside
    ends = np.array([_cut_at_the_edge(*pair) for pair in pairwise(shown)])
    trace = np.array([path[0], *ends])
    ax.plot(*trace.T, color=COLOURS["sick"], linewidth=1)
    ax.plot(*trace[: sum(map(_on_the_map, path))].T, "o", color=COLOURS["sick"], ms=3)
    if steps:
        arrow = {"arrowstyle": "->", "color": COLOURS["sick"], "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", trace[-1], trace[-2], arrowprops=arrow)
    if _on_the_map(path[-1]):
        ax.plot(*path[-1], "o", color=COLOURS["sick"], ms=7)
    else:
        w, b = path[len(ends)]
        beside = {"textcoords": "offset points", "fontsize": 10, "ha": "right"}
        ax.annotate(f"on to ({w:.2g}, {b:.2g})", trace[-1], (-8, -12), **beside)
    ax.set_title(f"after {quantity(steps, 'step')}: loss {_loss(run['loss'][steps])}")
    ax.set(xlabel="weight w", ylabel="bias b", xlim=MAP[0], ylim=MAP[1])
    return figure


def _draw_map(ax):
    """Lines of equal loss, close together where it is steep, and where the loss is 0."""
    w = np.linspace(*MAP[0], 81)
    b = np.linspace(*MAP[1], 181)
    loss, _, _ = cliff(w[None], b[:, None])
    lines = ax.contour(w, b, loss, LEVELS, **GROUND)
    names = {level: f"loss {level:.1f}" for level in LEVELS[[1, 5, 7]]}
    places = [(0.68, 0.19), (0.8, 0.39), (1.45, 0.22), (0.95, -0.28), (1.27, -0.29)]
    ax.clabel(lines, list(names), fmt=names, fontsize=9, manual=places)
    floor = {"color": COLOURS["healthy"], "linestyle": "--", "linewidth": 1.2}
    ax.plot(*thin(w, bottom(w)), **floor)
    ax.text(0.61, 0.012, "valley", color=COLOURS["healthy"])
    ax.text(1.585, -0.17, "crack", color=COLOURS["healthy"], ha="right")


def _draw_section(ax):
    """The loss along the line of all biases through the place where plain descent leaps off
    the map, and its slope there.
    """
    run = measure_cliff(np.inf)
    w, leap = run["path"][BEFORE_THE_LEAP]
    crack = bottom(np.array(w))
    close = crack + np.linspace(-0.01, 0.01, 21)
    b = np.unique([*np.linspace(*SECTION, 61), *close])
    ax.plot(b, cliff(w, b)[0], color=GREY)
    height, _, slope = cliff(w, leap)
    tangent = np.array([0.0, 0.36])
    said = {"color": COLOURS["sick"], "textcoords": "offset points", "fontsize": 10}
    ax.plot(leap + (tangent - height) / slope, tangent, color=COLOURS["sick"], linewidth=1)
    ax.plot(leap, height, "o", color=COLOURS["sick"], ms=7)
    ax.annotate(f"norm {run['norm'][BEFORE_THE_LEAP]:.0f}", (leap, 0.33), (9, 0), **said)
    ax.annotate("crack", (crack, 0), (9, 1), **said | {"color": COLOURS["healthy"]})
    ax.set(title=f"uncut leap, w = {w:.2f}", xlabel="bias b", ylabel="loss")
    ax.set(xlim=SECTION, ylim=(0, 0.4))


def bottom(w, halvings=40):
    """The bias with which a unit of weight w ends at 0: the more, the higher it ends."""
    low, high = np.full_like(w, -2.0), np.full_like(w, 1.0)
    for _ in range(halvings):
        middle = (low + high) / 2
        _, _, by_b = cliff(w, middle)
        low, high = np.where(by_b < 0, middle, low), np.where(by_b < 0, high, middle)
    return (low + high) / 2


def _on_the_map(place):
    (left, right), (low, high) = MAP
    return left <= place[0] <= right and low <= place[1] <= high


def _cut_at_the_edge(here, there):
    """Where a step from a place on the map ends, or leaves it."""
    low, high = np.transpose(MAP)
    step = there - here
    edges = np.where(step > 0, high, low)
    share = np.min((edges - here)[step != 0] / step[step != 0], initial=1.0)
    return here + share * step


def _loss(loss):
    return f"{loss:.2g}" if loss > 1e-3 else f"{loss:.0e}"


def describe_clipped_steps(limit, steps):
    run = measure_cliff(LIMITS_OF_STEPS[limit])
    cut = "uncut" if limit == NO_LIMIT else f"cut to {limit}"
    moved = np.linalg.norm(np.diff(run["path"][: steps + 1], axis=0), axis=1)
    w, b = run["path"][steps]
    longest = f"; the longest of them is {moved.max():.2g} long" if steps else ""
    return (
        f"One tanh unit applied {TIMES} times, gradients {cut}: in "
        f"{quantity(steps, 'step')} the loss goes from {run['loss'][0]:.2g} to "
        f"{_loss(run['loss'][steps])}{longest}. It stands at w = {w:.2g}, b = {b:.2g}."
    )
