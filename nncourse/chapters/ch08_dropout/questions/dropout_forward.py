"""The question `dropout_forward`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch08_dropout.questions.heading import chapter
from nncourse.exercises.promises import edge
from nncourse.exercises.safe_call import Fixture


def dropout_forward_cases(rng):
    def made():
        return Fixture("rng", (int(rng.integers(1, 10**6)),))

    yield rng.integers(1, 9, (2, 3)).astype(float), 0.4, made()
    for shape, rate in ((4, 6), 0.2), ((5, 9), 0.7):
        yield rng.normal(size=shape), rate, made()
    x = rng.normal(size=(4, 5))
    x[:, 0] = 0  # an entry that is 0 is kept or dropped like any other
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
def mask_from_y(x, rate, rng):
    """the mask is read off y. Where x itself is 0, y is 0 whether it was kept or not: make
    the mask from the numbers drawn."""
    y, _ = dropout_forward(x, rate, rng)
    return y, ((y != 0) * _factor(rate)).astype(x.dtype)


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


@dropout_forward.wrong
def one_mask_for_all_rows(x, rate, rng):
    """one number is drawn for each column, so all rows have the same mask. Draw one for
    each entry: rng.random(x.shape)."""
    kept = np.broadcast_to(rng.random(x.shape[1]) >= rate, x.shape)
    return _drop(x, rate, kept, _factor(rate))


@dropout_forward.wrong
def guarded_factor(x, rate, rng):
    """a number is added below the line, which changes every factor. Only a rate of 1 needs
    a way of its own."""
    return _drop(x, rate, rng.random(x.shape) >= rate, 1 / (1 - rate + 1e-3))


@dropout_forward.wrong
def drawn_in_float32(x, rate, rng):
    """the numbers are drawn in float32, and those are others than rng.random(x.shape)
    draws. Draw as asked, and convert the mask."""
    kept = rng.random(x.shape, dtype=np.float32) >= rate
    return _drop(x, rate, kept, _factor(rate))


@dropout_forward.wrong
def nothing_kept_at_0(x, rate, rng):
    """at a rate of 0 all is zeros, as at a rate of 1. There nothing is dropped: y is x, and
    the mask is of ones."""
    kept = rng.random(x.shape) >= rate
    return _drop(x, rate, kept, _factor(rate) if rate > 0 else 0.0)


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
