"""The question `slopes_down`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.questions.heading import chapter


def slopes_down_cases(rng):
    for layers, n, d in (2, 1, 2), (3, 4, 5), (4, 2, 3), (6, 5, 4):
        Ws = rng.normal(size=(layers, d, d))
        ys = 1 / (1 + np.exp(-rng.normal(size=(layers, n, d))))
        yield Ws, ys, rng.normal(size=(n, d))
    yield tuple(array.astype(np.float32) for array in (Ws, ys, rng.normal(size=(n, d))))


@chapter.function(
    points=15,
    prompt=r"""
    A stack of sigmoid layers: `Ws[l]` (d, d) and outputs `ys[l]` (n, d), layer 0 next to
    the data, so $a_l = y_{l-1} W_l$ and $y_l = \sigma(a_l)$. `dy` is the gradient on the
    last output. Return an array (layers,): for each $a_l$, layer 0 first, the norm of the
    gradient on it, which is the root of the sum of squares over all its n d entries.
    """,
    cases=slopes_down_cases,
)
def slopes_down(Ws, ys, dy):
    """Norms of the gradient on the sums a of each sigmoid layer, (layers,), lowest first.

    Ws (layers, d, d), ys (layers, n, d), dy (n, d) on the last output.
    """
    norms = []
    for W, y in zip(Ws[::-1], ys[::-1], strict=True):
        da = dy * y * (1 - y)
        norms.append(np.sqrt(np.sum(da**2)))
        dy = da @ W.T
    return np.array(norms[::-1])


def _down(Ws, ys, dy, slope, through=lambda da, W: da @ W.T, size=np.linalg.norm):
    norms = []
    for W, y in zip(Ws[::-1], ys[::-1], strict=True):
        da = dy * slope(y)
        norms.append(size(da))
        dy = through(da, W)
    return np.array(norms[::-1])


@slopes_down.wrong
def order(Ws, ys, dy):
    """the norms are right and stand in the order in which the gradient met the layers.
    Layer 0 comes first."""
    return slopes_down(Ws, ys, dy)[::-1]


@slopes_down.wrong
def from_below(Ws, ys, dy):
    """you walk up from layer 0. The gradient enters at the last output and comes down."""
    norms = []
    for W, y in zip(Ws, ys, strict=True):
        da = dy * y * (1 - y)
        norms.append(np.linalg.norm(da))
        dy = da @ W.T
    return np.array(norms)


@slopes_down.wrong
def not_transposed(Ws, ys, dy):
    """the top layer is right. The gradient passes W against the signal's direction: from
    outputs to inputs, through W transposed."""
    return _down(Ws, ys, dy, lambda y: y * (1 - y), lambda da, W: da @ W)


@slopes_down.wrong
def no_slope(Ws, ys, dy):
    """the slopes are missing: the gradient passes each sigmoid as if it were not there."""
    return _down(Ws, ys, dy, lambda y: 1)


@slopes_down.wrong
def before_slope(Ws, ys, dy):
    """these are the norms on the outputs y. The question asks for those on the sums a,
    after the sigmoid's slope."""
    norms = []
    for W, y in zip(Ws[::-1], ys[::-1], strict=True):
        norms.append(np.linalg.norm(dy))
        dy = (dy * y * (1 - y)) @ W.T
    return np.array(norms[::-1])


@slopes_down.wrong
def no_weights(Ws, ys, dy):
    """the slopes are there, the weights are not: between two layers the gradient passes
    W."""
    return _down(Ws, ys, dy, lambda y: y * (1 - y), lambda da, W: da)


@slopes_down.wrong
def squared(Ws, ys, dy):
    """the root is missing: a norm is the root of the sum of squares."""
    return slopes_down(Ws, ys, dy) ** 2


@slopes_down.wrong
def tanh(Ws, ys, dy):
    """1 - y squared is the slope of tanh; these are sigmoids."""
    return _down(Ws, ys, dy, lambda y: 1 - y**2)


@slopes_down.wrong
def mean(Ws, ys, dy):
    """the mean square in place of the sum of squares: a norm counts every entry in full."""
    return slopes_down(Ws, ys, dy) / dy.size**0.5


@slopes_down.wrong
def on_the_input(Ws, ys, dy):
    """these are the norms after the weights, on what went into each layer. Take them
    one step earlier, after the slope: on a."""
    norms = []
    for W, y in zip(Ws[::-1], ys[::-1], strict=True):
        dy = (dy * y * (1 - y)) @ W.T
        norms.append(np.linalg.norm(dy))
    return np.array(norms[::-1])


@slopes_down.wrong
def weights_below(Ws, ys, dy):
    """the gradient leaves layer l through the weights of another layer. a_l is y_(l-1)
    W_l, so it leaves through Ws[l]."""
    return _down_by_index(Ws, ys, dy, lambda n: n - 1, lambda n: n)


@slopes_down.wrong
def weights_above(Ws, ys, dy):
    """the gradient leaves layer l through the weights of the layer above. a_l is
    y_(l-1) W_l, so it leaves through Ws[l]."""
    return _down_by_index(Ws, ys, dy, lambda n: min(n + 1, len(Ws) - 1), lambda n: n)


@slopes_down.wrong
def slope_below(Ws, ys, dy):
    """each layer takes the slope of the layer below. y_l is what came out of layer l: its
    slope goes with a_l."""
    return _down_by_index(Ws, ys, dy, lambda n: n, lambda n: max(n - 1, 0))


def _down_by_index(Ws, ys, dy, weights, slopes):
    norms = np.zeros(len(ys), ys.dtype)
    for layer in reversed(range(len(ys))):
        y = ys[slopes(layer)]
        da = dy * y * (1 - y)
        norms[layer] = np.linalg.norm(da)
        dy = da @ Ws[weights(layer)].T
    return norms


@slopes_down.wrong
def sigmoid_again(Ws, ys, dy):
    """the sigmoid is taken of ys, which came out of it already. The slope is y (1 - y)."""
    s = 1 / (1 + np.exp(-ys))
    return _down(Ws, s, dy, lambda y: y * (1 - y))


@slopes_down.wrong
def mean_over_rows(Ws, ys, dy):
    """each row has its own norm here, and their mean is returned. One norm is asked
    for, over all entries together."""
    size = lambda da: np.linalg.norm(da, axis=1).mean()  # noqa: E731
    return _down(Ws, ys, dy, lambda y: y * (1 - y), size=size)


@slopes_down.wrong
def absolute_values(Ws, ys, dy):
    """these are sums of absolute values. The norm is the root of the sum of squares."""
    return _down(Ws, ys, dy, lambda y: y * (1 - y), size=lambda da: np.abs(da).sum())


@slopes_down.wrong
def largest_stretch(Ws, ys, dy):
    """that is the largest singular value, which np.linalg.norm(..., 2) gives for a matrix.
    The norm asked for counts every entry: leave out the 2."""
    return _down(Ws, ys, dy, lambda y: y * (1 - y), size=lambda a: np.linalg.norm(a, 2))


@slopes_down.wrong
def largest_entry(Ws, ys, dy):
    """these are the largest entries. The norm is the root of the sum of all squares."""
    return _down(Ws, ys, dy, lambda y: y * (1 - y), size=lambda a: np.abs(a).max())


@slopes_down.wrong
def of_the_weights(Ws, ys, dy):
    """these are the norms of the weights' gradients. Asked for are those on the sums a."""
    norms = np.zeros(len(ys), ys.dtype)
    for layer in reversed(range(len(ys))):
        da = dy * ys[layer] * (1 - ys[layer])
        norms[layer] = np.linalg.norm(ys[layer - 1].T @ da if layer else da)
        dy = da @ Ws[layer].T
    return norms


@slopes_down.wrong
def last_slope_missing(Ws, ys, dy):
    """dy is taken for the gradient on the last a. It is the one on the last y: the last
    slope comes first."""
    da = dy
    norms = [np.linalg.norm(da)]
    for layer in reversed(range(len(ys) - 1)):
        da = (da @ Ws[layer + 1].T) * ys[layer] * (1 - ys[layer])
        norms.append(np.linalg.norm(da))
    return np.array(norms[::-1])


@slopes_down.wrong
def same_dy(Ws, ys, dy):
    """every layer gets the dy of the top. It has to come down: layer by layer, through
    slope and weights."""
    return np.array([np.linalg.norm(dy * y * (1 - y)) for y in ys])


@slopes_down.wrong
def slope_of_the_layer_below(Ws, ys, dy):
    """the slopes are those of the layer below: for the sum of layer l take ys[l], what came
    out of it."""
    below = np.roll(ys, 1, axis=0)
    return slopes_down(Ws, below, dy)


@slopes_down.wrong
def norms_of_rows(Ws, ys, dy):
    """there is a norm for each row. Take one for each layer, over all its n d entries."""
    return _down(
        Ws, ys, dy, lambda y: y * (1 - y), size=lambda d: np.linalg.norm(d, axis=1)
    )


@slopes_down.wrong
def output_for_slope(Ws, ys, dy):
    """one of the two factors of the slope is missing: it is y (1 - y), not y."""
    return _down(Ws, ys, dy, lambda y: y)


@slopes_down.wrong
def same_dy_on_the_input(Ws, ys, dy):
    """two things: every layer gets the dy of the top, where it has to come down; and the
    norms are those after the weights, where those on a are asked for, before them."""
    das = dy * ys * (1 - ys)
    return np.array([np.linalg.norm(da @ W.T) for da, W in zip(das, Ws, strict=True)])


@slopes_down.right
def by_index(Ws, ys, dy):
    norms = np.zeros(len(Ws), ys.dtype)
    for layer in range(len(Ws) - 1, -1, -1):
        dy = dy * (ys[layer] - ys[layer] ** 2)
        norms[layer] = np.linalg.norm(dy)
        dy = np.dot(dy, np.transpose(Ws[layer]))
    return norms


@slopes_down.right
def by_recursion(Ws, ys, dy):
    da = dy * ys[-1] * (1 - ys[-1])
    top = [np.linalg.norm(da)]
    if len(Ws) == 1:
        return np.array(top)
    below = by_recursion(Ws[:-1], ys[:-1], da @ Ws[-1].T)
    return np.concatenate([below, top])
