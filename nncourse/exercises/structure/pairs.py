"""An answer's value and the right one beside each other, with the case they belong to."""

from dataclasses import dataclass

import numpy as np

from nncourse.exercises.comparison import difference
from nncourse.exercises.draws import is_rng
from nncourse.exercises.fixtures import MAKERS
from nncourse.exercises.safe_call import Fixture, build


@dataclass
class Pair:
    """One case: what came out, what should, and the arguments by name.

    `fine` says whether the numbers are right; their precision is told elsewhere.
    """

    got: object
    want: object
    case: dict
    fine: bool
    crashed: bool = False


def alike(a, b):
    """The same shape and the same numbers, in whatever precision."""
    return difference(a, b, precision=False) is None


def whole_pairs(draws):
    """A Pair for each case."""
    rows = draws.outcomes, draws.expected, draws.ok, draws.cases
    return [
        Pair(
            outcome.value,
            right.value,
            dict(zip(draws.question.arguments, map(_bare, case), strict=False)),
            fine or (not outcome.error and alike(outcome.value, right.value)),
            bool(outcome.error),
        )
        for outcome, right, fine, case in zip(*rows, strict=True)
    ]


def _bare(argument):
    """The array that a fixture hands over, where it hands over one; all else as it is."""
    if not isinstance(argument, Fixture) or is_rng(argument):
        return argument
    made = build(argument, MAKERS)
    return np.array(made) if isinstance(made, np.ndarray) else argument


def pairs_of(pairs, index):
    """The pairs of one of several parts that are returned, or all of them as they are."""
    if index is None:
        return pairs
    return [_of_part(pair, index) for pair in pairs]


def _of_part(pair, index):
    got, want = _part(pair.got, index), pair.want[index]
    return Pair(got, want, pair.case, not pair.crashed and alike(got, want), pair.crashed)


def _part(value, index):
    whole = isinstance(value, (tuple, list)) and len(value) > index
    return value[index] if whole else None


def numeric(pair):
    """Whether a Pair holds two arrays or numbers."""
    return not pair.crashed and all(
        isinstance(value, (np.ndarray, np.generic, int, float))
        for value in (pair.got, pair.want)
    )


def holds_much(value):
    """Whether a value is so large that looking for relations would take long."""
    if isinstance(value, (list, tuple, dict)):
        parts = value.values() if isinstance(value, dict) else value
        return len(value) > 100 or any(map(holds_much, parts))
    return isinstance(value, np.ndarray) and value.size > 50_000


def of_one_shape(pairs):
    return all(np.shape(pair.got) == np.shape(pair.want) for pair in pairs)


def entries_alike(got, want):
    """Where two arrays of one shape agree."""
    got, want = np.asarray(got, float), np.asarray(want, float)
    scale = np.abs(want[np.isfinite(want)]).max(initial=0.0)
    with np.errstate(all="ignore"):
        return np.isclose(got, want, 1e-5, 1e-6 * scale + 1e-14, equal_nan=True)


def in_words(number):
    """A number as one writes it."""
    return f"{number:.4g}"
