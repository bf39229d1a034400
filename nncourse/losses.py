"""One number to make small, and its gradient.

Every loss takes what the network put out and what was right, and returns (value, gradient):
the mean over the n examples and its derivative with respect to the network's output, of
the same shape.
"""

import numpy as np

from nncourse.checks import as_batch, as_floats, as_labels, flat_places


def softmax_cross_entropy(logits, labels):
    """The mean of -log p[label], how surprised the network is by the truth; its gradient.

    logits (n, classes) become probabilities p = exp(logits) / sum(exp(logits)) row by row.
    The gradient is (p - onehot(labels)) / n. Labels are integers, 0 <= label < classes.
    """
    logits = as_batch(logits, "logits")
    n, classes = logits.shape
    at_label = flat_places(labels, n, classes)
    p = logits.T.copy()  # one row per class: numpy reduces few long rows fastest
    p -= p.max(axis=0)  # the same softmax, without overflow
    logit = p.take(at_label)
    np.exp(p, out=p)
    total = p.sum(axis=0)
    loss = ((np.log(total) - logit) / n).sum()
    p /= total * n
    p.ravel()[at_label] -= 1 / n
    return loss, p.T


def mean_squared_error(y, target):
    """mean((y - target)**2) over every entry, and its gradient, 2 (y - target) / y.size."""
    y = as_floats(y, "y")
    target = np.asarray(target, y.dtype)
    if y.shape != target.shape:
        raise ValueError(
            f"y has shape {y.shape} but target {target.shape}: make them the same"
        )
    if y.size == 0:
        raise ValueError(f"the batch is empty: y has shape {y.shape}")
    error = y - target
    return (error**2).mean(), 2 * error / error.size


def accuracy(logits, labels):
    """The share of examples whose largest logit is at the label, 0 to 1.

    Ties go to the first class; nan counts as larger than any number.
    """
    logits = as_batch(logits, "logits")
    labels = as_labels(labels, *logits.shape)
    return float((logits.argmax(axis=1) == labels).mean())
