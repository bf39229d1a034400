"""Questions of chapter 2: backpropagation."""

import numpy as np

from nncourse.exercises.chapter import Chapter
from nncourse.exercises.promises import edge
from nncourse.exercises.safe_call import Fixture

chapter = Chapter(
    "02-backpropagation",
    title="Backpropagation",
    intro="""
    The way back through each step of a small network, and the witness that tells whether
    you got it right. Here `dv` stands for the gradient of the loss by `v` and has the shape
    of `v`; batches are rows.
    """,
)


@chapter.value(
    points=10,
    prompt="""
    **Warm-up.** A network has 10,000 parameters. How many forward passes do central
    differences, $(f(v + h) - f(v - h)) / 2h$, take to get all its gradients?
    """,
    tolerance=0,
    read="What it costs",
)
def passes_needed():
    return 2 * 10_000


@passes_needed.wrong
def one_sided():
    """that would be one pass for each parameter. Central differences nudge every parameter
    twice, up and down."""
    return 10_000


@passes_needed.wrong_where(lambda value: value in (1, 2, 3))
def backpropagation():
    """that is about the price of backpropagation, in forward passes, whatever the number of
    parameters. Differences have to nudge each parameter by itself."""
    return 2


@passes_needed.wrong_where(lambda value: 0 < abs(value - 20_000) < 5)
def one_more():
    """very close: each parameter takes exactly two passes, and no pass comes on top.
    The value in the middle, f(v), does not occur in the formula."""
    return 20_001


@passes_needed.wrong
def forward_differences():
    """that is one pass for each parameter and one in the middle: forward differences.
    Central ones nudge every parameter up and down, and leave out the middle."""
    return 10_001


@passes_needed.wrong
def three_points():
    """that is three passes for each parameter. The formula has two values of f, f(v +
    h) and f(v - h)."""
    return 30_000


@passes_needed.wrong
def halved():
    """that is half a pass for each parameter. The 2 of 2h divides a difference, not the
    number of passes."""
    return 5_000


@passes_needed.wrong_where(lambda value: value in (2**10, 2**13, 2**14))
def powers():
    """that is a power of 2. The parameters are nudged one after the other, not in all
    combinations."""
    return 2**10


@passes_needed.wrong_where(
    lambda value: value > 10_000 and abs(value * 2e-5 / 10_000 - 1) < 1e-6
)
def divided_by_h():
    """this divides by the step h. How long the step is does not change how many there
    are."""
    return 10_000 / 2e-5


@passes_needed.wrong_where(lambda value: value in (10_000**2, 2 * 10_000**2, 10_000**2 / 2))
def squared():
    """pairs of parameters matter for second derivatives. For the gradient each is nudged
    alone."""
    return 10_000**2


passes_needed.right(20_000.0, np.int64(20_000))


def relu_backward_cases(rng):
    yield np.array([[1.0, -1.0], [-0.5, 2.0]]), np.array([[0.5, -3.0], [1.5, -2.0]])
    for shape in (3, 4), (5, 2), (2, 7):
        x = rng.normal(size=shape)
        x[0, :2] = 1e-12, -1e-12  # on and off, however little
        yield x, rng.normal(size=shape)
    yield tuple(rng.normal(size=(2, 4, 3)).astype(np.float32))
    for shape in (2, 2), (3, 4):
        x = rng.normal(size=shape)
        x[0], x[1, 0] = 0, -1
        yield edge("where x is exactly 0", x, rng.normal(size=shape))


@chapter.function(
    points=15,
    prompt=r"""
    $y = \max(x, 0)$. Given what went in, `x`, and the gradient `dy` that comes back from
    above, return `dx`. Where x is exactly 0, let nothing through.
    """,
    cases=relu_backward_cases,
)
def relu_backward(x, dy):
    """dx of y = max(x, 0). x, dy and dx are all of one shape (n, d)."""
    return dy * (x > 0)


@relu_backward.wrong
def mask_from_dy(x, dy):
    """the mask comes from the sign of dy. Whether a unit was on is decided by what went
    into it on the way up: look at x."""
    return dy * (dy > 0)


@relu_backward.wrong
def output_at_least_0(x, dy):
    """your mask lets everything through, as `max(x, 0) >= 0` does, which is true for
    every x. Networks with this mistake still learn a little; it goes unnoticed for
    years."""
    return dy * (np.maximum(x, 0) >= 0)


@relu_backward.wrong
def at_least_0(x, dy):
    """units whose input is exactly 0 let the gradient through. The question asks for x >
    0."""
    return dy * (x >= 0)


@relu_backward.wrong
def forgot_dy(x, dy):
    """this is the slope of ReLU alone, 0 or 1. The chain rule multiplies it by what came
    from above, dy."""
    return (x > 0).astype(dy.dtype)


@relu_backward.wrong
def times_output(x, dy):
    """dy is multiplied by the unit's output. The slope of max(x, 0) is 1 where it is on,
    not x."""
    return dy * np.maximum(x, 0)


@relu_backward.wrong
def forward_on_dy(x, dy):
    """you applied ReLU to dy. Going back, the gradient may be negative; only units that
    were off stop it."""
    return np.maximum(dy, 0) * (x > 0)


@relu_backward.wrong
def turned(x, dy):
    """units that were off let the gradient through and those that were on stop it: the
    comparison is the wrong way round."""
    return dy * (x < 0)


@relu_backward.wrong
def in_place(x, dy):
    """the answer is right, but it is written into dy. The layer above still holds that
    array as its own gradient."""
    dy[x <= 0] = 0
    return dy


@relu_backward.wrong
def half_at_0(x, dy):
    """where x is exactly 0, half of the gradient passes. Let nothing through there."""
    return dy * ((np.sign(x) + 1) / 2)


@relu_backward.wrong
def leaky(x, dy):
    """a little passes where x is negative: that is leaky ReLU's rule. ReLU stops all of
    it."""
    return np.where(x > 0, dy, dy * np.asarray(0.01, dy.dtype))


@relu_backward.wrong
def forward(x, dy):
    """this is the way up, max(x, 0). The way down multiplies dy by 1 where x is above 0 and
    by 0 elsewhere."""
    return np.maximum(x, 0)


@relu_backward.wrong
def slope_grows(x, dy):
    """the slope is taken to be x itself, up to 1. It is 1 as soon as x is above 0."""
    return dy * np.clip(x, 0, 1)


@relu_backward.wrong
def by_rows(x, dy):
    """a whole row passes or is stopped. Each unit of each example decides for itself."""
    return dy * (x.sum(axis=1, keepdims=True) > 0)


@relu_backward.wrong
def threshold(x, dy):
    """inputs that are positive but small are stopped. Compare with 0, not with a number
    near it."""
    return dy * (x > 1e-3)


@relu_backward.wrong
def smallest_for_0(x, dy):
    """where units were off there stands another number than 0."""
    return np.where(x > 0, dy, dy.min())


@relu_backward.wrong
def matrix_product(x, dy):
    """that is a matrix product. The chain rule multiplies entry by entry here: `*`."""
    return dy @ (x > 0).T


@relu_backward.right
def by_where(x, dy):
    return np.where(x > 0, dy, np.zeros_like(dy))


@relu_backward.right
def by_index(x, dy):
    dx = dy.copy()
    dx[~(x > 0)] = 0
    return dx


def dense_backward_cases(rng):
    yield tuple(
        rng.integers(1, 5, size) * rng.choice([-1.0, 1.0], size)
        for size in [(2, 3), (3, 1), (2, 1)]
    )
    for n, d_in, d_out in (4, 2, 3), (3, 5, 2), (7, 4, 6):
        yield tuple(
            rng.normal(size=size) for size in [(n, d_in), (d_in, d_out), (n, d_out)]
        )
    yield tuple(
        rng.normal(size=size).astype(np.float32) for size in [(3, 4), (4, 2), (3, 2)]
    )


@chapter.function(
    points=20,
    prompt="""
    $y = xW + b$ with x (n, d_in), W (d_in, d_out), b (d_out,). Return `dx, dW, db`. The
    division by n stands in the loss, so it is in `dy` already: add up over the batch, and
    do not divide again.
    """,
    cases=dense_backward_cases,
    returns=("dx", "dW", "db"),
)
def dense_backward(x, W, dy):
    """dx (n, d_in), dW (d_in, d_out), db (d_out,) of y = x W + b, from dy (n, d_out)."""
    dx = dy @ W.T
    dW = x.T @ dy
    db = dy.sum(axis=0)
    return dx, dW, db


@dense_backward.wrong
def db_mean(x, W, dy):
    """db is n times too small: the mean over the batch instead of the sum. b[j] was added
    to every row of y[:, j], so every row's gradient counts in full."""
    return dy @ W.T, x.T @ dy, dy.mean(axis=0)


@dense_backward.wrong
def db_features(x, W, dy):
    """db is summed over the wrong axis. It has one entry for each output, so the sum runs
    over the examples, axis 0."""
    return dy @ W.T, x.T @ dy, dy.sum(axis=1)


@dense_backward.wrong
def db_one_row(x, W, dy):
    """db has the right values in shape (1, d_out). b has shape (d_out,), and so has db; a
    row would broadcast without a word."""
    return dy @ W.T, x.T @ dy, dy.sum(axis=0, keepdims=True)


@dense_backward.wrong
def db_number(x, W, dy):
    """db is summed to a single number. Each output has a bias of its own."""
    return dy @ W.T, x.T @ dy, dy.sum()


@dense_backward.wrong
def dw_mean(x, W, dy):
    """dW is n times too small. The loss has already divided by n; dividing again makes the
    step depend on the batch size."""
    return dy @ W.T, x.T @ dy / len(x), dy.sum(axis=0)


@dense_backward.wrong
def dw_transposed(x, W, dy):
    """dW is transposed: (d_out, d_in). A gradient has the shape of its array, W is (d_in,
    d_out)."""
    return dy @ W.T, dy.T @ x, dy.sum(axis=0)


@dense_backward.wrong
def dx_without_w(x, W, dy):
    """dx is dy as it came. It has to pass through W: x[:, i] reached y[:, j] through W[i,
    j]."""
    return dy, x.T @ dy, dy.sum(axis=0)


@dense_backward.wrong
def w_not_transposed(x, W, dy):
    """dy meets W the way the signal did. Going back, it comes from the outputs, W's
    columns, and leaves by the inputs, its rows."""
    return dy @ W, x.T @ dy, dy.sum(axis=0)


@dense_backward.wrong
def dw_from_output(x, W, dy):
    """dW multiplies dy by the output y. What each weight was multiplied by on the way up is
    the input x."""
    return dy @ W.T, (x @ W).T @ dy, dy.sum(axis=0)


@dense_backward.wrong
def relu_slipped_in(x, W, dy):
    """dx is 0 where x is not positive: that is a ReLU's slope. The dense layer has none."""
    return (dy @ W.T) * (x > 0), x.T @ dy, dy.sum(axis=0)


@dense_backward.wrong
def product_of_sums(x, W, dy):
    """dW multiplies the sums of x and dy over the batch. Multiply example by example,
    then add up: x.T @ dy does it in one step."""
    return dy @ W.T, np.outer(x.sum(axis=0), dy.sum(axis=0)), dy.sum(axis=0)


@dense_backward.wrong
def solved_for_x(x, W, dy):
    """dx uses the inverse of W. Going back is no solving: it multiplies by W transposed."""
    return dy @ np.linalg.pinv(W), x.T @ dy, dy.sum(axis=0)


@dense_backward.wrong
def first_example(x, W, dy):
    """dW comes from the first example alone. Every example of the batch adds to it."""
    return dy @ W.T, np.outer(x[0], dy[0]), dy.sum(axis=0)


@dense_backward.wrong
def last_example(x, W, dy):
    """dW comes from the last example alone: each replaces the one before. Add them up."""
    return dy @ W.T, np.outer(x[-1], dy[-1]), dy.sum(axis=0)


@dense_backward.wrong
def no_db(x, W, dy):
    """db is 0. A bias shifts every example's y, so its gradient is the sum of dy over the
    batch."""
    return dy @ W.T, x.T @ dy, np.zeros_like(W[0])


@dense_backward.wrong
def db_not_summed(x, W, dy):
    """db is dy itself, one row for each example. The bias is shared by all of them: add the
    rows up."""
    return dy @ W.T, x.T @ dy, dy


@dense_backward.wrong
def db_mean_of_features(x, W, dy):
    """db is a mean, and over the wrong axis. It has one entry for each output: a sum over
    the examples, axis 0."""
    return dy @ W.T, x.T @ dy, dy.mean(axis=1)


@dense_backward.wrong
def dx_transposed(x, W, dy):
    """dx is transposed: (d_in, n). It has the shape of x, (n, d_in)."""
    return W @ dy.T, x.T @ dy, dy.sum(axis=0)


@dense_backward.right
def by_einsum(x, W, dy):
    dx = np.einsum("nj,ij->ni", dy, W)
    dW = np.einsum("ni,nj->ij", x, dy)
    return dx, dW, np.ones(len(dy), dy.dtype) @ dy


@dense_backward.right
def example_by_example(x, W, dy):
    dx, dW, db = np.zeros_like(x), np.zeros_like(W), np.zeros_like(W[0])
    for i in range(len(x)):
        dx[i] = W @ dy[i]
        dW += np.outer(x[i], dy[i])
        db += dy[i]
    return dx, dW, db


LARGE = "scores as large as 1000"


def dlogits_cases(rng):
    yield np.array([[0.0, np.log(3.0)], [0.0, 0.0]]), np.array([1, 0])
    for n, classes in (3, 4), (5, 3), (6, 10):
        yield rng.normal(size=(n, classes)), rng.integers(0, classes, n)
    yield rng.normal(size=(4, 3)).astype(np.float32), rng.integers(0, 3, 4)
    large = rng.normal(size=(3, 3)) + np.array([[1000.0, 998.0, 997.0]])
    yield edge(LARGE, large, rng.integers(0, 3, 3))
    large = rng.normal(size=(3, 10)) + np.array([[1000.0], [0], [0]]) * np.eye(1, 10)
    yield edge(LARGE, large, rng.integers(0, 10, 3))


@chapter.function(
    points=20,
    prompt=r"""
    The loss is the mean over n examples of $-\ln\,\mathrm{softmax}(z_i)_{y_i}$. Return its
    gradient with respect to the scores $z$, here `logits` (n, classes). It is as simple as
    $(p - \text{onehot}) / n$ with $p$ the softmax of the scores, which may be as large as
    1000.
    """,
    cases=dlogits_cases,
)
def dlogits(logits, labels):
    """The gradient of the mean cross-entropy with respect to `logits`, of its shape."""
    n = len(labels)
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    p[np.arange(n), labels] -= 1
    return p / n


def _softmax(logits):
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)


def _hot(logits, labels):
    return np.eye(logits.shape[1], dtype=logits.dtype)[labels]


@dlogits.wrong
def no_n(logits, labels):
    """n times too large: the loss is the mean over the batch, and so is its gradient."""
    return _softmax(logits) - _hot(logits, labels)


@dlogits.wrong
def over_entries(logits, labels):
    """too small by the number of classes: divide by the n examples, not by the n times
    classes entries."""
    return (_softmax(logits) - _hot(logits, labels)) / logits.size


@dlogits.wrong
def sign(logits, labels):
    """the size is right and the sign is not: a step against this gradient would make the
    true label less likely."""
    return (_hot(logits, labels) - _softmax(logits)) / len(labels)


@dlogits.wrong
def no_label(logits, labels):
    """these are the probabilities over n. Subtract 1 at the true label."""
    return _softmax(logits) / len(labels)


@dlogits.wrong
def one_everywhere(logits, labels):
    """1 is taken away from every entry, not only at the true label of each row."""
    return (_softmax(logits) - 1) / len(labels)


@dlogits.wrong
def every_row(logits, labels):
    """1 is taken away at every label in every row: a colon in the place of the row means
    all of them. Give a row number with each label."""
    p = _softmax(logits)
    p[:, labels] -= 1
    return p / len(labels)


@dlogits.wrong
def slope_again(logits, labels):
    """there is a factor p (1 - p) too many, the slope of a sigmoid. (p - onehot) already
    contains softmax's own slope."""
    p = _softmax(logits)
    return (p - _hot(logits, labels)) * p * (1 - p) / len(labels)


@dlogits.wrong
def overflow(logits, labels):
    """right for small scores, nan for large ones. Subtract each row's largest score before
    the exponential."""
    p = np.exp(logits)
    p = p / p.sum(axis=1, keepdims=True)
    return (p - _hot(logits, labels)) / len(labels)


@dlogits.wrong
def batch_maximum(logits, labels):
    """you subtract the largest score of the whole batch. A row whose scores all lie far
    below it underflows to 0/0. Subtract each row's own."""
    p = np.exp(logits - logits.max())
    return (p / p.sum(axis=1, keepdims=True) - _hot(logits, labels)) / len(labels)


@dlogits.wrong
def nan_swept_away(logits, labels):
    """the overflow is covered up, not prevented: nan is replaced by 0, whatever should
    stand there. Subtract each row's largest score first."""
    p = np.exp(logits)
    p = p / p.sum(axis=1, keepdims=True)
    return np.nan_to_num((p - _hot(logits, labels)) / len(labels))


@dlogits.wrong
def in_place(logits, labels):
    """the values are right, but the scores are overwritten on the way."""
    logits[:] = _softmax(logits)
    logits[np.arange(len(labels)), labels] -= 1
    return logits / len(labels)


@dlogits.wrong
def by_classes(logits, labels):
    """divided by the number of classes. The mean runs over the n examples: divide by n."""
    return (_softmax(logits) - _hot(logits, labels)) / logits.shape[1]


@dlogits.wrong
def no_softmax(logits, labels):
    """the scores themselves stand where p should: they are no probabilities yet. Take their
    softmax first."""
    return (logits - _hot(logits, labels)) / len(labels)


@dlogits.wrong
def wrong_axis(logits, labels):
    """the softmax runs over the examples, axis 0. One row is one example: axis 1."""
    return (_softmax(logits.T).T - _hot(logits, labels)) / len(labels)


@dlogits.wrong
def late_one(logits, labels):
    """p is divided by n and the 1 is not. Subtract it first, then divide both."""
    return _softmax(logits) / len(labels) - _hot(logits, labels)


@dlogits.wrong
def early_one(logits, labels):
    """the 1 is divided by n and p is not. Subtract it first, then divide both."""
    return _softmax(logits) - _hot(logits, labels) / len(labels)


@dlogits.wrong
def added(logits, labels):
    """1 is added at the true label. Subtract it: there the gradient is negative."""
    return (_softmax(logits) + _hot(logits, labels)) / len(labels)


@dlogits.wrong
def added_and_no_n(logits, labels):
    """1 is added at the true label and should be subtracted; and the division by n is
    missing."""
    return _softmax(logits) + _hot(logits, labels)


@dlogits.wrong
def by_p(logits, labels):
    """this is the gradient with respect to p, -1/p at the label. The question asks for the
    one with respect to the scores, a step further back."""
    return -_hot(logits, labels) / _softmax(logits) / len(labels)


@dlogits.wrong
def label_only(logits, labels):
    """only the label's entry is there. The other scores matter too: raising one takes
    probability from the label."""
    hot = _hot(logits, labels)
    return (_softmax(logits) - hot) * hot / len(labels)


@dlogits.wrong
def before_label(logits, labels):
    """1 is taken away one column before the label. Labels count from 0."""
    return (_softmax(logits) - _hot(logits, labels - 1)) / len(labels)


@dlogits.wrong
def clipped(logits, labels):
    """large scores are cut off before the exponential, which makes 900 and 1000 alike.
    Subtract each row's largest instead."""
    return (_softmax(np.clip(logits, -50, 50)) - _hot(logits, labels)) / len(labels)


@dlogits.wrong
def sigmoid(logits, labels):
    """that is the sigmoid of each score. Softmax compares the scores of a row."""
    return (1 / (1 + np.exp(-logits)) - _hot(logits, labels)) / len(labels)


@dlogits.wrong
def hard_choice(logits, labels):
    """the largest score gets probability 1. Softmax gives every class a share, and the
    gradient needs these."""
    return (_hot(logits, logits.argmax(axis=1)) - _hot(logits, labels)) / len(labels)


@dlogits.wrong
def unit_rows(logits, labels):
    """each row is scaled to length 1. How long it is says how wrong the network was: leave
    it."""
    d = _softmax(logits) - _hot(logits, labels)
    return d / np.linalg.norm(d, axis=1, keepdims=True) / len(labels)


@dlogits.wrong
def loss(logits, labels):
    """this is the loss, one number. Asked for is its gradient, an entry for each score."""
    return -np.log(_softmax(logits)[np.arange(len(labels)), labels]).mean()


@dlogits.wrong
def one_hot_in_float64(logits, labels):
    """the values are right, but float32 came in and float64 goes out: np.eye and np.zeros
    make float64 unless they are told another dtype."""
    return ((_softmax(logits) - _hot(logits, labels)) / len(labels)).astype(float)


@dlogits.right
def by_one_hot(logits, labels):
    z = logits - logits.max(1)[:, None]
    p = np.exp(z - np.log(np.exp(z).sum(1))[:, None])
    return (p - np.eye(p.shape[1], dtype=p.dtype)[labels]) / p.shape[0]


@dlogits.right
def row_by_row(logits, labels):
    d = np.zeros_like(logits)
    for i, z in enumerate(logits):
        e = np.exp(z - z.max())
        d[i] = e / e.sum()
        d[i, labels[i]] -= 1
    return d / len(logits)


def numerical_gradient_cases(rng):
    yield Fixture("quadratic", (np.diag([40.0, 10.0]),)), np.array([[1.0], [-2.0]])
    for shape in (2, 3), (4, 2), (5,):
        size = int(np.prod(shape))
        a = rng.normal(size=(size, size))
        a = 10 * (a @ a.T + np.eye(size))
        yield Fixture("quadratic", (a,)), rng.normal(size=shape)
    w = 20 * rng.normal(size=(3, 3))
    v = rng.normal(size=(3, 3))
    v[:, 1] *= 1e-6  # what is added to so small a number is not taken away again exactly
    yield Fixture("weighted_sine", (w,)), v
    w, v = 20 * rng.normal(size=(2, 3)), rng.normal(size=(3, 2))
    yield edge(
        "a v whose columns lie together",
        Fixture("weighted_sine", (w,)),
        Fixture("turned", (v,)),
    )


def gradients_alike(got, expected):
    """The same shape, and the same numbers as far as differences can tell."""
    got, expected = np.asarray(got), np.asarray(expected)
    scale = np.abs(expected).max()
    return (
        got.shape == expected.shape and np.abs(got - expected).max() < 4e-8 * scale + 1e-6
    )


@chapter.function(
    points=15,
    prompt="""
    `f(v)` returns a number for an array `v` of floats, of any shape and however it lies in
    memory (`v.T` is such an array). Return its gradient by central differences,
    $(f(v + h) - f(v - h)) / 2h$ for one entry at a time, with h = 1e-5. Leave `v` as it
    was, to the last bit.
    """,
    cases=numerical_gradient_cases,
    compare=gradients_alike,
)
def numerical_gradient(f, v):
    """The gradient of f with respect to v by central differences with h = 1e-5."""
    h = 1e-5
    dv = np.zeros(v.shape)
    for i in np.ndindex(v.shape):
        kept = v[i]
        v[i] = kept + h
        above = f(v)
        v[i] = kept - h
        below = f(v)
        v[i] = kept
        dv[i] = (above - below) / (2 * h)
    return dv


def _slopes(f, v, up, down, over):
    dv = np.zeros(v.shape)
    for i in np.ndindex(v.shape):
        above, below = v.copy(), v.copy()
        above[i] += up
        below[i] -= down
        dv[i] = (f(above) - f(below)) / over
    return dv


@numerical_gradient.wrong
def half_missing(f, v):
    """exactly twice too large: between v + h and v - h lie 2h, not h."""
    return _slopes(f, v, 1e-5, 1e-5, 1e-5)


@numerical_gradient.wrong
def one_sided(f, v):
    """close, and not close enough: f(v + h) - f(v) has an error as large as h. Take a step
    to both sides; the error becomes h squared."""
    return _slopes(f, v, 1e-5, 0, 1e-5)


@numerical_gradient.wrong
def all_at_once(f, v):
    """all entries are nudged together, which gives one number, the sum of all slopes. Nudge
    one entry at a time."""
    return (f(v + 1e-5) - f(v - 1e-5)) / 2e-5


@numerical_gradient.wrong
def not_put_back(f, v):
    """an entry is not put back after its turn, so later slopes are measured at another
    point. Keep the old value and restore it."""
    h = 1e-5
    dv = np.zeros(v.shape)
    v = v.copy()
    for i in np.ndindex(v.shape):
        v[i] += h
        above = f(v)
        v[i] -= 2 * h
        dv[i] = (above - f(v)) / (2 * h)
    return dv


@numerical_gradient.wrong
def put_back_by_adding(f, v):
    """the slopes are right, but v comes back changed in its last digits: adding h, taking
    2h and adding h again rounds each time. Keep the old value and restore it."""
    h = 1e-5
    dv = np.zeros(v.shape)
    for i in np.ndindex(v.shape):
        v[i] += h
        above = f(v)
        v[i] -= 2 * h
        dv[i] = (above - f(v)) / (2 * h)
        v[i] += h
    return dv


@numerical_gradient.wrong
def coarse(f, v):
    """h is far too large: this is a slope over a distance at which the curve has turned.
    The question asks for 1e-5."""
    return _slopes(f, v, 0.1, 0.1, 0.2)


@numerical_gradient.wrong
def sign(f, v):
    """the right size and the wrong sign: above minus below."""
    return -_slopes(f, v, 1e-5, 1e-5, 2e-5)


@numerical_gradient.wrong
def flat(f, v):
    """the values are right and stand in one long row. The gradient has the shape of v."""
    return _slopes(f, v, 1e-5, 1e-5, 2e-5).ravel()


@numerical_gradient.wrong
def one_slope_everywhere(f, v):
    """all entries are nudged together, and the sum of all slopes stands in every place.
    Nudge one entry at a time."""
    return np.full(v.shape, (f(v + 1e-5) - f(v - 1e-5)) / 2e-5)


@numerical_gradient.wrong
def precedence(f, v):
    """`/ 2 * h` divides by 2 and multiplies by h. Put 2 * h into brackets."""
    return _slopes(f, v, 1e-5, 1e-5, 2 / 1e-5)


@numerical_gradient.wrong
def second_derivative(f, v):
    """f(v + h) - 2 f(v) + f(v - h) over h squared is the second derivative, how fast
    the slope changes."""
    h = 1e-5
    dv = np.zeros(v.shape)
    for i in np.ndindex(v.shape):
        up, down = v.copy(), v.copy()
        up[i] += h
        down[i] -= h
        dv[i] = (f(up) - 2 * f(v) + f(down)) / h**2
    return dv


@numerical_gradient.wrong
def tiny_step(f, v):
    """the step is so small that it drowns in rounding: v + h is v, or nearly. The
    question asks for 1e-5."""
    return _slopes(f, v, 1e-15, 1e-15, 2e-15)


@numerical_gradient.wrong
def same_array(f, v):
    """`w = v` gives the array a second name and makes no copy: what is added to w stays in
    v. Write v.copy(), or put the old value back."""
    h = 1e-5
    dv = np.zeros(v.shape)
    for i in np.ndindex(v.shape):
        w = v
        w[i] += h
        above = f(w)
        w = v
        w[i] -= h
        dv[i] = (above - f(w)) / (2 * h)
    return dv


@numerical_gradient.wrong
def whole_rows(f, v):
    """`for i in range(len(v))` walks over rows and nudges each as a whole. Walk over all
    entries: np.ndindex(v.shape) gives their places."""
    dv = np.zeros(v.shape)
    for i in range(len(v)):
        up, down = v.copy(), v.copy()
        up[i] += 1e-5
        down[i] -= 1e-5
        dv[i] = (f(up) - f(down)) / 2e-5
    return dv


@numerical_gradient.wrong
def larger_step(f, v):
    """close, and not close enough: the step is longer than 1e-5, and over its length the
    curve turns."""
    return _slopes(f, v, 1e-3, 1e-3, 2e-3)


@numerical_gradient.wrong
def view_that_is_a_copy(f, v):
    """where `v` does not lie row by row in memory, `ravel` and `reshape` make a copy, and f
    never sees what you change there. Index v itself, or a copy that f is given."""
    h = 1e-5
    dv = np.zeros(v.shape)
    flat = v.ravel()
    for i in range(flat.size):
        kept = flat[i]
        flat[i] = kept + h
        above = f(v)
        flat[i] = kept - h
        below = f(v)
        flat[i] = kept
        dv.flat[i] = (above - below) / (2 * h)
    return dv


@numerical_gradient.right
def on_copies(f, v):
    return _slopes(f, v, 1e-5, 1e-5, 2e-5)


@numerical_gradient.right
def by_basis(f, v):
    found = []
    for k in range(v.size):
        step = np.zeros(v.size)
        step[k] = 1e-5
        step = step.reshape(v.shape)
        found.append((f(v + step) - f(v - step)) / 2e-5)
    return np.array(found).reshape(v.shape)


def network_gradients_cases(rng):
    for n, d, hidden, classes in (2, 2, 3, 2), (5, 3, 4, 6), (4, 6, 5, 3):
        x = rng.normal(size=(n, d))
        W1, W2 = rng.normal(size=(d, hidden)), rng.normal(size=(hidden, classes))
        b1, b2 = rng.normal(size=hidden), rng.normal(size=classes)
        b1[0] = -abs(x @ W1[:, 0]).max() - 1  # one unit is off for every example
        yield x, rng.integers(0, classes, n), W1, b1, W2, b2
    x, W1, b1, W2, b2 = (
        rng.normal(size=size).astype(np.float32)
        for size in [(3, 2), (2, 4), (4,), (4, 3), (3,)]
    )
    yield x, rng.integers(0, 3, 3), W1, b1, W2, b2
    for _ in range(2):
        x, W1, W2 = (rng.normal(size=size) for size in [(3, 2), (2, 3), (3, 4)])
        x[0], b1, b2 = 0, np.zeros(3), rng.normal(size=4)
        yield edge("sums a that are exactly 0", x, rng.integers(0, 4, 3), W1, b1, W2, b2)
    x, W1, W2 = (rng.normal(size=size) for size in [(3, 2), (2, 3), (3, 4)])
    b2 = np.array([1000.0, 999.0, 998.0, 1000.0]) + rng.normal(size=4)
    yield edge(LARGE, x, rng.integers(0, 4, 3), W1, np.ones(3), W2, b2)


@chapter.function(
    points=15,
    prompt="""
    **The whole way back.** Dense, ReLU, Dense, mean cross-entropy: a = xW1 + b1, h = max(a,
    0), z = hW2 + b2; a unit whose a is exactly 0 is off. Return `dW1, db1, dW2, db2`, as a
    tuple in this order. The scores z may be as large as 1000. You have all the pieces.
    """,
    cases=network_gradients_cases,
    returns=("dW1", "db1", "dW2", "db2"),
)
def network_gradients(x, labels, W1, b1, W2, b2):
    """dW1, db1, dW2, db2 of the mean cross-entropy; each has the shape of its array."""
    a = x @ W1 + b1
    h = np.maximum(a, 0)
    z = h @ W2 + b2
    dz = np.exp(z - z.max(axis=1, keepdims=True))
    dz /= dz.sum(axis=1, keepdims=True)
    dz[np.arange(len(x)), labels] -= 1
    dz /= len(x)
    da = (dz @ W2.T) * (a > 0)
    return x.T @ da, da.sum(axis=0), h.T @ dz, dz.sum(axis=0)


def _network(x, labels, W1, b1, W2, b2, mask, scale=1.0, hot=1.0, p=_softmax):
    a = x @ W1 + b1
    h = np.maximum(a, 0)
    z = h @ W2 + b2
    dz = (p(z) - hot * _hot(z, labels)) / len(x) * scale
    dh = dz @ W2.T
    da = dh * mask(a, h, dh)
    return x.T @ da, da.sum(axis=0), h.T @ dz, dz.sum(axis=0), a, dz


@network_gradients.wrong
def no_mask(x, labels, W1, b1, W2, b2):
    """on the way down the gradient passes the ReLU as if it were not there (a mask like `h
    >= 0` is always true). Units that were off have to stop it: `a > 0`."""
    return _network(x, labels, W1, b1, W2, b2, lambda a, h, dh: 1)[:4]


@network_gradients.wrong
def mask_of_gradient(x, labels, W1, b1, W2, b2):
    """the mask comes from the sign of the gradient, and has to come from a."""
    return _network(x, labels, W1, b1, W2, b2, lambda a, h, dh: dh > 0)[:4]


@network_gradients.wrong
def no_n(x, labels, W1, b1, W2, b2):
    """all four are n times too large: the loss is a mean over the batch."""
    return _network(x, labels, W1, b1, W2, b2, lambda a, h, dh: a > 0, len(x))[:4]


@network_gradients.wrong
def no_labels(x, labels, W1, b1, W2, b2):
    """this is the gradient of something without labels: the 1 at each true label is missing
    in dz."""
    return _network(x, labels, W1, b1, W2, b2, lambda a, h, dh: a > 0, hot=0)[:4]


@network_gradients.wrong
def pre_activation(x, labels, W1, b1, W2, b2):
    """dW2 uses a where the upper layer saw h, after the ReLU."""
    dW1, db1, _, db2, a, dz = _network(x, labels, W1, b1, W2, b2, lambda a, h, dh: a > 0)
    return dW1, db1, a.T @ dz, db2


@network_gradients.wrong
def bias_mean(x, labels, W1, b1, W2, b2):
    """the gradients of the biases are means over the batch, and should be sums."""
    dW1, db1, dW2, db2, *_ = _network(x, labels, W1, b1, W2, b2, lambda a, h, dh: a > 0)
    return dW1, db1 / len(x), dW2, db2 / len(x)


@network_gradients.wrong
def overflow(x, labels, W1, b1, W2, b2):
    """right for small scores, nan for large ones. Subtract each row's largest score before
    the exponential."""

    def p(z):
        e = np.exp(z)
        return e / e.sum(axis=1, keepdims=True)

    return _network(x, labels, W1, b1, W2, b2, lambda a, h, dh: a > 0, p=p)[:4]


@network_gradients.wrong
def on_at_0(x, labels, W1, b1, W2, b2):
    """units whose a is exactly 0 let the gradient through. The question asks for a > 0."""
    return _network(x, labels, W1, b1, W2, b2, lambda a, h, dh: a >= 0)[:4]


@network_gradients.wrong
def no_relu_on_the_way_up(x, labels, W1, b1, W2, b2):
    """the ReLU is missing on the way up: the upper layer sees h = max(a, 0)."""
    a = x @ W1 + b1
    z = a @ W2 + b2
    dz = (_softmax(z) - _hot(z, labels)) / len(x)
    da = (dz @ W2.T) * (a > 0)
    return x.T @ da, da.sum(axis=0), a.T @ dz, dz.sum(axis=0)


@network_gradients.wrong
def w2_changed_first(x, labels, W1, b1, W2, b2):
    """W2 is changed before the gradient has passed it. The gradient goes back through the
    weights that were used on the way up."""
    dW1, db1, dW2, db2 = network_gradients(x, labels, W1, b1, W2, b2)
    dW1, db1 = _below(x, labels, W1, b1, W2, b2, W2 - W2.dtype.type(0.1) * dW2)
    return dW1, db1, dW2, db2


def _below(x, labels, W1, b1, W2, b2, back):
    """dW1 and db1 where the gradient goes back through other weights than W2."""
    a = x @ W1 + b1
    z = np.maximum(a, 0) @ W2 + b2
    da = ((_softmax(z) - _hot(z, labels)) / len(x)) @ back.T * (a > 0)
    return x.T @ da, da.sum(axis=0)


@network_gradients.wrong
def no_biases(x, labels, W1, b1, W2, b2):
    """the biases are left out on the way up. They decide which units are on: a = xW1 +
    b1."""
    return network_gradients(x, labels, W1, 0 * b1, W2, 0 * b2)


@network_gradients.wrong
def softmax_over_examples(x, labels, W1, b1, W2, b2):
    """the softmax runs over the examples. Each row of z has its own: axis 1."""
    up = x, labels, W1, b1, W2, b2
    return _network(*up, lambda a, h, dh: a > 0, p=lambda z: _softmax(z.T).T)[:4]


@network_gradients.wrong
def no_softmax(x, labels, W1, b1, W2, b2):
    """the scores z stand where their softmax should: (z - onehot) / n is the gradient of a
    squared error."""
    return _network(x, labels, W1, b1, W2, b2, lambda a, h, dh: a > 0, p=lambda z: z)[:4]


@network_gradients.wrong
def sigmoid_slope(x, labels, W1, b1, W2, b2):
    """h (1 - h) is the slope of a sigmoid. ReLU's is 1 where a is above 0, and 0
    elsewhere."""
    return _network(x, labels, W1, b1, W2, b2, lambda a, h, dh: h * (1 - h))[:4]


@network_gradients.wrong
def times_h(x, labels, W1, b1, W2, b2):
    """the gradient is multiplied by h. The slope of ReLU is 1 where the unit was on."""
    return _network(x, labels, W1, b1, W2, b2, lambda a, h, dh: h)[:4]


@network_gradients.wrong
def relu_on_scores(x, labels, W1, b1, W2, b2):
    """there is a second ReLU, on the scores z. They go into the softmax as they are."""
    a = x @ W1 + b1
    h = np.maximum(a, 0)
    z = np.maximum(h @ W2 + b2, 0)
    dz = (_softmax(z) - _hot(z, labels)) / len(x) * (z > 0)
    da = (dz @ W2.T) * (a > 0)
    return x.T @ da, da.sum(axis=0), h.T @ dz, dz.sum(axis=0)


@network_gradients.wrong
def first_example(x, labels, W1, b1, W2, b2):
    """only the first example of the batch is in these. Add up over all of them: x.T @
    da does it in one step."""
    a = x @ W1 + b1
    h = np.maximum(a, 0)
    z = h @ W2 + b2
    dz = (_softmax(z) - _hot(z, labels)) / len(x)
    da = (dz @ W2.T) * (a > 0)
    return np.outer(x[0], da[0]), da[0], np.outer(h[0], dz[0]), dz[0]


@network_gradients.wrong
def dw1_from_h(x, labels, W1, b1, W2, b2):
    """dW1 multiplies da by h. What W1 was multiplied by on the way up is x."""
    _, db1, dW2, db2, a, dz = _network(x, labels, W1, b1, W2, b2, lambda a, h, dh: a > 0)
    return np.maximum(a, 0).T @ ((dz @ W2.T) * (a > 0)), db1, dW2, db2


@network_gradients.right
def by_one_hot(x, labels, W1, b1, W2, b2):
    dW1, db1, dW2, db2, *_ = _network(x, labels, W1, b1, W2, b2, lambda a, h, dh: a > 0)
    return dW1, db1, dW2, db2


@network_gradients.right
def by_layers(x, labels, W1, b1, W2, b2):
    from nncourse import Dense, ReLU, Sequential, softmax_cross_entropy

    rng = np.random.default_rng(0)
    net = Sequential(Dense(*W1.shape, rng), ReLU(), Dense(*W2.shape, rng))
    for p, value in zip(net.params.values(), (W1, b1, W2, b2), strict=True):
        p[...] = value
    net.backward(softmax_cross_entropy(net.forward(x), labels)[1])
    return tuple(net.grads.values())


@chapter.puzzle(
    points=5,
    prompt="""
    **In order.** The way back through x, a = xW1 + b1, h = max(a, 0), z = hW2 + b2 and the
    mean cross-entropy, whose probabilities are p. Two of these lines do not belong.
    """,
    lines=(
        "da = dh * (a > 0)",
        "dW2 = h.T @ dz",
        "dW1 = x.T @ da",
        "dz = (p - one_hot(labels)) / len(x)",
        "da = dh * (dh > 0)",
        "dh = dz @ W2.T",
        "dh = dz @ W2",
    ),
)
def way_back():
    return "DBFAC"


@way_back.wrong_where(lambda order: "E" in order)
def mask_from_dh():
    """line E takes the mask from the gradient. Which units were on was decided forward, by
    a."""
    return "DBFEC"


@way_back.wrong_where(lambda order: "G" in order)
def not_transposed():
    """line G multiplies by W2 as on the way up. On the way back it is transposed, or the
    shapes do not meet."""
    return "DBGAC"


@way_back.before("D", "B")
def dz_after_dw2():
    """dW2 is made of dz, so dz comes before it."""
    return "BDFAC"


@way_back.before("D", "F")
def dz_after_dh():
    """dh is made of dz. The way back begins at the loss."""
    return "FDBAC"


@way_back.before("F", "A")
def dh_after_da():
    """da is made of dh, so dh comes before it."""
    return "DBAFC"


@way_back.before("A", "C")
def da_after_dw1():
    """dW1 is made of da, so da comes before it."""
    return "DBFCA"


way_back.right("DFABC", "D F A C B", list("DFBAC"))
