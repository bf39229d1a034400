"""The question `sigmoid_backward`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.questions.heading import chapter
from nncourse.exercises.promises import edge
from nncourse.exercises.safe_call import Fixture


def sigmoid_backward_cases(rng):
    yield np.array([[0.5, 0.9]]), np.array([[1.0, -2.0]])
    for shape in (3, 4), (5, 2), (1, 6):
        yield 1 / (1 + np.exp(-3 * rng.normal(size=shape))), rng.normal(size=shape)
    y = 1 / (1 + np.exp(-rng.normal(size=(4, 3))))
    yield y.astype(np.float32), rng.normal(size=(4, 3)).astype(np.float32)
    y = 1 / (1 + np.exp(-rng.normal(size=(3, 5))))
    guarded = Fixture("without_exponentials", (y,))
    yield edge("no exponential or logarithm", guarded, rng.normal(size=(3, 5)))


@chapter.function(
    points=15,
    prompt=r"""
    $y = \sigma(x)$. The layer kept its output `y`. Given `dy` from above, return `dx`,
    without computing any exponential or logarithm again: `check` hands over a `y` of which
    numpy takes neither.
    """,
    cases=sigmoid_backward_cases,
)
def sigmoid_backward(y, dy):
    """dx from the output y of a sigmoid and the gradient dy on it, all of one shape."""
    return dy * y * (1 - y)


@sigmoid_backward.wrong
def slope_of_output(y, dy):
    """the slope was worked out at y, as if y had gone in. y is what came out: it holds the
    sigmoid already."""
    s = 1 / (1 + np.exp(-y))
    return dy * s * (1 - s)


@sigmoid_backward.wrong
def forgot_dy(y, dy):
    """this is the slope alone. The chain rule multiplies it by dy."""
    return y * (1 - y)


@sigmoid_backward.wrong
def tanh_slope(y, dy):
    """1 - y squared is the slope of tanh."""
    return dy * (1 - y**2)


@sigmoid_backward.wrong
def only_y(y, dy):
    """one of the two factors of the slope is missing: a unit whose output is close to 1 is
    saturated too."""
    return dy * y


@sigmoid_backward.wrong
def only_one_minus_y(y, dy):
    """one of the two factors of the slope is missing: a unit whose output is close to 0 is
    saturated too."""
    return dy * (1 - y)


@sigmoid_backward.wrong
def sign(y, dy):
    """the size is right and the sign is not: y (y - 1) is below 0, and a sigmoid never
    falls."""
    return dy * y * (y - 1)


@sigmoid_backward.wrong
def always_quarter(y, dy):
    """1/4 is the slope in the middle only. It depends on y."""
    return dy / 4


@sigmoid_backward.wrong
def relu_mask(y, dy):
    """that is ReLU's rule. Every sigmoid output is above 0, so your mask lets everything
    through."""
    return dy * (y > 0)


@sigmoid_backward.wrong
def in_place(y, dy):
    """the values are right, and they are written into dy, which the layer above still
    holds."""
    dy *= y
    dy *= 1 - y
    return dy


@sigmoid_backward.wrong
def sigmoid_again_alone(y, dy):
    """dy is forgotten; and the sigmoid is taken again, of y, which came out of one
    already."""
    s = 1 / (1 + np.exp(-y))
    return s * (1 - s)


@sigmoid_backward.wrong
def no_brackets(y, dy):
    """1 - y needs brackets: `dy * y * 1 - y` subtracts y at the very end."""
    return dy * y * 1 - y


@sigmoid_backward.wrong
def dy_on_one_term(y, dy):
    """dy multiplies y and not y squared. Put y - y**2 into brackets."""
    return dy * y - y**2


@sigmoid_backward.wrong
def exchanged(y, dy):
    """y and dy have changed places: the slope is made of dy. It is y (1 - y)."""
    return y * dy * (1 - dy)


@sigmoid_backward.wrong
def slope_added(y, dy):
    """the slope is added to dy. The chain rule multiplies."""
    return dy + y * (1 - y)


@sigmoid_backward.wrong
def slope_divides(y, dy):
    """dy is divided by the slope. The chain rule multiplies."""
    return dy / (y * (1 - y))


@sigmoid_backward.wrong
def factor_squared(y, dy):
    """one of the two factors stands there twice. The slope is y (1 - y)."""
    return dy * y * (1 - y) ** 2


@sigmoid_backward.wrong
def mask_at_half(y, dy):
    """the gradient passes whole or not at all. A sigmoid's slope is y (1 - y), everywhere
    between 0 and 1/4."""
    return dy * (y > 0.5)


@sigmoid_backward.wrong
def second_derivative(y, dy):
    """there is a factor 1 - 2y too many: that is the second derivative."""
    return dy * y * (1 - y) * (1 - 2 * y)


@sigmoid_backward.wrong
def slope_squared(y, dy):
    """the slope stands there twice. The gradient passes the sigmoid once."""
    return dy * (y * (1 - y)) ** 2


@sigmoid_backward.wrong
def clipped(y, dy):
    """outputs near 0 or 1 are moved away from there, so that saturated units let more
    through than they do."""
    z = np.clip(y, 0.05, 0.95)
    return dy * z * (1 - z)


@sigmoid_backward.wrong
def through_the_logit(y, dy):
    """the values are right, but the way leads back to x by a logarithm and up again by an
    exponential. All that is needed stands in y."""
    x = np.log(y / (1 - y))
    s = 1 / (1 + np.exp(-x))
    return dy * s * (1 - s)


@sigmoid_backward.wrong
def plus_in_the_brackets(y, dy):
    """the sign in the brackets is turned: y (1 + y) grows with y. The slope becomes flat as
    y nears 1: y (1 - y)."""
    return dy * y * (1 + y)


@sigmoid_backward.right
def by_difference(y, dy):
    return (y - y * y) * dy


@sigmoid_backward.right
def centred(y, dy):
    h = y - 0.5
    return dy * (0.5 + h) * (0.5 - h)
