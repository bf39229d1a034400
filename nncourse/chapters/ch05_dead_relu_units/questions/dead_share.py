"""The question `dead_share`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.questions.heading import chapter
from nncourse.exercises.promises import edge


def dead_share_cases(rng):
    x = np.array([[1.0, 2.0], [3.0, 0.0], [0.0, 1.0]])
    W = np.array([[1.0, -1.0, 1.0, -1.0, 0.0], [0.0, 1.0, 1.0, -1.0, 0.0]])
    yield x, W, np.array([0.0, 0.0, -9.0, -1.0, 0.0])
    for n, d, units in (5, 3, 7), (8, 4, 10), (6, 2, 9):
        x, W = rng.normal(size=(n, d)), rng.normal(size=(d, units))
        z = x @ W
        b = 0.2 * rng.normal(size=units)
        b[0] = -1 - z[:, 0].max()  # dead
        b[1] = 1e-3 - np.sort(z[:, 1])[-1]  # alive for one image only
        b[2] = 3 + abs(z[:, 2]).max()  # always on
        yield x, W, b
    # A row in which no unit is on, a unit that is on at one value, one that is hardly on.
    x, W = np.array([[0.0, 0.0], [2.0, -1.0]]), np.array([[1.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
    yield x, W, np.array([0.0, -1.0, 0.0])
    yield x, W, np.array([-3.0, 1.0, 0.0])
    x, W = np.array([[0.0, 0.0], [2.0, -1.0]]), np.array([[1.0, 1.0, 1.0], [1.0, 0.0, 0.0]])
    for unit in -3.0, -0.75:  # dead, and on
        b = np.array([unit, 1.0, 1e-9 - 2.0])
        yield edge("a unit that is hardly on", x, W, b)
    x, W = rng.normal(size=(40, 3)), rng.normal(size=(3, 6))
    z = x @ W
    x[36] = 5 * W[:, 0]  # on in the second half alone
    yield x, W, np.r_[-0.1 - z[:, 0].max(), -9.0, 0.3 * rng.normal(size=4)]
    x, W = rng.normal(size=(256, 2)), rng.normal(size=(2, 3))
    yield x, W, np.array([9.0, -9.0, 0.0]) * abs(x @ W).max()  # on as often as 8 bits count


@chapter.function(
    points=15,
    prompt="""
    **Measure it.** A layer of ReLU units gets $z = xW + b$. Return the share of its units,
    from 0 to 1, that are off for *every* row of `x`. A unit is on only where its input is
    above 0.
    """,
    cases=dead_share_cases,
    implementing=False,
)
def dead_share(x, W, b):
    """The share of the units of ReLU(x W + b) that are off for every row of x: a number.

    x is (n, d), W (d, units), b (units,).
    """
    on = x @ W + b > 0
    return 1 - on.any(axis=0).mean()


@dead_share.wrong
def zeros(x, W, b):
    """this is the share of outputs that are 0. In a healthy layer about half of them are; a
    unit is dead only if it is off for all images."""
    return (x @ W + b <= 0).mean()


@dead_share.wrong
def some(x, W, b):
    """this counts units that are off for *some* image, which most healthy units are. Dead
    means off for all."""
    return (x @ W + b <= 0).any(axis=0).mean()


@dead_share.wrong
def alive(x, W, b):
    """this is the share of the living, not of the dead."""
    return (x @ W + b > 0).any(axis=0).mean()


@dead_share.wrong
def which(x, W, b):
    """this says which units are dead. The question is how many, as a share."""
    return (x @ W + b <= 0).all(axis=0)


@dead_share.wrong
def count(x, W, b):
    """this is the number of dead units. Divide it by the number of units."""
    return (x @ W + b <= 0).all(axis=0).sum()


@dead_share.wrong
def first_image(x, W, b):
    """only the first image is looked at. A unit that is off there may be on for the
    next."""
    return ((x @ W + b)[0] <= 0).mean()


@dead_share.wrong
def mean_input(x, W, b):
    """a mean input below 0 does not make a unit dead: one image above 0 is enough to
    live."""
    return ((x @ W + b).mean(axis=0) <= 0).mean()


@dead_share.wrong
def no_bias(x, W, b):
    """the bias is left out. It is what pushes most units below zero."""
    return (x @ W <= 0).all(axis=0).mean()


@dead_share.wrong
def counted_in_8_bits(x, W, b):
    """the rows are counted in 8 bits, which begin again from 0 at 256: a unit that is on so
    often seems dead. Count in Python's numbers, or ask whether any row is on."""
    on = (x @ W + b > 0).sum(axis=0, dtype=np.uint8)
    return (on == 0).mean()


@dead_share.wrong
def below_zero(x, W, b):
    """an input of exactly 0 counts as on here. ReLU passes nothing back there: on means
    above 0."""
    return (x @ W + b < 0).all(axis=0).mean()


@dead_share.wrong
def examples(x, W, b):
    """this is the share of images for which no unit is on. The question is about units: it
    goes over the images, axis 0."""
    return (x @ W + b <= 0).all(axis=1).mean()


@dead_share.wrong
def first_batch(x, W, b):
    """only the first 32 rows are looked at. A unit that is off in one batch may be on in
    the next."""
    return dead_share(x[:32], W, b)


@dead_share.wrong
def constant_output(x, W, b):
    """a unit counts as dead here whose output does not change. It need not be: it may be on
    for all images, at one and the same value."""
    return (np.maximum(x @ W + b, 0).std(axis=0) == 0).mean()


@dead_share.wrong
def barely_on(x, W, b):
    """a unit that is barely on counts as dead here: there is a tolerance where the question
    has none. On means above 0, by however little."""
    return (np.maximum(x @ W + b, 0).max(axis=0) < 1e-6).mean()


@dead_share.wrong
def minus_bias(x, W, b):
    """the bias is subtracted. The layer adds it: z = x W + b."""
    return dead_share(x, W, -b)


@dead_share.wrong
def by_weights(x, W, b):
    """this judges by the signs of the weights. A unit with negative weights is on where x
    is negative or b is large: look at z."""
    return (W <= 0).all(axis=0).mean()


@dead_share.wrong
def never_off(x, W, b):
    """this is the share of units that are on for every row. Dead is the opposite extreme:
    off for every row."""
    return (x @ W + b > 0).all(axis=0).mean()


@dead_share.wrong
def of_images(x, W, b):
    """the dead units are counted rightly and divided by the number of images. Divide by the
    number of units."""
    return (x @ W + b <= 0).all(axis=0).sum() / len(x)


@dead_share.wrong
def of_inputs(x, W, b):
    """the dead units are counted rightly and divided by the number of inputs of a unit.
    Divide by the number of units."""
    return (x @ W + b <= 0).all(axis=0).sum() / len(W)


@dead_share.wrong
def summed_input(x, W, b):
    """z is summed over the images with its signs, so that images that switch the unit on
    and images that do not cancel, and b is added once only. Look at each image."""
    return ((x @ W).sum(axis=0) + b <= 0).mean()


@dead_share.wrong
def rounded(x, W, b):
    """the share is rounded. Return it as it is."""
    return round(float(dead_share(x, W, b)), 2)


@dead_share.wrong
def centred(x, W, b):
    """the rows are centred first. The layer gets x as it is."""
    return dead_share(x - x.mean(axis=0), W, b)


@dead_share.wrong
def nothing(x, W, b):
    """this is 0 in every case, though units are dead in some. A whole division, `//`, or a
    comparison that never holds does that."""
    return 0.0


@dead_share.wrong
def some_without_bias(x, W, b):
    """two things: units that are off for some image are counted, where dead means off for
    all; and the bias is left out."""
    return (x @ W <= 0).any(axis=0).mean()


@dead_share.wrong
def percent_without_bias(x, W, b):
    """two things: the bias is left out, and the share is in per cent. It lies from 0 to
    1."""
    return 100 * (x @ W <= 0).all(axis=0).mean()


@dead_share.wrong
def mean_input_without_bias(x, W, b):
    """two things: a mean input below 0 does not make a unit dead, as one image above 0 is
    enough to live; and the bias is left out."""
    return ((x @ W).mean(axis=0) <= 0).mean()


@dead_share.wrong
def bias_into_weights(x, W, b):
    """the bias is added to the weights, before the product. It is added to x W."""
    return (x @ (W + b) <= 0).all(axis=0).mean()


@dead_share.right
def by_maximum(x, W, b):
    return np.mean(np.max(x @ W + b, axis=0) <= 0)


@dead_share.right
def by_counting(x, W, b):
    dead = [unit for unit in (x @ W + b).T if sum(unit > 0) == 0]
    return len(dead) / len(b)
