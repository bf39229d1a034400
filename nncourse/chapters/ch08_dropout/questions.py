"""Questions of chapter 8: dropout."""

import numpy as np

from nncourse import SGD, batches, digits, evaluate, mlp, softmax_cross_entropy, steps
from nncourse.exercises.chapter import Chapter
from nncourse.exercises.promises import edge
from nncourse.exercises.safe_call import Fixture
from nncourse.exercises.several_seeds import over_seeds

chapter = Chapter(
    "08-dropout",
    title="Dropout",
    intro="""
    How many are dropped, dropout forward and back, answers averaged over masks, and a
    network to keep from learning mistakes by heart.
    """,
)


@chapter.value(
    points=10,
    prompt="""
    **Warm-up.** A layer of 400 units has a dropout rate of 0.2. The number of units dropped
    differs from step to step. What is its standard deviation?
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
    """this is too small by half. For 100 units at this rate it would be 4, and the spread
    grows with the root of their number, by both factors, r and 1 - r."""
    return 4.0


@dropped_spread.wrong
def at_a_half():
    """too large. √(n / 4) = 10 is the spread at a rate of one half; here r (1 - r) is 0.16.
    The factor 1 / (1 - r) scales outputs, not their number."""
    return 10.0


@dropped_spread.wrong
def linear_in_units():
    """twice too large. Four times as many units as 100 have twice the spread, not four
    times; and one standard deviation is asked for, not two."""
    return 16.0


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


def dropout_forward_cases(rng):
    def made():
        return Fixture("rng", (int(rng.integers(1, 10**6)),))

    yield rng.integers(1, 9, (2, 3)).astype(float), 0.4, made()
    for shape, rate in ((4, 6), 0.2), ((5, 9), 0.7):
        yield rng.normal(size=shape), rate, made()
    x = rng.normal(size=(4, 5))
    for seed in 1, 2, 1:  # equal seeds give equal masks, others give others
        yield x, 0.5, Fixture("rng", (seed,))
    yield edge("a rate of 1", rng.normal(size=(3, 4)), 1.0, made())
    numbers = np.array([[0.25, 0.2461, 0.75], [0.2499, 0.0, 0.5]])
    x = rng.normal(size=(2, 3))
    yield edge("a number that equals the rate", x, 0.25, Fixture("drawn", (numbers,)))
    yield edge("a rate of 0", x, 0.0, Fixture("drawn", (numbers,)))
    yield rng.normal(size=(6, 5)).astype(np.float32), 0.3, made()


@chapter.function(
    points=20,
    prompt=r"""
    Inverted dropout, in training. Draw `rng.random(x.shape)`, keep the entries whose number
    is at least `rate`, and scale up what is kept. Return `y` and the `mask`, of zeros and
    $1 / (1 - r)$, with $y = x \cdot \text{mask}$. At a rate of 1 both are zeros; float32
    in, float32 out.
    """,
    cases=dropout_forward_cases,
    returns=("y", "mask"),
)
def dropout_forward(x, rate, rng):
    """(y, mask), both of x's shape and precision."""
    kept = rng.random(x.shape) >= rate
    mask = kept.astype(x.dtype)
    if rate < 1:
        mask /= 1 - rate
    return x * mask, mask


def _drop(x, rate, kept, factor):
    mask = (kept * factor).astype(x.dtype)
    return x * mask, mask


def _factor(rate):
    return 1 / (1 - rate) if rate < 1 else 0.0


@dropout_forward.wrong
def swapped(x, rate, rng):
    """you keep what should be dropped: `rate` is the share that goes."""
    return _drop(x, rate, rng.random(x.shape) < rate, _factor(rate))


@dropout_forward.wrong
def no_scaling(x, rate, rng):
    """what is kept is not scaled up. In evaluation the next layer would receive larger sums
    than it was trained on."""
    return _drop(x, rate, rng.random(x.shape) >= rate, 1.0)


@dropout_forward.wrong
def scaled_by_rate(x, rate, rng):
    """you divide by the rate. What is kept is a share 1 - rate; divide by that."""
    return _drop(x, rate, rng.random(x.shape) >= rate, 1 / rate)


@dropout_forward.wrong
def scaled_down(x, rate, rng):
    """you multiply by 1 - rate. Less is left than before, so what is kept has to grow:
    divide."""
    return _drop(x, rate, rng.random(x.shape) >= rate, 1 - rate)


@dropout_forward.wrong
def one_mask(x, rate, rng):
    """every example loses the same units. Draw for each entry of x."""
    return _drop(x, rate, rng.random(x.shape[1]) >= rate, _factor(rate))


@dropout_forward.wrong
def nan_at_one(x, rate, rng):
    """at a rate of 1 your answer is nan or inf: 0 / 0. Treat that rate by itself."""
    kept = rng.random(x.shape) >= rate
    with np.errstate(all="ignore"):
        mask = (kept / np.float64(1 - rate)).astype(x.dtype)
    return x * mask, mask


@dropout_forward.wrong
def float64(x, rate, rng):
    """the values are right, but float32 came in and float64 goes out."""
    mask = (rng.random(x.shape) >= rate) * np.float64(_factor(rate))
    return x * mask, mask


@dropout_forward.wrong
def in_place(x, rate, rng):
    """y is right, but x was overwritten. Its owner may still need it."""
    mask = ((rng.random(x.shape) >= rate) * _factor(rate)).astype(x.dtype)
    x *= mask
    return x, mask


@dropout_forward.wrong
def own_generator(x, rate, rng):
    """the numbers are drawn from another generator than the one that is handed in, so a run
    cannot be repeated by its seed. Draw from `rng`."""
    return dropout_forward(x, rate, np.random.default_rng(0))


@dropout_forward.wrong
def old_generator(x, rate, rng):
    """the numbers come from a generator of your own, seeded with 0 in the older way. Draw
    from `rng`."""
    kept = np.random.RandomState(0).rand(*x.shape) >= rate
    return _drop(x, rate, kept, _factor(rate))


@dropout_forward.wrong
def normal_numbers(x, rate, rng):
    """the numbers are normal, around 0, so another share falls below `rate`. Draw evenly
    from 0 to 1: rng.random."""
    kept = rng.standard_normal(x.shape) >= rate
    return _drop(x, rate, kept, _factor(rate))


@dropout_forward.wrong
def binomial_numbers(x, rate, rng):
    """this is dropout by another stream of numbers, `binomial`. So that your mask can be
    compared, draw rng.random(x.shape)."""
    kept = rng.binomial(1, 1 - rate, x.shape)
    return _drop(x, rate, kept, _factor(rate))


@dropout_forward.wrong
def whole_rows(x, rate, rng):
    """whole examples are dropped. Draw for each entry of x."""
    kept = rng.random((len(x), 1)) >= rate
    return _drop(x, rate, np.broadcast_to(kept, x.shape), _factor(rate))


@dropout_forward.wrong
def fixed_number(x, rate, rng):
    """a fixed number of entries is dropped here. Each entry is dropped by its own draw, so
    the number varies."""
    dropped = rng.permutation(x.size)[: round(rate * x.size)]
    kept = np.ones(x.size)
    kept[dropped] = 0
    return _drop(x, rate, kept.reshape(x.shape), _factor(rate))


@dropout_forward.wrong
def mask_of_ones(x, rate, rng):
    """y is right, but the mask is of zeros and ones. It holds the factor 1 / (1 - r), so
    that y is x times the mask."""
    y, mask = dropout_forward(x, rate, rng)
    return y, (mask > 0).astype(x.dtype)


@dropout_forward.wrong
def mask_of_truths(x, rate, rng):
    """y is right, but the mask is of True and False. It holds the factor 1 / (1 - r), so
    that y is x times the mask."""
    y, mask = dropout_forward(x, rate, rng)
    return y, mask > 0


@dropout_forward.wrong
def scaled_twice(x, rate, rng):
    """y is scaled up twice: the mask holds the factor already."""
    y, mask = dropout_forward(x, rate, rng)
    return y * np.asarray(_factor(rate), x.dtype), mask


@dropout_forward.wrong
def mask_scaled_alone(x, rate, rng):
    """y lacks the factor that the mask holds: y is x times the mask."""
    _, mask = dropout_forward(x, rate, rng)
    return x * (mask > 0), mask


@dropout_forward.wrong
def scaled_by_count(x, rate, rng):
    """this scales by the share that happened to be kept. The factor is 1 / (1 - r), the
    same at each step."""
    kept = rng.random(x.shape) >= rate
    return _drop(x, rate, kept, kept.size / max(kept.sum(), 1))


@dropout_forward.wrong
def drawn_twice(x, rate, rng):
    """the mask that is returned is another one than that of y: it was drawn again. Draw
    once and keep it; the way back needs the same."""
    y, _ = dropout_forward(x, rate, rng)
    return y, dropout_forward(x, rate, rng)[1]


@dropout_forward.wrong
def mean_for_dropped(x, rate, rng):
    """what is dropped becomes the mean of x. It becomes 0."""
    y, mask = dropout_forward(x, rate, rng)
    return np.where(mask > 0, y, x.mean()), mask


@dropout_forward.wrong
def as_in_evaluation(x, rate, rng):
    """x goes through unchanged, as in evaluation. In training entries are dropped."""
    return x.copy(), np.ones_like(x)


@dropout_forward.wrong
def nothing_dropped_at_one(x, rate, rng):
    """at a rate of 1 nothing is dropped here. Everything should be: zeros."""
    if rate >= 1:
        return x.copy(), np.ones_like(x)
    return dropout_forward(x, rate, rng)


@dropout_forward.wrong
def above_rate(x, rate, rng):
    """a number that equals the rate is dropped here. It is kept: at least `rate`, >=."""
    return _drop(x, rate, rng.random(x.shape) > rate, _factor(rate))


@dropout_forward.wrong
def rounded(x, rate, rng):
    """the numbers are rounded before they are compared. Take them as they are drawn."""
    return _drop(x, rate, np.round(rng.random(x.shape), 2) >= rate, _factor(rate))


@dropout_forward.wrong
def order_of_columns(x, rate, rng):
    """the numbers are drawn in the transposed shape. Draw x.shape."""
    drawn = rng.random(x.shape[::-1]).T
    return _drop(x, rate, drawn >= rate, _factor(rate))


@dropout_forward.wrong
def keep_probability(x, rate, rng):
    """`rate` is taken for the share that is kept. It is the share that is dropped: two
    things change, the comparison and the factor."""
    return _drop(x, rate, rng.random(x.shape) < rate, 1 / rate if rate else 0.0)


@dropout_forward.wrong
def unscaled_own_generator(x, rate, rng):
    """two things: the numbers are not drawn from `rng`, and what is kept is not scaled
    up."""
    return no_scaling(x, rate, np.random.default_rng(0))


@dropout_forward.wrong
def y_alone(x, rate, rng):
    """y alone is returned. The way back needs the mask: return both."""
    return dropout_forward(x, rate, rng)[0]


@dropout_forward.wrong
def threshold_turned(x, rate, rng):
    """the numbers are compared with 1 - rate. Kept is what is at least `rate`."""
    return _drop(x, rate, rng.random(x.shape) >= 1 - rate, _factor(rate))


@dropout_forward.wrong
def threshold_below(x, rate, rng):
    """numbers below 1 - rate are kept: the right share, and other entries than asked for.
    Keep those whose number is at least `rate`."""
    return _drop(x, rate, rng.random(x.shape) < 1 - rate, _factor(rate))


@dropout_forward.wrong
def one_plus_rate(x, rate, rng):
    """you multiply by 1 + rate. A share 1 - rate is kept, so divide by that."""
    return _drop(x, rate, rng.random(x.shape) >= rate, (1 + rate) * (rate < 1))


@dropout_forward.wrong
def root_of_share(x, rate, rng):
    """you divide by the root of 1 - rate, which keeps the size of squares. The mean is to
    stay: divide by 1 - rate."""
    return _drop(x, rate, rng.random(x.shape) >= rate, _factor(rate) ** 0.5)


@dropout_forward.wrong
def swapped_unscaled(x, rate, rng):
    """two things: you keep what should be dropped, and what is kept is not scaled up."""
    return _drop(x, rate, rng.random(x.shape) < rate, 1.0 * (rate < 1))


@dropout_forward.wrong
def one_number(x, rate, rng):
    """a single number decides for all entries. Draw one for each: x.shape."""
    return _drop(x, rate, np.full(x.shape, rng.random() >= rate), _factor(rate))


@dropout_forward.wrong
def mean_restored(x, rate, rng):
    """this scales so that the sum of x stays as it was. The factor is 1 / (1 - r), whatever
    was kept."""
    kept = rng.random(x.shape) >= rate
    left = (x * kept).sum()
    return _drop(x, rate, kept, x.sum() / left if left else 0.0)


@dropout_forward.right
def by_where(x, rate, rng):
    drawn = rng.random(x.shape)
    factor = 0.0 if rate == 1 else 1 / (1 - rate)
    mask = np.where(drawn < rate, 0.0, factor).astype(x.dtype)
    return x * mask, mask


@dropout_forward.right
def by_zeros(x, rate, rng):
    mask = np.zeros_like(x)
    mask[rng.random(x.shape) >= rate] = 1 / max(1 - rate, 1e-12)
    return mask * x, mask


def dropout_backward_cases(rng):
    for shape, rate in ((2, 3), 0.5), ((4, 6), 0.2), ((5, 4), 0.7), ((3, 8), 0.4):
        x = rng.uniform(0.5, 2, size=shape) * rng.choice([-1.0, 1.0], size=shape)
        kept = rng.random(shape) >= rate
        kept[-1] = False
        kept.flat[:2] = True, False
        x.flat[0] = -abs(x.flat[0])
        yield rng.normal(size=shape), x, x * kept / (1 - rate), rate
    x = np.array([[2.0, 1e-12, -1e-4], [3.0, -1e-30, 5.0]])  # kept, however small
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
    """a dropped unit had no part in the output, so no gradient reaches it."""
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
    return dy * (y != 0) / (y != 0).mean()


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


@dropout_backward.right
def by_ratio(dy, x, y, rate):
    return dy * (y / x)


@dropout_backward.right
def by_copy(dy, x, y, rate):
    dx = dy / (1 - rate)
    dx[y == 0] = 0
    return dx


LARGE = "large scores"


def averaged_answer_cases(rng):
    yield (np.log(np.array([[[1.0, 3.0]], [[1.0, 1.0]]])),)
    for shape in (3, 4, 5), (4, 2, 3), (6, 5, 10):
        yield (2 * rng.normal(size=shape),)
    yield edge(LARGE, 1000 + rng.normal(size=(2, 3, 4)))
    apart = np.array([1000.0, 0.0, -1000.0])  # images, then masks
    yield edge(LARGE, rng.normal(size=(2, 3, 4)) + apart[:, None])
    yield edge(LARGE, rng.normal(size=(3, 2, 4)) + apart[:, None, None])
    yield edge(LARGE, np.array([[[1000.0, 999.0, -1000.0]], [[60.0, 70.0, 65.0]]]))
    yield edge(LARGE, np.array([[[1000.0, -1000.0, -1000.0, -1000.0]]]))
    yield (rng.normal(size=(1, 2, 3)),)


@chapter.function(
    points=20,
    prompt="""
    The average over masks. `logits` of shape (k, n, classes) holds the scores of n images
    under k masks. Return the mean over the masks of the probabilities, (n, classes). Scores
    may be as large as 1000.
    """,
    cases=averaged_answer_cases,
)
def averaged_answer(logits):
    """Probabilities (n, classes), the mean over the k masks of logits (k, n, classes)."""
    p = np.exp(logits - logits.max(axis=2, keepdims=True))
    p /= p.sum(axis=2, keepdims=True)
    return p.mean(axis=0)


def _softmax(logits, axis=-1):
    p = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return p / p.sum(axis=axis, keepdims=True)


@averaged_answer.wrong
def mean_of_logits(logits):
    """you average the scores and then take one softmax. The question asks for the mean of
    the probabilities; they differ where masks disagree."""
    return _softmax(logits.mean(axis=0))


@averaged_answer.wrong
def over_images(logits):
    """the mean runs over the images. It belongs to the first axis, the masks."""
    return _softmax(logits).mean(axis=1)


@averaged_answer.wrong
def summed(logits):
    """your rows add up to the number of masks: a sum in the place of a mean."""
    return _softmax(logits).sum(axis=0)


@averaged_answer.wrong
def softmax_axis(logits):
    """the softmax runs over the wrong axis. Each image's probabilities under each mask add
    up to 1."""
    return _softmax(logits, axis=1).mean(axis=0)


@averaged_answer.wrong
def votes(logits):
    """this counts votes. A mask that is unsure should count as unsure."""
    return np.eye(logits.shape[2])[logits.argmax(axis=2)].mean(axis=0)


@averaged_answer.wrong
def one_mask(logits):
    """this is the answer under the first mask alone."""
    return _softmax(logits[0])


@averaged_answer.wrong
def overflow(logits):
    """right for small scores, nan for large ones. Subtract each row's largest score
    first."""
    with np.errstate(all="ignore"):
        p = np.exp(logits)
        return (p / p.sum(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.wrong
def shifted_by_largest_of_all(logits):
    """the largest score of all is subtracted, so rows far below it become 0 / 0. Subtract
    the largest of each row, under each mask."""
    with np.errstate(all="ignore"):
        p = np.exp(logits - logits.max())
        return (p / p.sum(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.wrong
def shifted_by_image(logits):
    """one score is subtracted from all masks of an image, so a mask whose scores are far
    below becomes 0 / 0. Subtract each mask's own largest."""
    with np.errstate(all="ignore"):
        p = np.exp(logits - logits.max(axis=(0, 2), keepdims=True))
        return (p / p.sum(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.wrong
def shifted_by_mask(logits):
    """one score is subtracted from all images under a mask, so an image whose scores are
    far below becomes 0 / 0. Subtract each image's own largest."""
    with np.errstate(all="ignore"):
        p = np.exp(logits - logits.max(axis=(1, 2), keepdims=True))
        return (p / p.sum(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.wrong
def cut_off(logits):
    """large scores are cut off before the exponential, and come out alike. Subtract each
    row's largest score instead: that changes nothing."""
    return _softmax(np.clip(logits, -50, 50)).mean(axis=0)


@averaged_answer.wrong
def nan_for_zero(logits):
    """the overflow is swept away: nan becomes 0. Subtract each row's largest score first
    and there is none."""
    with np.errstate(all="ignore"):
        p = np.exp(logits)
        return np.nan_to_num(p / p.sum(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.wrong
def first_mask_missing(logits):
    """the first mask is left out. The mean runs over all k."""
    return _softmax(logits[1:]).mean(axis=0) if len(logits) > 1 else _softmax(logits[0])


@averaged_answer.wrong
def one_mask_less(logits):
    """you divide by k - 1. A mean divides by k."""
    return _softmax(logits).sum(axis=0) / max(len(logits) - 1, 1)


@averaged_answer.wrong
def median(logits):
    """this is the median over the masks. The mean is asked for; rows of medians need not
    add up to 1."""
    return np.median(_softmax(logits), axis=0)


@averaged_answer.wrong
def largest(logits):
    """this takes the largest over the masks. The mean is asked for."""
    p = _softmax(logits).max(axis=0)
    return p / p.sum(axis=1, keepdims=True)


@averaged_answer.wrong
def largest_unscaled(logits):
    """this takes the largest over the masks, and the rows add up to more than 1. The mean
    is asked for."""
    return _softmax(logits).max(axis=0)


@averaged_answer.wrong
def scores(logits):
    """these are mean scores. Turn the scores of each mask into probabilities first."""
    return logits.mean(axis=0)


@averaged_answer.wrong
def exponentials_together(logits):
    """the exponentials of all masks are added and scaled once, so a mask with large scores
    counts more. Scale each mask's to 1 first."""
    shifted = np.exp(logits - logits.max(axis=(0, 2), keepdims=True)).sum(axis=0)
    return shifted / shifted.sum(axis=1, keepdims=True)


@averaged_answer.wrong
def sigmoids(logits):
    """this takes a sigmoid of each score by itself. The classes share 1 between them: a
    softmax."""
    with np.errstate(all="ignore"):
        return (1 / (1 + np.exp(-logits))).mean(axis=0)


@averaged_answer.wrong
def geometric(logits):
    """this is the mean of the logarithms. The probabilities themselves are averaged."""
    top = logits.max(axis=2, keepdims=True)
    shifted = logits - top
    return (shifted - np.log(np.exp(shifted).sum(axis=2, keepdims=True))).mean(axis=0)


@averaged_answer.wrong
def softmax_over_masks(logits):
    """the softmax runs over the masks, so what adds up to 1 is each class. It runs over the
    classes."""
    return _softmax(logits, axis=0).mean(axis=0)


@averaged_answer.wrong
def softmax_over_all(logits):
    """the softmax runs over all images and classes at once. Each image's probabilities
    under each mask add up to 1."""
    return _softmax(logits.reshape(len(logits), -1)).reshape(logits.shape).mean(axis=0)


@averaged_answer.wrong
def softmax_again(logits):
    """a second softmax is taken of the mean probabilities. They add up to 1 already."""
    return _softmax(_softmax(logits).mean(axis=0))


@averaged_answer.wrong
def rounded(logits):
    """the probabilities are rounded. Return them as they are."""
    return _softmax(logits).mean(axis=0).round(2)


@averaged_answer.wrong
def all_alike(logits):
    """all classes get the same probability here, whatever the scores."""
    return np.full(logits.shape[1:], 1 / logits.shape[2])


@averaged_answer.wrong
def without_exponential(logits):
    """the scores are scaled to a sum of 1 without an exponential. Scores may be negative: a
    softmax takes exp first."""
    with np.errstate(all="ignore"):
        return (logits / logits.sum(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.wrong
def masks_kept(logits):
    """these are the probabilities under each mask. The mean over the masks is still to
    take."""
    return _softmax(logits)


@averaged_answer.wrong
def shifted_by_mean(logits):
    """the mean of each row is subtracted, and its largest score may still lie far above
    that and overflow. Subtract the largest."""
    with np.errstate(all="ignore"):
        p = np.exp(logits - logits.mean(axis=2, keepdims=True))
        return (p / p.sum(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.wrong
def divided_by_largest(logits):
    """the scores are divided by the largest, which changes the probabilities. Subtract it:
    that does not."""
    with np.errstate(all="ignore"):
        return _softmax(logits / logits.max(axis=2, keepdims=True)).mean(axis=0)


@averaged_answer.wrong
def base_two(logits):
    """powers of 2 in the place of e make all probabilities flatter: np.exp."""
    return _softmax(logits * np.log(2)).mean(axis=0)


@averaged_answer.wrong
def geometric_unscaled(logits):
    """this is the geometric mean of the probabilities. Add them up and divide by their
    number."""
    with np.errstate(all="ignore"):
        return np.exp(np.log(_softmax(logits)).mean(axis=0))


@averaged_answer.right
def mask_by_mask(logits):
    total = np.zeros(logits.shape[1:])
    for scores in logits:
        shifted = np.exp(scores - scores.max(axis=1)[:, None])
        total += shifted / shifted.sum(axis=1)[:, None]
    return total / len(logits)


@averaged_answer.right
def by_logarithms(logits):
    shifted = logits - logits.max(axis=2, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=2, keepdims=True))
    return np.exp(log_p).mean(axis=0)


def memorised_cases(rng):
    yield np.array([3, 1, 4, 7, 5]), np.array([3, 8, 4, 7, 5]), np.array([3, 1, 9, 1, 5])
    for n in 30, 50:
        truth = rng.integers(0, 10, n)
        given, predicted = truth.copy(), truth.copy()
        places = rng.permutation(n)
        wrong, repeated, other, honest = places[:12], places[:5], places[5:8], places[12:16]
        given[wrong] = (truth[wrong] + rng.integers(1, 5, 12)) % 10
        predicted[repeated] = given[repeated]
        predicted[other] = (truth[other] + 6) % 10
        predicted[honest] = (truth[honest] + 1) % 10
        yield predicted, given, truth
    truth = rng.integers(0, 10, 8)
    predicted = np.r_[truth[:4], (truth[4:] + 1) % 10]
    yield edge("no wrong label", predicted, truth.copy(), truth)
    yield np.array([0, 0, 5, 6]), np.array([0, 0, 5, 7]), np.array([4, 0, 2, 1])


@chapter.function(
    points=10,
    prompt="""
    What did it learn by heart? `given` are the labels that the network was trained on, some
    of them wrong; `truth` are the right ones; `predicted` is what it says. Return the share
    of the *wrong* labels that it repeats, as a number; 0 if none is wrong.
    """,
    cases=memorised_cases,
    implementing=False,
)
def memorised(predicted, given, truth):
    """The share of wrong labels repeated; three arrays of n whole numbers."""
    wrong = given != truth
    if not wrong.any():
        return 0.0
    return (predicted[wrong] == given[wrong]).mean()


@memorised.wrong
def of_all(predicted, given, truth):
    """you divide by the number of all examples. The question asks for a share of the wrong
    labels alone."""
    return ((predicted == given) & (given != truth)).mean()


@memorised.wrong
def all_repeated(predicted, given, truth):
    """this is the share of all given labels that are repeated, the right ones included: the
    training accuracy."""
    return (predicted == given).mean()


@memorised.wrong
def escaped(predicted, given, truth):
    """this is the share of wrong labels where the network says the truth. It may also say a
    third thing; count what it repeats."""
    wrong = given != truth
    return (predicted[wrong] == truth[wrong]).mean() if wrong.any() else 0.0


@memorised.wrong
def not_the_truth(predicted, given, truth):
    """this counts every mistake on those examples. Learning by heart is to repeat the given
    label."""
    wrong = given != truth
    return (predicted[wrong] != truth[wrong]).mean() if wrong.any() else 0.0


@memorised.wrong
def of_none(predicted, given, truth):
    """where no label is wrong your mean runs over nothing, and is nan. The question asks
    for 0 there."""
    wrong = given != truth
    return (predicted[wrong] == given[wrong]).mean()


@memorised.wrong
def of_mistakes(predicted, given, truth):
    """you divide by the number of the network's mistakes. Divide by the number of wrong
    labels."""
    mistakes = predicted != truth
    repeated = (predicted == given) & (given != truth)
    return repeated.sum() / mistakes.sum() if mistakes.any() else 0.0


@memorised.wrong
def misread(predicted, given, truth):
    """this is the share of wrong predictions. Look only where the given label is wrong, and
    ask whether that label is repeated."""
    return (predicted != truth).mean()


@memorised.wrong
def accuracy(predicted, given, truth):
    """this is the accuracy against the truth. The question is what becomes of the wrong
    labels."""
    return (predicted == truth).mean()


@memorised.wrong
def not_repeated(predicted, given, truth):
    """this is the share of wrong labels that it does *not* repeat. Turn it round."""
    wrong = given != truth
    return (predicted[wrong] != given[wrong]).mean() if wrong.any() else 0.0


@memorised.wrong
def of_repeated(predicted, given, truth):
    """you divide by the number of labels that it repeats. Divide by the number of wrong
    labels."""
    repeated = predicted == given
    return (given != truth)[repeated].mean() if repeated.any() else 0.0


@memorised.wrong
def of_right_labels(predicted, given, truth):
    """this looks at the right labels. What is learnt by heart shows at the wrong ones."""
    right = given == truth
    return (predicted[right] == given[right]).mean() if right.any() else 0.0


@memorised.wrong
def wrong_labels(predicted, given, truth):
    """this is the share of labels that are wrong. How many of those does it repeat?"""
    return (given != truth).mean()


@memorised.wrong
def one_if_none(predicted, given, truth):
    """where no label is wrong this gives 1. The question asks for 0 there."""
    wrong = given != truth
    return (predicted[wrong] == given[wrong]).mean() if wrong.any() else 1.0


@memorised.wrong
def all_if_none(predicted, given, truth):
    """where no label is wrong this gives the share of repeated labels. The question asks
    for 0 there."""
    wrong = given != truth
    chosen = wrong if wrong.any() else ~wrong
    return (predicted[chosen] == given[chosen]).mean()


@memorised.wrong
def count(predicted, given, truth):
    """this is how many are repeated. Divide by the number of wrong labels."""
    return ((predicted == given) & (given != truth)).sum()


@memorised.wrong
def in_percent(predicted, given, truth):
    """this is in per cent. Return a share from 0 to 1."""
    return 100 * memorised(predicted, given, truth)


@memorised.wrong
def one_more(predicted, given, truth):
    """the number of wrong labels is one too large, perhaps against a division by 0. Treat
    that case by itself."""
    wrong = given != truth
    return (predicted[wrong] == given[wrong]).sum() / (wrong.sum() + 1)


@memorised.wrong
def beyond_chance(predicted, given, truth):
    """a share expected by chance is subtracted. The question asks for the plain share."""
    wrong = given != truth
    return memorised(predicted, given, truth) - (1 / 9 if wrong.any() else 0)


@memorised.wrong
def among_all_labels(predicted, given, truth):
    """this asks whether the prediction occurs anywhere among the given labels. Compare each
    example with its own label."""
    wrong = given != truth
    return np.isin(predicted[wrong], given[wrong]).mean() if wrong.any() else 0.0


@memorised.wrong
def mean_over_classes(predicted, given, truth):
    """this averages over the classes. Each wrong label counts once, whatever its class."""
    wrong = given != truth
    if not wrong.any():
        return 0.0
    classes = np.unique(truth[wrong])
    of = [(predicted[wrong] == given[wrong])[truth[wrong] == c].mean() for c in classes]
    return np.mean(of)


@memorised.wrong
def label_zero_skipped(predicted, given, truth):
    """the label 0 is skipped, as if it were no label. It is a digit like the others."""
    wrong = (given != truth) & (given != 0)
    return (predicted[wrong] == given[wrong]).mean() if wrong.any() else 0.0


@memorised.wrong
def rounded(predicted, given, truth):
    """the share is rounded. Return it as it is."""
    return round(float(memorised(predicted, given, truth)), 2)


@memorised.wrong
def never(predicted, given, truth):
    """this is 0 in every case, though wrong labels are repeated in some. `is` for == or a
    whole division does that."""
    return 0.0


@memorised.wrong
def truth_and_given_exchanged(predicted, given, truth):
    """given and truth are swapped where they are compared with what it says, and all
    examples are counted: two things."""
    return ((predicted == truth) & (given != truth)).mean()


@memorised.wrong
def any_repeated(predicted, given, truth):
    """this says whether any wrong label is repeated. How many are, as a share?"""
    wrong = given != truth
    return float((predicted[wrong] == given[wrong]).any())


@memorised.wrong
def difference_of_accuracies(predicted, given, truth):
    """this is a difference of two accuracies. Look at the wrong labels alone, and count how
    many are repeated."""
    return (predicted == given).mean() - (predicted == truth).mean()


@memorised.wrong
def distance(predicted, given, truth):
    """this measures how far the digits are apart as numbers. A label is repeated or not."""
    wrong = given != truth
    return np.abs(predicted[wrong] - given[wrong]).mean() if wrong.any() else 0.0


@memorised.right
def by_counting(predicted, given, truth):
    pairs = [(p, g) for p, g, t in zip(predicted, given, truth, strict=True) if g != t]
    return sum(p == g for p, g in pairs) / len(pairs) if pairs else 0.0


@memorised.right
def by_sums(predicted, given, truth):
    wrong = (given != truth).sum()
    return float(((predicted == given) * (given != truth)).sum() / max(wrong, 1))


@chapter.puzzle(
    points=5,
    prompt="""
    **In order.** One training step of a network with dropout, and then its accuracy on
    images that it has not seen. One of these lines does not belong.
    """,
    lines=(
        "optimizer.step(net)",
        "accuracy = (scores.argmax(axis=1) == test_labels).mean()",
        "logits = net.forward(batch, training=True)",
        "scores = net.forward(test_images, training=True)",
        "loss, dlogits = softmax_cross_entropy(logits, labels)",
        "scores = net.forward(test_images)",
        "net.backward(dlogits)",
    ),
)
def step_and_test():
    return "CEGAFB"


@step_and_test.wrong_where(lambda order: "D" in order)
def dropout_in_the_test():
    """line D tests with units dropped. Dropout is for training; in the test all units
    answer."""
    return "CEGADB"


@step_and_test.before("C", "E")
def loss_too_early():
    """the loss is made of the logits, so the forward pass comes before it."""
    return "ECGAFB"


@step_and_test.before("E", "G")
def backward_too_early():
    """the way back begins with dlogits, which comes with the loss."""
    return "CGEAFB"


@step_and_test.before("G", "A")
def step_too_early():
    """the step needs the gradients, so the way back comes before it."""
    return "CEAGFB"


@step_and_test.before("F", "B")
def accuracy_too_early():
    """the accuracy is counted from the scores, so they come first."""
    return "CEGABF"


@step_and_test.before("A", "F")
def tested_before_the_step():
    """the test comes after the step: a forward pass in between overwrites what the layers
    remember for the way back, and would test the old weights."""
    return "CEGFAB"


step_and_test.right("ceg afb", ["C", "E", "G", "A", "F", "B"])


def repaired_dense_cases(rng):
    x = np.array([[1.0, 2.0], [3.0, -1.0]])
    yield np.array([[1.0, 0.0], [2.0, -1.0]]), x, np.array([[2.0, 0.0], [2.0, 2.0]]), x.T
    for n, d, k in (3, 4, 2), (5, 2, 6), (4, 3, 3):
        x, mask = rng.normal(size=(n, d)), 2.0 * (rng.random((n, d)) < 0.5)
        mask.flat[:2] = 0, 2
        yield rng.normal(size=(n, k)), x, mask, rng.normal(size=(d, k))


@chapter.repair(
    points=10,
    prompt="""
    **Broken.** This is the way back through dropout and a dense layer behind it,
    `y = (x * mask) @ W`. It runs, its shapes are right, and a network that is trained with
    it learns a little. Two things are wrong. Mend them.
    """,
    cases=repaired_dense_cases,
    returns=("dx", "dW"),
)
def repaired_backward(dy, x, mask, W):
    """dx (n, d) and dW (d, k) of y = (x * mask) @ W; dy is (n, k), mask (n, d)."""
    dW = (x * mask).T @ dy
    dx = (dy @ W.T) * mask
    return dx, dW


@repaired_backward.broken
def as_found(dy, x, mask, W):
    dW = x.T @ dy
    dx = (dy @ W.T) * (x > 0)
    return dx, dW


@repaired_backward.wrong
def dx_left(dy, x, mask, W):
    """dW is mended, dx is not: it has ReLU's mask, x > 0. Nothing here is a ReLU."""
    return (dy @ W.T) * (x > 0), (x * mask).T @ dy


@repaired_backward.wrong
def dw_left(dy, x, mask, W):
    """dx is mended, dW is not: what was multiplied by W is not x, but what the mask left of
    it."""
    return (dy @ W.T) * mask, x.T @ dy


@repaired_backward.wrong
def no_mask(dy, x, mask, W):
    """dx lacks a mask: a dropped entry had no part in y, and the others were scaled up."""
    return dy @ W.T, (x * mask).T @ dy


@repaired_backward.wrong
def no_mask_at_all(dy, x, mask, W):
    """the mask takes part nowhere. y is made of x * mask, both ways."""
    return dy @ W.T, x.T @ dy


@repaired_backward.wrong
def factor_lost(dy, x, mask, W):
    """dx has the mask as zeros and ones: the factor that it holds is lost."""
    return (dy @ W.T) * (mask > 0), (x * mask).T @ dy


@repaired_backward.wrong
def times_x(dy, x, mask, W):
    """dx is multiplied by x. The derivative of x * mask by x is the mask."""
    return (dy @ W.T) * x * mask, (x * mask).T @ dy


@repaired_backward.wrong
def averaged(dy, x, mask, W):
    """dW is divided by the number of rows. The mean over the batch was taken in the
    loss."""
    return (dy @ W.T) * mask, (x * mask).T @ dy / len(x)


@repaired_backward.right
def by_einsum(dy, x, mask, W):
    kept = x * mask
    return mask * np.einsum("nk,dk->nd", dy, W), np.einsum("nd,nk->dk", kept, dy)


@repaired_backward.right
def row_by_row(dy, x, mask, W):
    dW = sum(np.outer(a * m, g) for a, m, g in zip(x, mask, dy, strict=True))
    return np.array([m * (W @ g) for m, g in zip(mask, dy, strict=True)]), dW


@over_seeds
def measure_noisy_reader(seed, units, rate):
    """Train as the question says."""
    rng = np.random.default_rng(seed)
    x, labels = digits()
    order = rng.permutation(len(x))
    train, test = order[:500], order[-600:]
    given = labels[train].copy()
    given[:150] = (given[:150] + rng.integers(1, 10, 150)) % 10
    net = mlp([64, round(units), 10], rng, dropout=rate)
    stream = batches(x[train], given, 50, 60, rng)
    for _ in steps(net, softmax_cross_entropy, SGD(0.05, momentum=0.9), stream):
        pass
    return {"accuracy": evaluate(net, x[test], labels[test])[1]}


@chapter.setting(
    points=10,
    prompt="""
    **Learn in spite of mistakes.** 500 digits, 150 of them with a wrong label, one hidden
    layer, 600 steps. Choose the hidden `units` and the dropout `rate` so that at least 85 %
    of unseen digits are read correctly, on average over three seeds.
    """,
    knobs={"units": [10, 30, 100], "rate": (0.0, 1.0)},
    measure=measure_noisy_reader,
    passes=lambda measured: measured["accuracy"] >= 0.85,
    goal="it must read 85 % of unseen digits.",
    report="with {units} units and rate {rate:g} it reads {accuracy:.1%} of unseen digits",
)
def noisy_reader():
    """Many units, half of them dropped."""
    return dict(units=100, rate=0.5)


@noisy_reader.wrong_where(lambda config, measured: config["units"] <= 10)
def too_narrow():
    """ten units are too few to tell ten digits apart, and fewer still where some are
    dropped. Take more."""
    return dict(units=10, rate=0.5)


@noisy_reader.wrong_where(lambda config, measured: config["rate"] < 0.02)
def no_dropout():
    """without dropout it learns the wrong labels by heart."""
    return dict(units=100, rate=0.0)


@noisy_reader.wrong_where(lambda config, measured: config["rate"] < 0.3)
def too_weak():
    """a little better than without, and still it repeats many of the wrong labels. Drop
    more."""
    return dict(units=100, rate=0.08)


@noisy_reader.wrong_where(lambda config, measured: True)
def too_strong():
    """so much is dropped that the units left at a step learn too little. Drop less."""
    return dict(units=100, rate=0.93)


noisy_reader.right(dict(units=100, rate=0.6), dict(units=100, rate=0.55))
