"""The question `cross_entropy`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch01_reading_digits.questions.heading import chapter
from nncourse.exercises.promises import edge


def cross_entropy_cases(rng):
    yield np.array([[0.25, 0.75], [0.5, 0.5]]), np.array([1, 0])
    for n, classes in (3, 2), (4, 5), (8, 10), (1, 3):
        yield rng.dirichlet(np.ones(classes), n), rng.integers(0, classes, n)
    yield rng.dirichlet(np.ones(4), 5), rng.integers(0, 3, 5)  # without the last class
    p = np.array([[1e-6, 1 - 1e-6], [0.25, 0.75]])
    yield edge("a label that is nearly excluded", p, np.array([0, 1]))
    p = np.array([[1e-200, 1.0], [0.25, 0.75], [1.0, 1e-200]])
    yield edge("a label that is nearly excluded", p, np.array([0, 1, 1]))
    p = np.insert(rng.dirichlet(np.ones(3), 5), 1, 0.0, axis=1)
    yield edge("a probability of 0 beside the label", p, rng.choice([0, 2, 3], 5))


@chapter.function(
    points=15,
    prompt=r"""
    The loss of a batch: the mean over the examples of $-\ln p_{i,y_i}$, where $p$ are
    probabilities (n, classes) and $y$ the `labels` (n,). Return one number. The probability
    of the label is above 0, that of other classes may be exactly 0.
    """,
    cases=cross_entropy_cases,
)
def cross_entropy(p, labels):
    """The mean of -log p[i, labels[i]] over the n rows of p (n, classes): one number."""
    return -np.log(p[np.arange(len(labels)), labels]).mean()


@cross_entropy.wrong
def sum_(p, labels):
    """this is n times too large: the sum over the batch, not the mean. Its gradient would
    grow with the batch size."""
    return -np.log(p[np.arange(len(labels)), labels]).sum()


@cross_entropy.wrong
def no_mean(p, labels):
    """these are the losses of the single examples. The loss of the batch is one number,
    their mean."""
    return -np.log(p[np.arange(len(labels)), labels])


@cross_entropy.wrong
def mean_over_entries(p, labels):
    """this is too small by the number of classes: the mean runs over all n times classes
    entries, but n examples have n losses."""
    return -np.mean(np.eye(p.shape[1])[labels] * np.log(p))


@cross_entropy.wrong
def sign(p, labels):
    """the size is right, the sign is not: a loss is at least 0."""
    return np.log(p[np.arange(len(labels)), labels]).mean()


@cross_entropy.wrong
def classes_from_labels(p, labels):
    """the number of classes comes from the labels. A batch may lack the last class; the
    columns of p have them all."""
    return -np.mean(np.log((p * np.eye(labels.max() + 1)[labels]).sum(axis=1)))


@cross_entropy.wrong
def log_of_mean(p, labels):
    """you take the logarithm of the mean probability. The loss is the mean of the
    logarithms; one confident mistake must cost a lot."""
    return -np.log(p[np.arange(len(labels)), labels].mean())


@cross_entropy.wrong
def base_2(p, labels):
    """the logarithm is to base 2. The gradient of the next chapter holds for the natural
    one."""
    return -np.log2(p[np.arange(len(labels)), labels]).mean()


@cross_entropy.wrong
def all_columns(p, labels):
    """`p[:, labels]` picks n columns from every row. To pick one entry from each row, give
    a row number with each label: `p[np.arange(n), labels]`."""
    return -np.log(p[:, labels]).mean()


@cross_entropy.wrong
def one_minus(p, labels):
    """you also count the logarithms of 1 - p of the wrong classes. That is the loss of ten
    separate yes/no answers, not of one choice among ten."""
    y = np.eye(p.shape[1])[labels]
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).sum() / len(labels)


@cross_entropy.wrong
def zero_times_infinity(p, labels):
    """right, until a class beside the label has probability 0: its logarithm is minus
    infinity, and 0 times that is nan. Pick the label's probability before the logarithm."""
    y = np.eye(p.shape[1])[labels]
    return -(y * np.log(p)).sum(axis=1).mean()


@cross_entropy.wrong
def softmax_again(p, labels):
    """a softmax is taken of p. These are probabilities already, not logits."""
    q = np.exp(p) / np.exp(p).sum(axis=1, keepdims=True)
    return -np.log(q[np.arange(len(labels)), labels]).mean()


@cross_entropy.wrong
def no_logarithm(p, labels):
    """this is the mean of 1 - p, without a logarithm. The loss is -ln p, which grows
    without end as p goes to 0."""
    return (1 - p[np.arange(len(labels)), labels]).mean()


@cross_entropy.wrong
def only_p(p, labels):
    """this is the mean probability of the labels. The logarithm and its minus are
    missing."""
    return p[np.arange(len(labels)), labels].mean()


@cross_entropy.wrong
def entropy(p, labels):
    """this is the entropy of p; the labels do not occur in it. Only the probability of
    the true label counts, and in full."""
    return -(p * np.log(np.where(p > 0, p, 1))).sum(axis=1).mean()


@cross_entropy.wrong
def entropy_with_nan(p, labels):
    """this is the entropy of p, in which the labels do not occur; and 0 times the
    logarithm of 0 is nan. Only the probability of the true label counts."""
    return -(p * np.log(p)).sum(axis=1).mean()


@cross_entropy.wrong
def before_label(p, labels):
    """this takes the column before the label. Labels count from 0."""
    return -np.log(p[np.arange(len(labels)), labels - 1]).mean()


@cross_entropy.wrong
def first_example(p, labels):
    """this is the loss of the first example alone. Is the `return` inside the loop?"""
    return -np.log(p[0, labels[0]])


@cross_entropy.wrong
def something_added(p, labels):
    """a number is added inside the logarithm. That guards against a probability of 0, which
    the label never has, and changes all losses."""
    return -np.log(p[np.arange(len(labels)), labels] + 1e-7).mean()


@cross_entropy.wrong
def clipped(p, labels):
    """small probabilities are raised to a least one, so a confident mistake costs less than
    it should. The loss grows without end there, and that is its point."""
    return -np.log(np.maximum(p[np.arange(len(labels)), labels], 1e-3)).mean()


@cross_entropy.wrong
def median(p, labels):
    """this is the median of the losses. Asked for is the mean, in which one confident
    mistake costs a lot."""
    return np.median(-np.log(p[np.arange(len(labels)), labels]))


@cross_entropy.wrong
def error_rate(p, labels):
    """this counts how often the largest probability is not the label's. The loss takes the
    logarithm of the label's probability instead."""
    return (p.argmax(axis=1) != labels).mean()


@cross_entropy.wrong
def largest_probability(p, labels):
    """this takes each row's largest probability. The loss asks for that of the true label,
    whether it is the largest or not."""
    return -np.log(p.max(axis=1)).mean()


@cross_entropy.wrong
def squared_error(p, labels):
    """this is a squared error. Cross-entropy is -ln of one probability a row."""
    return ((p - np.eye(p.shape[1])[labels]) ** 2).sum(axis=1).mean()


@cross_entropy.wrong
def weighted(p, labels):
    """this is -p ln p, an entropy: the logarithm is weighted with the probability once
    more. The true label counts in full."""
    q = p[np.arange(len(labels)), labels]
    return -(q * np.log(q)).mean()


@cross_entropy.wrong
def clipped_below_the_smallest(p, labels):
    """right, until the label's probability is smaller than the number that guards it: the
    loss goes on growing there. The label's probability is never 0, so nothing has to be
    added or cut off."""
    return -np.log(np.maximum(p[np.arange(len(labels)), labels], 1e-12)).mean()


@cross_entropy.wrong
def product_first(p, labels):
    """the probabilities are multiplied before the logarithm. Of many small ones the product
    is 0 in the computer, and its loss infinite: take each logarithm, then their mean."""
    return -np.log(np.prod(p[np.arange(len(labels)), labels])) / len(labels)


@cross_entropy.wrong
def from_the_second_example(p, labels):
    """the first example is left out: a range that begins at 1, or a slice `[1:]`."""
    losses = -np.log(p[np.arange(len(labels)), labels])
    return losses[1:].sum() / len(labels)


@cross_entropy.wrong
def yes_or_no(p, labels):
    """you also count ln(1 - p) of the wrong classes. That is the loss of separate yes/no
    answers, not of one choice among the classes."""
    hit = np.arange(p.shape[1]) == labels[:, None]
    return -np.log(np.where(hit, p, 1 - p)).sum(axis=1).mean()


@cross_entropy.wrong
def base_2_summed(p, labels):
    """two things: the logarithm is to base 2, and the sum over the batch stands where their
    mean is asked for."""
    return -np.log2(p[np.arange(len(labels)), labels]).sum()


@cross_entropy.wrong
def rows_and_columns_exchanged(p, labels):
    """the two indices are swapped. The row is the example, the column its label: in this
    order, `p[i, labels[i]]`."""
    return -np.log(p[labels, np.arange(len(labels))]).mean()


@cross_entropy.wrong
def taken_from_the_first_row(p, labels):
    """np.take without an axis counts along the rows one after another, so that all come
    from the first row. Give a row number with each label: p[np.arange(n), labels]."""
    return -np.log(np.take(p, labels)).mean()


@cross_entropy.wrong
def clipped_at_a_ten_millionth(p, labels):
    """a probability below a ten-millionth counts as that much, and its loss stops growing.
    The label's probability is never 0: nothing has to be cut off."""
    return -np.log(np.maximum(p[np.arange(len(labels)), labels], 1e-7)).mean()


@cross_entropy.wrong
def little_added(p, labels):
    """a small number is added inside the logarithm, and beside the probability of a label
    that is nearly excluded it is not small. That one is never 0: add nothing."""
    return -np.log(p[np.arange(len(labels)), labels] + 1e-8).mean()


@cross_entropy.right
def by_mask(p, labels):
    chosen = np.arange(p.shape[1]) == labels[:, None]
    return -np.log(p[chosen]).sum() / len(p)


@cross_entropy.right
def in_a_loop(p, labels):
    total = 0.0
    for row, label in zip(p, labels, strict=True):
        total -= np.log(row[label])
    return total / len(p)
