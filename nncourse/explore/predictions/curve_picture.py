"""The pad that a curve is drawn on, as a small SVG: axes, their labels, and a curve."""

import math
from html import escape

from matplotlib.ticker import MaxNLocator

from nncourse.explore.number_text import number_text

# The plane's edges in the picture; `prediction_curve.js` knows them from the frame.
WIDTH, HEIGHT = 360, 250
LEFT, TOP, RIGHT, BOTTOM = 58, 26, 346, 208


def curve_picture(x, y, x_label, y_label, y_range, log, log_x=False, also=None):
    """The axes as SVG, and in them the curve `y` over `x` unless y is empty.

    `also`, ((name, name of the second), y), is a second, thinner curve; either then has its
    name at its end. A logarithmic axis across is marked at the places themselves.
    """
    parts = [
        f'<svg class="prediction-picture" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" aria-label="{escape(f"{y_label} over {x_label}")}">',
        f'<rect class="prediction-plane" x="{LEFT}" y="{TOP}" width="{RIGHT - LEFT}" '
        f'height="{BOTTOM - TOP}"/>',
    ]
    ticks = x if log_x else x_ticks(x[0], x[-1])
    for value, share in zip(ticks, shares([x[0], *ticks, x[-1]], log_x)[1:-1], strict=True):
        at = LEFT + (RIGHT - LEFT) * share
        parts.append(text(at, BOTTOM + 17, number_text(value), "middle"))
    for value in y_ticks(*y_range, log):
        (height,) = heights([value], y_range, log)
        at = BOTTOM - (BOTTOM - TOP) * height
        parts.append(f'<path class="prediction-grid" d="M{LEFT} {at:.1f}H{RIGHT}"/>')
        parts.append(text(LEFT - 6, at + 4.5, number_text(value), "end"))
    parts.append(text((LEFT + RIGHT) / 2, HEIGHT - 6, x_label, "middle"))
    parts.append(text(4, 15, y_label, "start"))

    def draw(values, kind, name):
        points = [
            (LEFT + (RIGHT - LEFT) * share, BOTTOM - (BOTTOM - TOP) * h)
            for share, h in zip(
                shares(x, log_x), heights(values, y_range, log), strict=True
            )
        ]
        path = "L".join(f"{at:.1f} {height:.1f}" for at, height in points)
        parts.append(f'<path class="prediction-{kind}" d="M{path}"/>')
        at, height = points[-1]
        below = height + 20 < BOTTOM  # else it would lie on the axis
        if name:
            parts.append(text(at - 4, height + (16 if below else -7), name, "end"))

    names, other = also or (("", ""), None)
    if y:
        draw(y, "true", names[0])
    if also:
        draw(other, "also", names[1])
    return "".join([*parts, "</svg>"])


def shares(x, log=False):
    """Where the places stand between the left, 0, and the right of the plane, 1."""
    if log:
        x = [math.log10(a) for a in x]
    return [(a - x[0]) / (x[-1] - x[0]) for a in x]


def heights(values, y_range, log):
    """Where values stand between the bottom, 0, and the top of the plane, 1."""
    scale = math.log10 if log else float
    low, high = map(scale, y_range)
    return [(scale(value) - low) / (high - low) for value in values]


def x_ticks(low, high):
    ticks = MaxNLocator(6, steps=[1, 2, 5, 10]).tick_values(low, high)
    return [float(v) for v in ticks if low <= v <= high]


def y_ticks(low, high, log):
    """Round values in the range; on a logarithmic axis powers of ten."""
    if not log:
        return x_ticks(low, high)
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    step = max(1, math.ceil((last - first) / 6))
    return [10.0**n for n in range(first, last + 1, step)]


def text(x, y, words, anchor):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
