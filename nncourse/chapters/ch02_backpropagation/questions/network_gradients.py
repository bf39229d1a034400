"""The question `network_gradients`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch02_backpropagation.questions.heading import chapter
from nncourse.chapters.ch02_backpropagation.questions.logits import LARGE, _hot, _softmax
from nncourse.exercises.promises import edge


def network_gradients_cases(rng):
    for n, d, hidden, classes in (2, 2, 3, 2), (5, 3, 4, 6), (4, 6, 5, 3):
        x = rng.normal(size=(n, d))
        W1, W2 = rng.normal(size=(d, hidden)), rng.normal(size=(hidden, classes))
        b1, b2 = rng.normal(size=hidden), rng.normal(size=classes)
        b1[0] = -abs(x @ W1[:, 0]).max() - 1  # one unit is off for every example
        last = classes == 6  # the batch lacks the last class
        yield x, rng.integers(0, classes - last, n), W1, b1, W2, b2
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
    rows = np.array([[1.0], [1000.0], [1.0]])  # one image far above the others
    W2 = np.abs(W2)
    yield edge(
        LARGE,
        np.abs(x) * rows,
        rng.integers(0, 4, 3),
        np.abs(W1),
        np.ones(3),
        W2,
        rng.normal(size=4),
    )


@chapter.function(
    points=15,
    prompt="""
    **The whole way back.** Dense, ReLU, Dense, mean cross-entropy: a = xW1 + b1, h = max(a,
    0), z = hW2 + b2; a unit whose a is exactly 0 is off. Return `dW1, db1, dW2, db2` in
    this order. The logits z may be as large as 1000. You have all the pieces.
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
    """right for small logits, nan for large ones. Subtract each row's largest logit before
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
def largest_of_the_batch(x, labels, W1, b1, W2, b2):
    """the largest logit of the whole batch is taken off every row. Of a row far below it
    only zeros are left, and 0 / 0 is nan: take off each row's own largest."""

    def p(z):
        e = np.exp(z - z.max())
        return e / e.sum(axis=1, keepdims=True)

    return _network(x, labels, W1, b1, W2, b2, lambda a, h, dh: a > 0, p=p)[:4]


@network_gradients.wrong
def softmax_over_examples(x, labels, W1, b1, W2, b2):
    """the softmax runs over the examples. Each row of z has its own: axis 1."""
    up = x, labels, W1, b1, W2, b2
    return _network(*up, lambda a, h, dh: a > 0, p=lambda z: _softmax(z.T).T)[:4]


@network_gradients.wrong
def no_softmax(x, labels, W1, b1, W2, b2):
    """the logits z stand where their softmax should: (z - onehot) / n is the gradient of a
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
def relu_on_logits(x, labels, W1, b1, W2, b2):
    """there is a second ReLU, on the logits z. They go into the softmax as they are."""
    a = x @ W1 + b1
    h = np.maximum(a, 0)
    z = np.maximum(h @ W2 + b2, 0)
    dz = (_softmax(z) - _hot(z, labels)) / len(x) * (z > 0)
    da = (dz @ W2.T) * (a > 0)
    return x.T @ da, da.sum(axis=0), h.T @ dz, dz.sum(axis=0)


@network_gradients.wrong
def classes_from_labels(x, labels, W1, b1, W2, b2):
    """the number of classes comes from the labels. A batch may lack the last class; the
    columns of W2 have them all."""

    def less_hot(z):
        return _softmax(z) - np.eye(labels.max() + 1, dtype=z.dtype)[labels]

    return _network(x, labels, W1, b1, W2, b2, lambda a, h, dh: a > 0, hot=0, p=less_hot)[
        :4
    ]


@network_gradients.wrong
def clipped(x, labels, W1, b1, W2, b2):
    """large logits are cut off before the exponential, which makes 900 and 1000 alike.
    Subtract each row's largest instead."""

    def p(z):
        return _softmax(np.clip(z, -50, 50))

    return _network(x, labels, W1, b1, W2, b2, lambda a, h, dh: a > 0, p=p)[:4]


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


@network_gradients.wrong
def db1_before_the_mask(x, labels, W1, b1, W2, b2):
    """db1 is taken from dh, before the ReLU's mask. b1 goes into a: it gets da, summed over
    the batch."""
    dW1, _, dW2, db2, _, dz = _network(x, labels, W1, b1, W2, b2, lambda a, h, dh: a > 0)
    return dW1, (dz @ W2.T).sum(axis=0), dW2, db2


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
