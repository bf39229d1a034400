"""The question `kick`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.questions.heading import chapter


def kick_cases(rng):
    yield np.array([1.0, 2.0]), np.array([[1.0, 0.0], [0.0, -1.0], [2.0, 2.0]]), 0.5, 0.1
    for n, d in (3, 5), (6, 2), (4, 8):
        x, others = rng.normal(size=d), rng.normal(size=(n, d))
        yield x, others, float(rng.normal()) + 2, float(rng.uniform(0.01, 0.5))
    yield *(10 * rng.normal(size=shape) for shape in (3, (4, 3))), -0.75, 1.5
    x, others = (rng.normal(size=shape).astype(np.float32) for shape in (4, (3, 4)))
    yield x, others, 1.5, 0.2
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
    return np.zeros_like(others[:, 0])


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


@kick.wrong
def product_of_lengths(x, others, dz, lr):
    """the lengths of the images were multiplied. How alike two images are is in the sum of
    the products of their entries."""
    lengths = np.linalg.norm(others, axis=1) * np.linalg.norm(x)
    return -lr * dz * (lengths + 1)


@kick.wrong
def beside_itself(x, others, dz, lr):
    """this is by how much more z grows at the others than at x itself. The question asks
    how much it grows at each."""
    return -lr * dz * (others @ x - x @ x)


@kick.wrong
def summed_over_images(x, others, dz, lr):
    """the products are added up over the images, which gives a number for each pixel. Add
    up over the pixels: a number for each image."""
    return -lr * dz * ((others * x).sum(axis=0) + 1)


@kick.wrong
def others_squared(x, others, dz, lr):
    """each other image is multiplied by itself. The step was made on x: multiply each by
    x."""
    return -lr * dz * ((others**2).sum(axis=1) + 1)


@kick.right
def in_one_line(x, others, dz, lr):
    return -lr * dz * (others @ x + 1)


@kick.right
def image_by_image(x, others, dz, lr):
    return np.array([-lr * dz * (1 + np.dot(x, other)) for other in others])
