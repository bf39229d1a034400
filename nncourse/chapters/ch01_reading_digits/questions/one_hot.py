"""The question `one_hot`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch01_reading_digits.questions.heading import chapter


def floats_alike(got, expected):
    """The same entries, of float32 or float64 in both or in neither."""
    wide = [array.dtype in (np.float32, np.float64) for array in (got, expected)]
    same = got.shape == expected.shape and bool((got == expected).all())
    return same and wide[0] == wide[1]


def one_hot_cases(rng):
    yield np.array([0, 2]), 4
    yield np.array([3, 0, 1, 3]), 5
    for n, classes in (3, 5), (7, 10), (6, 4), (12, 3):
        labels = rng.integers(0, classes - 1, n)  # never the highest
        labels[:2] = classes - 2, 0  # nor in order
        yield labels, classes
    yield rng.integers(2, 5, 5), 6  # nor the lowest


@chapter.function(
    points=15,
    prompt="""
    Labels are whole numbers; compared with probabilities they are easier as rows with a
    single 1. Turn `labels` of shape (n,) into an array (n, classes) of floats, float32
    or float64, with `row[label] = 1` and 0 elsewhere.
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
    """the ones are right, but they are whole numbers, booleans or float16. Gradients will
    be written into this array: make it float32 or float64."""
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
    """every row holds the ones of the whole batch. Each example has a row of its own, which
    begins with zeros alone: give a row number with each label."""
    rows = np.zeros((len(labels), classes))
    rows[:, labels] = 1
    return rows


@one_hot.wrong
def distinct_labels(labels, classes):
    """each label has one row, however often it occurs. Every example needs its own row, in
    the order of the examples."""
    return one_hot(np.unique(labels), classes)


@one_hot.wrong
def exchanged(labels, classes):
    """0 and 1 have changed places: 1 belongs to the label, 0 everywhere else."""
    return 1 - one_hot(labels, classes)


@one_hot.wrong
def from_the_lowest(labels, classes):
    """the labels are shifted so that the lowest of the batch is 0. A batch need not hold a
    0: the label itself is the column."""
    return one_hot(labels - labels.min(), classes)


@one_hot.wrong
def ranks(labels, classes):
    """the columns are those of the labels that occur, by rank. Take `classes` columns, of
    which the label itself is the number."""
    return np.eye(len(np.unique(labels)))[np.unique(labels, return_inverse=True)[1]]


@one_hot.wrong
def as_many_as_examples(labels, classes):
    """the unit matrix is as large as the batch, not as the number of classes: a label
    beyond its end has no row."""
    return np.eye(len(labels))[labels]


@one_hot.wrong
def rows_of_ones(labels, classes):
    """`rows[labels] = 1` fills whole rows, those whose numbers are labels. Give a row
    number with each label: rows[np.arange(n), labels]."""
    rows = np.zeros((len(labels), classes))
    rows[labels] = 1
    return rows


@one_hot.wrong
def all_in_the_first_row(labels, classes):
    """all ones stand in the first row: np.put counts along the rows one after another. Give
    a row number with each label: rows[np.arange(n), labels] = 1."""
    rows = np.zeros((len(labels), classes))
    np.put(rows, labels, 1)
    return rows


@one_hot.wrong
def ranks_among_classes(labels, classes):
    """the 1 stands at the rank of the label among those that occur. The label itself is the
    number of its column."""
    return np.eye(classes)[np.unique(labels, return_inverse=True)[1]]


@one_hot.right
def by_eye(labels, classes):
    return np.eye(classes)[labels]


@one_hot.right
def by_comparing(labels, classes):
    return (labels[:, None] == np.arange(classes)).astype(float)
