"""Questions of chapter 5: dead ReLU units."""

from itertools import islice

import numpy as np

from nncourse import (
    SGD,
    LeakyReLU,
    ReLU,
    batches,
    digits,
    evaluate,
    mlp,
    softmax_cross_entropy,
    split,
    steps,
)
from nncourse.chapters.standardised_digits import standardise
from nncourse.exercises.chapter import Chapter
from nncourse.exercises.promises import edge
from nncourse.exercises.several_seeds import over_seeds

chapter = Chapter(
    "05-dead-relu-units",
    title="Dead ReLU units",
    intro="""
    How many units are dead, what one step does to all other images, what a leak lets
    through, and a network to keep alive at a high rate.
    """,
)


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
    yield edge("a unit that is hardly on", x, W, np.array([-3.0, 1.0, 1e-9 - 2.0]))
    x, W = rng.normal(size=(40, 3)), rng.normal(size=(3, 6))
    z = x @ W
    x[36] = 5 * W[:, 0]  # on in the second half alone
    yield x, W, np.r_[-0.1 - z[:, 0].max(), -9.0, 0.3 * rng.normal(size=4)]


@chapter.function(
    points=20,
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
    """a unit whose output never changes need not be dead: it may be on for all images, at
    one and the same value."""
    return (np.maximum(x @ W + b, 0).std(axis=0) == 0).mean()


@dead_share.wrong
def barely_on(x, W, b):
    """a unit that is barely on counts as dead here: there is a tolerance where the question
    has none. On means above 0, by however little."""
    return (np.maximum(x @ W + b, 0).max(axis=0) < 1e-3).mean()


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


@dead_share.right
def by_maximum(x, W, b):
    return np.mean(np.max(x @ W + b, axis=0) <= 0)


@dead_share.right
def by_counting(x, W, b):
    dead = [unit for unit in (x @ W + b).T if sum(unit > 0) == 0]
    return len(dead) / len(b)


def leaky_backward_cases(rng):
    x = np.array([[1.0, -2.0], [0.0, 3.0]])
    yield x, np.array([[0.5, -3.0], [1.5, -2.0]]), 0.1
    for shape, slope in (((3, 4), 0.01), ((5, 2), 0.3), ((2, 7), 0.2)):
        x = rng.normal(size=shape)
        x[0, :2] = 0, -1
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


@leaky_backward.right
def by_mask(x, dy, slope):
    on = (x > 0).astype(dy.dtype)
    return dy * on + slope * dy * (1 - on)


@leaky_backward.right
def by_index(x, dy, slope):
    dx = dy.copy()
    dx[x <= 0] = slope * dx[x <= 0]
    return dx


def kick_cases(rng):
    yield np.array([1.0, 2.0]), np.array([[1.0, 0.0], [0.0, -1.0], [2.0, 2.0]]), 0.5, 0.1
    for n, d in (3, 5), (6, 2), (4, 8):
        x, others = rng.normal(size=d), rng.normal(size=(n, d))
        yield x, others, float(rng.normal()) + 2, float(rng.uniform(0.01, 0.5))
    yield *(10 * rng.normal(size=shape) for shape in (3, (4, 3))), -0.75, 1.5
    yield np.zeros(3), rng.normal(size=(2, 3)), -2.0, 0.25  # the bias alone


@chapter.function(
    points=15,
    prompt=r"""
    A unit has input $z = x \cdot w + b$. One step of gradient descent at rate `lr` on a
    single image `x` (d,), from where the gradient `dz` (a number) arrives, changes w and b.
    By how much does z grow at each of the images `others` (n, d)? Return (n,), negative
    where z falls.
    """,
    cases=kick_cases,
    implementing=False,
)
def kick(x, others, dz, lr):
    """How far z = x . w + b moves at each row of others, (n,), by one step on x (d,)."""
    dw = dz * x
    db = dz
    return -lr * (others @ dw + db)


@kick.wrong
def no_bias(x, others, dz, lr):
    """the bias moves as well, by -lr dz, and so does z at every image."""
    return -lr * dz * (others @ x)


@kick.wrong
def sign(x, others, dz, lr):
    """a step goes *against* the gradient."""
    return lr * dz * (others @ x + 1)


@kick.wrong
def no_rate(x, others, dz, lr):
    """this is the move at a rate of 1. The rate scales it."""
    return -dz * (others @ x + 1)


@kick.wrong
def at_itself(x, others, dz, lr):
    """this is the move at x itself, the same for all. At another image it depends on how
    alike the two are: the product x · x'."""
    return np.full(len(others), -lr * dz * (x @ x + 1))


@kick.wrong
def length(x, others, dz, lr):
    """the product of x with itself has no place here: z at x' moves by the product of x and
    x'."""
    return -lr * dz * (x @ x) * (others @ x + 1)


@kick.wrong
def no_dz(x, others, dz, lr):
    """dz is missing. dw = dz x and db = dz: a unit to which no gradient arrives does not
    move."""
    return -lr * (others @ x + 1)


@kick.wrong
def factor_alone(x, others, dz, lr):
    """this is how alike the images are, x · x' + 1. The step multiplies it by -lr dz."""
    return others @ x + 1


@kick.wrong
def bias_without_rate(x, others, dz, lr):
    """the bias moves without the rate here. Its step is -lr db, like that of w."""
    return -lr * dz * (others @ x) - dz


@kick.wrong
def bias_without_dz(x, others, dz, lr):
    """the bias is moved by lr alone. Its gradient is dz: db = dz · 1."""
    return -lr * dz * (others @ x) - lr


@kick.wrong
def bias_against(x, others, dz, lr):
    """the weights go down and the bias goes up. Both go against their gradients."""
    return -lr * dz * (others @ x) + lr * dz


@kick.wrong
def half_square(x, others, dz, lr):
    """dz enters twice, as a square. dw = dz x holds it once."""
    return -lr * dz**2 * (others @ x + 1)


@kick.wrong
def rate_squared(x, others, dz, lr):
    """the rate enters twice, as a square. One step holds it once."""
    return -(lr**2) * dz * (others @ x + 1)


@kick.wrong
def uphill_without_bias(x, others, dz, lr):
    """two things: the step goes against the gradient, so the sign turns; and the bias moves
    as well."""
    return lr * dz * (others @ x)


@kick.wrong
def bias_twice(x, others, dz, lr):
    """the bias counts twice. Its share of the move is -lr dz, once."""
    return -lr * dz * (others @ x + 2)


@kick.wrong
def mean_of_others(x, others, dz, lr):
    """this is divided by the number of other images. They are only looked at: the step is
    taken on x alone."""
    return kick(x, others, dz, lr) / len(others)


@kick.wrong
def distance(x, others, dz, lr):
    """what counts is not how far the images are apart, but their product x · x'."""
    return -lr * dz * (np.linalg.norm(others - x, axis=1) + 1)


@kick.wrong
def difference(x, others, dz, lr):
    """z at x' moves by (new w - old w) · x'. The other image enters as it is, not its
    difference from x."""
    return -lr * dz * ((others - x) @ x + 1)


@kick.wrong
def cosine(x, others, dz, lr):
    """the lengths of the images are divided out. A longer image moves further: take the
    product x · x' itself."""
    lengths = np.linalg.norm(others, axis=1) * np.linalg.norm(x)
    return -lr * dz * (others @ x / lengths + 1)


@kick.wrong
def per_rate(x, others, dz, lr):
    """you divide by the rate. A step is the rate times the gradient."""
    return -dz * (others @ x + 1) / lr


@kick.wrong
def sum_of_others(x, others, dz, lr):
    """the entries of x' are added up without x. z moves by dw · x', and dw is a multiple of
    x."""
    return -lr * dz * (others.sum(axis=1) + 1)


@kick.wrong
def not_at_all(x, others, dz, lr):
    """nothing moves here. w and b are shared by all images, so a step on one moves z at
    every other to which it is not at right angles, and b moves it at all."""
    return np.zeros(len(others))


@kick.wrong
def one_for_the_bias(x, others, dz, lr):
    """the bias is moved by 1. Its step is -lr dz."""
    return -lr * dz * (others @ x) + 1


@kick.wrong
def minus_one_for_the_bias(x, others, dz, lr):
    """the bias is moved by -1. Its step is -lr dz."""
    return -lr * dz * (others @ x) - 1


@kick.wrong
def mean_over_pixels(x, others, dz, lr):
    """the product of the images is averaged over the pixels. z adds them up."""
    return -lr * dz * ((others * x).mean(axis=1) + 1)


@kick.wrong
def one_a_pixel(x, others, dz, lr):
    """1 is added for each pixel. There is one bias, so it is added once, after the sum."""
    return -lr * dz * (others * x + 1).sum(axis=1)


@kick.right
def in_one_line(x, others, dz, lr):
    return -lr * dz * (others @ x + 1)


@kick.right
def image_by_image(x, others, dz, lr):
    return np.array([-lr * dz * (1 + np.dot(x, other)) for other in others])


def born_dead_bound_cases(rng):
    yield 2, 3
    yield 1, 4
    for low, high in ((2, 4), (3, 5), (4, 6)):
        yield int(rng.integers(low, high)), int(rng.integers(6, 20))


@chapter.function(
    points=15,
    prompt="""
    Weights are drawn evenly around 0 and biases are 0, so each unit is off for a given
    image with probability 1/2. With what probability is at least one of `layers` layers of
    `width` units wholly off for it? That is the chapter's bound.
    """,
    cases=born_dead_bound_cases,
    implementing=False,
)
def born_dead_bound(width, layers):
    """The probability that at least one of `layers` layers is wholly off for an image.

    `width` is the number of units in each layer.
    """
    layer_off = 0.5**width
    return 1 - (1 - layer_off) ** layers


@born_dead_bound.wrong
def survival(width, layers):
    """this is the probability that *no* layer is off. The question is about the
    opposite."""
    return (1 - 0.5**width) ** layers


@born_dead_bound.wrong
def one_layer(width, layers):
    """this is for a single layer. Each further layer is another chance to die."""
    return 0.5**width


@born_dead_bound.wrong
def all_layers(width, layers):
    """this is the probability that *all* layers are off. One is enough."""
    return 0.5 ** (width * layers)


@born_dead_bound.wrong
def added(width, layers):
    """probabilities of events that may happen together do not add up: for many layers this
    passes 1."""
    return layers * 0.5**width


@born_dead_bound.wrong
def unit(width, layers):
    """this asks whether any unit is off. The layer dies only when all of its units are."""
    return 1 - 0.5 ** (width * layers)


@born_dead_bound.wrong
def exchanged(width, layers):
    """width and layers are swapped."""
    return 1 - (1 - 0.5**layers) ** width


@born_dead_bound.wrong
def one_layer_less(width, layers):
    """one layer is missing: all `layers` of them can be off."""
    return born_dead_bound(width, layers - 1)


@born_dead_bound.wrong
def one_layer_more(width, layers):
    """one layer too many: there are `layers` of them."""
    return born_dead_bound(width, layers + 1)


@born_dead_bound.wrong
def one_unit_less(width, layers):
    """one unit of each layer is missing: all `width` of them have to be off."""
    return born_dead_bound(width - 1, layers)


@born_dead_bound.wrong
def one_unit_more(width, layers):
    """one unit of each layer too many: there are `width` of them."""
    return born_dead_bound(width + 1, layers)


@born_dead_bound.wrong
def divided_by_width(width, layers):
    """a layer is off with probability 1/N here. Its units are off independently, so their
    probabilities multiply: 1/2 to the power of the width."""
    return 1 - (1 - 1 / width) ** layers


@born_dead_bound.wrong
def half_of_width(width, layers):
    """1/2 is divided by the width, or multiplied by it. Units that are off independently
    multiply: 1/2 to the power of the width."""
    return 1 - (1 - 1 / (2 * width)) ** layers


@born_dead_bound.wrong
def half_a_layer(width, layers):
    """this takes 1/2 for a whole layer. That is one unit; a layer is off only when all of
    its units are."""
    return 1 - 0.5**layers


@born_dead_bound.wrong
def e_for_two(width, layers):
    """exp(-width) has the base e. A unit is off with probability 1/2, so the base is 2."""
    return 1 - (1 - np.exp(-width)) ** layers


@born_dead_bound.wrong
def for_many_layers(width, layers):
    """1 - exp(-L / 2^N) is an approximation for wide layers. The exact one is not
    longer."""
    return 1 - np.exp(-layers * 0.5**width)


@born_dead_bound.wrong
def added_and_capped(width, layers):
    """probabilities of layers that may be off together do not add up, and a cap at 1 does
    not mend that. Go by the opposite: no layer is off."""
    return min(1.0, layers * 0.5**width)


@born_dead_bound.wrong
def survival_exchanged(width, layers):
    """two things: width and layers are swapped, and this is the probability that none is
    off."""
    return (1 - 0.5**layers) ** width


@born_dead_bound.wrong
def exactly_one(width, layers):
    """this is the probability that exactly one layer is off. More may be off as well."""
    return layers * 0.5**width * (1 - 0.5**width) ** (layers - 1)


@born_dead_bound.wrong
def never(width, layers):
    """rare is not never: the answer depends on width and layers."""
    return 0.0


@born_dead_bound.right
def layer_by_layer(width, layers):
    alive = 1.0
    for _ in range(layers):
        alive *= 1 - 2.0**-width
    return 1 - alive


@born_dead_bound.right
def by_first_death(width, layers):
    off = 2.0**-width
    return sum(off * (1 - off) ** k for k in range(layers))


@chapter.value(
    points=5,
    prompt="""
    **Read the telemetry.** A ReLU network 64-32-32-32-10 was trained for 300 steps on the
    digits with pixels from 0 to 16, at a rate of 0.1. Its loss went from 8.9 to 2.30 within
    30 steps and stayed there. After the last step 32, 26 and 32 of the 32 units in the
    three hidden layers are off for all images, and each weight matrix's gradient has a norm
    of 0.

    What is to be done first? **A**: nothing, a gradient of 0 is a minimum. **B**: raise the
    rate, since nothing moves. **C**: start again with a lower rate and with standardised
    inputs. **D**: clip the gradients, since they exploded. Answer with the letter, as a
    text.
    """,
)
def telemetry_reading():
    return "C"


@telemetry_reading.wrong
def a():
    """a loss of 2.30 is ln 10, that of pure chance over ten digits: no minimum worth
    having. The gradient is 0 because it passes no layer whose units are all off."""
    return "A"


@telemetry_reading.wrong
def b():
    """a rate multiplies the gradient, and that is 0: units that are off for all images stay
    so at any rate."""
    return "B"


@telemetry_reading.wrong
def d():
    """nothing is left to clip: the gradients are 0. A limit might have helped in the first
    30 steps; the units that died in them stay dead."""
    return "D"


telemetry_reading.right("c", " C ")


@over_seeds
def measure_all_alive(seed, pixels, slope, momentum):
    rng = np.random.default_rng(seed)
    x, labels = digits()
    if pixels != "0 to 1":
        x = 16 * x
    if pixels == "centred":
        x = x - x.mean(axis=0)
    if pixels == "standardised":
        (x,) = standardise(x)
    (x, labels), test = split(x, labels, 0.25, rng)
    kind = (lambda: LeakyReLU(slope)) if slope else ReLU
    net = mlp([64, 64, 10], rng, activation=kind)
    stream = batches(x, labels, 32, 3, rng)
    stream = islice(stream, 120)
    for _ in steps(net, softmax_cross_entropy, SGD(0.3, momentum=momentum), stream):
        pass
    with np.errstate(all="ignore"):
        dead = float(1 - (net.layers[0].forward(x) > 0).any(axis=0).mean())
    return dict(dead=dead, accuracy=evaluate(net, *test)[1])


@chapter.setting(
    points=15,
    prompt="""
    **Keep them alive.** A network 64-64-10 trains for 120 steps with batches of 32, at a
    rate of 0.3 that you may not change. Choose `pixels`, the `slope` of the units (0 is
    ReLU) and `momentum` so that at most 10 % of the units are off for all training images
    and the network reads at least 90 % of the held-out digits, on average over three seeds.
    The pixels are `0 to 1`, `0 to 16` as they come, `centred` (0 to 16, each less its mean)
    or `standardised` (mean 0 and spread 1).
    """,
    knobs={
        "pixels": ["0 to 1", "0 to 16", "centred", "standardised"],
        "slope": [0.0, 0.01],
        "momentum": [0.0, 0.9],
    },
    measure=measure_all_alive,
    passes=lambda measured: measured["dead"] <= 0.1 and measured["accuracy"] >= 0.9,
    goal="""
    at most 10 % of the units may be off for all images, and it must read 90 % of the
    held-out digits.
    """,
    report="""
    with pixels {pixels}, slope {slope} and momentum {momentum}, {dead:.0%} of the units are
    off for all training images and {accuracy:.0%} of the held-out digits are read
    """,
)
def all_alive():
    return dict(pixels="standardised", slope=0.0, momentum=0.0)


@all_alive.wrong_where(lambda config, measured: config["momentum"] > 0)
def momentum():
    """momentum 0.9 makes the steps up to ten times as long; the rate is high already."""
    return dict(pixels="0 to 16", slope=0.0, momentum=0.9)


@all_alive.wrong_where(lambda config, measured: config["slope"] > 0)
def leak_only():
    """the leak leaves every unit a gradient, but the steps are still far too long. Change
    the size of the inputs."""
    return dict(pixels="0 to 16", slope=0.01, momentum=0.0)


@all_alive.wrong_where(lambda config, measured: config["pixels"] == "0 to 16")
def raw():
    """raw pixels are all positive and large, so every step pushes a unit the same way for
    all images. Look at the inputs."""
    return dict(pixels="0 to 16", slope=0.0, momentum=0.0)


@all_alive.wrong_where(lambda config, measured: config["pixels"] == "centred")
def only_centred():
    """centred inputs keep the units alive, but at this size the steps overshoot. Scale them
    as well."""
    return dict(pixels="centred", slope=0.0, momentum=0.0)


all_alive.right(
    dict(pixels="standardised", slope=0.01, momentum=0.0),
    dict(pixels="0 to 1", slope=0.0, momentum=0.0),
)
