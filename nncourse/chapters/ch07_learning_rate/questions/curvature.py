"""The question `curvature`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch07_learning_rate.questions.heading import chapter
from nncourse.exercises.safe_call import Fixture


def curvature_cases(rng):
    w, v = np.array([1.0, -2.0]), np.array([3.0, 4.0])
    yield Fixture("quadratic", (np.diag([40.0, 10.0]),)), w, v
    yield Fixture("quadratic", (np.diag([4e-4, 1e-3]),)), w / 10, v  # nearly flat
    for shape in (3,), (2, 2):
        # One sign for all, or the third derivative may vanish that gives one_sided away.
        c = 400 * rng.uniform(0.5, 1.5, size=shape) * rng.choice([-1.0, 1.0])
        w = rng.uniform(0.6, 1.1, size=shape) * np.sign(c)
        yield Fixture("weighted_sine", (c,)), w, rng.uniform(1.5, 4, size=shape)
    yield (
        Fixture("quadratic", (np.array([[5.0, 1.0], [1.0, 2.0]]),)),
        np.array([1, -2]),
        v / 1000,
    )
    # A third derivative that tells one h from another, and a direction in whole numbers.
    w, bends = np.array([rng.uniform(4.5, 6), -0.1]), np.array([1.0, 19.0])
    loss = Fixture("exponential", (np.array([0.5, 40.0]), bends))
    for length in 1, 200:
        yield loss, w, np.array([length, length])


def same_to_four_digits(got, expected):
    """Numbers that agree as far as a second difference can tell."""
    return np.ndim(got) == 0 and abs(got - expected) <= 1e-4 * abs(expected)


@chapter.function(
    points=15,
    prompt=r"""
    How sharp is a loss in one direction? `f(w)` is a loss, `w` a point, `v` a direction of
    any length. Return the second derivative of f at w along v taken at length 1,

    $$\frac{f(w + h u) - 2 f(w) + f(w - h u)}{h^2}, \qquad u = v / \lVert v \rVert,$$

    with $h = 10^{-3}$.
    """,
    cases=curvature_cases,
    compare=same_to_four_digits,
)
def curvature(f, w, v):
    """The second derivative of f at w along v / |v|, as a number; v has the shape of w."""
    h = 1e-3
    u = v / np.sqrt((v**2).sum())
    return (f(w + h * u) - 2 * f(w) + f(w - h * u)) / h**2


def _second_difference(f, w, v):
    h = 1e-3
    return (f(w + h * v) - 2 * f(w) + f(w - h * v)) / h**2


@curvature.wrong
def not_unit(f, w, v):
    """your direction has the length of v, and the curvature grows with the square of it.
    Divide v by its length first."""
    return _second_difference(f, w, v)


@curvature.wrong
def length_at_the_end(f, w, v):
    """you step along v as it is and divide by its length twice at the end. That is right
    for a parabola alone: with a long v the step h v is long too, and the loss bends
    otherwise out there. Take v at length 1 before the step."""
    return _second_difference(f, w, v) / (v**2).sum()


@curvature.wrong
def slope(f, w, v):
    """this is the slope along v, the first derivative. The curvature is how the slope
    changes."""
    u = v / np.linalg.norm(v)
    return (f(w + 1e-3 * u) - f(w - 1e-3 * u)) / 2e-3


@curvature.wrong
def h_once(f, w, v):
    """the difference is right, but divided by h. Two derivatives need h²."""
    return _second_difference(f, w, v / np.linalg.norm(v)) * 1e-3


@curvature.wrong
def no_middle(f, w, v):
    """the middle, 2 f(w), is missing. Without it the result is about 2 f(w) / h²."""
    u = v / np.linalg.norm(v)
    return (f(w + 1e-3 * u) + f(w - 1e-3 * u)) / 1e-6


@curvature.wrong
def half(f, w, v):
    """half of what was asked for: the step between the two outer points is 2h, but the
    formula divides by h², not by 2h²."""
    return _second_difference(f, w, v / np.linalg.norm(v)) / 2


@curvature.wrong
def one_sided(f, w, v):
    """this takes both points on the same side, so it measures the curvature at w + h u. Put
    w in the middle."""
    u = v / np.linalg.norm(v)
    return _second_difference(f, w + 1e-3 * u, u)


@curvature.wrong
def forgot_root(f, w, v):
    """v is divided by its squared length. The length is the root."""
    return _second_difference(f, w, v / (v**2).sum())


@curvature.wrong
def twice_h(f, w, v):
    """divided by (2h)², so a quarter. The outer points lie 2h apart, but the formula
    divides by h²."""
    return _second_difference(f, w, v / np.linalg.norm(v)) / 4


@curvature.wrong
def middle_added(f, w, v):
    """the middle, 2 f(w), is added. It is subtracted."""
    u = v / np.linalg.norm(v)
    return (f(w + 1e-3 * u) + 2 * f(w) + f(w - 1e-3 * u)) / 1e-6


@curvature.wrong
def middle_once(f, w, v):
    """the middle counts once. Each of the two outer points is compared with it: 2 f(w)."""
    u = v / np.linalg.norm(v)
    return (f(w + 1e-3 * u) - f(w) + f(w - 1e-3 * u)) / 1e-6


@curvature.wrong
def outer_subtracted(f, w, v):
    """one of the outer points has the wrong sign: both are added, the middle is
    subtracted."""
    u = v / np.linalg.norm(v)
    return (f(w + 1e-3 * u) - 2 * f(w) - f(w - 1e-3 * u)) / 1e-6


@curvature.wrong
def bends_down(f, w, v):
    """the sign is turned: a bowl, where the outer points lie above the middle, has a
    positive curvature."""
    return -_second_difference(f, w, v / np.linalg.norm(v))


@curvature.wrong
def last_divided(f, w, v):
    """only the last term is divided by h². Brackets belong around the three."""
    u = v / np.linalg.norm(v)
    return f(w + 1e-3 * u) - 2 * f(w) + f(w - 1e-3 * u) / 1e-6


@curvature.wrong
def times_h(f, w, v):
    """`/ h * h` divides by h and multiplies by it again. Write / h**2, or brackets."""
    return _second_difference(f, w, v / np.linalg.norm(v)) * 1e-6


@curvature.wrong
def larger_h(f, w, v):
    """another step than asked for, about ten times as long or longer: where f bends
    unevenly that shows. h is a thousandth."""
    u, h = v / np.linalg.norm(v), 1e-2
    return (f(w + h * u) - 2 * f(w) + f(w - h * u)) / h**2


@curvature.wrong
def smaller_h(f, w, v):
    """so small a step drowns in rounding: the three values agree in nearly all of their
    digits. h is a thousandth."""
    u, h = v / np.linalg.norm(v), 1e-8
    return (f(w + h * u) - 2 * f(w) + f(w - h * u)) / h**2


@curvature.wrong
def relative_h(f, w, v):
    """h is multiplied by the length of w here. It is a thousandth, wherever w is."""
    u, h = v / np.linalg.norm(v), 1e-3 * np.linalg.norm(w)
    return (f(w + h * u) - 2 * f(w) + f(w - h * u)) / h**2


@curvature.wrong
def largest_entry(f, w, v):
    """v is divided by its largest entry. The length is the root of the sum of squares."""
    return _second_difference(f, w, v / np.abs(v).max())


@curvature.wrong
def sum_of_entries(f, w, v):
    """v is divided by the sum of its absolute values. The length is the root of the sum of
    squares."""
    return _second_difference(f, w, v / np.abs(v).sum())


@curvature.wrong
def mean_of_squares(f, w, v):
    """v is divided by the root of the *mean* square, so its length is not 1. Take the sum
    of squares."""
    return _second_difference(f, w, v / np.sqrt((v**2).mean()))


@curvature.wrong
def signs_of_v(f, w, v):
    """only the signs of v are used. Its entries say how far the direction leans to each
    side."""
    return _second_difference(f, w, np.sign(v))


@curvature.wrong
def along_w(f, w, v):
    """this goes along w, not along v."""
    return _second_difference(f, w, w / np.linalg.norm(w))


@curvature.wrong
def at_origin(f, w, v):
    """this is the curvature at 0. The point is w."""
    return _second_difference(f, 0 * w, v / np.linalg.norm(v))


@curvature.wrong
def scaled_by_length(f, w, v):
    """one length of v is left over in the result. Curvature grows with the square of the
    length: take u, of length 1, in the difference, and nothing is left to scale."""
    return _second_difference(f, w, v / np.linalg.norm(v)) * np.linalg.norm(v)


@curvature.wrong
def whole_numbers(f, w, v):
    """where v comes in whole numbers, your direction is rounded to whole numbers as well.
    Divide first, in floats."""
    return _second_difference(f, w, (v / np.linalg.norm(v)).astype(v.dtype))


@curvature.wrong
def never_negative(f, w, v):
    """the sign is dropped. A loss may bend down, and its curvature is negative there."""
    return abs(_second_difference(f, w, v / np.linalg.norm(v)))


@curvature.wrong
def cut_off(f, w, v):
    """a negative curvature is made 0. A loss may bend down: return what the formula
    gives."""
    return max(0.0, _second_difference(f, w, v / np.linalg.norm(v)))


@curvature.wrong
def all_directions(f, w, v):
    """this is taken along every coordinate and averaged or added up. The question is about
    one direction, v."""
    axes = np.eye(w.size).reshape(-1, *w.shape)
    return np.mean([_second_difference(f, w, axis) for axis in axes])


@curvature.wrong
def not_unit_h_once(f, w, v):
    """two things: v is not brought to length 1, and the difference is divided by h, not by
    h²."""
    return _second_difference(f, w, v) * 1e-3


@curvature.wrong
def in_float32(f, w, v):
    """float32 keeps seven digits, and the second difference needs more: it drowns in
    rounding."""
    f32 = np.float32
    u, h = (v / np.linalg.norm(v)).astype(f32), f32(1e-3)
    three = [
        f32(f(p)) for p in ((w + h * u).astype(f32), w.astype(f32), (w - h * u).astype(f32))
    ]
    return float((three[0] - 2 * three[1] + three[2]) / h**2)


@curvature.wrong
def spectral(f, w, v):
    """`np.linalg.norm(v, 2)` of a matrix is its largest stretch, not its length. Leave the
    2 out."""
    length = np.linalg.norm(v, 2) if v.ndim == 2 else np.linalg.norm(v)
    return _second_difference(f, w, v / length)


@curvature.wrong
def row_by_row(f, w, v):
    """each row of v is brought to length 1 by itself. v as a whole has one length."""
    return _second_difference(f, w, v / np.linalg.norm(v, axis=-1, keepdims=True))


@curvature.wrong
def whole_point(f, w, v):
    """where w comes in whole numbers, the points beside it are rounded to whole numbers as
    well: a copy of w keeps its kind. Make it a float."""
    u = v / np.linalg.norm(v)
    up, down = (w + 1e-3 * u).astype(w.dtype), (w - 1e-3 * u).astype(w.dtype)
    return (f(up) - 2 * f(w) + f(down)) / 1e-6


@curvature.wrong
def divided_by_2h(f, w, v):
    """the difference is divided by 2h, as for a slope. A second derivative needs h²."""
    return _second_difference(f, w, v / np.linalg.norm(v)) * 1e-6 / 2e-3


@curvature.wrong
def by_number(f, w, v):
    """`len` counts entries or rows. The length of v is the root of the sum of squares."""
    return _second_difference(f, w, v / len(v))


@curvature.wrong
def point_and_direction_exchanged(f, w, v):
    """w and v have changed places: w is the point, v the direction."""
    return curvature(f, v, w)


@curvature.wrong
def ten_times_h(f, w, v):
    """the step is too long, and over its length the curvature changes. h is a
    thousandth."""
    h, u = 0.1, v / np.linalg.norm(v)
    return (f(w + h * u) - 2 * f(w) + f(w - h * u)) / h**2


@curvature.wrong
def lost_in_rounding(f, w, v):
    """with a step of a billionth nothing is left but rounding: the three values agree in
    all digits but the last few. h is a thousandth."""
    h, u = 1e-9, v / np.linalg.norm(v)
    return (f(w + h * u) - 2 * f(w) + f(w - h * u)) / h**2


@curvature.wrong
def one_side_twice(f, w, v):
    """both outer points lie on the same side of w, so that the slope is left in. One is
    w + h u, the other w - h u."""
    h, u = 1e-3, v / np.linalg.norm(v)
    return 2 * (f(w + h * u) - f(w)) / h**2


@curvature.wrong
def length_of_point(f, w, v):
    """v is divided by the length of w. Divide it by its own."""
    return _second_difference(f, w, v / np.linalg.norm(w))


@curvature.wrong
def axes_weighted(f, w, v):
    """the curvatures along the axes are weighted and added up, which leaves out how f bends
    between two axes. Shift w along u itself."""
    u, axes = v / np.linalg.norm(v), np.eye(w.size).reshape(-1, *w.shape)
    bends = [_second_difference(f, w, axis) for axis in axes]
    return (u.ravel() ** 2 * bends).sum()


@curvature.right
def by_length(f, w, v):
    return _second_difference(f, w, v * (v**2).sum() ** -0.5)


@curvature.right
def by_slopes(f, w, v):
    u = 1e-3 * v / np.linalg.norm(v)
    return ((f(w + u) - f(w)) - (f(w) - f(w - u))) * 1e6
