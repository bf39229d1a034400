"""The question `shuffled_batches`: cases, reference, mistakes, other right answers."""

import numpy as np

from nncourse.chapters.ch01_reading_digits.questions.heading import chapter
from nncourse.exercises.describe import describe
from nncourse.exercises.promises import edge
from nncourse.exercises.safe_call import Fixture
from nncourse.exercises.traits import Traits


def shuffled_batches_cases(rng):
    # Long enough never to be in order by chance.
    seed, other = (int(n) for n in rng.integers(2**31, size=2))
    for n, size in (62, 5), (101, 10), (300, 7):  # the last beyond what 8 bits count
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
    points=10,
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
