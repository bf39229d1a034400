"""The right answer to other arguments: two exchanged, one negative, one row alone."""

import itertools

import numpy as np

from nncourse.exercises.comparison import difference
from nncourse.exercises.fixtures import MAKERS
from nncourse.exercises.safe_call import build, quiet
from nncourse.exercises.structure.pairs import numeric


def right_for(question, failing, index):
    """The words for what the reference would have to be given to return the same, or "".

    `failing` are the Pairs of the part with that index, or of the whole.
    """
    arrays = any(isinstance(p.got, np.ndarray) and p.got.size > 2 for p in failing)
    if len(failing) < (2 if arrays else 3):
        return ""
    if not arrays and len({repr(p.got) for p in failing}) == 1:
        return ""  # one number comes out of many arguments
    if any(0 < np.abs(p.got).max(initial=0) < 1e-12 for p in failing if numeric(p)):
        return ""  # which would count as the same as any other so small
    for words, change in _changes(failing[0].case):
        if all(_same(question, pair, index, change) for pair in failing):
            return words
    return ""


def _same(question, pair, index, change):
    """Whether the reference returns what the answer did, with changed arguments."""
    try:
        changed = change(dict(pair.case))
        with quiet():
            value = question.reference(*(build(arg, MAKERS) for arg in changed.values()))
        value = value if index is None else value[index]
        back = getattr(change, "back", lambda value: value)
        return difference(pair.got, back(value), precision=False) is None
    except Exception:  # what is changed need not fit
        return False


def _changes(case):
    """(words, change of a case) for all that its arguments allow."""
    arrays = [name for name, value in case.items() if isinstance(value, np.ndarray)]
    floats = [name for name in arrays if case[name].dtype.kind == "f"]
    lists = [name for name, value in case.items() if isinstance(value, list)]
    numbers = [name for name, value in case.items() if type(value) in (int, float)]
    for a, b in itertools.combinations(arrays, 2):
        if case[a].shape == case[b].shape:
            yield f"`{a}` and `{b}` exchanged", _exchanged(a, b)
    for a, b in itertools.combinations(numbers, 2):
        yield f"`{a}` and `{b}` exchanged", _exchanged(a, b)
    for name in floats:
        yield f"`{name}` set to 0, whatever it is", _with(name, np.zeros_like)
    yield "biases of 0, whatever they are", _with_all("b", np.zeros_like)
    for name in floats:
        yield f"-`{name}`", _with(name, lambda v: -v)
        yield f"`{name}` without its sign", _with(name, np.abs)
        yield f"`{name}` squared", _with(name, np.square)
        yield f"`{name}` cut off below 0", _with(name, lambda v: np.maximum(v, 0))
        yield f"`{name}` set to 1, whatever it is", _with(name, np.ones_like)
        yield f"`{name}` sorted", _with(name, lambda v: np.sort(v, axis=0))
        yield f"`{name}` in reverse order", _with(name, lambda v: v[::-1].copy())
        yield f"`{name}` without its first entry", _with(name, lambda v: v[1:].copy())
        yield f"`{name}` without its last entry", _with(name, lambda v: v[:-1].copy())
        yield f"`{name}` transposed", _with(name, lambda v: v.T.copy())
        yield f"`{name}` with rows and columns in each other's place", _turned(name)
    for name in arrays:
        if case[name].dtype.kind in "iu":
            yield f"`{name}` - 1", _with(name, lambda v: v - 1)
            yield f"`{name}` + 1", _with(name, lambda v: v + 1)
    for name in lists:
        yield f"`{name}` in reverse order", _with(name, lambda v: v[::-1])
        yield f"the first of `{name}` alone", _with(name, lambda v: v[:1])
        yield f"the last of `{name}` alone", _with(name, lambda v: v[-1:])
        yield f"`{name}` without the first", _with(name, lambda v: v[1:])
        yield f"`{name}` without the last", _with(name, lambda v: v[:-1])
    for name in numbers:
        yield f"`{name}` = 1, whatever it is", _with(name, lambda v: type(v)(1))
        yield f"`{name}` = 0, whatever it is", _with(name, lambda v: type(v)(0))
        yield f"the square of `{name}`", _with(name, lambda v: v * v)
        yield f"-`{name}`", _with(name, lambda v: -v)
        if type(case[name]) is int:
            yield f"`{name}` - 1", _with(name, lambda v: v - 1)
            yield f"`{name}` + 1", _with(name, lambda v: v + 1)
        else:
            yield f"1 - `{name}`", _with(name, lambda v: 1 - v)
    if len(arrays) > 1:
        yield "the first row of each argument alone", _rows(slice(0, 1))
        yield "the last row of each argument alone", _rows(slice(-1, None))


def _exchanged(a, b):
    return lambda case: case | {a: case[b], b: case[a]}


def _with(name, turn):
    return lambda case: case | {name: turn(case[name])}


def _with_all(letter, turn):
    """A change of all arguments whose names begin with a letter; there has to be one."""

    def change(case):
        found = [name for name in case if name.startswith(letter)]
        if not found:
            raise ValueError(letter)
        return case | {name: turn(case[name]) for name in found}

    return change


def _turned(name):
    """The argument transposed, and what comes out transposed back."""

    def change(case):
        return case | {name: case[name].T.copy()}

    change.back = lambda value: np.asarray(value).T
    return change


def _rows(part):
    """The same rows of all arguments that have as many rows as the first."""

    def change(case):
        first = next(v for v in case.values() if isinstance(v, np.ndarray))
        return {
            name: v[part] if isinstance(v, np.ndarray) and len(v) == len(first) else v
            for name, v in case.items()
        }

    return change
