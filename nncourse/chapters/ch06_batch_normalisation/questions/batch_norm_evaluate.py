"""The question `batch_norm_evaluate`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.questions.batch_norm_forward import (
    batch_norm_forward,
)
from nncourse.chapters.ch06_batch_normalisation.questions.heading import chapter
from nncourse.chapters.ch06_batch_normalisation.questions.normalised_layer import _layer


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
        var = var * np.asarray(np.float64(len(x)) / (len(x) - 1), var.dtype)
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


@batch_norm_evaluate.wrong
def mean_moved_first(x, mean, var, gamma, beta, eps):
    """the running mean is moved towards the batch before it is used. In evaluation nothing
    is updated."""
    mean = 0.9 * mean + 0.1 * x.mean(axis=0)
    return batch_norm_evaluate(x, mean.astype(x.dtype), var, gamma, beta, eps)


@batch_norm_evaluate.wrong
def both_moved_first(x, mean, var, gamma, beta, eps):
    """running mean and variance are moved a tenth towards the batch before they are used.
    In evaluation nothing is updated."""
    mean = (0.9 * mean + 0.1 * x.mean(axis=0)).astype(x.dtype)
    var = (0.9 * var + 0.1 * x.var(axis=0)).astype(x.dtype)
    return batch_norm_evaluate(x, mean, var, gamma, beta, eps)


@batch_norm_evaluate.wrong
def single_row_gives_beta(x, mean, var, gamma, beta, eps):
    """a single row comes out as beta, as it would in training. Here the running statistics
    are used, and one row is like any other."""
    if len(x) == 1:
        return np.zeros_like(x) + beta
    return batch_norm_evaluate(x, mean, var, gamma, beta, eps)


@batch_norm_evaluate.wrong
def mean_of_batch_eps_outside(x, mean, var, gamma, beta, eps):
    """two things: the mean is the batch's own, where the running one belongs; and eps
    stands outside the root."""
    return gamma * (x - x.mean(axis=0)) / (np.sqrt(var) + eps) + beta


@batch_norm_evaluate.wrong
def corrected_again(x, mean, var, gamma, beta, eps):
    """the running variance is multiplied by n / (n - 1). That was done when it was
    averaged; in evaluation the number of rows does not count."""
    n = len(x)
    var = var * np.asarray(n / max(n - 1, 1), var.dtype)
    return batch_norm_evaluate(x, mean, var, gamma, beta, eps)


@batch_norm_evaluate.right
def as_one_scale(x, mean, var, gamma, beta, eps):
    scale = gamma / np.sqrt(var + eps)
    return x * scale + (beta - mean * scale)


@batch_norm_evaluate.right
def row_by_row(x, mean, var, gamma, beta, eps):
    return np.array([beta + gamma * (row - mean) * (var + eps) ** -0.5 for row in x])
