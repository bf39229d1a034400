"""The question `relu_backward`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch02_backpropagation.questions.heading import chapter
from nncourse.exercises.promises import edge


def relu_backward_cases(rng):
    yield np.array([[1.0, -1.0], [-0.5, 2.0]]), np.array([[0.5, -3.0], [1.5, -2.0]])
    for shape in (3, 4), (5, 2), (2, 7):
        x = rng.normal(size=shape)
        x[0, :2] = 1e-12, -1e-12  # on and off, however little
        x[1, 0] = 0.05
        yield x, rng.normal(size=shape)
    yield tuple(rng.normal(size=(2, 4, 3)).astype(np.float32))
    for shape in (2, 2), (3, 4):
        x = rng.normal(size=shape)
        x[0], x[1, 0] = 0, -1
        yield edge("where x is exactly 0", x, rng.normal(size=shape))


@chapter.function(
    points=15,
    prompt=r"""
    $y = \max(x, 0)$. Given what went in, `x`, and the gradient `dy` that comes back from
    above, return `dx`. Where x is exactly 0, let nothing through.
    """,
    cases=relu_backward_cases,
)
def relu_backward(x, dy):
    """dx of y = max(x, 0). x, dy and dx are all of one shape (n, d)."""
    return dy * (x > 0)


@relu_backward.wrong
def mask_from_dy(x, dy):
    """the mask comes from the sign of dy. Whether a unit was on is decided by what went
    into it on the way up: look at x."""
    return dy * (dy > 0)


@relu_backward.wrong
def output_at_least_0(x, dy):
    """your mask lets everything through, as `max(x, 0) >= 0` does, which is true for
    every x. Networks with this mistake still learn a little; it goes unnoticed for
    years."""
    return dy * (np.maximum(x, 0) >= 0)


@relu_backward.wrong
def at_least_0(x, dy):
    """units whose input is exactly 0 let the gradient through. The question asks for x >
    0."""
    return dy * (x >= 0)


@relu_backward.wrong
def forgot_dy(x, dy):
    """this is the slope of ReLU alone, 0 or 1. The chain rule multiplies it by what came
    from above, dy."""
    return (x > 0).astype(dy.dtype)


@relu_backward.wrong
def times_output(x, dy):
    """dy is multiplied by the unit's output. The slope of max(x, 0) is 1 where it is on,
    not x."""
    return dy * np.maximum(x, 0)


@relu_backward.wrong
def forward_on_dy(x, dy):
    """you applied ReLU to dy. Going back, the gradient may be negative; only units that
    were off stop it."""
    return np.maximum(dy, 0) * (x > 0)


@relu_backward.wrong
def turned(x, dy):
    """units that were off let the gradient through and those that were on stop it: the
    comparison is the wrong way round."""
    return dy * (x < 0)


@relu_backward.wrong
def in_place(x, dy):
    """the answer is right, but it is written into dy. The layer above still holds that
    array as its own gradient."""
    dy[x <= 0] = 0
    return dy


@relu_backward.wrong
def half_at_0(x, dy):
    """where x is exactly 0, half of the gradient passes. Let nothing through there."""
    return dy * ((np.sign(x) + 1) / 2)


@relu_backward.wrong
def leaky(x, dy):
    """a little passes where x is negative: that is leaky ReLU's rule. ReLU stops all of
    it."""
    return np.where(x > 0, dy, dy * np.asarray(0.01, dy.dtype))


@relu_backward.wrong
def forward(x, dy):
    """this is the way up, max(x, 0). The way down multiplies dy by 1 where x is above 0 and
    by 0 elsewhere."""
    return np.maximum(x, 0)


@relu_backward.wrong
def slope_grows(x, dy):
    """the slope is taken to be x itself, up to 1. It is 1 as soon as x is above 0."""
    return dy * np.clip(x, 0, 1)


@relu_backward.wrong
def by_rows(x, dy):
    """a whole row passes or is stopped. Each unit of each example decides for itself."""
    return dy * (x.sum(axis=1, keepdims=True) > 0)


@relu_backward.wrong
def threshold(x, dy):
    """inputs that are positive but small are stopped. Compare with 0, not with a number
    near it."""
    return dy * (x > 1e-3)


@relu_backward.wrong
def smallest_for_0(x, dy):
    """where units were off there stands another number than 0."""
    return np.where(x > 0, dy, dy.min())


@relu_backward.wrong
def matrix_product(x, dy):
    """that is a matrix product. The chain rule multiplies entry by entry here: `*`."""
    return dy @ (x > 0).T


@relu_backward.wrong
def sign_of_x(x, dy):
    """dy is multiplied by the sign of x, so units that were off pass minus dy. They pass
    nothing."""
    return dy * np.sign(x)


@relu_backward.wrong
def sides_exchanged(x, dy):
    """the two sides are exchanged: dy passes where x is 0 or below, and is stopped where it
    is above."""
    return np.where(x > 0, np.zeros_like(dy), dy)


@relu_backward.wrong
def picked_only(x, dy):
    """only the gradients of the units that are on are returned, in one row. The others
    belong there as well, as 0."""
    return dy[x > 0]


@relu_backward.wrong
def threshold_of_a_tenth(x, dy):
    """inputs up to a tenth are stopped. Whatever is above 0 passes: compare with 0."""
    return dy * (x > 0.1)


@relu_backward.right
def by_where(x, dy):
    return np.where(x > 0, dy, np.zeros_like(dy))


@relu_backward.right
def by_index(x, dy):
    dx = dy.copy()
    dx[~(x > 0)] = 0
    return dx
