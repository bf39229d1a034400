"""The question `layer_norm`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.questions.batch_norm_forward import (
    batch_norm_forward,
)
from nncourse.chapters.ch06_batch_normalisation.questions.heading import chapter
from nncourse.chapters.ch06_batch_normalisation.questions.normalised_layer import _layer
from nncourse.exercises.promises import edge


def layer_norm_cases(rng):
    x = np.array([[1.0, 3.0, 5.0], [2.0, 2.0, 8.0]])
    yield x, np.array([1.0, 2.0, 1.0]), np.array([0.0, 1.0, -1.0]), 0.1
    for n, d, eps in (4, 3, 0.5), (2, 6, 0.1), (5, 4, 0.2):
        yield (*_layer(rng, n, d), eps)
    yield edge("a batch of one row", *_layer(rng, 1, 4), 0.1)
    x, gamma, beta = _layer(rng, 3, 4)
    x[1] = 2.0
    yield edge("a row of one number", x, gamma, beta, 0.01)
    yield edge("a single feature", *_layer(rng, 3, 1), 0.1)
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
def spread_over_the_batch(x, gamma, beta, eps):
    """the mean is that of each row, and the variance is taken over the batch. Both are the
    row's own: axis 1."""
    c = x - x.mean(axis=1, keepdims=True)
    return gamma * c / np.sqrt((c**2).mean(axis=0) + eps) + beta


@layer_norm.wrong
def gamma_per_row(x, gamma, beta, eps):
    """gamma and beta are turned into columns, one number a row. They hold one number a
    feature, (d,), and numpy lines them up with the columns of x as they are."""
    mean, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    return gamma[:, None] * (x - mean) / np.sqrt(var + eps) + beta[:, None]


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


@layer_norm.wrong
def root_of_mean_square(x, gamma, beta, eps):
    """the mean is not subtracted: the rows are divided by the root of their mean square
    alone."""
    size = np.sqrt((x**2).mean(axis=1, keepdims=True) + eps)
    return gamma * x / size + beta


@layer_norm.wrong
def squares_not_averaged(x, gamma, beta, eps):
    """the variance is the sum of the squares. It is their mean: divide by d."""
    c = x - x.mean(axis=1, keepdims=True)
    return gamma * c / np.sqrt((c**2).sum(axis=1, keepdims=True) + eps) + beta


@layer_norm.wrong
def batch_and_eps_outside(x, gamma, beta, eps):
    """two things: each feature is standardised over the batch, where each row should be
    over its features; and eps stands outside the root."""
    return gamma * (x - x.mean(axis=0)) / (x.std(axis=0) + eps) + beta


@layer_norm.wrong
def single_feature_left(x, gamma, beta, eps):
    """a single feature is handed through. It is its own mean: eps makes its xhat 0 without
    help, and beta is left."""
    if x.shape[1] == 1:
        return gamma * x + beta
    return layer_norm(x, gamma, beta, eps)


@layer_norm.wrong
def centred_over_root_mean_square(x, gamma, beta, eps):
    """the mean is subtracted above the line and not below: the variance is the mean square
    of what is left when the mean is subtracted."""
    c, square = x - x.mean(axis=1, keepdims=True), (x**2).mean(axis=1, keepdims=True)
    return gamma * c / np.sqrt(square + eps) + beta


@layer_norm.wrong
def one_variance(x, gamma, beta, eps):
    """the mean is each row's own, the variance is one for the whole array. Each row has its
    own variance too: axis 1."""
    return gamma * (x - x.mean(axis=1, keepdims=True)) / np.sqrt(x.var() + eps) + beta


@layer_norm.wrong
def axis_lost(x, gamma, beta, eps):
    """an axis of length 1 is lost, as `squeeze` takes it: one row stays (1, d), a single
    feature (n, 1)."""
    return layer_norm(x, gamma, beta, eps).squeeze()


@layer_norm.right
def row_by_row(x, gamma, beta, eps):
    rows = [gamma * (row - row.mean()) / np.sqrt(row.var() + eps) + beta for row in x]
    return np.array(rows)


@layer_norm.right
def by_columns(x, gamma, beta, eps):
    c = x.T - x.mean(axis=1)
    return (c / np.sqrt((c * c).mean(axis=0) + eps)).T * gamma + beta
