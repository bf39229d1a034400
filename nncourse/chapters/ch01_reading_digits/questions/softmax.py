"""The question `softmax`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch01_reading_digits.questions.heading import chapter
from nncourse.exercises.promises import edge

LARGE = "logits as large as 1000"


def softmax_cases(rng):
    yield (np.array([[0.0, np.log(3.0)]]),)
    yield (rng.normal(size=(3, 4)),)
    yield (rng.normal(size=(5, 3)) * 3 - 2,)
    yield (rng.normal(size=(4, 6)).astype(np.float32),)
    large = np.array([[1000.0, 999.0, 998.0], [-3.0, -2.0, 0.0]]) + rng.normal(size=(2, 3))
    yield edge(LARGE, large)
    yield edge(LARGE, np.array([[-1000.0], [-500.0]]) + rng.normal(size=(2, 3)))
    yield edge(
        LARGE, np.array([[1000.0], [0.0]]) * np.eye(1, 10) + rng.normal(size=(2, 10))
    )


@chapter.function(
    points=20,
    prompt=r"""
    Turn logits into probabilities, row by row:

    $$p_{ij} = \frac{e^{z_{ij}}}{\sum_k e^{z_{ik}}}$$

    Logits may be as large as 1000, above 0 or below; the answer is never nan.
    """,
    cases=softmax_cases,
)
def softmax(logits):
    """Probabilities (n, classes) from logits (n, classes); each row adds up to 1."""
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)


@softmax.wrong
def overflow(logits):
    """right for small logits, nan for large ones: `np.exp(1000)` is inf. Subtract each
    row's largest logit first; the fraction stays the same."""
    p = np.exp(logits)
    return p / p.sum(axis=1, keepdims=True)


@softmax.wrong
def wrong_axis(logits):
    """your columns add up to 1, not your rows. One row is one example: sum over axis 1."""
    p = np.exp(logits - logits.max(axis=0))
    return p / p.sum(axis=0)


@softmax.wrong
def flat_sum(logits):
    """the sums (or largest logits) of the rows have shape (n,), which numpy lines up with
    the columns. Keep them standing, as (n, 1): keepdims=True."""
    p = np.exp(logits)
    return p / p.sum(axis=1)


@softmax.wrong
def over_everything(logits):
    """all entries of the batch together add up to 1. Every row needs its own sum: axis=1,
    keepdims=True."""
    p = np.exp(logits - logits.max())
    return p / p.sum()


@softmax.wrong
def shifted_above_0_alone(logits):
    """only rows with large logits are shifted. A row far below 0 underflows to 0/0:
    subtract each row's largest logit, whatever its size and sign."""
    with np.errstate(all="ignore"):
        p = np.exp(logits - np.maximum(logits.max(axis=1, keepdims=True), 0))
        return p / p.sum(axis=1, keepdims=True)


@softmax.wrong
def batch_maximum(logits):
    """you subtract the largest logit of the whole batch. A row whose logits all lie far
    below it underflows to 0/0. Subtract each row's own."""
    p = np.exp(logits - logits.max())
    return p / p.sum(axis=1, keepdims=True)


@softmax.wrong
def not_exponential(logits):
    """you divide the logits by their sum, without the exponential. Logits may be negative;
    probabilities may not."""
    return logits / logits.sum(axis=1, keepdims=True)


@softmax.wrong
def shifted_not_exponential(logits):
    """the logits are shifted to be positive and divided by their sum. Softmax takes the
    exponential of each: then differences between logits become ratios."""
    z = logits - logits.min(axis=1, keepdims=True)
    return z / z.sum(axis=1, keepdims=True)


@softmax.wrong
def divided_by_maximum(logits):
    """the logits are divided by the largest. Subtract it: that leaves the differences,
    on which softmax depends, as they are."""
    p = np.exp(logits / logits.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)


@softmax.wrong
def no_sum(logits):
    """your rows do not add up to 1: the exponentials are not yet divided by their sum."""
    return np.exp(logits - logits.max(axis=1, keepdims=True))


@softmax.wrong
def in_place(logits):
    """the probabilities are right, but `logits` is overwritten on the way. The caller still
    needs the logits: avoid -= and out= on the argument."""
    logits -= logits.max(axis=1, keepdims=True)
    np.exp(logits, out=logits)
    logits /= logits.sum(axis=1, keepdims=True)
    return logits


@softmax.wrong
def float64(logits):
    """the values are right in float64, but float32 came in. Converting to another precision
    doubles memory and time through the whole network."""
    return softmax(logits.astype(float))


@softmax.wrong
def clipped(logits):
    """large logits are cut off before the exponential, which makes 900 and 1000 alike.
    Subtract each row's largest instead; the differences stay."""
    p = np.exp(np.clip(logits, -50, 50))
    return p / p.sum(axis=1, keepdims=True)


@softmax.wrong
def too_little_subtracted(logits):
    """what you subtract, the row's mean or its smallest logit, leaves the largest far
    above 0, and it still overflows. Subtract the largest."""
    p = np.exp(logits - logits.mean(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)


@softmax.wrong
def nan_replaced(logits):
    """the overflow is covered up, not prevented: nan is replaced by 1 or 0, whatever should
    stand there. Subtract each row's largest logit first."""
    p = np.exp(logits)
    return np.nan_to_num(p / p.sum(axis=1, keepdims=True), nan=1.0)


@softmax.wrong
def base_2(logits):
    """these are powers of 2. The formula has powers of e: `np.exp`."""
    p = 2 ** (logits - logits.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)


@softmax.wrong
def only_the_largest(logits):
    """the largest logit gets everything. Softmax gives every class a share, by the
    exponential of its logit."""
    return np.eye(logits.shape[1], dtype=logits.dtype)[logits.argmax(axis=1)]


@softmax.wrong
def each_by_itself(logits):
    """that is the sigmoid of each logit. Softmax compares the logits of a row: divide by
    their sum of exponentials."""
    return 1 / (1 + np.exp(-logits))


@softmax.wrong
def still_logarithms(logits):
    """these are the logarithms of the probabilities: the exponential at the end is
    missing."""
    z = logits - logits.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


@softmax.wrong
def turned_round(logits):
    """the smallest logit gets the largest probability: there is a minus in the exponent
    that the formula does not have."""
    return softmax(-logits)


@softmax.wrong
def columns_divided(logits):
    """the largest logit is each row's own, and the sum runs down the columns. One row is
    one example: both over axis 1."""
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    return p / p.sum(axis=0)


@softmax.wrong
def column_maximum(logits):
    """what is subtracted differs within a row: each column's largest logit. Only one number
    for the whole row leaves its probabilities as they are."""
    p = np.exp(logits - logits.max(axis=0))
    return p / p.sum(axis=1, keepdims=True)


@softmax.wrong
def sum_not_shifted(logits):
    """above the line the largest logit is subtracted, in the sum below it is not. Take the
    exponentials once, and divide them by their own sum."""
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    return p / np.exp(logits).sum(axis=1, keepdims=True)


@softmax.wrong
def all_rows_share(logits):
    """all rows are divided by one sum, that of the whole batch. Every row needs its own:
    axis=1, keepdims=True."""
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    return p / p.sum()


@softmax.wrong
def largest_size(logits):
    """the largest size is subtracted. A row far below 0 is moved twice as far below by
    that, and becomes 0 / 0. Subtract the largest logit, with its sign."""
    p = np.exp(logits - np.abs(logits).max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)


@softmax.wrong
def clipped_above(logits):
    """large logits are cut off before the exponential, which makes 900 and 1000 alike, and
    rows far below 0 become 0 / 0. Subtract each row's largest instead."""
    p = np.exp(np.minimum(logits, 500))
    with np.errstate(all="ignore"):
        return p / p.sum(axis=1, keepdims=True)


@softmax.wrong
def divided_by_size(logits):
    """the logits are divided by the largest size in their row. Subtract the largest: that
    leaves the differences, on which softmax depends, as they are."""
    p = np.exp(logits / np.abs(logits).max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)


@softmax.wrong
def overflow_as_0(logits):
    """the overflow is covered up, not prevented: inf over inf becomes 0, where the largest
    probability should stand. Subtract each row's largest logit first."""
    p = np.exp(logits)
    with np.errstate(all="ignore"):
        return np.nan_to_num(p / p.sum(axis=1, keepdims=True))


@softmax.right
def by_logarithms(logits):
    z = logits - np.max(logits, 1)[:, None]
    return np.exp(z - np.log(np.exp(z).sum(1))[:, None])


@softmax.right
def row_by_row(logits):
    rows = []
    for z in logits:
        e = np.exp(z - max(z))
        rows.append(e / sum(e))
    return np.array(rows)
