"""The question `dropout_backward`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch08_dropout.questions.heading import chapter
from nncourse.exercises.promises import edge


def dropout_backward_cases(rng):
    for shape, rate in ((2, 3), 0.5), ((4, 6), 0.2), ((5, 4), 0.7), ((3, 8), 0.4):
        x = rng.uniform(0.5, 2, size=shape) * rng.choice([-1.0, 1.0], size=shape)
        kept = rng.random(shape) >= rate
        kept[-1] = False
        kept.flat[:2] = True, False
        x.flat[0] = -abs(x.flat[0])
        yield rng.normal(size=shape), x, x * (kept / (1 - rate)), rate
    x = np.array([[2.0, 1e-12, -1e-4], [3.0, -1e-200, 5.0]])  # kept, however small
    kept = np.array([[0, 1, 1], [0, 1, 1]])
    yield edge("tiny numbers", rng.normal(size=(2, 3)), x, x * kept / 0.75, 0.25)
    dy, x = rng.normal(size=(2, 3, 2)).astype(np.float32)
    kept = np.array([[1, 0], [0, 1], [1, 1]], np.float32)
    yield dy, x, x * kept / np.float32(0.5), 0.5


@chapter.function(
    points=15,
    prompt="""
    The way back. `y` is what the layer put out for `x` at this `rate`; both are given, and
    no entry of x is 0, though some may be tiny. Turn `dy` into `dx`; float32 in, float32
    out.
    """,
    cases=dropout_backward_cases,
)
def dropout_backward(dy, x, y, rate):
    """dx, the gradient with respect to x. dy, x, y have one shape; rate is below 1."""
    return dy * (y != 0) / (1 - rate)


@dropout_backward.wrong
def factor_lost(dy, x, y, rate):
    """the factor is lost on the way back: y was x / (1 - rate), so dx is dy / (1 - rate)
    where the unit was kept."""
    return dy * (y != 0)


@dropout_backward.wrong
def all_pass(dy, x, y, rate):
    """a dropped unit had no part in the output, so no gradient reaches it.
    It shows in y, which is 0 there; x is 0 nowhere."""
    return dy / (1 - rate)


@dropout_backward.wrong
def positive_only(dy, x, y, rate):
    """you keep the entries where y is positive. A kept unit may be negative; ask where y is
    not 0."""
    return dy * (y > 0) / (1 - rate)


@dropout_backward.wrong
def mask_from_dy(dy, x, y, rate):
    """the mask comes from dy. What was dropped was decided forward: look at y."""
    return dy * (dy > 0) / (1 - rate)


@dropout_backward.wrong
def kept_by_equality(dy, x, y, rate):
    """you ask whether y equals x / (1 - rate) to the last digit. The layer may have
    rounded otherwise, and then a kept unit counts as dropped. Ask whether y is 0."""
    return (dy * (y == x / (1 - rate)) / (1 - rate)).astype(dy.dtype)


@dropout_backward.wrong
def dropped_pass(dy, x, y, rate):
    """the gradient goes to the units that were dropped, and the others get none."""
    return dy * (y == 0) / (1 - rate)


@dropout_backward.wrong
def factor_squared(dy, x, y, rate):
    """the factor is applied twice. Once forward, once back, not both at once here."""
    return dy * (y != 0) / (1 - rate) ** 2


@dropout_backward.wrong
def times_y(dy, x, y, rate):
    """you multiply by y. The layer is y = x * mask, and its derivative is the mask."""
    return dy * y


@dropout_backward.wrong
def in_place(dy, x, y, rate):
    """the numbers are right, but dy was overwritten."""
    dy *= y != 0
    dy /= 1 - rate
    return dy


@dropout_backward.wrong
def unchanged(dy, x, y, rate):
    """dy goes through unchanged. Where a unit was dropped nothing passes, and elsewhere the
    factor does."""
    return dy.copy()


@dropout_backward.wrong
def divided_by_rate(dy, x, y, rate):
    """you divide by the rate. What was kept had been divided by 1 - rate."""
    return dy * (y != 0) / rate


@dropout_backward.wrong
def multiplied(dy, x, y, rate):
    """you multiply by 1 - rate. The factor forward was 1 / (1 - rate), and it is the same
    on the way back."""
    return dy * (y != 0) * (1 - rate)


@dropout_backward.wrong
def as_relu(dy, x, y, rate):
    """this is ReLU's mask, x > 0. Dropout's is in y: where y is 0 the unit was dropped."""
    return dy * (x > 0) / (1 - rate)


@dropout_backward.wrong
def where_equal(dy, x, y, rate):
    """nothing passes here. (y equals x nowhere: what was kept was scaled up.) Through the
    units that were kept, where y is not 0, the gradient passes."""
    return dy * (y == x) / (1 - rate)


@dropout_backward.wrong
def times_x_and_y(dy, x, y, rate):
    """you multiply by x and y. The derivative is the mask, which is y / x."""
    return dy * x * y


@dropout_backward.wrong
def turned_ratio(dy, x, y, rate):
    """x / y is the mask upside down, and inf where a unit was dropped. The mask is y /
    x."""
    with np.errstate(all="ignore"):
        return dy * x / y


@dropout_backward.wrong
def drawn_again(dy, x, y, rate):
    """this is a mask drawn anew. The way back takes the one of the forward pass: it shows
    in y."""
    return dy * (np.random.default_rng(0).random(dy.shape) >= rate) / (1 - rate)


@dropout_backward.wrong
def factor_by_count(dy, x, y, rate):
    """this scales by the share that happened to be kept. The factor was 1 / (1 - rate)."""
    return dy * (y != 0) / np.asarray((y != 0).mean(), dy.dtype)


@dropout_backward.wrong
def averaged(dy, x, y, rate):
    """this is divided by the number of rows. The mean over the batch was taken in the
    loss."""
    return dropout_backward(dy, x, y, rate) / len(dy)


@dropout_backward.wrong
def first_row(dy, x, y, rate):
    """the first row's mask is used for all rows. Each entry has its own."""
    return dy * (y[0] != 0) / (1 - rate)


@dropout_backward.wrong
def column_alive(dy, x, y, rate):
    """a unit counts as kept if it was kept in any row. Each entry decides for itself."""
    return dy * (y != 0).any(axis=0) / (1 - rate)


@dropout_backward.wrong
def row_alive(dy, x, y, rate):
    """a row counts as kept if any of its entries was. Each entry decides for itself."""
    return dy * (y != 0).any(axis=1, keepdims=True) / (1 - rate)


@dropout_backward.wrong
def sign_of_y(dy, x, y, rate):
    """`sign` gives -1 where y is negative, which turns the gradient. The mask is never
    negative."""
    return dy * np.sign(y) / (1 - rate)


@dropout_backward.wrong
def mask_alone(dy, x, y, rate):
    """this is the mask. The chain rule multiplies dy by it."""
    return ((y != 0) / (1 - rate)).astype(dy.dtype)


@dropout_backward.wrong
def always_a_half(dy, x, y, rate):
    """the factor is always 2 here, that of a rate of one half. It is 1 / (1 - rate)."""
    return dy * (y != 0) * 2


@dropout_backward.wrong
def small_is_dropped(dy, x, y, rate):
    """small outputs count as dropped here. A kept unit may be small: ask whether y is
    exactly 0."""
    return dy * (abs(y) > 1e-3) / (1 - rate)


@dropout_backward.wrong
def nearly_zero_is_dropped(dy, x, y, rate):
    """outputs that are nearly 0 count as dropped here. A kept unit may be tiny: ask whether
    y is exactly 0."""
    return dy * ~np.isclose(y, 0) / (1 - rate)


@dropout_backward.wrong
def ratio_of_first(dy, x, y, rate):
    """the factor is read from the first entry, which may have been dropped. It is
    1 / (1 - rate)."""
    return dy * (y != 0) * (y.flat[0] / x.flat[0])


@dropout_backward.wrong
def never_negative(dy, x, y, rate):
    """negative gradients are cut off. dy may have either sign, and passes as it is."""
    return np.maximum(dropout_backward(dy, x, y, rate), 0)


@dropout_backward.wrong
def forward(dy, x, y, rate):
    """this is y, what the layer put out. The question is about the way back."""
    return y.copy()


@dropout_backward.wrong
def float64(dy, x, y, rate):
    """the values are right, but float32 came in and float64 goes out."""
    return dy * np.where(y != 0, 1 / (1 - rate), 0.0)


@dropout_backward.wrong
def factor_lost_positive_only(dy, x, y, rate):
    """two things: this is ReLU's mask, while a kept unit may be negative; and the factor
    1 / (1 - rate) is lost."""
    return dy * (y > 0)


@dropout_backward.wrong
def one_plus_rate(dy, x, y, rate):
    """you multiply by 1 + rate. The factor forward was 1 / (1 - rate), and it is the same
    on the way back."""
    return dy * (y != 0) * (1 + rate)


@dropout_backward.wrong
def all_multiplied(dy, x, y, rate):
    """two things: a dropped unit passes nothing back; and the factor is 1 / (1 - rate), not
    1 - rate."""
    return dy * (1 - rate)


@dropout_backward.wrong
def all_divided_by_rate(dy, x, y, rate):
    """two things: a dropped unit passes nothing back; and what was kept had been divided by
    1 - rate, not by the rate."""
    return dy / rate


@dropout_backward.wrong
def root_of_share(dy, x, y, rate):
    """you divide by the root of 1 - rate. The factor forward was 1 / (1 - rate)."""
    return dy * (y != 0) / (1 - rate) ** 0.5


@dropout_backward.wrong
def divided_by_x(dy, x, y, rate):
    """you divide by x and leave y out, or enter it as a truth. The mask is y / x."""
    return dy * (y != 0) / x


@dropout_backward.wrong
def negative_only(dy, x, y, rate):
    """you keep the entries where y is negative. A kept unit may be positive; ask where y is
    not 0."""
    return dy * (y < 0) / (1 - rate)


@dropout_backward.wrong
def difference(dy, x, y, rate):
    """you multiply by y - x. The mask is their ratio, y / x."""
    return dy * (y - x)


@dropout_backward.wrong
def something_added(dy, x, y, rate):
    """a small number is added below the line, which spoils the ratio where x is tiny. Where
    y is not 0 nothing divides by 0."""
    return (dy * y / (x + 1e-8)).astype(dy.dtype)


@dropout_backward.wrong
def product_of_both(dy, x, y, rate):
    """you ask whether x times y is 0, and where both are tiny the computer makes their
    product 0. Ask y alone."""
    return dy * (x * y != 0) / (1 - rate)


@dropout_backward.right
def by_ratio(dy, x, y, rate):
    return dy * (y / x)


@dropout_backward.right
def by_copy(dy, x, y, rate):
    dx = dy / (1 - rate)
    dx[y == 0] = 0
    return dx
