"""Small pictures of what the chapter defines: a border, and steps down a bowl."""

import numpy as np

from nncourse.chapters.ch02_backpropagation.runs import measure_steps
from nncourse.chapters.sentences import quantity
from nncourse.plots import (
    ABOVE_ZERO,
    BELOW_ZERO,
    COLOURS,
    GREY,
    SIGNED,
    label_above,
    panels,
)

FINE = 80  # places across the plane of a border
SHOWN = 3.0  # as far to either side a bowl is drawn
CLOSE = 0.21  # weights nearer to each other than this share a label
TOP = 18.0  # of the loss axis: the edge of the steepest bowl, of curvature 4


def border(points, labels, weights, step):
    """Which of two classes a small ReLU network gives each place of the plane, and the
    points it learns from.
    """
    figure, ax = panels(height=3.4)
    low, high = points.min(axis=0) - 0.4, points.max(axis=0) + 0.4
    across, up = (np.linspace(*ends, FINE) for ends in zip(low, high, strict=True))
    plane = np.stack(np.meshgrid(across, up), axis=-1)
    sure = two_class_logits(plane, weights) @ [-1, 1]
    ax.imshow(
        np.where(sure > 0, 0.35, -0.35),
        extent=(low[0], high[0], low[1], high[1]),
        origin="lower", cmap=SIGNED, vmin=-1, vmax=1, interpolation="none",
    )  # fmt: skip
    labels = np.asarray(labels)
    for label, marker, colour in ((0, "o", BELOW_ZERO), (1, "s", ABOVE_ZERO)):
        at = points[labels == label]
        ax.plot(*at.T, marker, color=colour, markeredgecolor="#000010", ms=6)
    right = np.sum((two_class_logits(points, weights) @ [-1, 1] > 0) == labels)
    ax.set_title(f"step {step}: {right} of {len(points)} on their side")
    ax.grid(False)
    return figure


def two_class_logits(x, weights):
    """Of x (..., 2) by W1, b1, W2, b2."""
    W1, b1, W2, b2 = weights
    return np.maximum(0, x @ W1 + b1) @ W2 + b2


def describe_border(points, labels, weights, step):
    right = np.sum((two_class_logits(points, weights) @ [-1, 1] > 0) == labels)
    return (
        f"The plane, coloured by the class that the network gives each place after "
        f"{quantity(step, 'step')}, and {len(points)} points of two moons: {right} of them "
        "lie on their own side of the border."
    )


def steps_on_a_bowl(curvature=4.0, rate=0.4):
    """Eight steps of descent in one weight on a bowl, L = curvature * w**2 / 2.

    The loss axis is the same for every bowl, so that a flatter one is drawn flatter.
    """
    w = measure_steps(curvature, rate)
    figure, ax = panels(height=3.6)
    x = np.linspace(-SHOWN, SHOWN, 49)
    ax.plot(x, curvature * x**2 / 2, color=GREY)
    loss = curvature * w**2 / 2
    ax.plot(w, loss, "-o", color=COLOURS["train"], linewidth=1.2, ms=6)
    for step, others in _steps_by_place(w[:3]).items():
        if abs(w[step]) <= SHOWN:
            label_above(ax, w[step], loss[step], ", ".join(map(str, others)))
    factor = 1 - rate * curvature
    signed = f"{factor:.2g}".replace("-", "\N{MINUS SIGN}")
    if abs(w[-1]) < 1e-3:
        end = "at the bottom"
    elif abs(factor) < 1 - 1e-9:
        end = f"{abs(w[-1]):.2g} from 0"
    else:
        end = "as far as at first" if abs(factor) < 1 + 1e-9 else "thrown out"
    ax.set_title(f"factor {signed}; after 8 steps {end}")
    ax.set(xlabel="weight w", ylabel="loss", xlim=(-SHOWN, SHOWN))
    ax.set_ylim(-0.4, TOP)
    return figure


def _steps_by_place(w):
    """{step: the steps that end nearly where it ends}, so that no label covers another."""
    places = {}
    for step, at in enumerate(w):
        first = next((one for one in places if abs(w[one] - at) < CLOSE), step)
        places.setdefault(first, []).append(step)
    return places


def describe_steps_on_a_bowl(curvature, rate):
    w = measure_steps(curvature, rate)
    places = ", ".join(f"{place:.2f}" for place in w[:4])
    return (
        f"A bowl of curvature {curvature:g}, rate {rate:g}: the weight goes {places} in "
        f"its first three steps, each multiplying it by {1 - rate * curvature:.2f}; after "
        f"eight it is {abs(w[-1]):.1e} from the bottom."
    )
