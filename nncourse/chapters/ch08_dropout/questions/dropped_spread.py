"""The question `dropped_spread`: reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch08_dropout.questions.heading import chapter


@chapter.value(
    points=10,
    prompt="""
    **Warm-up.** A layer of 400 units has a dropout rate of 0.2. The number of units dropped
    differs from image to image. What is its standard deviation?
    """,
    tolerance=1e-3,
)
def dropped_spread():
    """The root of n r (1 - r)."""
    return np.sqrt(400 * 0.2 * 0.8)


@dropped_spread.wrong
def variance():
    """this is the variance, n r (1 - r). The standard deviation is its root."""
    return 64.0


@dropped_spread.wrong
def mean():
    """this is how many are dropped on average. The question is how far the number strays
    from it."""
    return 80.0


@dropped_spread.wrong
def no_keep():
    """√(n r) leaves out the factor 1 - r, the share that is kept. At a rate of 1 nothing
    varies, and the formula must say so."""
    return np.sqrt(80.0)


@dropped_spread.wrong
def one_unit():
    """this is the spread of one unit. The variances of 400 independent units add up."""
    return 0.4


@dropped_spread.wrong
def all_linear():
    """spreads do not add up, variances do: 400 units spread √400 times as far as one."""
    return 160.0


@dropped_spread.wrong_where(lambda value: value < 0)
def negative():
    """a standard deviation is a root and not below 0."""
    return -8.0


@dropped_spread.wrong
def kept():
    """this is how many are kept on average. The question is how far the number of dropped
    units strays from its mean."""
    return 320.0


@dropped_spread.wrong
def of_share():
    """this is the spread of the *share* that is dropped. The question is about the number
    of units: 400 times that."""
    return 0.02


@dropped_spread.wrong
def chapters_layer():
    """this is too small by half: the spread for 100 units at this rate, or √n r with r in
    place of the root of r (1 - r). There are 400 units, and r (1 - r) is under the root."""
    return 4.0


@dropped_spread.wrong
def at_a_half():
    """too large. √(n / 4) = 10 is the spread at a rate of one half; here r (1 - r) is 0.16.
    The factor 1 / (1 - r) scales outputs, not their number."""
    return 10.0


@dropped_spread.wrong
def linear_in_units():
    """twice too large: one standard deviation is asked for, and under its root stand r and
    1 - r once each. Four times as many units as 100 have twice the spread."""
    return 16.0


@dropped_spread.wrong
def root_of_the_units():
    """this is the root of the number of units. One unit's variance, r (1 - r), stands under
    the root as well."""
    return 20.0


@dropped_spread.wrong
def nothing_varies():
    """80 is the mean. Each unit is dropped or not by itself, so the number differs."""
    return 0.0


@dropped_spread.wrong
def one_unit_less():
    """n - 1 belongs to a spread that is estimated from a sample. Here the 400 units are all
    there are, and the variance is n r (1 - r)."""
    return np.sqrt(399 * 0.16)


@dropped_spread.wrong_where(lambda value: value > 8)
def too_large():
    """too large. One unit's variance is r (1 - r); those of 400 add up; the root is taken
    last."""
    return 30.0


@dropped_spread.wrong_where(lambda value: value < 8)
def too_small():
    """too small. One unit's variance is r (1 - r); those of 400 add up; the root is taken
    last."""
    return 6.0


dropped_spread.right(8, 8.0)
