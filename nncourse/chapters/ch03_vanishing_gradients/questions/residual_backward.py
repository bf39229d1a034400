"""The question `residual_backward`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.questions.heading import chapter
from nncourse.exercises.promises import edge


def residual_backward_cases(rng):
    x = np.array([[1.0, -2.0], [0.5, 1.0]])
    W = np.array([[1.0, 0.0], [2.0, -1.0]])
    yield np.array([[1.0, -1.0], [0.5, 2.0]]), x, W, np.array([0.5, -0.25])
    for n, d in (3, 4), (5, 2), (6, 5):
        dy, x = rng.normal(size=(2, n, d))
        yield dy, x, rng.normal(size=(d, d)), rng.normal(size=d)
    for row in 0, 2:
        dy, x = rng.normal(size=(2, 4, 3))
        x[row] = 0
        W = rng.normal(size=(3, 3))
        yield edge("sums a that are exactly 0", dy, x, W, np.zeros(3))
    x, W = np.array([[1.0, 0.0], [2.0, 0.0]]), np.array([[0.0, 0.0], [1.0, -1.0]])
    yield rng.normal(size=(2, 2)), x, W, np.array([1e-18, -1e-18])  # a tiny beside x
    dy, x = rng.normal(size=(2, 3, 3)).astype(np.float32)
    yield dy, x, rng.normal(size=(3, 3)).astype(np.float32), np.zeros(3, np.float32)


@chapter.repair(
    points=10,
    prompt="""
    **Broken.** A residual block puts out `y = x + max(a, 0)` with `a = x @ W + b`, W being
    (d, d); a unit whose a is exactly 0 is off. This is its way back. It runs, its shapes
    are right, and thirty such blocks lose the gradient all the same, as if there were no
    way around. Two things are wrong. Mend them.
    """,
    cases=residual_backward_cases,
    returns=("dx", "dW", "db"),
)
def residual_backward(dy, x, W, b):
    """dx (n, d), dW (d, d) and db (d,) of y = x + max(x W + b, 0); dy and x are (n, d)."""
    a = x @ W + b
    da = dy * (a > 0)
    dx = dy + da @ W.T
    return dx, x.T @ da, da.sum(axis=0)


@residual_backward.broken
def as_found(dy, x, W, b):
    y = x + np.maximum(x @ W + b, 0)
    da = dy * (y > 0)
    dx = da @ W.T
    return dx, x.T @ da, da.sum(axis=0)


def _block(dy, x, W, b, on=lambda a, x: a > 0):
    da = dy * on(x @ W + b, x)
    return da, da @ W.T, x.T @ da, da.sum(axis=0)


@residual_backward.wrong
def way_around_lost(dy, x, W, b):
    """the mask is mended; in dx the way around the layer is still missing. x goes into the
    sum as it is, so dy comes back as it is, besides what comes through W."""
    _, through, dW, db = _block(dy, x, W, b)
    return through, dW, db


@residual_backward.wrong
def mask_of_y(dy, x, W, b):
    """the way around is mended; the mask is still that of y, which holds x as well. ReLU
    looked at a."""
    _, through, dW, db = _block(dy, x, W, b, lambda a, x: x + np.maximum(a, 0) > 0)
    return dy + through, dW, db


@residual_backward.wrong
def masked_way_around(dy, x, W, b):
    """the way around is masked as well: da in the place of dy. ReLU does not lie on it."""
    da, through, dW, db = _block(dy, x, W, b)
    return da + through, dW, db


@residual_backward.wrong
def not_transposed(dy, x, W, b):
    """W is not transposed on the way back. It is square, so no shape complains."""
    da, _, dW, db = _block(dy, x, W, b)
    return dy + da @ W, dW, db


@residual_backward.wrong
def around_alone(dy, x, W, b):
    """dx has the way around alone. What comes through the layer is added to it."""
    _, _, dW, db = _block(dy, x, W, b)
    return dy.copy(), dW, db


@residual_backward.wrong
def around_in_dw(dy, x, W, b):
    """dW and db are made of dy. The way around holds no weights: take da."""
    _, through, _, _ = _block(dy, x, W, b)
    return dy + through, x.T @ dy, dy.sum(axis=0)


@residual_backward.wrong
def mask_of_x(dy, x, W, b):
    """the mask is that of x. ReLU looked at a = x W + b."""
    _, through, dW, db = _block(dy, x, W, b, lambda a, x: x > 0)
    return dy + through, dW, db


@residual_backward.wrong
def mask_of_the_difference(dy, x, W, b):
    """the mask is that of y - x. That is ReLU's output rounded: where a is tiny beside x,
    x + a is x again, and the unit seems off. Ask a itself."""
    _, through, dW, db = _block(dy, x, W, b, lambda a, x: x + np.maximum(a, 0) - x > 0)
    return dy + through, dW, db


@residual_backward.wrong
def x_added(dy, x, W, b):
    """dx adds x, as on the way up. What comes back on the way around is dy."""
    _, through, dW, db = _block(dy, x, W, b)
    return x + through, dW, db


@residual_backward.wrong
def through_w_as_well(dy, x, W, b):
    """the way around goes through W too: (dy + da) W transposed. x is added behind W, so dy
    comes back past it."""
    da, _, dW, db = _block(dy, x, W, b)
    return (dy + da) @ W.T, dW, db


@residual_backward.wrong
def around_in_da(dy, x, W, b):
    """dy is added to da, so that it goes through W and into dW and db as well. Add it to
    dx, at the end."""
    da = dy + _block(dy, x, W, b)[0]
    return da @ W.T, x.T @ da, da.sum(axis=0)


@residual_backward.wrong
def no_bias(dy, x, W, b):
    """the bias is left out of the mask. ReLU looked at a = x W + b."""
    _, through, dW, db = _block(dy, x, W, 0 * b)
    return dy + through, dW, db


@residual_backward.wrong
def no_mask(dy, x, W, b):
    """the mask is gone: dy goes through W, into dW and into db as if every unit were on. On
    are those whose a is above 0."""
    _, through, dW, db = _block(dy, x, W, b, lambda a, x: 1)
    return dy + through, dW, db


@residual_backward.wrong
def on_at_0(dy, x, W, b):
    """units whose a is exactly 0 let the gradient through. They are off: a > 0."""
    _, through, dW, db = _block(dy, x, W, b, lambda a, x: a >= 0)
    return dy + through, dW, db


@residual_backward.wrong
def one_way_or_the_other(dy, x, W, b):
    """dy is added only where the unit is off. Both ways lead back for every unit: dy is
    added everywhere."""
    da, through, dW, db = _block(dy, x, W, b)
    return through + (dy - da), dW, db


@residual_backward.wrong
def mask_of_y_and_x_added(dy, x, W, b):
    """two things: the mask is still that of y, where ReLU looked at a; and dx adds x, as on
    the way up, where dy comes back."""
    _, through, dW, db = _block(dy, x, W, b, lambda a, x: x + np.maximum(a, 0) > 0)
    return x + through, dW, db


@residual_backward.wrong
def db_averaged(dy, x, W, b):
    """db is a mean over the batch. It was right as it was: a sum."""
    _, through, dW, db = _block(dy, x, W, b)
    return dy + through, dW, db / np.asarray(len(x), db.dtype)


@residual_backward.wrong
def output_for_mask(dy, x, W, b):
    """dy is multiplied by max(a, 0), what the ReLU put out. Its derivative is the mask, 1
    where a is above 0."""
    _, through, dW, db = _block(dy, x, W, b, lambda a, x: np.maximum(a, 0))
    return dy + through, dW, db


@residual_backward.wrong
def dx_without_mask(dy, x, W, b):
    """in dx it is dy that goes through W. ReLU lies between: take da, as for dW and db."""
    _, _, dW, db = _block(dy, x, W, b)
    return dy + dy @ W.T, dW, db


@residual_backward.right
def by_where(dy, x, W, b):
    da = np.where(np.dot(x, W) + b > 0, dy, np.zeros_like(dy))
    return dy + np.dot(da, W.T), np.dot(x.T, da), np.ones(len(x), dy.dtype) @ da


@residual_backward.right
def two_ways(dy, x, W, b):
    da = dy * (x @ W + b > 0).astype(dy.dtype)
    around, through = dy, (W @ da.T).T
    return around + through, (da.T @ x).T, np.sum(da, axis=0)
