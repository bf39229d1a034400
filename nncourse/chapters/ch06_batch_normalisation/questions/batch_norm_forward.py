"""The question `batch_norm_forward`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.questions.heading import chapter
from nncourse.chapters.ch06_batch_normalisation.questions.normalised_layer import _layer
from nncourse.exercises.promises import edge


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
    """eps is missing. It is added to the variance, under the root."""
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
def one_row_not_normalised(x, gamma, beta, eps):
    """a batch of one row is scaled and shifted and not normalised. The formula holds for it
    as well: its mean is itself, and what is left is beta."""
    return gamma * x + beta if len(x) == 1 else batch_norm_forward(x, gamma, beta, eps)


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


@batch_norm_forward.wrong
def rows_and_eps_outside(x, gamma, beta, eps):
    """two things: each row is standardised over its features, where each feature should be
    over the batch; and eps stands outside the root."""
    c = x - x.mean(axis=1, keepdims=True)
    return gamma * c / (x.std(axis=1, keepdims=True) + eps) + beta


@batch_norm_forward.wrong
def eps_as_a_floor(x, gamma, beta, eps):
    """eps is the least that the variance counts. It is added to the variance, however large
    that is."""
    var = np.maximum(x.var(axis=0), np.asarray(eps, x.dtype))
    return gamma * (x - x.mean(axis=0)) / np.sqrt(var) + beta


@batch_norm_forward.wrong
def one_variance(x, gamma, beta, eps):
    """the mean is each feature's own, the variance is one for the whole array. Each feature
    has its own variance too: axis 0."""
    return gamma * (x - x.mean(axis=0)) / np.sqrt(x.var() + eps) + beta


@batch_norm_forward.wrong
def gamma_first(x, gamma, beta, eps):
    """gamma multiplies x before the standardisation, which divides it out again. It belongs
    behind."""
    return batch_norm_forward(gamma * x, np.ones_like(gamma), beta, eps)


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
