"""Questions of chapter 6: batch normalisation."""

from itertools import islice

import numpy as np

from nncourse import (
    SGD,
    Sigmoid,
    batches,
    digits,
    evaluate,
    mlp,
    softmax_cross_entropy,
    split,
    steps,
    xavier,
)
from nncourse.chapters.standardised_digits import standardise
from nncourse.exercises.chapter import Chapter
from nncourse.exercises.promises import edge
from nncourse.exercises.several_seeds import over_seeds

chapter = Chapter(
    "06-batch-normalisation",
    title="Batch normalisation",
    intro="""
    The layer, piece by piece: forward, its memory for evaluation, and the gradient with its
    three ways. Batches are rows; every feature has statistics of its own.
    """,
)


@chapter.value(
    points=10,
    prompt="""
    **Warm-up.** Every weight just before a batch normalisation is multiplied by 10. By what
    factor is the gradient with respect to those weights multiplied (in training, with eps
    so small that it does not matter)?
    """,
    tolerance=1e-3,
)
def gradient_factor():
    return 1 / 10


@gradient_factor.wrong
def ten():
    """it does not grow: the output stays as it was, so a change of a given size now matters
    less. (And if you mean 10 per cent, write 0.1.)"""
    return 10


@gradient_factor.wrong
def none():
    """the output does not change, the gradient does: think of the slope of a function that
    has the same value at W and at 10 W."""
    return 1


@gradient_factor.wrong
def hundredth():
    """this is how much smaller the step becomes *in proportion to the weights*. The
    question is about the gradient itself."""
    return 0.01


@gradient_factor.wrong
def hundred():
    """this is the factor of the variance. The gradient shrinks."""
    return 100


@gradient_factor.wrong_where(lambda value: value in (0.9, -0.9, 90, -90, -10))
def by_how_much():
    """this says by how much it falls. The factor is what the old gradient is multiplied
    by."""
    return 0.9


@gradient_factor.wrong_where(lambda value: value < 0)
def turned():
    """the sign does not change: what lowered the loss before lowers it now."""
    return -0.1


@gradient_factor.wrong_where(lambda value: value == 0)
def no_gradient():
    """it does not vanish: the direction of the weights still matters. What vanishes is the
    gradient of a bias just before the layer. A whole division, 1 // 10, is 0 too."""
    return 0


@gradient_factor.wrong_where(lambda value: abs(value - 0.1**0.5) < 0.01)
def root():
    """no root is left over: the spread, a root of the variance already, grows by 10."""
    return 0.316


@gradient_factor.wrong_where(lambda value: value > 1)
def larger():
    """it does not grow. The output stays as it was, so the same change of a weight is a
    smaller part of it and matters less."""
    return 5.0


@gradient_factor.wrong_where(lambda value: value < 0.1)
def too_small():
    """too small. The gradient itself carries one factor, the spread by which the layer
    divides; the other one of the chapter is the weights' own."""
    return 0.001


@gradient_factor.wrong_where(lambda value: value < 1)
def too_large():
    """too large. The layer divides by the spread, and by what has the spread grown?"""
    return 0.5


gradient_factor.right(0.1, np.float32(0.1))


def batch_norm_forward_cases(rng):
    x = np.array([[1.0, 2.0], [3.0, 2.0], [5.0, 8.0]])
    yield x, np.array([1.0, 2.0]), np.array([0.0, 1.0]), 0.1
    for n, d, eps in (4, 3, 0.5), (6, 2, 0.1), (3, 5, 0.2):
        yield (*_layer(rng, n, d), eps)
    x, gamma, beta = _layer(rng, 40, 3)
    x[:, 1] = 2.0  # the same in all rows
    x[4, 0] = 60.0  # far out
    yield edge("a feature that is the same in all rows", x, gamma, beta, 0.01)
    yield edge("a batch of one row", *_layer(rng, 1, 3), 0.1)
    x, gamma, beta = _layer(rng, 6, 2)
    # A mean of squares is mostly rounding there.
    yield edge("numbers far from 0", x + 1e7, gamma, beta, 1e-5)
    yield (*(v.astype(np.float32) for v in _layer(rng, 5, 4)), 0.1)


def _layer(rng, n, d):
    """x (n, d), gamma and beta (d,) for a case."""
    x = rng.normal(size=(n, d)) * 2 + 3 * rng.normal(size=d)
    return x, rng.uniform(0.5, 2, d) * np.resize([1, -1], d), rng.normal(size=d) + 3


@chapter.function(
    points=15,
    prompt=r"""
    What batch normalisation puts out in training: each feature of `x` (n, d) minus its mean
    over the batch, divided by $\sqrt{v + \epsilon}$, where $v$ is its variance over the
    batch (division by n), then times `gamma` plus `beta`; float32 in, float32 out.
    """,
    cases=batch_norm_forward_cases,
)
def batch_norm_forward(x, gamma, beta, eps):
    """y (n, d) of batch normalisation in training; x (n, d), gamma and beta (d,)."""
    mean = x.mean(axis=0)
    var = x.var(axis=0)
    xhat = (x - mean) / np.sqrt(var + eps)
    return gamma * xhat + beta


@batch_norm_forward.wrong
def unbiased(x, gamma, beta, eps):
    """the variance is divided by n - 1. Here it is n; the other is kept for the running
    variance."""
    return gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0, ddof=1) + eps) + beta


@batch_norm_forward.wrong
def eps_outside(x, gamma, beta, eps):
    """eps stands outside the root. It belongs inside, added to the variance."""
    return gamma * (x - x.mean(axis=0)) / (x.std(axis=0) + eps) + beta


@batch_norm_forward.wrong
def no_eps(x, gamma, beta, eps):
    """eps is missing. Where a feature is the same in all rows the division would give
    nan."""
    return gamma * (x - x.mean(axis=0)) / x.std(axis=0) + beta


@batch_norm_forward.wrong
def wrong_axis(x, gamma, beta, eps):
    """each example is standardised over its own features. That is another layer, layer
    normalisation; here it is each feature over the batch."""
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(var + eps) + beta


@batch_norm_forward.wrong
def flat_axis(x, gamma, beta, eps):
    """the statistics run over the features of each example, axis 1, and numpy cannot line
    them up with the features. Each feature has its own, over the batch: axis 0."""
    return gamma * (x - x.mean(axis=1)) / np.sqrt(x.var(axis=1) + eps) + beta


@batch_norm_forward.wrong
def variance(x, gamma, beta, eps):
    """you divide by the variance. The spread is its root."""
    return gamma * (x - x.mean(axis=0)) / (x.var(axis=0) + eps) + beta


@batch_norm_forward.wrong
def not_centred(x, gamma, beta, eps):
    """the mean is not subtracted before the division."""
    return gamma * x / np.sqrt(x.var(axis=0) + eps) + beta


@batch_norm_forward.wrong
def exchanged(x, gamma, beta, eps):
    """gamma and beta are swapped: gamma scales, beta shifts."""
    return batch_norm_forward(x, beta, gamma, eps)


@batch_norm_forward.wrong
def one_for_all(x, gamma, beta, eps):
    """you take one mean and one variance for all features. Each feature has its own."""
    return gamma * (x - x.mean()) / np.sqrt(x.var() + eps) + beta


@batch_norm_forward.wrong
def in_place(x, gamma, beta, eps):
    """the values are right, but x is overwritten on the way."""
    x -= x.mean(axis=0)
    x /= np.sqrt((x * x).mean(axis=0) + eps)
    return gamma * x + beta


@batch_norm_forward.wrong
def eps_squared(x, gamma, beta, eps):
    """eps is squared under the root. It is added to the variance as it is."""
    return gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps**2) + beta


@batch_norm_forward.wrong
def usual_eps(x, gamma, beta, eps):
    """eps is always 1e-5 here. It is an argument: use the one that is given."""
    return batch_norm_forward(x, gamma, beta, 1e-5)


@batch_norm_forward.wrong
def no_affine(x, gamma, beta, eps):
    """this is xhat: gamma and beta are left out."""
    return (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)


@batch_norm_forward.wrong
def no_gamma(x, gamma, beta, eps):
    """gamma is left out: xhat is scaled before beta is added."""
    return (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps) + beta


@batch_norm_forward.wrong
def no_beta(x, gamma, beta, eps):
    """beta is left out: it is added at the end."""
    return gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)


@batch_norm_forward.wrong
def minus_beta(x, gamma, beta, eps):
    """beta is subtracted. It is added."""
    return batch_norm_forward(x, gamma, -beta, eps)


@batch_norm_forward.wrong
def beta_inside(x, gamma, beta, eps):
    """gamma multiplies beta as well: the bracket closes too late. gamma scales xhat
    alone."""
    return gamma * ((x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps) + beta)


@batch_norm_forward.wrong
def only_the_mean_divided(x, gamma, beta, eps):
    """only the mean is divided by the spread: brackets belong around x - m."""
    return gamma * (x - x.mean(axis=0) / np.sqrt(x.var(axis=0) + eps)) + beta


@batch_norm_forward.wrong
def no_brackets(x, gamma, beta, eps):
    """without brackets around x - m, gamma multiplies x alone and the spread divides the
    mean alone."""
    return gamma * x - x.mean(axis=0) / np.sqrt(x.var(axis=0) + eps) + beta


@batch_norm_forward.wrong
def deviation_itself(x, gamma, beta, eps):
    """this divides by the mean distance from the mean, and eps is added to that. The spread
    asked for is the root of the mean *square*, with eps inside."""
    return (
        gamma * (x - x.mean(axis=0)) / (np.abs(x - x.mean(axis=0)).mean(axis=0) + eps)
        + beta
    )


@batch_norm_forward.wrong
def sum_of_squares(x, gamma, beta, eps):
    """the squares are added up and not divided by n. A variance is their mean."""
    return gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) * len(x) + eps) + beta


@batch_norm_forward.wrong
def over_features(x, gamma, beta, eps):
    """the sum of squares is divided by the number of features, d. It runs over the batch,
    so divide by n."""
    var = x.var(axis=0) * (len(x) / x.shape[1])
    return gamma * (x - x.mean(axis=0)) / np.sqrt(var + eps) + beta


@batch_norm_forward.wrong
def mean_square(x, gamma, beta, eps):
    """this is the mean of x², not the variance: the mean is not subtracted before
    squaring."""
    return gamma * (x - x.mean(axis=0)) / np.sqrt((x * x).mean(axis=0) + eps) + beta


@batch_norm_forward.wrong
def absolute_deviation(x, gamma, beta, eps):
    """this is the mean distance from the mean. The spread asked for is the root of the mean
    *square*."""
    spread = np.abs(x - x.mean(axis=0)).mean(axis=0)
    return gamma * (x - x.mean(axis=0)) / np.sqrt(spread**2 + eps) + beta


@batch_norm_forward.wrong
def median(x, gamma, beta, eps):
    """this subtracts the median. The mean is asked for."""
    return gamma * (x - np.median(x, axis=0)) / np.sqrt(x.var(axis=0) + eps) + beta


@batch_norm_forward.wrong
def smallest_to_largest(x, gamma, beta, eps):
    """this scales by the distance from the smallest value to the largest. The spread is the
    root of the variance."""
    return gamma * (x - x.mean(axis=0)) / (np.ptp(x, axis=0) + eps) + beta


@batch_norm_forward.wrong
def clipped(x, gamma, beta, eps):
    """far values are cut off here. The layer lets every one through."""
    xhat = np.clip((x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps), -3, 3)
    return gamma * xhat + beta


@batch_norm_forward.wrong
def constant_feature_to_zero(x, gamma, beta, eps):
    """a feature that is the same in all rows comes out as 0 here. eps makes its xhat 0
    without help, and beta is added all the same."""
    return batch_norm_forward(x, gamma, beta, eps) * (x.std(axis=0) > 0)


@batch_norm_forward.wrong
def one_row_untouched(x, gamma, beta, eps):
    """a batch of one row goes through unchanged here. The formula holds for it as well: its
    mean is itself."""
    return x if len(x) == 1 else batch_norm_forward(x, gamma, beta, eps)


@batch_norm_forward.wrong
def products_of_rows(x, gamma, beta, eps):
    """gamma enters by a matrix product, which adds the features up. Each feature has its
    own gamma: multiply entry by entry."""
    xhat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)
    return (xhat @ gamma)[:, None] + beta


@batch_norm_forward.wrong
def multiplied(x, gamma, beta, eps):
    """you multiply by the spread. Dividing is what makes it 1."""
    return gamma * (x - x.mean(axis=0)) * np.sqrt(x.var(axis=0) + eps) + beta


@batch_norm_forward.wrong
def rounding(x, gamma, beta, eps):
    """right for numbers near 0, and mostly rounding where x is far from it: a mean of
    squares less the square of the mean loses all digits. Subtract the mean first, then
    square."""
    var = np.maximum((x * x).mean(axis=0) - x.mean(axis=0) ** 2, 0)
    return gamma * (x - x.mean(axis=0)) / np.sqrt(var + eps) + beta


@batch_norm_forward.wrong
def turned(x, gamma, beta, eps):
    """the difference is turned round: it is x minus the mean."""
    return batch_norm_forward(x, -gamma, beta, eps)


@batch_norm_forward.wrong
def gamma_divides(x, gamma, beta, eps):
    """gamma divides here. It multiplies."""
    return batch_norm_forward(x, 1 / gamma, beta, eps)


@batch_norm_forward.wrong
def first_rows(x, gamma, beta, eps):
    """the statistics are those of the first 32 rows. They are the whole batch's."""
    mean, var = x[:32].mean(axis=0), x[:32].var(axis=0)
    return gamma * (x - mean) / np.sqrt(var + eps) + beta


@batch_norm_forward.wrong
def from_zero_to_one(x, gamma, beta, eps):
    """this brings each feature between 0 and 1. It is to have mean 0 and spread 1."""
    low = x.min(axis=0)
    return gamma * (x - low) / (np.ptp(x, axis=0) + eps) + beta


@batch_norm_forward.wrong
def rows_unbiased(x, gamma, beta, eps):
    """two things: each row is standardised over its features, where each feature is over
    the batch; and the variance is divided by n - 1, not by n."""
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, ddof=1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(var + eps) + beta


@batch_norm_forward.wrong
def beta_alone(x, gamma, beta, eps):
    """x takes no part: this is beta in every row."""
    return np.zeros_like(x) + beta


@batch_norm_forward.right
def by_sums(x, gamma, beta, eps):
    n = len(x)
    centred = x - x.sum(axis=0) / n
    s = ((centred**2).sum(axis=0) / n + eps) ** 0.5
    return centred * (gamma / s) + beta


@batch_norm_forward.right
def by_feature(x, gamma, beta, eps):
    y = np.empty_like(x)
    for j, column in enumerate(x.T):
        spread = np.sqrt(np.mean((column - column.mean()) ** 2) + eps)
        y[:, j] = gamma[j] * (column - column.mean()) / spread + beta[j]
    return y


def running_statistics_cases(rng):
    x = np.array([[1.0, 2.0], [3.0, 2.0], [5.0, 8.0]])
    yield np.array([1.0, 0.0]), np.array([2.0, 1.0]), x, 0.25
    for n, d, rate in (4, 3, 0.1), (6, 2, 0.3), (3, 5, 0.01):
        x = _layer(rng, n, d)[0]
        yield rng.normal(size=d), rng.uniform(0.5, 3, d), x, rate


@chapter.function(
    points=10,
    prompt="""
    After a training step the running `mean` and `var`, (d,) each, move a share `rate` of
    the way towards those of the batch `x` (n, d). The running variance follows the unbiased
    one, divided by n - 1. Return the new `mean, var`.
    """,
    cases=running_statistics_cases,
    returns=("mean", "var"),
)
def running_statistics(mean, var, x, rate):
    """The new running mean and var, (d,) each, after a batch x (n, d)."""
    new_mean = (1 - rate) * mean + rate * x.mean(axis=0)
    new_var = (1 - rate) * var + rate * x.var(axis=0, ddof=1)
    return new_mean, new_var


@running_statistics.wrong
def exchanged(mean, var, x, rate):
    """the shares are swapped: `rate` is how far they *move*, so 1 - rate of the old
    stays."""
    return running_statistics(mean, var, x, 1 - rate)


@running_statistics.wrong
def biased(mean, var, x, rate):
    """the batch's variance is divided by n; the estimate for the whole population divides
    by n - 1."""
    return (
        (1 - rate) * mean + rate * x.mean(axis=0),
        (1 - rate) * var + rate * x.var(axis=0),
    )


@running_statistics.wrong
def deviation(mean, var, x, rate):
    """you follow the standard deviation instead of the variance."""
    return (
        (1 - rate) * mean + rate * x.mean(axis=0),
        (1 - rate) * var + rate * x.std(axis=0, ddof=1),
    )


@running_statistics.wrong
def replaced(mean, var, x, rate):
    """the old values are forgotten: this is the batch alone."""
    return x.mean(axis=0), x.var(axis=0, ddof=1)


@running_statistics.wrong
def not_moved(mean, var, x, rate):
    """the old values are returned as they were."""
    return mean, var


@running_statistics.wrong
def added(mean, var, x, rate):
    """the batch's share is added, but nothing of the old value is taken away: it would grow
    for ever."""
    return mean + rate * x.mean(axis=0), var + rate * x.var(axis=0, ddof=1)


@running_statistics.wrong
def examples(mean, var, x, rate):
    """the statistics run over the features of each example. They belong to each feature,
    over the batch."""
    return (
        (1 - rate) * mean[:1] + rate * x.mean(axis=1),
        (1 - rate) * var[:1] + rate * x.var(axis=1, ddof=1),
    )


@running_statistics.wrong
def turned_factor(mean, var, x, rate):
    """the factor is (n - 1) / n, the wrong way up: the unbiased variance is the larger of
    the two, n / (n - 1) times the other."""
    n = len(x)
    return (
        mean + rate * (x.mean(axis=0) - mean),
        var + rate * (x.var(axis=0) * (n - 1) / n - var),
    )


@running_statistics.wrong
def divided_again(mean, var, x, rate):
    """the variance is divided once too often. Divide the sum of squares by n - 1 alone."""
    n = len(x)
    return (
        mean + rate * (x.mean(axis=0) - mean),
        var + rate * (x.var(axis=0) / (n - 1) - var),
    )


@running_statistics.wrong
def sum_of_squares(mean, var, x, rate):
    """the squares are added up and not divided. A variance is their mean, here over
    n - 1."""
    return (
        mean + rate * (x.mean(axis=0) - mean),
        var + rate * (x.var(axis=0) * len(x) - var),
    )


@running_statistics.wrong
def unbiased_mean(mean, var, x, rate):
    """the mean is divided by n - 1 as well. Only the variance is; a mean divides by n."""
    centre = x.sum(axis=0) / (len(x) - 1)
    return mean + rate * (centre - mean), var + rate * (x.var(axis=0, ddof=1) - var)


@running_statistics.wrong
def half(mean, var, x, rate):
    """old and new count half each. They share by `rate`."""
    return running_statistics(mean, var, x, 0.5)


@running_statistics.wrong
def usual_rate(mean, var, x, rate):
    """the rate is always 0.1 here. It is an argument: use the one that is given."""
    return running_statistics(mean, var, x, 0.1)


@running_statistics.wrong
def in_percent(mean, var, x, rate):
    """the rate is taken for a percentage. It is a share from 0 to 1 already."""
    return running_statistics(mean, var, x, rate / 100)


@running_statistics.wrong
def moves_the_deviation(mean, var, x, rate):
    """you move the standard deviation and square it afterwards. Move the variance
    itself."""
    std = np.sqrt(var) + rate * (x.std(axis=0, ddof=1) - np.sqrt(var))
    return mean + rate * (x.mean(axis=0) - mean), std**2


@running_statistics.wrong
def about_the_running_mean(mean, var, x, rate):
    """the squares are taken about the running mean. The batch's variance is about the
    batch's own mean."""
    around = ((x - mean) ** 2).sum(axis=0) / (len(x) - 1)
    return mean + rate * (x.mean(axis=0) - mean), var + rate * (around - var)


@running_statistics.wrong
def pooled(mean, var, x, rate):
    """the distance between the two means is added to the variance. Here it just moves a
    share of the way to the batch's."""
    away = x.mean(axis=0) - mean
    _, moved = running_statistics(mean, var, x, rate)
    return mean + rate * away, moved + rate * (1 - rate) * away**2


@running_statistics.wrong
def unbiased_afterwards(mean, var, x, rate):
    """the factor n / (n - 1) is applied to the old running variance as well. Only the
    batch's needs it."""
    moved = (1 - rate) * var + rate * x.var(axis=0)
    return mean + rate * (x.mean(axis=0) - mean), moved * len(x) / (len(x) - 1)


@running_statistics.wrong
def row_by_row(mean, var, x, rate):
    """this moves once for every row. A step moves once, towards the whole batch."""
    for row in x:
        mean = mean + rate * (row - mean)
    return mean, var + rate * (x.var(axis=0, ddof=1) - var)


@running_statistics.wrong
def with_eps(mean, var, x, rate):
    """a small number is added to the variance. eps belongs where one divides, not into what
    is remembered."""
    moved = running_statistics(mean, var, x, rate)
    return moved[0], moved[1] + 1e-5


@running_statistics.wrong
def stays_and_biased(mean, var, x, rate):
    """two things: `rate` is the share that moves, not the one that stays; and the variance
    divides by n - 1."""
    return (
        rate * mean + (1 - rate) * x.mean(axis=0),
        rate * var + (1 - rate) * x.var(axis=0),
    )


@running_statistics.wrong
def one_for_all(mean, var, x, rate):
    """you take one mean and one variance over the whole batch. Each feature has its own."""
    return mean + rate * (x.mean() - mean), var + rate * (x.var(ddof=1) - var)


@running_statistics.wrong
def away_from_it(mean, var, x, rate):
    """this moves away from the batch: the difference has the wrong sign."""
    return running_statistics(mean, var, x, -rate)


@running_statistics.wrong
def of_a_standard_batch(mean, var, x, rate):
    """this moves towards 0 and 1, the statistics of what the layer puts out. Follow what
    came in."""
    return (1 - rate) * mean, (1 - rate) * var + rate


@running_statistics.wrong
def mean_alone(mean, var, x, rate):
    """the variance stays as it was. It moves like the mean."""
    return mean + rate * (x.mean(axis=0) - mean), var


@running_statistics.wrong
def move_alone(mean, var, x, rate):
    """this is by how much they move. Add it to the old values."""
    return rate * (x.mean(axis=0) - mean), rate * (x.var(axis=0, ddof=1) - var)


@running_statistics.wrong
def var_exchanged(mean, var, x, rate):
    """the mean is right, and for the variance the shares are swapped: `rate` is how far it
    moves."""
    moved, _ = running_statistics(mean, var, x, rate)
    return moved, running_statistics(mean, var, x, 1 - rate)[1]


@running_statistics.wrong
def mean_exchanged(mean, var, x, rate):
    """the variance is right, and for the mean the shares are swapped: `rate` is how far it
    moves."""
    _, moved = running_statistics(mean, var, x, rate)
    return running_statistics(mean, var, x, 1 - rate)[0], moved


@running_statistics.wrong
def about_the_new_mean(mean, var, x, rate):
    """the squares are taken about the new running mean. The batch's variance is about the
    batch's own mean."""
    moved = mean + rate * (x.mean(axis=0) - mean)
    around = ((x - moved) ** 2).sum(axis=0) / (len(x) - 1)
    return moved, var + rate * (around - var)


@running_statistics.wrong
def of_squares(mean, var, x, rate):
    """this follows the mean of x², not the variance: the mean is not subtracted before
    squaring."""
    squares = (x**2).sum(axis=0) / (len(x) - 1)
    return mean + rate * (x.mean(axis=0) - mean), var + rate * (squares - var)


@running_statistics.wrong
def root_returned(mean, var, x, rate):
    """the second result is a standard deviation: the root is too much."""
    moved = running_statistics(mean, var, x, rate)
    return moved[0], np.sqrt(moved[1])


@running_statistics.wrong
def two_less(mean, var, x, rate):
    """the variance is divided by n - 2. Unbiased is n - 1."""
    spread = x.var(axis=0) * len(x) / max(len(x) - 2, 0.5)
    return mean + rate * (x.mean(axis=0) - mean), var + rate * (spread - var)


@running_statistics.wrong
def sum_for_mean(mean, var, x, rate):
    """the running mean follows the sum of the batch. It follows its mean."""
    _, moved = running_statistics(mean, var, x, rate)
    return mean + rate * (x.sum(axis=0) - mean), moved


@running_statistics.wrong
def over_features(mean, var, x, rate):
    """the sum of squares is divided by d - 1, the features. It runs over the batch: n -
    1."""
    spread = x.var(axis=0) * len(x) / max(x.shape[1] - 1, 0.5)
    return mean + rate * (x.mean(axis=0) - mean), var + rate * (spread - var)


@running_statistics.right
def by_difference(mean, var, x, rate):
    n = len(x)
    unbiased = x.var(axis=0) * n / (n - 1)
    return mean + rate * (x.mean(axis=0) - mean), var + rate * (unbiased - var)


@running_statistics.right
def by_sums(mean, var, x, rate):
    centre = x.sum(axis=0) / len(x)
    spread = ((x - centre) ** 2).sum(axis=0) / (len(x) - 1)
    return mean - rate * mean + rate * centre, var - rate * var + rate * spread


def batch_norm_evaluate_cases(rng):
    yield (
        np.array([[1.0, 2.0]]),
        np.array([0.0, 1.0]),
        np.array([1.0, 4.0]),
        np.array([1.0, 2.0]),
        np.array([0.0, 1.0]),
        0.1,
    )
    for n, d in (4, 3), (6, 2), (1, 5):
        x, gamma, beta = _layer(rng, n, d)
        yield x, rng.normal(size=d), rng.uniform(0.5, 3, d), gamma, beta, 0.2
    x, gamma, beta = _layer(rng, 3, 2)
    statistics = rng.normal(size=2), rng.uniform(0.5, 3, 2)
    yield *(v.astype(np.float32) for v in (x, *statistics, gamma, beta)), 0.1


@chapter.function(
    points=15,
    prompt="""
    What batch normalisation puts out in evaluation, for `x` (n, d), with the running `mean`
    and `var`, and `gamma`, `beta`, `eps` as before. n may be 1; float32 in, float32 out.
    """,
    cases=batch_norm_evaluate_cases,
)
def batch_norm_evaluate(x, mean, var, gamma, beta, eps):
    """y (n, d) in evaluation; x (n, d), the running mean and var, gamma, beta (d,)."""
    return gamma * (x - mean) / np.sqrt(var + eps) + beta


@batch_norm_evaluate.wrong
def of_batch(x, mean, var, gamma, beta, eps):
    """this uses the batch's own statistics. In evaluation an example's answer must not
    depend on its neighbours."""
    return batch_norm_forward(x, gamma, beta, eps)


@batch_norm_evaluate.wrong
def half_of_batch(x, mean, var, gamma, beta, eps):
    """the running mean is used, but the variance is the batch's own."""
    return gamma * (x - mean) / np.sqrt(x.var(axis=0) + eps) + beta


@batch_norm_evaluate.wrong
def no_root(x, mean, var, gamma, beta, eps):
    """you divide by the variance. The spread is its root."""
    return gamma * (x - mean) / (var + eps) + beta


@batch_norm_evaluate.wrong
def no_eps(x, mean, var, gamma, beta, eps):
    """eps is missing: a feature that never varied would be divided by 0."""
    return gamma * (x - mean) / np.sqrt(var) + beta


@batch_norm_evaluate.wrong
def eps_outside(x, mean, var, gamma, beta, eps):
    """eps stands outside the root. It belongs to the variance."""
    return gamma * (x - mean) / (np.sqrt(var) + eps) + beta


@batch_norm_evaluate.wrong
def no_affine(x, mean, var, gamma, beta, eps):
    """this is xhat. gamma and beta are learnt, and apply in evaluation too."""
    return (x - mean) / np.sqrt(var + eps)


@batch_norm_evaluate.wrong
def batch_where_it_can(x, mean, var, gamma, beta, eps):
    """a batch of several rows is standardised by its own statistics, and only a single row
    by the running ones. Evaluation uses those always."""
    if len(x) > 1:
        return batch_norm_forward(x, gamma, beta, eps)
    return batch_norm_evaluate(x, mean, var, gamma, beta, eps)


@batch_norm_evaluate.wrong
def other_half_of_batch(x, mean, var, gamma, beta, eps):
    """the running variance is used, but the mean is the batch's own."""
    return gamma * (x - x.mean(axis=0)) / np.sqrt(var + eps) + beta


@batch_norm_evaluate.wrong
def affine_exchanged(x, mean, var, gamma, beta, eps):
    """gamma and beta are swapped: gamma scales, beta shifts."""
    return batch_norm_evaluate(x, mean, var, beta, gamma, eps)


@batch_norm_evaluate.wrong
def statistics_exchanged(x, mean, var, gamma, beta, eps):
    """mean and var are swapped: the mean is subtracted, the root of the variance
    divides."""
    with np.errstate(all="ignore"):
        return batch_norm_evaluate(x, var, mean, gamma, beta, eps)


@batch_norm_evaluate.wrong
def beta_inside(x, mean, var, gamma, beta, eps):
    """gamma multiplies beta as well: the bracket closes too late. gamma scales xhat
    alone."""
    return gamma * ((x - mean) / np.sqrt(var + eps) + beta)


@batch_norm_evaluate.wrong
def no_gamma(x, mean, var, gamma, beta, eps):
    """gamma is left out: xhat is scaled before beta is added."""
    return (x - mean) / np.sqrt(var + eps) + beta


@batch_norm_evaluate.wrong
def no_beta(x, mean, var, gamma, beta, eps):
    """beta is left out: it is added at the end."""
    return gamma * (x - mean) / np.sqrt(var + eps)


@batch_norm_evaluate.wrong
def minus_beta(x, mean, var, gamma, beta, eps):
    """beta is subtracted. It is added."""
    return gamma * (x - mean) / np.sqrt(var + eps) - beta


@batch_norm_evaluate.wrong
def not_centred(x, mean, var, gamma, beta, eps):
    """the running mean is not subtracted before the division."""
    return gamma * x / np.sqrt(var + eps) + beta


@batch_norm_evaluate.wrong
def mean_added(x, mean, var, gamma, beta, eps):
    """the mean is added. It is subtracted."""
    return gamma * (x + mean) / np.sqrt(var + eps) + beta


@batch_norm_evaluate.wrong
def only_the_mean_divided(x, mean, var, gamma, beta, eps):
    """only the mean is divided by the spread: brackets belong around x - mean."""
    return gamma * (x - mean / np.sqrt(var + eps)) + beta


@batch_norm_evaluate.wrong
def no_brackets(x, mean, var, gamma, beta, eps):
    """without brackets around x - mean, gamma multiplies x alone and the spread divides the
    mean alone."""
    return gamma * x - mean / np.sqrt(var + eps) + beta


@batch_norm_evaluate.wrong
def unbiased_again(x, mean, var, gamma, beta, eps):
    """the running variance is made unbiased once more. It is ready for use, whatever n
    is."""
    with np.errstate(all="ignore"):
        var = var * np.float64(len(x)) / (len(x) - 1)
        return batch_norm_evaluate(x, mean, var, gamma, beta, eps)


@batch_norm_evaluate.wrong
def biased_again(x, mean, var, gamma, beta, eps):
    """the running variance is turned back into the biased one by (n - 1) / n. It is ready
    for use, whatever n is."""
    return batch_norm_evaluate(x, mean, var * (len(x) - 1) / len(x), gamma, beta, eps)


@batch_norm_evaluate.wrong
def passed_through(x, mean, var, gamma, beta, eps):
    """x goes through unchanged, as with dropout. Batch normalisation standardises in
    evaluation too, by the running statistics."""
    return x.copy()


@batch_norm_evaluate.wrong
def one_row_untouched(x, mean, var, gamma, beta, eps):
    """a batch of one row goes through unchanged here. The running statistics serve it like
    any other."""
    return x if len(x) == 1 else batch_norm_evaluate(x, mean, var, gamma, beta, eps)


@batch_norm_evaluate.wrong
def one_for_all(x, mean, var, gamma, beta, eps):
    """one mean and one variance are used for all features. Each feature has its own."""
    return batch_norm_evaluate(x, mean.mean(), var.mean(), gamma, beta, eps)


@batch_norm_evaluate.wrong
def one_mean_for_all(x, mean, var, gamma, beta, eps):
    """one mean is used for all features. Each feature has its own."""
    return batch_norm_evaluate(x, mean.mean(), var, gamma, beta, eps)


@batch_norm_evaluate.wrong
def no_root_no_eps(x, mean, var, gamma, beta, eps):
    """two things: you divide by the variance, whose root is the spread; and eps is
    missing."""
    return gamma * (x - mean) / var + beta


@batch_norm_evaluate.wrong
def var_is_spread(x, mean, var, gamma, beta, eps):
    """the variance is squared. It is the square of the spread already: take its root."""
    return gamma * (x - mean) / np.sqrt(var**2 + eps) + beta


@batch_norm_evaluate.wrong
def usual_eps(x, mean, var, gamma, beta, eps):
    """eps is always 1e-5 here. It is an argument: use the one that is given."""
    return batch_norm_evaluate(x, mean, var, gamma, beta, 1e-5)


@batch_norm_evaluate.wrong
def multiplied(x, mean, var, gamma, beta, eps):
    """you multiply by the spread. It divides."""
    return gamma * (x - mean) * np.sqrt(var + eps) + beta


@batch_norm_evaluate.wrong
def eps_squared(x, mean, var, gamma, beta, eps):
    """eps is squared under the root. It is added to the variance as it is."""
    return batch_norm_evaluate(x, mean, var, gamma, beta, eps**2)


@batch_norm_evaluate.wrong
def subtracted_last(x, mean, var, gamma, beta, eps):
    """the mean is subtracted after the scaling. It is subtracted from x, before."""
    return gamma * x / np.sqrt(var + eps) - mean + beta


@batch_norm_evaluate.wrong
def averaged_with_batch(x, mean, var, gamma, beta, eps):
    """the batch's statistics are mixed into the running ones. In evaluation the batch has
    no part in it."""
    mean, var = (mean + x.mean(axis=0)) / 2, (var + x.var(axis=0)) / 2
    return batch_norm_evaluate(x, mean, var, gamma, beta, eps)


@batch_norm_evaluate.wrong
def affine_added(x, mean, var, gamma, beta, eps):
    """xhat is multiplied by gamma + beta. gamma multiplies it, and beta is added after."""
    return (x - mean) / np.sqrt(var + eps) * (gamma + beta)


@batch_norm_evaluate.wrong
def turned(x, mean, var, gamma, beta, eps):
    """the difference is turned round: it is x - mean."""
    return gamma * (mean - x) / np.sqrt(var + eps) + beta


@batch_norm_evaluate.wrong
def gamma_divides(x, mean, var, gamma, beta, eps):
    """gamma divides here. It multiplies."""
    return (x - mean) / np.sqrt(var + eps) / gamma + beta


@batch_norm_evaluate.wrong
def backwards(x, mean, var, gamma, beta, eps):
    """this undoes a normalisation: it multiplies by the spread and adds the mean. Subtract
    and divide."""
    return gamma * (x * np.sqrt(var + eps) + mean) + beta


@batch_norm_evaluate.wrong
def backwards_alone(x, mean, var, gamma, beta, eps):
    """this undoes a normalisation, and leaves gamma and beta out. Subtract the mean, divide
    by the spread, then scale and shift."""
    return x * np.sqrt(var + eps) + mean


@batch_norm_evaluate.right
def as_one_scale(x, mean, var, gamma, beta, eps):
    scale = gamma / np.sqrt(var + eps)
    return x * scale + (beta - mean * scale)


@batch_norm_evaluate.right
def row_by_row(x, mean, var, gamma, beta, eps):
    return np.array([beta + gamma * (row - mean) * (var + eps) ** -0.5 for row in x])


def batch_norm_backward_cases(rng):
    x = np.array([[1.0, 2.0], [3.0, 2.5], [5.0, 8.0]])
    dy = np.array([[1.0, -2.0], [0.5, 1.0], [-1.0, 0.0]])
    yield dy, x, np.array([1.0, 2.0]), 0.1
    for n, d, eps in (4, 3, 0.5), (6, 2, 0.1), (3, 5, 0.2):
        x, gamma, _ = _layer(rng, n, d)
        yield rng.normal(size=(n, d)), x, 2 * gamma, eps
    x, gamma, dy = _layer(rng, 5, 2)[0], rng.uniform(1.5, 3, 2), rng.normal(size=(5, 2))
    yield *(v.astype(np.float32) for v in (dy, x, gamma)), 0.25


@chapter.function(
    points=25,
    prompt=r"""
    **The three ways.** In training, $y = \gamma \hat x + \beta$ with $\hat x = (x -
    m)/\sqrt{v + \epsilon}$. From `dy`, and from `x`, `gamma`, `eps` of the forward pass,
    return `dx, dgamma, dbeta`. Each x also moves the batch's mean and its variance. float32
    in, float32 out.
    """,
    cases=batch_norm_backward_cases,
    returns=("dx", "dgamma", "dbeta"),
)
def batch_norm_backward(dy, x, gamma, eps):
    """dx (n, d), dgamma (d,) and dbeta (d,) in training; dy and x are (n, d)."""
    std = np.sqrt(x.var(axis=0) + eps)
    xhat = (x - x.mean(axis=0)) / std
    dgamma = (dy * xhat).sum(axis=0)
    dbeta = dy.sum(axis=0)
    dxhat = gamma * dy
    shift = dxhat.mean(axis=0)
    stretch = xhat * (dxhat * xhat).mean(axis=0)
    return (dxhat - shift - stretch) / std, dgamma, dbeta


def _parts(dy, x, gamma, eps, ddof=0):
    """dxhat, its shift and stretch, xhat and std."""
    std = np.sqrt(x.var(axis=0, ddof=ddof) + eps)
    xhat = (x - x.mean(axis=0)) / std
    dxhat = gamma * dy
    return dxhat, dxhat.mean(axis=0), xhat * (dxhat * xhat).mean(axis=0), xhat, std


@batch_norm_backward.wrong
def own_way(dy, x, gamma, eps):
    """dx has only x's own way, as if mean and variance were constants; that is
    evaluation."""
    dxhat, _, _, xhat, std = _parts(dy, x, gamma, eps)
    return dxhat / std, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def no_variance(dy, x, gamma, eps):
    """in dx the way through the variance is missing. A gradient of ones would not have
    shown it."""
    dxhat, shift, _, xhat, std = _parts(dy, x, gamma, eps)
    return (dxhat - shift) / std, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def no_mean(dy, x, gamma, eps):
    """in dx the way through the mean is missing."""
    dxhat, _, stretch, xhat, std = _parts(dy, x, gamma, eps)
    return (dxhat - stretch) / std, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def no_gamma(dy, x, gamma, eps):
    """dx lacks gamma, which stands between xhat and y."""
    return batch_norm_backward(dy, x, np.ones_like(gamma), eps)


@batch_norm_backward.wrong
def sums(dy, x, gamma, eps):
    """the two corrections in dx are sums where they should be means over the batch: a
    factor n too large."""
    dxhat, shift, stretch, xhat, std = _parts(dy, x, gamma, eps)
    dx = (dxhat - len(x) * (shift + stretch)) / std
    return dx, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def dgamma_of_x(dy, x, gamma, eps):
    """dgamma multiplies dy by x. What gamma was multiplied by is xhat."""
    dx, _, dbeta = batch_norm_backward(dy, x, gamma, eps)
    return dx, (dy * x).sum(axis=0), dbeta


@batch_norm_backward.wrong
def means(dy, x, gamma, eps):
    """dgamma and dbeta are means over the batch and should be sums: each was used once for
    every row."""
    dx, dgamma, dbeta = batch_norm_backward(dy, x, gamma, eps)
    return dx, dgamma / len(x), dbeta / len(x)


@batch_norm_backward.wrong
def unbiased(dy, x, gamma, eps):
    """the variance of the forward pass is divided by n, not n - 1, and so in the
    gradient."""
    dxhat, shift, stretch, xhat, std = _parts(dy, x, gamma, eps, ddof=1)
    dx = (dxhat - shift - stretch) / std
    return dx, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def no_division(dy, x, gamma, eps):
    """dx is not divided by the spread: x was, on its way to xhat."""
    dxhat, shift, stretch, xhat, _ = _parts(dy, x, gamma, eps)
    return dxhat - shift - stretch, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def gamma_twice(dy, x, gamma, eps):
    """gamma enters dx twice. dxhat = gamma dy holds it once, and that is all."""
    dx, dgamma, dbeta = batch_norm_backward(dy, x, gamma, eps)
    return gamma * dx, dgamma, dbeta


@batch_norm_backward.wrong
def divided_by_variance(dy, x, gamma, eps):
    """dx is divided by the variance. x was divided by its root, once."""
    dxhat, shift, stretch, xhat, std = _parts(dy, x, gamma, eps)
    return (dxhat - shift - stretch) / std**2, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def stretch_without_xhat(dy, x, gamma, eps):
    """in dx the way through the variance lacks its last factor, xhat: a row far from the
    mean moves the variance more."""
    dxhat, shift, _, xhat, std = _parts(dy, x, gamma, eps)
    dx = (dxhat - shift - (dxhat * xhat).mean(axis=0)) / std
    return dx, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def stretch_twice(dy, x, gamma, eps):
    """in dx the way through the variance counts twice: the 2 of the square and the 1/2 of
    the root cancel."""
    dxhat, shift, stretch, xhat, std = _parts(dy, x, gamma, eps)
    return (dxhat - shift - 2 * stretch) / std, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def half_a_stretch(dy, x, gamma, eps):
    """in dx the way through the variance counts half: the 1/2 of the root and the 2 of the
    square cancel."""
    dxhat, shift, stretch, xhat, std = _parts(dy, x, gamma, eps)
    return (dxhat - shift - stretch / 2) / std, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def stretch_of_x(dy, x, gamma, eps):
    """in dx the way through the variance uses x where xhat belongs."""
    dxhat, shift, _, xhat, std = _parts(dy, x, gamma, eps)
    dx = (dxhat - shift - x * (dxhat * x).mean(axis=0)) / std
    return dx, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def stretch_added(dy, x, gamma, eps):
    """in dx the way through the variance has the wrong sign: both corrections are
    subtracted."""
    dxhat, shift, stretch, xhat, std = _parts(dy, x, gamma, eps)
    return (dxhat - shift + stretch) / std, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def shift_added(dy, x, gamma, eps):
    """in dx the way through the mean has the wrong sign: both corrections are
    subtracted."""
    dxhat, shift, stretch, xhat, std = _parts(dy, x, gamma, eps)
    return (dxhat + shift - stretch) / std, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def both_added(dy, x, gamma, eps):
    """in dx both corrections are added. They are subtracted: what all rows have in common,
    the layer takes away."""
    dxhat, shift, stretch, xhat, std = _parts(dy, x, gamma, eps)
    return (dxhat + shift + stretch) / std, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def shift_summed(dy, x, gamma, eps):
    """in dx the way through the mean is a sum where it should be a mean over the batch."""
    dxhat, shift, stretch, xhat, std = _parts(dy, x, gamma, eps)
    dx = (dxhat - len(x) * shift - stretch) / std
    return dx, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def stretch_summed(dy, x, gamma, eps):
    """in dx the way through the variance is a sum where it should be a mean over the
    batch."""
    dxhat, shift, stretch, xhat, std = _parts(dy, x, gamma, eps)
    dx = (dxhat - shift - len(x) * stretch) / std
    return dx, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def rows_as_batch(dy, x, gamma, eps):
    """the means run along each row. They belong to each feature, over the batch: axis 0."""
    std = np.sqrt(x.var(axis=1, keepdims=True) + eps)
    xhat = (x - x.mean(axis=1, keepdims=True)) / std
    dxhat = gamma * dy
    stretch = xhat * (dxhat * xhat).mean(axis=1, keepdims=True)
    dx = (dxhat - dxhat.mean(axis=1, keepdims=True) - stretch) / std
    return dx, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def means_of_rows(dy, x, gamma, eps):
    """in dx the two means run along each row, axis 1. They run over the batch, axis 0."""
    dxhat, _, _, xhat, std = _parts(dy, x, gamma, eps)
    shift = dxhat.mean(axis=1, keepdims=True)
    stretch = xhat * (dxhat * xhat).mean(axis=1, keepdims=True)
    return (dxhat - shift - stretch) / std, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def gamma_in_dbeta(dy, x, gamma, eps):
    """dbeta holds gamma. beta is added after the scaling: dbeta is the sum of dy."""
    dx, dgamma, dbeta = batch_norm_backward(dy, x, gamma, eps)
    return dx, dgamma, gamma * dbeta


@batch_norm_backward.wrong
def gamma_in_dgamma(dy, x, gamma, eps):
    """dgamma holds gamma. gamma multiplies xhat, so dgamma adds up dy times xhat."""
    dx, dgamma, dbeta = batch_norm_backward(dy, x, gamma, eps)
    return dx, gamma * dgamma, dbeta


@batch_norm_backward.wrong
def gamma_in_both(dy, x, gamma, eps):
    """dgamma and dbeta are made of dxhat, which holds gamma. They are made of dy."""
    dx, dgamma, dbeta = batch_norm_backward(dy, x, gamma, eps)
    return dx, gamma * dgamma, gamma * dbeta


@batch_norm_backward.wrong
def dgamma_of_centred(dy, x, gamma, eps):
    """dgamma multiplies dy by x - m. What gamma was multiplied by is xhat: divide by the
    spread as well."""
    dx, _, dbeta = batch_norm_backward(dy, x, gamma, eps)
    return dx, (dy * (x - x.mean(axis=0))).sum(axis=0), dbeta


@batch_norm_backward.wrong
def eps_outside(dy, x, gamma, eps):
    """eps stands outside the root. It belongs inside, added to the variance."""
    std = x.std(axis=0) + eps
    xhat, dxhat = (x - x.mean(axis=0)) / std, gamma * dy
    dx = (dxhat - dxhat.mean(axis=0) - xhat * (dxhat * xhat).mean(axis=0)) / std
    return dx, (dy * xhat).sum(axis=0), dy.sum(axis=0)


@batch_norm_backward.wrong
def no_eps(dy, x, gamma, eps):
    """eps is missing. The forward pass had it under the root."""
    return batch_norm_backward(dy, x, gamma, 0.0)


@batch_norm_backward.wrong
def no_gradient(dy, x, gamma, eps):
    """dx is 0 everywhere. With a dy of ones it would be; others it lets through in part."""
    _, dgamma, dbeta = batch_norm_backward(dy, x, gamma, eps)
    return np.zeros_like(x), dgamma, dbeta


@batch_norm_backward.wrong
def dx_averaged(dy, x, gamma, eps):
    """dx is divided by n. Each row gets its own gradient; the mean over the batch was taken
    in the loss."""
    dx, dgamma, dbeta = batch_norm_backward(dy, x, gamma, eps)
    return dx / len(x), dgamma, dbeta


@batch_norm_backward.wrong
def dx_turned(dy, x, gamma, eps):
    """dx has the wrong sign."""
    dx, dgamma, dbeta = batch_norm_backward(dy, x, gamma, eps)
    return -dx, dgamma, dbeta


@batch_norm_backward.wrong
def dx_alone(dy, x, gamma, eps):
    """dx alone is right and alone. Return all three: dx, dgamma, dbeta."""
    return batch_norm_backward(dy, x, gamma, eps)[0]


@batch_norm_backward.right
def one_formula(dy, x, gamma, eps):
    n = len(x)
    centred = x - x.mean(axis=0)
    inverse = (x.var(axis=0) + eps) ** -0.5
    xhat = centred * inverse
    dgamma, dbeta = np.einsum("ij,ij->j", dy, xhat), dy.sum(axis=0)
    return gamma * inverse / n * (n * dy - dbeta - xhat * dgamma), dgamma, dbeta


@batch_norm_backward.right
def way_by_way(dy, x, gamma, eps):
    n = len(x)
    centred = x - x.mean(axis=0)
    s2 = (centred**2).mean(axis=0) + eps
    dxhat = dy * gamma
    dvar = (dxhat * centred).sum(axis=0) * -0.5 * s2**-1.5
    dmean = -(dxhat / np.sqrt(s2)).sum(axis=0)
    dx = dxhat / np.sqrt(s2) + dvar * 2 * centred / n + dmean / n
    return dx, (dy * centred / np.sqrt(s2)).sum(axis=0), dy.sum(axis=0)


def layer_norm_cases(rng):
    x = np.array([[1.0, 3.0, 5.0], [2.0, 2.0, 8.0]])
    yield x, np.array([1.0, 2.0, 1.0]), np.array([0.0, 1.0, -1.0]), 0.1
    for n, d, eps in (4, 3, 0.5), (2, 6, 0.1), (5, 4, 0.2):
        yield (*_layer(rng, n, d), eps)
    yield edge("a batch of one row", *_layer(rng, 1, 4), 0.1)
    x, gamma, beta = _layer(rng, 3, 4)
    x[1] = 2.0
    yield edge("a row of one number", x, gamma, beta, 0.01)
    yield (*(v.astype(np.float32) for v in _layer(rng, 3, 5)), 0.1)


@chapter.function(
    points=10,
    prompt=r"""
    **The other axis.** Layer normalisation standardises each row of `x` (n, d) by the mean
    and the variance of its own d features (division by d, $\epsilon$ under the root), then
    scales each feature by its `gamma` (d,) and adds its `beta` (d,). It does the same in
    training and evaluation; no row knows of another.
    """,
    cases=layer_norm_cases,
)
def layer_norm(x, gamma, beta, eps):
    """y (n, d) of layer normalisation; x (n, d), gamma and beta (d,)."""
    mean = x.mean(axis=1, keepdims=True)
    var = x.var(axis=1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(var + eps) + beta


@layer_norm.wrong
def over_the_batch(x, gamma, beta, eps):
    """each feature is standardised over the batch. That is batch normalisation; here each
    row is, over its own features: axis 1."""
    return batch_norm_forward(x, gamma, beta, eps)


@layer_norm.wrong
def one_for_all(x, gamma, beta, eps):
    """one mean and one variance serve all rows. Each row has its own."""
    return gamma * (x - x.mean()) / np.sqrt(x.var() + eps) + beta


@layer_norm.wrong
def flat_statistics(x, gamma, beta, eps):
    """the statistics of the rows, (n,), cannot be lined up with x, (n, d): numpy lines up
    from the right. Keep the axis that they were taken over: keepdims."""
    return gamma * (x - x.mean(axis=1)) / np.sqrt(x.var(axis=1) + eps) + beta


@layer_norm.wrong
def no_affine(x, gamma, beta, eps):
    """this is xhat: gamma and beta are left out."""
    return layer_norm(x, np.ones_like(gamma), np.zeros_like(beta), eps)


@layer_norm.wrong
def no_beta(x, gamma, beta, eps):
    """beta is left out: it is added at the end."""
    return layer_norm(x, gamma, np.zeros_like(beta), eps)


@layer_norm.wrong
def exchanged(x, gamma, beta, eps):
    """gamma and beta are swapped: gamma scales, beta shifts."""
    return layer_norm(x, beta, gamma, eps)


@layer_norm.wrong
def variance(x, gamma, beta, eps):
    """you divide by the variance. The spread is its root."""
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    return gamma * (x - mean) / (var + eps) + beta


@layer_norm.wrong
def unbiased(x, gamma, beta, eps):
    """the variance is divided by d - 1. Here it is d."""
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, ddof=1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(var + eps) + beta


@layer_norm.wrong
def eps_outside(x, gamma, beta, eps):
    """eps stands outside the root. It belongs inside, added to the variance."""
    mean, std = x.mean(axis=1, keepdims=True), x.std(axis=1, keepdims=True)
    return gamma * (x - mean) / (std + eps) + beta


@layer_norm.wrong
def no_eps(x, gamma, beta, eps):
    """eps is missing. A row whose features are all alike would be divided by 0."""
    with np.errstate(all="ignore"):
        return layer_norm(x, gamma, beta, 0.0)


@layer_norm.wrong
def not_centred(x, gamma, beta, eps):
    """the row's mean is not subtracted before the division."""
    return gamma * x / np.sqrt(x.var(axis=1, keepdims=True) + eps) + beta


@layer_norm.right
def row_by_row(x, gamma, beta, eps):
    rows = [gamma * (row - row.mean()) / np.sqrt(row.var() + eps) + beta for row in x]
    return np.array(rows)


@layer_norm.right
def by_columns(x, gamma, beta, eps):
    c = x.T - x.mean(axis=1)
    return (c / np.sqrt((c * c).mean(axis=0) + eps)).T * gamma + beta


@chapter.puzzle(
    points=5,
    prompt="""
    **In order.** These lines are a training pass of batch normalisation that also keeps the
    running variance. One of them does not belong.
    """,
    lines=(
        "y = gamma * xhat + beta",
        "var = (c**2).sum(axis=0) / len(x)",
        "running += rate * (var * len(x) / (len(x) - 1) - running)",
        "c = x - mean",
        "xhat = c / np.sqrt(running + eps)",
        "mean = x.mean(axis=0)",
        "xhat = c / np.sqrt(var + eps)",
    ),
)
def training_pass():
    return "FDBGAC"


@training_pass.wrong_where(lambda order: "E" in order)
def running_in_training():
    """line E divides by the running variance, which is for evaluation. In training the
    batch's own divides."""
    return "FDBCEA"


@training_pass.before("F", "D")
def mean_too_late():
    """c needs the mean, so the mean comes first."""
    return "DFBGAC"


@training_pass.before("D", "B")
def centred_too_late():
    """the variance is made of c, so c comes before it."""
    return "FBDGAC"


@training_pass.before("B", "G")
def variance_too_late():
    """xhat is divided by the root of the batch's variance, which has to be there before."""
    return "FDGBAC"


@training_pass.before("B", "C")
def running_too_early():
    """the running variance moves towards the batch's, which has to be there before."""
    return "FDCBGA"


@training_pass.before("G", "A")
def output_too_early():
    """y is made of xhat, so xhat comes first."""
    return "FDBAGC"


training_pass.right("FDBCGA", "F, D, B, G, C, A", list("FDBGAC"))


@over_seeds
def measure_sprint(seed, batch_norm, lr, size):
    rng = np.random.default_rng(seed)
    x, labels = digits()
    (x,) = standardise(x)
    (x, labels), test = split(x, labels, 0.25, rng)
    net = mlp([64, 100, 100, 100, 10], rng, Sigmoid, xavier, batch_norm)
    stream = batches(x, labels, size, 3, rng)
    stream = islice(stream, 60)
    for _ in steps(net, softmax_cross_entropy, SGD(lr), stream):
        pass
    return dict(accuracy=evaluate(net, *test)[1])


@chapter.setting(
    points=10,
    prompt="""
    **Sixty steps.** 64-100-100-100-10 of sigmoids, Xavier weights, standardised digits, and
    only 60 steps. Choose `batch_norm`, the rate `lr` and `size`, the number of images in a
    batch, so that it reads at least 86 % of the held-out digits, on average over three
    seeds.
    """,
    knobs={
        "batch_norm": [False, True],
        "lr": (1e-4, 100),
        "size": [2, 4, 16, 64],
    },
    measure=measure_sprint,
    passes=lambda measured: measured["accuracy"] >= 0.86,
    goal="it must read 86 % of the held-out digits after 60 steps.",
    report="""
    with batch_norm={batch_norm}, rate {lr:g} and batches of {size} it reads {accuracy:.0%}
    of the held-out digits
    """,
)
def sprint():
    return dict(batch_norm=True, lr=1.0, size=64)


@sprint.wrong_where(lambda config, measured: not config["batch_norm"])
def without():
    """three sigmoid layers need hundreds of steps by themselves, at any rate. Something has
    to keep their inputs where the slope is."""
    return dict(batch_norm=False, lr=1.0, size=64)


@sprint.wrong_where(lambda config, measured: config["size"] < 16)
def few():
    """statistics of so few examples are mostly chance: of two, standardised, one is -1 and
    the other +1, whatever the digits. Take larger batches."""
    return dict(batch_norm=True, lr=0.3, size=2)


@sprint.wrong_where(lambda config, measured: config["lr"] < 0.1)
def too_slow():
    """the layers are ready for larger steps than this. Raise the rate."""
    return dict(batch_norm=True, lr=0.003, size=64)


@sprint.wrong_where(lambda config, measured: config["lr"] >= 2)
def too_fast():
    """even here a rate can be too high. Divide it by 10."""
    return dict(batch_norm=True, lr=100.0, size=64)


sprint.right(dict(batch_norm=True, lr=0.5, size=64), dict(batch_norm=True, lr=2.0, size=64))
