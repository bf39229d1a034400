"""Questions of chapter 1: reading digits."""

import numpy as np

from nncourse import (
    SGD,
    batches,
    digits,
    evaluate,
    mlp,
    softmax_cross_entropy,
    split,
    train,
)
from nncourse.exercises.chapter import Chapter
from nncourse.exercises.describe import describe
from nncourse.exercises.promises import edge
from nncourse.exercises.safe_call import Fixture
from nncourse.exercises.several_seeds import over_seeds
from nncourse.exercises.traits import Traits

chapter = Chapter(
    "01-reading-digits",
    title="Reading digits",
    intro="""
    From logits to probabilities, from probabilities to a loss, and a first network of your
    own that reads digits it has never seen.
    """,
)


@chapter.value(
    points=10,
    prompt=r"""
    **Warm-up.** A network that knows nothing gives each of the 10 digits the same
    probability. What is its cross-entropy loss, $-\ln p_{\text{label}}$, with the natural
    logarithm? Give a number with two decimals or more, or let Python work it out.
    """,
    tolerance=0.005,
    read="One number to make small",
)
def chance_loss():
    return -np.log(1 / 10)


@chance_loss.wrong_where(lambda value: min(abs(value - 1), abs(value - np.log2(10))) < 0.01)
def log_base_10():
    """this is a logarithm to base 10 or base 2. The loss uses the natural logarithm,
    `np.log`."""
    return 1.0


@chance_loss.wrong
def probability():
    """this is the probability itself. The loss is minus its logarithm."""
    return 0.1


@chance_loss.wrong
def sign():
    """the size is right and the sign is not. A probability is below 1, so its logarithm is
    negative, and the loss is minus that."""
    return -np.log(10)


@chance_loss.wrong
def summed():
    """this adds the losses of all ten digits. Only the probability of the true label
    counts, once."""
    return 10 * np.log(10)


@chance_loss.wrong
def of_the_others():
    """this is the logarithm for 9/10, the probability of all other digits. The loss
    looks at the probability of the true label."""
    return -np.log(0.9)


@chance_loss.wrong
def weighted():
    """this is p times the logarithm. The true label counts in full, not by its
    probability."""
    return -0.1 * np.log(0.1)


@chance_loss.wrong
def yes_or_no():
    """this also counts the nine wrong digits, with the logarithm of 1 - p. That is the loss
    of ten separate yes/no answers."""
    return -np.log(0.1) - 9 * np.log(0.9)


@chance_loss.wrong_where(
    lambda value: value in (0.09, 0.9, 0.81) or abs(value - 0.09) < 1e-9
)
def squared_error():
    """this is a share or a squared error, without a logarithm. Cross-entropy is minus the
    logarithm of one probability."""
    return 0.09


@chance_loss.wrong
def nine_classes():
    """this is ln 9. The digits 0 to 9 are ten."""
    return np.log(9)


@chance_loss.wrong
def no_logarithm():
    """the logarithm is missing: 10 is one over the probability."""
    return 10


@chance_loss.wrong_where(lambda value: 2.33 < value < 2.7)
def of_a_network():
    """a network's loss before training may look like this, since its weights prefer some
    digits by chance. The question is about one that prefers none."""
    return 2.36


chance_loss.right(2.3026, np.float32(2.3))


def floats_alike(got, expected):
    """The same entries, of floats in whatever precision or of no floats in both."""
    return (
        got.shape == expected.shape
        and (got.dtype.kind == "f") == (expected.dtype.kind == "f")
        and bool((got == expected).all())
    )


def one_hot_cases(rng):
    yield np.array([0, 2]), 4
    yield np.array([3, 0, 1, 3]), 4
    for n, classes in (3, 5), (7, 10), (6, 4), (12, 3):
        labels = rng.integers(0, classes - 1, n)  # never the highest
        labels[:2] = classes - 2, 0  # nor in order
        yield labels, classes


@chapter.function(
    points=15,
    prompt="""
    Labels are whole numbers; compared with probabilities they are easier as rows with a
    single 1. Turn `labels` of shape (n,) into an array (n, classes) of floats, of either
    precision, with `row[label] = 1` and 0 elsewhere.
    """,
    cases=one_hot_cases,
    compare=floats_alike,
)
def one_hot(labels, classes):
    """Rows with a single 1: labels (n,) of whole numbers become floats (n, classes)."""
    rows = np.zeros((len(labels), classes))
    rows[np.arange(len(labels)), labels] = 1
    return rows


@one_hot.wrong
def transposed(labels, classes):
    """the ones stand in columns, not in rows: what you return is (classes, n). A batch is
    rows, one example each."""
    return one_hot(labels, classes).T


@one_hot.wrong
def from_one(labels, classes):
    """every 1 stands one place too far to the left. Labels count from 0: label 0 puts its 1
    into column 0."""
    return one_hot(labels - 1, classes)


@one_hot.wrong
def classes_from_data(labels, classes):
    """the number of columns comes from the labels in the batch. A small batch may lack the
    highest digit; take `classes`."""
    return one_hot(labels, labels.max() + 1)


@one_hot.wrong
def integers(labels, classes):
    """the ones are right, but they are whole numbers or booleans. Gradients will be written
    into this array: make it floats."""
    return one_hot(labels, classes).astype(int)


@one_hot.wrong
def sorted_(labels, classes):
    """the rows are in order of the labels. Row i must belong to example i."""
    return one_hot(np.sort(labels), classes)


@one_hot.wrong
def label_itself(labels, classes):
    """the right places hold the label itself. Each should hold 1."""
    return one_hot(labels, classes) * labels[:, None]


@one_hot.wrong
def every_row(labels, classes):
    """every row holds the ones of the whole batch: a colon in the place of the row means
    all of them. Give a row number with each label."""
    rows = np.zeros((len(labels), classes))
    rows[:, labels] = 1
    return rows


@one_hot.wrong
def distinct_labels(labels, classes):
    """each label has one row, however often it occurs. Every example needs its own row, in
    the order of the examples."""
    return one_hot(np.unique(labels), classes)


@one_hot.right
def by_eye(labels, classes):
    return np.eye(classes)[labels]


@one_hot.right
def by_comparing(labels, classes):
    return (labels[:, None] == np.arange(classes)).astype(float)


LARGE = "logits as large as 1000"


def softmax_cases(rng):
    yield (np.array([[0.0, np.log(3.0)]]),)
    yield (rng.normal(size=(3, 4)),)
    yield (rng.normal(size=(5, 3)) * 3 - 2,)
    yield (rng.normal(size=(4, 6)).astype(np.float32),)
    large = np.array([[1000.0, 999.0, 998.0], [-3.0, -2.0, 0.0]]) + rng.normal(size=(2, 3))
    yield edge(LARGE, large)
    yield edge(
        LARGE, np.array([[1000.0], [0.0]]) * np.eye(1, 10) + rng.normal(size=(2, 10))
    )


@chapter.function(
    points=20,
    prompt=r"""
    Turn logits into probabilities, row by row:

    $$p_{ij} = \frac{e^{z_{ij}}}{\sum_k e^{z_{ik}}}$$

    Logits may be as large as 1000 and must not overflow.
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


def cross_entropy_cases(rng):
    yield np.array([[0.25, 0.75], [0.5, 0.5]]), np.array([1, 0])
    for n, classes in (3, 2), (4, 5), (8, 10), (1, 3):
        yield rng.dirichlet(np.ones(classes), n), rng.integers(0, classes, n)
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
    return -np.log(p[np.arange(len(labels)), labels] + 1e-3).mean()


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


def shuffled_batches_cases(rng):
    # Long enough never to be in order by chance.
    seed, other = (int(n) for n in rng.integers(2**31, size=2))
    for n, size in (62, 5), (101, 10):
        yield n, size, Fixture("rng", (seed,))
    yield edge("n that size divides", 64, 4, Fixture("rng", (other,)))
    for again in seed, other:  # the first once more, and with another generator
        yield 62, 5, Fixture("rng", (again,))


TOLD = {
    "it returns": "a list of arrays is asked for.",
    "lengths of the batches": "the batches have other lengths than asked for.",
    "whole numbers": "the numbers are not whole, and could not index.",
    "no number twice": "some numbers occur twice.",
    "0 to n - 1": "the numbers are not 0 to n - 1.",
    "chance in the order": "the order follows a rule: there is no chance in it.",
    "batches of neighbours in the data": "each batch holds neighbours of the data.",
    "batches in the data's order": "within a batch the numbers go up one by one.",
}


def _traits(batches):
    """What is so of a list of batches, whatever the order drawn."""
    kinds = {describe(batch).split(" of ")[0] for batch in batches}
    kind = describe(batches).split(" of ")[0], *sorted(kinds)
    if kind[0] == "an array" or any(np.ndim(batch) != 1 for batch in batches):
        return {"it returns": " of ".join(kind)}
    order = np.concatenate(batches)
    return {
        "it returns": " of ".join(kind),
        "lengths of the batches": [len(batch) for batch in batches],
        "whole numbers": order.dtype.kind in "iu",
        "no number twice": len(np.unique(order)) == len(order),
        "0 to n - 1": bool((np.sort(order) == np.arange(len(order))).all()),
        "chance in the order": len(np.unique(np.diff(order))) > 3,
        "batches of neighbours in the data": all(
            np.ptp(batch) == len(batch) - 1 for batch in batches if len(batch)
        ),
        "batches in the data's order": all(
            np.all(np.diff(batch) == 1) for batch in batches
        ),
        "all in the data's order": bool(np.all(np.diff(order) == 1)),
    }


@chapter.function(
    points=15,
    prompt="""
    One epoch of mini-batches: return a list of arrays of whole numbers that together hold
    every number from 0 to n - 1 exactly once, in an order drawn from `rng`. Each has `size`
    of them; only the last is shorter, where size does not divide n.
    """,
    cases=shuffled_batches_cases,
    compare=Traits(_traits, told=TOLD),
)
def shuffled_batches(n, size, rng):
    """A list of index arrays of length `size` (the last may be shorter) that together hold
    each of 0 ... n - 1 once, in an order drawn from rng."""
    order = rng.permutation(n)
    return [order[start : start + size] for start in range(0, n, size)]


@shuffled_batches.wrong
def drops_last(n, size, rng):
    """the last, shorter batch is missing: some examples would never be learnt from in this
    epoch."""
    order = rng.permutation(n)
    return [order[i * size : (i + 1) * size] for i in range(n // size)]


@shuffled_batches.wrong
def not_shuffled(n, size, rng):
    """the batches come in the order of the data. Where data are sorted, a batch then holds
    one digit only."""
    return [np.arange(n)[start : start + size] for start in range(0, n, size)]


@shuffled_batches.wrong
def with_replacement(n, size, rng):
    """some examples come twice and others never. One permutation for the whole epoch holds
    each once."""
    order = rng.integers(0, n, n)
    return [order[start : start + size] for start in range(0, n, size)]


@shuffled_batches.wrong
def shuffles_batches(n, size, rng):
    """the batches change places but their members stay together for ever. Shuffle the
    examples first, then cut."""
    cut = [np.arange(n)[start : start + size] for start in range(0, n, size)]
    return [cut[i] for i in rng.permutation(len(cut))]


@shuffled_batches.wrong
def end_too_early(n, size, rng):
    """every batch lacks its last member. A slice `a:b` stops before b by itself; no - 1 is
    needed."""
    order = rng.permutation(n)
    return [order[start : start + size - 1] for start in range(0, n, size)]


@shuffled_batches.wrong
def number_of_batches(n, size, rng):
    """`size` is the length of a batch, not the number of batches."""
    return np.array_split(rng.permutation(n), size)


@shuffled_batches.wrong
def empty_last(n, size, rng):
    """where size divides n, an empty batch stands at the end. Count the batches by rounding
    n / size up, or let range step by size."""
    order = rng.permutation(n)
    return [order[i * size : (i + 1) * size] for i in range(n // size + 1)]


@shuffled_batches.wrong
def even_shares(n, size, rng):
    """the batches are made of nearly the same length. Each should hold `size`, and the last
    what is left."""
    return np.array_split(rng.permutation(n), -(-n // size))


@shuffled_batches.wrong
def first_is_short(n, size, rng):
    """the first batch is the short one. What is left over belongs into the last."""
    order = rng.permutation(n)
    first = n % size or size
    return [order[:first]] + [order[i : i + size] for i in range(first, n, size)]


@shuffled_batches.wrong
def one_number_missing(n, size, rng):
    """the last number, n - 1, never occurs: the upper end is exclusive already, so no - 1
    is needed."""
    order = rng.permutation(n - 1)
    return [order[i : i + size] for i in range(0, n - 1, size)]


@shuffled_batches.wrong
def from_one(n, size, rng):
    """the numbers run from 1 to n. Indices count from 0."""
    return [batch + 1 for batch in shuffled_batches(n, size, rng)]


@shuffled_batches.wrong
def filled_up(n, size, rng):
    """the last batch is filled up with numbers that have been used: some examples come
    twice. Let it be shorter."""
    order = rng.permutation(n)
    order = np.concatenate([order, order[: -n % size]])
    return [order[i : i + size] for i in range(0, n, size)]


@shuffled_batches.wrong
def one_array(n, size, rng):
    """this is the shuffled order in one array. It is still to be cut into a list of
    batches."""
    return rng.permutation(n)


@shuffled_batches.wrong
def no_arrays(n, size, rng):
    """the batches are right and are lists of Python's numbers. An array of whole
    numbers can index other arrays and be calculated with."""
    return [batch.tolist() for batch in shuffled_batches(n, size, rng)]


@shuffled_batches.wrong
def a_tuple(n, size, rng):
    """the batches are right and stand in a tuple. A list is asked for."""
    return tuple(shuffled_batches(n, size, rng))


@shuffled_batches.wrong
def floats(n, size, rng):
    """the numbers are floats, which cannot index. Keep them whole."""
    return [batch.astype(float) for batch in shuffled_batches(n, size, rng)]


@shuffled_batches.wrong
def reversed_(n, size, rng):
    """the order is another one and still no chance is in it: it goes down by one each time.
    Draw it."""
    order = np.arange(n)[::-1]
    return [order[i : i + size] for i in range(0, n, size)]


@shuffled_batches.wrong
def rotated(n, size, rng):
    """only the beginning is drawn; from there the order is that of the data. Draw the whole
    order."""
    order = np.roll(np.arange(n), rng.integers(2, n - 2))
    return [order[i : i + size] for i in range(0, n, size)]


@shuffled_batches.wrong
def shuffled_within(n, size, rng):
    """each batch is shuffled by itself, so that the same examples always meet. Shuffle all
    first, then cut."""
    return [rng.permutation(np.arange(n)[i : i + size]) for i in range(0, n, size)]


@shuffled_batches.right
def by_splitting(n, size, rng):
    order = np.arange(n)
    rng.shuffle(order)
    return np.split(order, range(size, n, size))


@shuffled_batches.right
def by_sorting(n, size, rng):
    left = np.argsort(rng.random(n))
    found = []
    while len(left):
        found.append(left[:size])
        left = left[size:]
    return found


def fitted_drawing_cases(rng):
    yield (np.array([[2.0, 4.0], [4.0, 4.0], [4.0, 8.0]]),)
    yield (np.array([[1.0, 30.0], [31.0, 20.0], [16.0, 25.0]]),)  # wide
    for n in 5, 8, 12:
        yield (
            rng.uniform(0, 32, (n, 2)) * rng.uniform(0.2, 0.9, 2) + rng.uniform(0, 4, 2),
        )
    yield edge("a straight stroke", np.array([[3.0, 5.0], [3.0, 9.0], [3.0, 17.0]]))
    yield edge("a straight stroke", np.array([[5.0, 9.0], [25.0, 9.0]]))
    yield edge("a dot", np.array([[7.0, 30.0]]))


@chapter.function(
    points=10,
    prompt="""
    **Your own handwriting.** The digits of the data stand in the middle of their square and
    fill it; what one draws need not. `points` (n, 2) holds the x and y of a drawing's
    points. Scale it by *one* factor, the largest with which it is at most 18 wide and at
    most 26 high, and put the middle of its box at (16, 16): halfway between the smallest
    and the largest x, and the same in y. A single dot is moved only.
    """,
    cases=fitted_drawing_cases,
)
def fitted_drawing(points):
    """The points (n, 2) of a drawing, scaled and moved into the middle of the frame."""
    low, high = points.min(axis=0), points.max(axis=0)
    size, room = high - low, np.array([18.0, 26.0])
    long = size > 0
    scale = (room[long] / size[long]).min() if long.any() else 1.0
    return (points - (low + high) / 2) * scale + 16


def _fitted(points, factor, middle=None, target=16.0):
    """`factor(width, height)`, infinities and all, about a middle."""
    low, high = points.min(axis=0), points.max(axis=0)
    with np.errstate(all="ignore"):
        scale = np.asarray(factor(*(high - low)))
    scale = np.where(np.isfinite(scale), scale, 1.0)
    middle = (low + high) / 2 if middle is None else middle
    return (points - middle) * scale + target


def _largest(width, height):
    return min(np.float64(18) / width, np.float64(26) / height)


@fitted_drawing.wrong
def two_factors(points):
    """width and height are scaled each by its own factor. That makes an 8 of a 1: one
    factor keeps the form."""
    return _fitted(points, lambda w, h: (np.float64(18) / w, np.float64(26) / h))


@fitted_drawing.wrong
def mean_for_middle(points):
    """the mean of the points is put in the middle. A drawing has more points where the pen
    was slow: take the middle of its box."""
    return _fitted(points, _largest, points.mean(axis=0))


@fitted_drawing.wrong
def middle_at_zero(points):
    """the middle lies at (0, 0). Move it to (16, 16)."""
    return _fitted(points, _largest, target=0.0)


@fitted_drawing.wrong
def corner_at_zero(points):
    """the corner of the box is put at (0, 0), not its middle at (16, 16)."""
    return _fitted(points, _largest, points.min(axis=0), 0.0)


@fitted_drawing.wrong
def not_scaled(points):
    """the drawing is moved and not scaled."""
    return _fitted(points, lambda w, h: 1.0)


@fitted_drawing.wrong
def not_moved(points):
    """the drawing is scaled about its own middle and stays where it was."""
    low, high = points.min(axis=0), points.max(axis=0)
    return _fitted(points, _largest, target=(low + high) / 2)


@fitted_drawing.wrong
def larger_factor(points):
    """of the two factors this is the larger one, so the drawing sticks out of the frame.
    Both limits hold."""
    return _fitted(points, lambda w, h: max(np.float64(18) / w, np.float64(26) / h))


@fitted_drawing.wrong
def height_alone(points):
    """only the height is looked at. A wide drawing then sticks out at the sides."""
    return _fitted(points, lambda w, h: np.float64(26) / h)


@fitted_drawing.wrong
def width_alone(points):
    """only the width is looked at. A narrow drawing, a 1, then sticks out above and
    below."""
    return _fitted(points, lambda w, h: np.float64(18) / w)


@fitted_drawing.wrong
def exchanged(points):
    """width and height are swapped: at most 18 wide, 26 high; x comes first."""
    return _fitted(points, lambda w, h: min(np.float64(26) / w, np.float64(18) / h))


@fitted_drawing.wrong
def never_larger(points):
    """small drawings stay small here. They are scaled up as well."""
    return _fitted(points, lambda w, h: min(1.0, _largest(w, h)))


@fitted_drawing.wrong
def divided_by_zero(points):
    """a stroke straight down has no width, a dot no size at all: what is divided by 0 gives
    nan. Scale by the side that there is."""
    low, high = points.min(axis=0), points.max(axis=0)
    with np.errstate(all="ignore"):
        return (points - (low + high) / 2) * (
            np.array([18.0, 26.0]) / (high - low)
        ).min() + 16


@fitted_drawing.right
def by_sides(points):
    x, y = points.T
    width, height = np.ptp(x), np.ptp(y)
    factors = [room / side for room, side in ((18, width), (26, height)) if side > 0]
    scale = min(factors, default=1)
    middle_x, middle_y = (x.max() + x.min()) / 2, (y.max() + y.min()) / 2
    return np.stack([16 + scale * (x - middle_x), 16 + scale * (y - middle_y)], axis=1)


@fitted_drawing.right
def by_largest_share(points):
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    centred = points - middle
    fullest = (np.ptp(points, axis=0) / [18, 26]).max()
    return 16 + (centred / fullest if fullest else centred)


@over_seeds
def measure_reader(seed, width, lr):
    rng = np.random.default_rng(seed)
    (x, labels), (x_test, labels_test) = split(*digits(), 0.25, rng)
    net = mlp([64, width, 10], rng)
    run = train(net, softmax_cross_entropy, SGD(lr), batches(x, labels, 64, 12, rng))
    _, accuracy = evaluate(net, x_test, labels_test)
    return dict(accuracy=accuracy, loss=float(np.mean(run["loss"][-20:])))


@chapter.setting(
    points=15,
    prompt="""
    **Your own reader.** Choose the number of hidden units and the learning rate so that a
    network 64-`width`-10, trained for 12 epochs with batches of 64, classifies at least
    90 % of the held-out digits correctly, on average over three seeds. `check` trains it
    and measures.
    """,
    knobs={"width": [2, 4, 8, 16, 32, 48, 64], "lr": (1e-4, 100)},
    measure=measure_reader,
    passes=lambda measured: measured["accuracy"] >= 0.9,
    goal="""
    it must read 90 % of the held-out digits. Both knobs matter; move one at a time.
    """,
    report="""
    with {width} hidden units and rate {lr:g} it reads {accuracy:.1%} of the held-out
    digits, and its last training loss is {loss:.2f}
    """,
)
def reader():
    return dict(width=64, lr=0.3)


@reader.wrong_where(
    lambda config, measured: config["lr"] > 0.5 and not measured["loss"] < np.log(10)
)
def diverged():
    """the loss went up instead of down: the steps are so long that they overshoot. Divide
    the rate by 10."""
    return dict(width=64, lr=50.0)


@reader.wrong_where(lambda config, measured: config["lr"] < 0.1)
def too_slow():
    """it is learning, in steps so small that twelve epochs are not enough. Multiply the
    rate by 10."""
    return dict(width=64, lr=0.001)


@reader.wrong_where(lambda config, measured: config["lr"] > 0.8)
def too_fast():
    """it learns, and its steps are so long that it overshoots again and again. Divide the
    rate by 3."""
    return dict(width=64, lr=1.5)


@reader.wrong_where(lambda config, measured: config["width"] < 16)
def too_narrow():
    """the rate is sensible, but so few hidden units cannot tell ten digits apart. Give it
    more."""
    return dict(width=4, lr=0.2)


reader.right(dict(width=64, lr=0.2), dict(width=64, lr=0.5))
