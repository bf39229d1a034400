"""One step that is too long, drawn: a unit's line before it and after it."""

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.cloud_runs import measure_cloud
from nncourse.chapters.ch05_dead_relu_units.cloud_strokes import HIGH, LOW
from nncourse.chapters.sentences import quantity
from nncourse.plots import COLOURS, GREY, line_style, panels

LONGEST = 0.3  # the rate at which the unit that is drawn loses most images
ARROW, ALONG = 2.5, 5.0  # its length by that of w; where on the line it begins
PLACES = np.linspace(LOW + 2.5, HIGH - 2.5, 18)  # where a side's name may stand


def one_step(lr=0.3, pixels="raw", seed=0):
    """The images on which a unit is on, before and after one step of training."""
    run, unit = _run_and_unit(lr, pixels, seed)
    figure, axes = panels(1, 2, height=3.6)
    before, after = images_seen(run, unit)
    axes[0].set(title=f"Before: on for {before} of {len(run['x'])}")
    axes[1].set(title=f"After one step: on for {after}")
    for row, ax in enumerate(axes):
        _draw_sides(ax, run["x"], run["W"][row][:, unit], run["b"][row][unit])
        _draw_weights(ax, run["W"][row][:, unit], run["b"][row][unit])
        ax.set(xlabel="ink in the upper half")
        ax.set(xlim=(LOW, HIGH), ylim=(LOW, HIGH), aspect="equal")
        ax.set(xticks=[-5, 0, 5, 10], yticks=[-5, 0, 5, 10])
    axes[0].set(ylabel="ink in the lower half (dots: images)")
    if not after:
        axes[1].text(
            LOW + 1, HIGH - 1, "No image on the green side:\nno gradient", va="top"
        )
    return figure


def describe_one_step(lr, pixels, seed=0):
    run, unit = _run_and_unit(lr, pixels, seed)
    before, after = images_seen(run, unit)
    said = "" if after else ": no gradient reaches it any more"
    return (
        f"{pixels} pixels, rate {lr:g}. Before the step the unit is on for {before} of "
        f"{len(run['x'])} images, after it for {after}{said}. {_turned(run['W'], unit)}"
    )


def _turned(W, unit):
    """What the step did to the arrow w, in a sentence."""
    before, after = W[:2, :, unit]
    lengths = np.linalg.norm(before), np.linalg.norm(after)
    cosine = before @ after / np.prod(lengths)
    turn = round(float(np.degrees(np.arccos(np.clip(cosine, -1, 1)))))
    return (
        f"The arrow of its weights turned by {quantity(turn, 'degree')}; it was "
        f"{lengths[0]:.2f} long and is {lengths[1]:.2f}."
    )


def images_seen(run, unit):
    """For how many images a unit is on at the start and after one step."""
    z = np.einsum("nd,sd->sn", run["x"], run["W"][:2, :, unit]) + run["b"][:2, unit, None]
    return (z > 0).sum(axis=1)


def _run_and_unit(lr, pixels, seed):
    """The run, and the unit that a long step on raw pixels costs most images."""
    longest = measure_cloud(LONGEST, "raw", seed)
    lost = [
        np.subtract(*images_seen(longest, unit)) for unit in range(longest["b"].shape[1])
    ]
    return measure_cloud(lr, pixels, seed), int(np.argmax(lost))


def _draw_weights(ax, w, b):
    """The arrow w, from the line to the side on which the unit is on."""
    length = np.linalg.norm(w)
    along = np.array([-w[1], w[0]]) / length
    start = ALONG * np.sign(along[1]) * along - b * w / length**2
    style = {"arrowstyle": "-|>", "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", start + ARROW * w, start, arrowprops=style)
    ax.text(*(start + ARROW * w + 1.1 * w / length), "w", ha="center", va="center")


def _draw_sides(ax, x, w, b):
    """Images green where x w + b is above 0, the line between, and both sides' names."""
    on = x @ w + b > 0
    for some, colour in ((x[~on][::9], GREY), (x[on][::9], COLOURS["healthy"])):
        ax.plot(*some.T, ".", color=colour, ms=4)
    length = np.linalg.norm(w)
    foot, along = -b * w / length**2, np.array([-w[1], w[0]]) / length
    meaning = "healthy" if on.any() else "sick"
    ends = foot + np.outer([-99, 99], along)
    ax.plot(*ends.T, **line_style(meaning))
    far = ends + 99 * w / length
    corners = np.vstack([ends, far[::-1]])
    ax.fill(*corners.T, color=COLOURS["healthy"], alpha=0.15, linewidth=0)
    ax.plot(0, 0, "+", color=GREY, ms=12, mew=2)
    grid = np.stack(np.meshgrid(PLACES, PLACES), axis=-1).reshape(-1, 2)
    side = (grid @ w + b) / length
    nearest = np.linalg.norm(grid[:, None] - x[::9], axis=2).min(axis=1)
    for name, distance in (("here\nit is on", side), ("here\nit is off", -side)):
        room = np.minimum(nearest, 3 * distance)
        place = grid[room.argmax()]
        if room.max() > 1:
            ax.text(*place, name, ha="center", va="center", fontsize=10)
