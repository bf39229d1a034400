"""The question `fitted_drawing`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch01_reading_digits.questions.heading import chapter
from nncourse.exercises.promises import edge


def fitted_drawing_cases(rng):
    yield (np.array([[2.0, 4.0], [4.0, 4.0], [4.0, 8.0]]),)
    yield (np.array([[1.0, 30.0], [31.0, 20.0], [16.0, 25.0]]),)  # wide
    yield (np.array([[0.0, 2.0], [40.0, 8.0], [12.0, 60.0]]),)  # too large both ways
    for n in 5, 8, 12:
        yield (
            rng.uniform(0, 32, (n, 2)) * rng.uniform(0.2, 0.9, 2) + rng.uniform(0, 4, 2),
        )
    yield (np.array([[4.0, 9.0], [4.1, 9.3], [4.2, 9.1]]),)  # less than 1 wide and high
    yield (np.array([[4, 9], [28, 15], [10, 21]], np.float32),)
    yield edge("a straight stroke", np.array([[3.0, 5.0], [3.0, 9.0], [3.0, 17.0]]))
    yield edge("a straight stroke", np.array([[5.0, 9.0], [25.0, 9.0]]))
    yield edge("a dot", np.array([[7.0, 30.0]]))


@chapter.function(
    points=10,
    prompt="""
    **Your own handwriting.** The digits of the data stand in the middle of their square and
    fill it; what one draws need not. `points` (n, 2) holds the x and y of a drawing's
    points. Scale it by *one* factor, the largest with which it is at most 18 wide and at
    most 26 high, and put the middle of its box at (16, 16): halfway between the smallest
    and the largest x, and the same in y. A single dot is moved only.
    """,
    cases=fitted_drawing_cases,
)
def fitted_drawing(points):
    """The points (n, 2) of a drawing, scaled and moved into the middle of the frame."""
    low, high = points.min(axis=0), points.max(axis=0)
    size, room = high - low, np.array([18.0, 26.0])
    long = size > 0
    scale = float((room[long] / size[long]).min()) if long.any() else 1.0
    return (points - (low + high) / 2) * scale + 16


def _fitted(points, factor, middle=None, target=16.0):
    """`factor(width, height)`, infinities and all, about a middle."""
    low, high = points.min(axis=0), points.max(axis=0)
    with np.errstate(all="ignore"):
        scale = np.asarray(factor(*(high - low)))
    scale = np.where(np.isfinite(scale), scale, 1.0).astype(points.dtype)
    middle = (low + high) / 2 if middle is None else middle
    return (points - middle) * scale + target


def _largest(width, height):
    return min(np.float64(18) / width, np.float64(26) / height)


def _scale(points):
    with np.errstate(all="ignore"):
        scale = float(_largest(*np.ptp(points, axis=0)))
    return scale if np.isfinite(scale) else 1.0


@fitted_drawing.wrong
def two_factors(points):
    """width and height are scaled each by its own factor. That makes an 8 of a 1: one
    factor keeps the form."""
    return _fitted(points, lambda w, h: (np.float64(18) / w, np.float64(26) / h))


@fitted_drawing.wrong
def mean_for_middle(points):
    """the mean of the points is put in the middle. A drawing has more points where the pen
    was slow: take the middle of its box."""
    return _fitted(points, _largest, points.mean(axis=0))


@fitted_drawing.wrong
def middle_at_zero(points):
    """the middle lies at (0, 0). Move it to (16, 16)."""
    return _fitted(points, _largest, target=0.0)


@fitted_drawing.wrong
def corner_at_zero(points):
    """the corner of the box is put at (0, 0), not its middle at (16, 16)."""
    return _fitted(points, _largest, points.min(axis=0), 0.0)


@fitted_drawing.wrong
def not_scaled(points):
    """the drawing is moved and not scaled."""
    return _fitted(points, lambda w, h: 1.0)


@fitted_drawing.wrong
def not_moved(points):
    """the drawing is scaled about its own middle and stays where it was."""
    low, high = points.min(axis=0), points.max(axis=0)
    return _fitted(points, _largest, target=(low + high) / 2)


@fitted_drawing.wrong
def larger_factor(points):
    """of the two factors this is the larger one, so the drawing sticks out of the frame.
    Both limits hold."""
    return _fitted(points, lambda w, h: max(np.float64(18) / w, np.float64(26) / h))


@fitted_drawing.wrong
def height_alone(points):
    """only the height is looked at. A wide drawing then sticks out at the sides."""
    return _fitted(points, lambda w, h: np.float64(26) / h)


@fitted_drawing.wrong
def width_alone(points):
    """only the width is looked at. A narrow drawing, a 1, then sticks out above and
    below."""
    return _fitted(points, lambda w, h: np.float64(18) / w)


@fitted_drawing.wrong
def exchanged(points):
    """width and height are swapped: at most 18 wide, 26 high; x comes first."""
    return _fitted(points, lambda w, h: min(np.float64(26) / w, np.float64(18) / h))


@fitted_drawing.wrong
def never_larger(points):
    """small drawings stay small here. They are scaled up as well."""
    return _fitted(points, lambda w, h: min(1.0, _largest(w, h)))


@fitted_drawing.wrong
def divided_by_zero(points):
    """a stroke straight down has no width, a dot no size at all: what is divided by 0 gives
    nan. Scale by the side that there is."""
    low, high = points.min(axis=0), points.max(axis=0)
    with np.errstate(all="ignore"):
        return (points - (low + high) / 2) * (
            np.array([18.0, 26.0], points.dtype) / (high - low)
        ).min() + 16


@fitted_drawing.wrong
def moved_before_scaling(points):
    """the middle is put at (16, 16) and then scaled along, away from there. Scale about the
    middle first, and add 16 at the end."""
    return _fitted(points, _largest, target=0.0) + 16 * _scale(points)


@fitted_drawing.wrong
def corner_at_16(points):
    """the corner of the box is put at (16, 16). Its middle belongs there."""
    return _fitted(points, _largest, points.min(axis=0))


@fitted_drawing.wrong
def about_the_origin(points):
    """the points are multiplied and not moved, so the drawing lies wherever the factor
    takes it. Its middle belongs at (16, 16)."""
    return points * _scale(points)


@fitted_drawing.wrong
def stroke_moved_only(points):
    """a straight stroke is moved and not scaled. It has one side: scale by that one. Only a
    dot has none."""
    flat = (points.max(axis=0) == points.min(axis=0)).any()
    return _fitted(points, lambda w, h: 1.0 if flat else _largest(w, h))


@fitted_drawing.wrong
def twice_too_large(points):
    """the drawing is twice as large as it should be: 18 and 26 are the whole width and
    height, not half of them."""
    size = np.ptp(points, axis=0).any()
    return _fitted(points, lambda w, h: 2 * _largest(w, h) if size else 1.0)


@fitted_drawing.wrong
def dot_stays(points):
    """a dot is returned as it came in. It is not scaled, but it is moved to (16, 16)."""
    return points.copy() if len(points) == 1 else _fitted(points, _largest)


@fitted_drawing.wrong
def larger_side_to_26(points):
    """the larger side is made 26 long, whichever it is. A wide drawing may be 18 wide at
    most."""
    return _fitted(points, lambda w, h: np.float64(26) / max(w, h))


@fitted_drawing.wrong
def larger_side_about_the_mean(points):
    """two things: the larger side is made 26 long, whichever it is; and the mean of the
    points is put in the middle, not the middle of their box."""
    return _fitted(points, lambda w, h: np.float64(26) / max(w, h), points.mean(axis=0))


@fitted_drawing.wrong
def within_each_point(points):
    """smallest and largest are taken within each point, of its x and its y. The box goes
    over all points: axis 0."""
    low = points.min(axis=1, keepdims=True)
    high = points.max(axis=1, keepdims=True)
    width = (high - low).max()
    return (points - (low + high) / 2) * (18 / width if width else 1.0) + 16


@fitted_drawing.wrong
def sides_of_1_at_least(points):
    """a side shorter than 1 counts as 1, so that tiny drawings stay too small. Only a side
    of exactly 0 cannot be divided by."""
    return _fitted(points, lambda w, h: _largest(max(w, 1), max(h, 1)))


@fitted_drawing.wrong
def from_first_to_last(points):
    """halfway between the first and the last point is put in the middle. A pen may end
    anywhere: take the middle of the box."""
    return _fitted(points, _largest, (points[0] + points[-1]) / 2)


@fitted_drawing.wrong
def corner_of_the_frame(points):
    """the box is put into the frame's lower corner, (7, 3). It fills one side only: its
    middle belongs at (16, 16)."""
    size = np.ptp(points, axis=0) * _scale(points)
    return fitted_drawing(points) + (
        size / 2 - np.array([9, 13], points.dtype) if size.any() else 0
    )


@fitted_drawing.wrong
def larger_factor_never_larger(points):
    """two things: of the two factors this is the larger one, and both limits hold; and
    small drawings stay small, where they are scaled up as well."""
    return _fitted(
        points, lambda w, h: min(1.0, max(np.float64(18) / w, np.float64(26) / h))
    )


@fitted_drawing.wrong
def larger_side_to_18(points):
    """the larger side is made 18 long, whichever it is. A tall drawing may be 26 high."""
    return _fitted(points, lambda w, h: np.float64(18) / max(w, h))


@fitted_drawing.wrong
def x_and_y_together(points):
    """smallest and largest are taken over x and y together. The box has a smallest and a
    largest x, and others of y: axis 0."""
    low, high = points.min(), points.max()
    scale = float(18 / (high - low)) if high > low else 1.0
    return (points - (low + high) / 2) * scale + 16


@fitted_drawing.wrong
def middle_not_scaled(points):
    """the points are scaled and the middle that is subtracted is not, so the drawing lies
    elsewhere. Subtract the middle first, then scale."""
    low, high = points.min(axis=0), points.max(axis=0)
    return points * _scale(points) - (low + high) / 2 + 16


@fitted_drawing.right
def by_sides(points):
    x, y = points.T
    width, height = np.ptp(x), np.ptp(y)
    factors = [room / side for room, side in ((18, width), (26, height)) if side > 0]
    scale = min(factors, default=1)
    middle_x, middle_y = (x.max() + x.min()) / 2, (y.max() + y.min()) / 2
    return np.stack([16 + scale * (x - middle_x), 16 + scale * (y - middle_y)], axis=1)


@fitted_drawing.right
def by_largest_share(points):
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    centred = points - middle
    fullest = float((np.ptp(points, axis=0) / [18, 26]).max())
    return 16 + (centred / fullest if fullest else centred)
