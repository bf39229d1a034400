"""The question `revived_units`: reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.questions.heading import chapter


@chapter.value(
    points=10,
    prompt="""
    **Warm-up.** In the first layer of a network 100 of 256 ReLU units are dead over the
    whole training set. You divide the learning rate by 10 and train for another 1000 steps
    of plain gradient descent on the same images. How many of the 100 are alive then?
    """,
)
def revived_units():
    return 0


@revived_units.wrong
def all_():
    """smaller steps do not lift a unit that takes no steps. What is the gradient of a dead
    unit?"""
    return 100


@revived_units.wrong
def a_tenth():
    """a tenth of the rate makes a tenth of the step. How long is a dead unit's step?"""
    return 10


@revived_units.wrong
def half():
    """chance plays no part: the images that the first layer sees never change, and so
    neither does a dead unit."""
    return 50


@revived_units.wrong
def the_others():
    """these are the 156 that never died. The question is about the 100 that did."""
    return 156


@revived_units.wrong_where(lambda value: value < 0)
def below_none():
    """a number of units cannot be below 0: the count starts at none."""
    return -100


@revived_units.wrong_where(lambda value: value > 100)
def too_many():
    """more than there were: of the 100 dead units at most 100 can come back."""
    return 256


@revived_units.wrong_where(lambda value: 0 < value < 100)
def some():
    """a dead unit is off for every image, so its gradient is exactly 0, not small. What
    does a rate, of any size, make of a step of 0?"""
    return 25


revived_units.right(0.0, np.int64(0))
