"""The question `repaired_backward`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch08_dropout.questions.heading import chapter


def repaired_dense_cases(rng):
    x = np.array([[1.0, 2.0], [3.0, -1.0]])
    yield np.array([[1.0, 0.0], [2.0, -1.0]]), x, np.array([[2.0, 0.0], [2.0, 2.0]]), x.T
    for n, d, k in (3, 4, 2), (5, 2, 6), (4, 3, 3):
        x, mask = rng.normal(size=(n, d)), 2.0 * (rng.random((n, d)) < 0.5)
        mask.flat[:2] = 0, 2
        x.flat[1] = 0  # kept, and 0 all the same
        yield rng.normal(size=(n, k)), x, mask, rng.normal(size=(d, k))
    single = np.float32
    dy, x, W = (rng.normal(size=size).astype(single) for size in [(3, 2), (3, 4), (4, 2)])
    yield dy, x, 2 * (rng.random(x.shape) < 0.5).astype(single), W


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


@repaired_backward.wrong
def mask_from_the_product(dy, x, mask, W):
    """dx is stopped where x * mask is 0. An entry of x that is 0 itself may have been kept:
    the mask alone says so."""
    return (dy @ W.T) * mask * (x * mask != 0), (x * mask).T @ dy


@repaired_backward.wrong
def both_masks(dy, x, mask, W):
    """dx has the mask of dropout and ReLU's x > 0 beside it. Nothing here is a ReLU: leave
    x > 0 out."""
    return (dy @ W.T) * mask * (x > 0), (x * mask).T @ dy


@repaired_backward.wrong
def mask_alone_in_dw(dy, x, mask, W):
    """dW is made of the mask alone. What was multiplied by W is x times the mask."""
    return (dy @ W.T) * mask, mask.T @ dy


@repaired_backward.wrong
def mask_twice_in_dw(dy, x, mask, W):
    """dW has the mask twice. It was multiplied into x once."""
    return (dy @ W.T) * mask, (x * mask * mask).T @ dy


@repaired_backward.wrong
def factor_lost_in_dw(dy, x, mask, W):
    """dW has the mask as zeros and ones: the factor that it holds is lost."""
    return (dy @ W.T) * mask, (x * (mask > 0)).T @ dy


@repaired_backward.wrong
def mask_twice_in_dx(dy, x, mask, W):
    """dx is multiplied by the mask twice, so that what was kept grows twice. Once is
    enough."""
    return (dy @ W.T) * mask * mask, (x * mask).T @ dy


@repaired_backward.right
def by_einsum(dy, x, mask, W):
    kept = x * mask
    return mask * np.einsum("nk,dk->nd", dy, W), np.einsum("nd,nk->dk", kept, dy)


@repaired_backward.right
def row_by_row(dy, x, mask, W):
    dW = sum(np.outer(a * m, g) for a, m, g in zip(x, mask, dy, strict=True))
    return np.array([m * (W @ g) for m, g in zip(mask, dy, strict=True)]), dW
