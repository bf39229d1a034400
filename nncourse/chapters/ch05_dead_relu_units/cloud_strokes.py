"""Where each line of the cloud has its stroke and its number, so that all can be read."""

import numpy as np

LOW, HIGH = -8, 14  # the axes of the cloud, raw or centred
STROKE, BEYOND = 1.3, 0.8  # lengths: of a stroke, and from its tip to the number
RADIUS = 6.0  # strokes lie about so far from the origin, where all lines begin
SEEN = np.array([LOW + 1, HIGH - 1])  # a number needs some room


def strokes(W, b, x):
    """(foot, tip, number) of each unit: three places, or three nan if its line is away.

    The foot lies on the line x W + b = 0, the tip on the side where the unit is on, and the
    number beyond the tip: near the circle of RADIUS, away from the other numbers and lines
    and from the points x.
    """
    length = np.linalg.norm(W, axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        normals, offsets = (W / length).T, b / length
    placed = []
    for unit, (normal, offset) in enumerate(zip(normals, offsets, strict=True)):
        along = np.array([-normal[1], normal[0]])
        feet = -offset * normal + np.outer(np.arange(-24, 24.1, 0.5), along)
        numbers = feet + (STROKE + BEYOND) * normal
        seen = np.logical_and(_in_view(feet), _in_view(numbers))
        if not seen.any():
            placed.append(np.full((3, 2), np.nan))
            continue
        feet, numbers = feet[seen], numbers[seen]
        to_lines = np.abs(numbers @ normals.T + offsets)
        room = np.minimum(_nearest(np.delete(to_lines, unit, axis=1)), 0.7) * 3
        room += np.minimum(_nearest(_distances(numbers, x)), 1)
        others = np.array(placed).reshape(-1, 2)  # feet, tips and numbers so far
        for points in (numbers, feet + STROKE * normal, feet):
            room += np.minimum(_nearest(_distances(points, others)), 2)
        room -= 0.15 * np.abs(np.linalg.norm(feet, axis=1) - RADIUS)
        foot, number = feet[room.argmax()], numbers[room.argmax()]
        placed.append(np.array([foot, foot + STROKE * normal, number]))
    return placed


def _in_view(points):
    return ((points >= SEEN[0]) & (points <= SEEN[1])).all(axis=1)


def _distances(points, others):
    return np.linalg.norm(points[:, None] - others, axis=2)


def _nearest(distances):
    """The least of each row that is a number, inf if there is none."""
    known = np.where(np.isnan(distances), np.inf, distances)
    return known.min(axis=1, initial=np.inf)
