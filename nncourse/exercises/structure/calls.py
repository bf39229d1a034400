"""What an answer shows when it is called again: what moves it, and whether it is steady."""

import numpy as np

from nncourse.exercises.comparison import difference
from nncourse.exercises.draws import is_rng
from nncourse.exercises.fixtures import MAKERS
from nncourse.exercises.messages import STRUCTURE
from nncourse.exercises.safe_call import Fixture, build, plain, quiet
from nncourse.exercises.structure.pairs import numeric


def differs_when_called_again(call, failing, cases, every):
    """Whether the same arguments give other numbers at another call."""
    i = next(i for i, pair in enumerate(every) if pair is failing[0])
    again = call(cases[i])
    return again is not None and difference(again, every[i].got) is not None


def does_not_depend_on(question, call, pairs):
    """A sentence on the arguments that an answer does not use, or "".

    `call(args)` is the value that the answer returns, or None.
    """
    failing = [p for p in pairs if not (p.fine or p.crashed) and _finite(p.got)][:MOST]
    if not failing or _one_number(failing):
        return ""
    passing = [p for p in pairs if p.fine][:3]
    unused = [
        name
        for name in pairs[0].case
        if _unused(question, call, failing, name)
        and not any(_matters(call, p, name, _another) for p in passing)
    ]
    if not unused:
        return ""
    return STRUCTURE["unused"].format(names=" or ".join(f"`{name}`" for name in unused))


def _one_number(failing):
    """Whether one number comes out of all: it may count 0 of whatever it is given."""
    plain_numbers = all(numeric(p) and np.ndim(p.got) == 0 for p in failing)
    return plain_numbers and len({float(p.got) for p in failing}) == 1


def _finite(value):
    if isinstance(value, (tuple, list)):
        return all(map(_finite, value))
    return isinstance(value, (np.ndarray, int, float)) and bool(np.isfinite(value).all())


def _unused(question, call, failing, name):
    """Whether another argument changes what is right, and never what the answer returns."""
    value = failing[0].case[name]
    if callable(value) or is_rng(value):
        return False
    # What one right answer can do without is no mistake to leave out, and an argument may
    # not matter in a case or two.
    moved = [
        all(_moves(right, pair, name) for right in _right_answers(question))
        for pair in failing
    ]
    if 2 * sum(moved) < len(failing):
        return False
    # An answer may use signs alone, or count what lies beyond a bound.
    return not any(
        _matters(call, pair, name, changed) for pair in failing for changed in OTHERS
    )


def _right_answers(question):
    return [question.reference, *question.right_answers]


def _moves(right, pair, name):
    """Whether a right answer returns something else where an argument is another."""
    other = pair.case | {name: _another(pair.case[name])}
    try:
        with quiet():
            found = right(*(build(arg, MAKERS) for arg in other.values()))
    except Exception:
        return False
    return difference(plain(found), pair.want, precision=False) is not None


def _matters(call, pair, name, changed):
    """Whether an argument, `changed`, changes what the answer returns."""
    got = call(tuple((pair.case | {name: changed(pair.case[name])}).values()))
    return got is None or difference(got, pair.got) is not None


def _turned(value):
    """Arrays of floats with the other sign; all else as it is."""
    if isinstance(value, list):
        return [_turned(inner) for inner in value]
    if isinstance(value, Fixture):
        return Fixture(value.maker, tuple(map(_turned, value.args)))
    floats = isinstance(value, np.ndarray) and value.dtype.kind == "f"
    return -value if floats else value


def _far(seed):
    """A change of arrays of floats to others far from them; all else stays as it is."""

    def far(value):
        if isinstance(value, list):
            return [far(inner) for inner in value]
        if isinstance(value, Fixture):
            return Fixture(value.maker, tuple(map(far, value.args)))
        if not (isinstance(value, np.ndarray) and value.dtype.kind == "f"):
            return value
        step = 3 * np.random.default_rng(seed).standard_normal(value.shape)
        return (value + step).astype(value.dtype)

    return far


def _another(value):
    """Another value of the same kind and size."""
    if isinstance(value, list):
        return [_another(inner) for inner in value]
    if isinstance(value, Fixture):
        return Fixture(value.maker, tuple(map(_another, value.args)))
    if isinstance(value, np.ndarray):
        if value.dtype.kind in "iu":
            return value[::-1].copy()
        return (value * 0.83 + 0.057 * np.sign(value)).astype(value.dtype)
    return value + 1 if isinstance(value, int) else value * 0.83


def _all_the_first(value):
    """Arrays of whole numbers that repeat their first entry; all else as it is."""
    whole = isinstance(value, np.ndarray) and value.size and value.dtype.kind in "iu"
    return np.full_like(value, value.flat[0]) if whole else value


def _much_larger(value):
    """A number a thousand times as large; all else as it is."""
    return value * 1000 if type(value) is float else value


MOST = 12  # cases that are tried again with another argument
OTHERS = (_another, _turned, _all_the_first, _much_larger, *map(_far, range(5)))
