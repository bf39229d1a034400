"""The question `running_statistics`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.questions.heading import chapter
from nncourse.chapters.ch06_batch_normalisation.questions.normalised_layer import _layer


def running_statistics_cases(rng):
    x = np.array([[1.0, 2.0], [3.0, 2.0], [5.0, 8.0]])
    yield np.array([1.0, 0.0]), np.array([2.0, 1.0]), x, 0.25
    for n, d, rate in (4, 3, 0.1), (6, 2, 0.3), (3, 5, 0.01):
        x = _layer(rng, n, d)[0]
        yield rng.normal(size=d), rng.uniform(0.5, 3, d), x, rate
    mean, var, x = rng.normal(size=3), rng.uniform(0.5, 3, 3), _layer(rng, 4, 3)[0]
    yield *(array.astype(np.float32) for array in (mean, var, x)), 0.2


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


@running_statistics.wrong
def number_of_features(mean, var, x, rate):
    """n was taken from the number of features. It is the number of rows of the batch."""
    n = x.shape[1]
    new_var = (1 - rate) * var + rate * x.var(axis=0) * n / (n - 1)
    return (1 - rate) * mean + rate * x.mean(axis=0), new_var


@running_statistics.wrong
def corrected_twice(mean, var, x, rate):
    """the factor n / (n - 1) is there twice: with ddof=1 numpy has divided by n - 1
    already."""
    n = len(x)
    batch_var = x.var(axis=0, ddof=1) * n / (n - 1)
    return mean + rate * (x.mean(axis=0) - mean), var + rate * (batch_var - var)


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
