"""The question `batch_norm_backward`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.questions.heading import chapter
from nncourse.chapters.ch06_batch_normalisation.questions.normalised_layer import _layer


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
def power_of_one_half(dy, x, gamma, eps):
    """on the way over the variance the power of (v + eps) is -1/2. The derivative of
    (v + eps)^(-1/2) has the power -3/2."""
    c, root = x - x.mean(axis=0), np.sqrt(x.var(axis=0) + eps)
    dxhat = dy * gamma
    over_var = -(dxhat * c).mean(axis=0) * c / root
    dx = (dxhat - dxhat.mean(axis=0)) / root + over_var
    return dx, (dy * c / root).sum(axis=0), dy.sum(axis=0)


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
