"""The question `dlogits`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch02_backpropagation.questions.heading import chapter
from nncourse.chapters.ch02_backpropagation.questions.logits import LARGE, _hot, _softmax
from nncourse.exercises.promises import edge


def dlogits_cases(rng):
    yield np.array([[0.0, np.log(3.0)], [0.0, 0.0]]), np.array([1, 0])
    for n, classes in (3, 4), (5, 3), (6, 10):
        yield rng.normal(size=(n, classes)), rng.integers(0, classes, n)
    yield rng.normal(size=(4, 5)), rng.integers(0, 4, 4)  # without the last class
    yield rng.normal(size=(4, 3)).astype(np.float32), rng.integers(0, 3, 4)
    large = rng.normal(size=(3, 3)) + np.array([[1000.0, 998.0, 997.0]])
    yield edge(LARGE, large, rng.integers(0, 3, 3))
    yield edge(LARGE, rng.normal(size=(2, 4)) - 1000, rng.integers(0, 4, 2))
    large = rng.normal(size=(3, 10)) + np.array([[1000.0], [0], [0]]) * np.eye(1, 10)
    yield edge(LARGE, large, rng.integers(0, 10, 3))


@chapter.function(
    points=20,
    prompt=r"""
    The loss is the mean over n examples of $-\ln\,\mathrm{softmax}(z_i)_{y_i}$. Return its
    gradient with respect to the logits $z$, here `logits` (n, classes). It is as simple as
    $(p - \text{onehot}) / n$ with $p$ the softmax of the logits, which may be as large as
    1000, above 0 or below.
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
    """right for small logits, nan for large ones. Subtract each row's largest logit before
    the exponential."""
    p = np.exp(logits)
    p = p / p.sum(axis=1, keepdims=True)
    return (p - _hot(logits, labels)) / len(labels)


@dlogits.wrong
def batch_maximum(logits, labels):
    """you subtract one number from all rows, the largest of the batch or of one row. A row
    whose logits all lie far below it underflows to 0/0. Subtract each row's own largest."""
    p = np.exp(logits - logits.max())
    return (p / p.sum(axis=1, keepdims=True) - _hot(logits, labels)) / len(labels)


@dlogits.wrong
def nan_swept_away(logits, labels):
    """the overflow is covered up, not prevented: nan is replaced by 0, whatever should
    stand there. Subtract each row's largest logit first."""
    p = np.exp(logits)
    p = p / p.sum(axis=1, keepdims=True)
    return np.nan_to_num((p - _hot(logits, labels)) / len(labels))


@dlogits.wrong
def in_place(logits, labels):
    """the values are right, but the logits are overwritten on the way."""
    logits[:] = _softmax(logits)
    logits[np.arange(len(labels)), labels] -= 1
    return logits / len(labels)


@dlogits.wrong
def by_classes(logits, labels):
    """divided by the number of classes. The mean runs over the n examples: divide by n."""
    return (_softmax(logits) - _hot(logits, labels)) / logits.shape[1]


@dlogits.wrong
def no_softmax(logits, labels):
    """the logits themselves stand where p should: they are no probabilities yet. Take their
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
    one with respect to the logits, a step further back."""
    return -_hot(logits, labels) / _softmax(logits) / len(labels)


@dlogits.wrong
def label_only(logits, labels):
    """only the label's entry is there. The other logits matter too: raising one takes
    probability from the label."""
    hot = _hot(logits, labels)
    return (_softmax(logits) - hot) * hot / len(labels)


@dlogits.wrong
def before_label(logits, labels):
    """1 is taken away one column before the label. Labels count from 0."""
    return (_softmax(logits) - _hot(logits, labels - 1)) / len(labels)


@dlogits.wrong
def clipped(logits, labels):
    """large logits are cut off before the exponential, which makes 900 and 1000 alike.
    Subtract each row's largest instead."""
    return (_softmax(np.clip(logits, -50, 50)) - _hot(logits, labels)) / len(labels)


@dlogits.wrong
def sigmoid(logits, labels):
    """that is the sigmoid of each logit. Softmax compares the logits of a row."""
    return (1 / (1 + np.exp(-logits)) - _hot(logits, labels)) / len(labels)


@dlogits.wrong
def hard_choice(logits, labels):
    """the largest logit gets probability 1. Softmax gives every class a share, and the
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
    """this is the loss, one number. Asked for is its gradient, an entry for each logit."""
    return -np.log(_softmax(logits)[np.arange(len(labels)), labels]).mean()


@dlogits.wrong
def one_hot_in_float64(logits, labels):
    """the values are right, but float32 came in and float64 goes out: np.eye and np.zeros
    make float64 unless they are told another dtype."""
    return ((_softmax(logits) - _hot(logits, labels)) / len(labels)).astype(float)


@dlogits.wrong
def before_label_without_n(logits, labels):
    """two things: the 1 is taken away in the column before the label, and the division by n
    is missing."""
    return _softmax(logits) - _hot(logits, labels - 1)


@dlogits.wrong
def logarithm_for_p(logits, labels):
    """the logarithm of the softmax stands where p belongs: its exponential is still to be
    taken."""
    z = logits - logits.max(axis=1, keepdims=True)
    logarithms = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return (logarithms - _hot(logits, labels)) / len(labels)


@dlogits.wrong
def largest_size(logits, labels):
    """the largest size is subtracted before the exponential. A row far below 0 is moved
    twice as far below by that, and becomes 0 / 0. Subtract the largest, with its sign."""
    p = np.exp(logits - np.abs(logits).max(axis=1, keepdims=True))
    with np.errstate(all="ignore"):
        return (p / p.sum(axis=1, keepdims=True) - _hot(logits, labels)) / len(labels)


@dlogits.wrong
def classes_from_labels(logits, labels):
    """the number of classes comes from the labels. A batch may lack the last class; the
    columns of the logits have them all."""
    onehot = np.eye(labels.max() + 1, dtype=logits.dtype)[labels]
    return (_softmax(logits) - onehot) / len(labels)


@dlogits.wrong
def row_mean(logits, labels):
    """each row's mean is subtracted, and its largest logit may still lie far above that and
    overflow. Subtract the largest."""
    with np.errstate(all="ignore"):
        p = np.exp(logits - logits.mean(axis=1, keepdims=True))
        return (p / p.sum(axis=1, keepdims=True) - _hot(logits, labels)) / len(labels)


@dlogits.wrong
def label_set_to_minus_1(logits, labels):
    """the label's entry is set to -1, where 1 is subtracted from its probability: p - 1."""
    p = _softmax(logits)
    p[np.arange(len(labels)), labels] = -1
    return p / len(labels)


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
