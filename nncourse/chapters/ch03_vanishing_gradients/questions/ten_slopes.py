"""The question `ten_slopes`: reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.questions.heading import chapter


@chapter.value(
    points=10,
    prompt="""
    **Warm-up.** A gradient comes down through 10 sigmoids, each at the steepest point of
    its curve. The weights between them keep its length. What share of the length is left?
    Give at least three significant digits, or let Python work it out.
    """,
    tolerance=0.001,
    read="Where the factor comes from",
)
def ten_slopes():
    return 0.25**10


@ten_slopes.wrong
def one_layer():
    """that is one sigmoid's slope. There are ten on the way."""
    return 0.25


@ten_slopes.wrong
def added():
    """the ten slopes were added. The chain rule multiplies."""
    return 2.5


@ten_slopes.wrong
def value_not_slope():
    """1/2 is the sigmoid's value in the middle. The question is about its slope there."""
    return 0.5**10


def _slopes_in(value):
    """How many slopes of 1/4 make up a share, if it is a whole number of them."""
    count = -np.log(value) / np.log(4) if 0 < value < 1 else 0.5
    return round(count) if abs(count - round(count)) < 0.05 else 0


@ten_slopes.wrong_where(lambda value: 1 < _slopes_in(value) != 10)
def another_number():
    """that is a power of 1/4, for another number of sigmoids. All ten lie on the way,
    and none besides."""
    return 0.25**9


@ten_slopes.wrong_where(lambda value: value == 1)
def flat():
    """a slope of 1 in the middle is tanh's. The sigmoid is flatter."""
    return 1.0


@ten_slopes.wrong_where(lambda value: 0.99 < value < 1)
def lost():
    """that is what is lost. The question asks for what is left."""
    return 1 - 0.25**10


@ten_slopes.wrong_where(
    lambda value: min(abs(value - power) for power in (14, 8, 1 / 14, 1 / 8)) < 1e-3
)
def exclusive_or():
    """in Python `^` is no power. It is written `**`."""
    return 4 ^ 10


@ten_slopes.wrong_where(lambda value: value < 0)
def negative():
    """a share lies between 0 and 1. Ten slopes are multiplied: nothing is subtracted,
    and no logarithm taken."""
    return 1 - 10 * 0.25


@ten_slopes.wrong_where(lambda value: value > 1)
def above_1():
    """a share lies between 0 and 1, and every slope of a sigmoid makes the gradient
    shorter."""
    return 4.0**10


@ten_slopes.wrong
def the_rest_kept():
    """this keeps 3/4 for each sigmoid. The slope of 1/4 is what is left, not what is
    lost."""
    return 0.75**10


@ten_slopes.wrong
def divided():
    """the slope was divided by ten. The chain rule multiplies ten slopes."""
    return 0.25 / 10


@ten_slopes.wrong_where(lambda value: abs(value - 0.19661**10) < 0.05 * 0.19661**10)
def slope_at_1():
    """that is the slope at 1. The sigmoid is steepest at 0."""
    return 0.19661**10


@ten_slopes.wrong_where(lambda value: 0.2**10 < value < 0.247**10)
def usual_slope():
    """that is a slope somewhere beside the middle. At its steepest point the sigmoid's is
    exactly 1/4."""
    return 0.21**10


@ten_slopes.wrong
def nine_values():
    """two things: 1/2 is the sigmoid's value in the middle, not its slope; and the slopes
    are ten."""
    return 0.5**9


@ten_slopes.wrong
def tenth_root():
    """that is the tenth root of 1/4. Ten slopes are multiplied: the tenth power."""
    return 0.25**0.1


ten_slopes.right(2.0**-20, 9.54e-07)
