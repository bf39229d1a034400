"""The question `leaky_backward`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.questions.heading import chapter
from nncourse.exercises.promises import edge


def leaky_backward_cases(rng):
    x = np.array([[1.0, -2.0], [0.0, 3.0]])
    yield x, np.array([[0.5, -3.0], [1.5, -2.0]]), 0.1
    for shape, slope in (((3, 4), 0.01), ((5, 2), 0.3), ((2, 7), 0.2)):
        x = rng.normal(size=shape)
        x[0, :2] = 0, -1
        x[1, 0] = slope / 2
        yield x, rng.normal(size=shape), slope
    for slope in 0.0, -0.5:
        yield edge("a slope of 0 or below", *rng.normal(size=(2, 3, 2)), slope)
    x, dy = rng.normal(size=(2, 4, 3)).astype(np.float32)
    yield x, dy, 0.25


@chapter.function(
    points=20,
    prompt=r"""
    $y = \max(x, s\,x)$ with a `slope` $s$ below 1, which may be 0 or negative. From what
    went in, `x`, and `dy`, return `dx`. Where x is exactly 0 the derivative is $s$. float32
    in, float32 out.
    """,
    cases=leaky_backward_cases,
)
def leaky_backward(x, dy, slope):
    """dx of y = max(x, slope * x). x, dy and dx are all of one shape (n, d)."""
    return np.where(x > 0, dy, dy * slope)


@leaky_backward.wrong
def no_leak(x, dy, slope):
    """this is ReLU's backward: units that were off pass nothing. The leak is what they
    should keep."""
    return dy * (x > 0)


@leaky_backward.wrong
def leak_everywhere(x, dy, slope):
    """the slope multiplies all units. Those that were on have a derivative of 1."""
    return dy * slope


@leaky_backward.wrong
def turned(x, dy, slope):
    """the two sides are swapped: the slope belongs where x is not above 0."""
    return np.where(x > 0, dy * slope, dy)


@leaky_backward.wrong
def mask_from_dy(x, dy, slope):
    """x decides in the forward pass which side a unit is on, not the sign of dy."""
    return np.where(dy > 0, dy, dy * slope)


@leaky_backward.wrong
def forgot_dy(x, dy, slope):
    """this is the derivative alone. The chain rule multiplies it by dy."""
    return np.where(x > 0, 1, slope).astype(dy.dtype)


@leaky_backward.wrong
def times_output(x, dy, slope):
    """dy is multiplied by the output y. The derivative is 1 or the slope."""
    return dy * np.maximum(x, slope * x)


@leaky_backward.wrong
def at_zero(x, dy, slope):
    """where x is exactly 0 this lets all of dy through. The question asks for the slope
    there."""
    return np.where(x >= 0, dy, dy * slope)


@leaky_backward.wrong
def in_place(x, dy, slope):
    """the values are right, but they are written into dy, which the layer above still
    holds."""
    dy[x <= 0] *= slope
    return dy


@leaky_backward.wrong
def forward(x, dy, slope):
    """this is the output y of the forward pass. The question is about the way back: dy
    times the derivative."""
    return np.maximum(x, slope * x)


@leaky_backward.wrong
def usual_slope(x, dy, slope):
    """the slope is always 0.01 here. It is an argument: use the one that is given."""
    return np.where(x > 0, dy, dy * np.asarray(0.01, dy.dtype))


@leaky_backward.wrong
def minus_slope(x, dy, slope):
    """below 0 the sign is turned. There y = s x, whose derivative is s, not -s."""
    return np.where(x > 0, dy, -slope * dy)


@leaky_backward.wrong
def nothing_at_zero(x, dy, slope):
    """where x is exactly 0 nothing passes here. The question asks for the slope there."""
    return np.where(x > 0, dy, dy * slope) * (x != 0)


@leaky_backward.wrong
def half_way_at_zero(x, dy, slope):
    """where x is exactly 0 you take the middle of the two slopes. The question asks for
    s."""
    middle = np.asarray((1 + slope) / 2, dy.dtype)
    return np.where(x == 0, dy * middle, np.where(x > 0, dy, dy * slope))


@leaky_backward.wrong
def both_above(x, dy, slope):
    """above 0 both branches are added, which makes 1 + s. Each entry takes one branch: 1
    above 0, s elsewhere."""
    return dy * (x > 0) + dy * np.asarray(slope, dy.dtype)


@leaky_backward.wrong
def slope_once_more(x, dy, slope):
    """below 0 the slope is applied twice. Once is the derivative."""
    return np.where(x > 0, dy, dy * slope * slope)


@leaky_backward.wrong
def exponential(x, dy, slope):
    """this is the derivative of another unit, ELU, which bends below 0. Here the line is
    straight: its slope is s everywhere below."""
    return np.where(x > 0, dy, dy * (slope * np.exp(np.minimum(x, 0))).astype(dy.dtype))


@leaky_backward.wrong
def by_rows(x, dy, slope):
    """one entry decides for its whole row. Each entry of x decides for itself."""
    return np.where(x[:, :1] > 0, dy, dy * slope)


@leaky_backward.wrong
def by_sums_of_rows(x, dy, slope):
    """the sum of a row decides for all of it. Each entry of x decides for itself."""
    return np.where(x.sum(axis=1, keepdims=True) > 0, dy, dy * slope)


@leaky_backward.wrong
def slope_by_division(x, dy, slope):
    """y / x is the slope where x is not 0. At 0 it is 0 / 0: decide by x > 0 instead."""
    with np.errstate(all="ignore"):
        return dy * (np.maximum(x, np.asarray(slope, x.dtype) * x) / x)


@leaky_backward.wrong
def averaged(x, dy, slope):
    """this is divided by the number of rows. The layer hands back a gradient for each
    entry; the mean was taken in the loss."""
    return leaky_backward(x, dy, slope) / len(x)


@leaky_backward.wrong
def by_output(x, dy, slope):
    """the sign of the output decides here. With a slope below 0 the output is positive on
    both sides: let x decide."""
    return np.where(np.maximum(x, slope * x) > 0, dy, dy * slope)


@leaky_backward.wrong
def slope_without_sign(x, dy, slope):
    """the slope has lost its sign. It may be below 0, and counts as it is."""
    return np.where(x > 0, dy, np.asarray(abs(slope), dy.dtype) * dy)


@leaky_backward.wrong
def slope_times_x(x, dy, slope):
    """where x is not above 0 the slope is multiplied by x, as on the way up. On the way
    back it multiplies dy."""
    return np.where(x > 0, dy, slope * x).astype(dy.dtype)


@leaky_backward.wrong
def beside_slope(x, dy, slope):
    """x is compared with the slope. The unit is on where x is above 0."""
    return np.where(x > slope, dy, dy * slope)


@leaky_backward.right
def by_mask(x, dy, slope):
    on = (x > 0).astype(dy.dtype)
    return dy * on + slope * dy * (1 - on)


@leaky_backward.right
def by_index(x, dy, slope):
    dx = dy.copy()
    dx[x <= 0] = slope * dx[x <= 0]
    return dx
