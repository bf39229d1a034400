"""Drawings of the ten digits by strokes, as a hand on a screen might make them.

Every digit is written in two ways or more. Each drawing has a slant, a size, a place, a
width and a wobble of its own; nothing was ever trained on them.
"""

from itertools import pairwise

import numpy as np

SIZE = 32  # of the square that one draws on; y points down


def arc(x, y, rx, ry, start, end, n=24):
    """Points of an ellipse's arc from one angle to another; 0 is right, 90 is down."""
    angle = np.radians(np.linspace(start, end, n))
    return np.stack([x + rx * np.cos(angle), y + ry * np.sin(angle)], axis=1)


def line(*corners, n=10):
    """Points along a line through corners (x, y)."""
    corners = np.array(corners, float)
    share = np.linspace(0, 1, n)[:, None]
    legs = [a + share * (b - a) for a, b in pairwise(corners)]
    return np.concatenate(legs)


def joined(*parts):
    return np.concatenate(parts)


# Each way to write a digit is a list of strokes in a box from (0, 0) to (1, 1).
SHAPES = {
    0: [
        [arc(0.5, 0.5, 0.34, 0.5, -90, 270)],
        [arc(0.5, 0.5, 0.42, 0.5, -60, -420)],
        [arc(0.5, 0.5, 0.28, 0.5, -90, -450)],
    ],
    1: [
        [line((0.5, 0), (0.5, 1))],
        [line((0.22, 0.28), (0.52, 0), (0.52, 1))],
        [line((0.32, 0.2), (0.55, 0), (0.55, 1))],
        [line((0.25, 0.25), (0.5, 0), (0.5, 1)), line((0.2, 1), (0.8, 1))],
    ],
    2: [
        [
            joined(
                arc(0.5, 0.28, 0.36, 0.28, -170, 30), line((0.8, 0.42), (0.12, 1), (0.9, 1))
            )
        ],
        [
            joined(
                arc(0.48, 0.26, 0.32, 0.26, -190, 40),
                line((0.7, 0.5), (0.15, 1), (0.85, 0.97)),
            )
        ],
    ],
    3: [
        [
            joined(
                arc(0.45, 0.25, 0.32, 0.25, -160, 90),
                arc(0.45, 0.74, 0.36, 0.26, -90, 160),
            )
        ],
        [
            joined(
                arc(0.42, 0.26, 0.34, 0.26, -140, 80),
                arc(0.42, 0.75, 0.4, 0.25, -80, 150),
            )
        ],
    ],
    4: [
        [line((0.55, 0), (0.1, 0.65), (0.9, 0.65)), line((0.68, 0.35), (0.68, 1))],
        [line((0.2, 0), (0.15, 0.55), (0.85, 0.55)), line((0.75, 0), (0.7, 1))],
        [line((0.6, 1), (0.6, 0), (0.1, 0.68), (0.88, 0.68))],
    ],
    5: [
        [
            joined(line((0.25, 0), (0.22, 0.45)), arc(0.46, 0.69, 0.36, 0.31, -130, 140)),
            line((0.25, 0), (0.8, 0)),
        ],
        [
            joined(
                line((0.82, 0.02), (0.28, 0), (0.24, 0.42)),
                arc(0.45, 0.7, 0.35, 0.3, -125, 150),
            )
        ],
    ],
    6: [
        [
            joined(
                arc(0.72, 0.6, 0.55, 0.6, -90, -190), arc(0.5, 0.72, 0.32, 0.28, 170, 530)
            )
        ],
        [joined(line((0.62, 0), (0.24, 0.55)), arc(0.5, 0.72, 0.31, 0.28, 200, -160))],
    ],
    7: [
        [line((0.1, 0.02), (0.88, 0), (0.38, 1))],
        [line((0.12, 0.03), (0.85, 0), (0.45, 1)), line((0.35, 0.52), (0.8, 0.5))],
        [line((0.15, 0), (0.8, 0.02), (0.5, 0.5), (0.42, 1))],
    ],
    8: [
        [
            joined(
                arc(0.5, 0.25, 0.28, 0.25, -60, -270),
                arc(0.5, 0.75, 0.33, 0.25, -90, 270),
                arc(0.5, 0.25, 0.28, 0.25, 90, -60),
            )
        ],
        [arc(0.5, 0.24, 0.27, 0.24, -90, 270), arc(0.5, 0.74, 0.34, 0.26, -90, 270)],
    ],
    9: [
        [joined(arc(0.48, 0.28, 0.31, 0.28, 0, -360), line((0.79, 0.28), (0.72, 1)))],
        [
            joined(
                arc(0.5, 0.3, 0.32, 0.3, -20, -340), line((0.8, 0.3), (0.78, 0.6), (0.6, 1))
            )
        ],
        [joined(arc(0.5, 0.28, 0.31, 0.28, 0, -360), arc(0.42, 0.66, 0.4, 0.34, -20, 130))],
    ],
}


def draw(digit, rng):
    """(strokes, pen): one drawing on the square, and the width of its pen."""
    shape = SHAPES[digit][rng.integers(len(SHAPES[digit]))]
    slant = rng.normal(0.08, 0.13)
    height = rng.uniform(13, 25)
    width = height * 0.72 * np.exp(rng.normal(0, 0.12))
    middle = rng.uniform(height / 2 + 2, SIZE - height / 2 - 2, 2)
    turn = rng.normal(0, 0.05)
    bend = rng.normal(0, 0.02, (2, 2)), rng.uniform(0, 2 * np.pi, (2, 2))
    strokes = []
    for points in shape:
        p = points - 0.5
        for axis in (0, 1):  # a slow wobble along each axis
            size, phase = bend[0][axis], bend[1][axis]
            p = p + np.stack(
                [size[k] * np.sin(4 * points[:, axis] + phase[k]) for k in (0, 1)], 1
            )
        x, y = width * (p[:, 0] - slant * p[:, 1]), height * p[:, 1]
        x, y = x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)
        strokes.append(
            [
                {"x": float(u), "y": float(v)}
                for u, v in zip(x + middle[0], y + middle[1], strict=True)
            ]
        )
    return strokes, rng.uniform(2, 5)


def drawings(count, seed):
    """(digits, drawings): `count` of them, as many of each digit."""
    rng = np.random.default_rng(seed)
    labels = np.arange(count) % 10
    return labels.tolist(), [draw(digit, rng) for digit in labels]
