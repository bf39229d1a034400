"""The right answer to other arguments: two exchanged, one negative, one row alone."""

import itertools

import numpy as np

from nncourse.exercises.comparison import difference
from nncourse.exercises.draws import is_rng
from nncourse.exercises.fixtures import MAKERS
from nncourse.exercises.messages import STRUCTURE
from nncourse.exercises.safe_call import Fixture, build, plain


def right_for(question, failing, index):
    """The words for what the reference would have to be given to return the same, or "".

    `failing` are the Pairs of the part with that index, or of the whole.
    """
    arrays = any(isinstance(p.got, np.ndarray) and p.got.size > 2 for p in failing)
    if len(failing) < (2 if arrays else 3):
        return ""
    for words, change in _changes(failing[0].case):
        if all(_same(question, pair, index, change) for pair in failing):
            return words
    return ""


def _same(question, pair, index, change):
    """Whether the reference returns what the answer did, with changed arguments."""
    try:
        changed = change(dict(pair.case))
        with np.errstate(all="ignore"):
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


def does_not_depend_on(question, call, pairs):
    """A sentence on the arguments that an answer does not use, or "".

    `call(args)` is the value that the answer returns, or None.
    """
    failing = [p for p in pairs if not (p.fine or p.crashed) and _finite(p.got)][:3]
    if not failing or _one_number(failing):
        return ""
    passing = [p for p in pairs if p.fine][:3]
    unused = [
        name
        for name in pairs[0].case
        if all(_unused(question, call, p, name) for p in failing)
        and not any(_matters(call, p, name, _another) for p in passing)
    ]
    if not unused:
        return ""
    return STRUCTURE["unused"].format(names=" or ".join(f"`{name}`" for name in unused))


def _one_number(failing):
    """Whether one number comes out of all: it may count 0 of whatever it is given."""
    single = [p.got for p in failing if isinstance(p.got, (int, float, np.number))]
    return len(single) == len(failing) and len(set(single)) == 1


def _finite(value):
    if isinstance(value, (tuple, list)):
        return all(map(_finite, value))
    return isinstance(value, (np.ndarray, int, float)) and bool(np.isfinite(value).all())


def _unused(question, call, pair, name):
    """Whether another argument changes what is right, and not what the answer returns."""
    value = pair.case[name]
    if callable(value) or is_rng(value):
        return False
    other = pair.case | {name: _another(value)}
    # What one right answer can do without is no mistake to leave out.
    if not all(_moves(right, pair, other) for right in _right_answers(question)):
        return False
    # An answer may use signs alone, or count what lies beyond a bound.
    return not any(
        _matters(call, pair, name, changed) for changed in (_another, _turned, _far)
    )


def _right_answers(question):
    return [question.reference, *question.right_answers]


def _moves(right, pair, other):
    """Whether a right answer returns something else for other arguments."""
    try:
        with np.errstate(all="ignore"):
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


def _far(value):
    """Arrays of floats far from what they are, in both directions; all else as it is."""
    if isinstance(value, list):
        return [_far(inner) for inner in value]
    if isinstance(value, Fixture):
        return Fixture(value.maker, tuple(map(_far, value.args)))
    if not (isinstance(value, np.ndarray) and value.dtype.kind == "f"):
        return value
    step = 3.0 * (-1.0) ** np.arange(value.size).reshape(value.shape)
    return (value + step).astype(value.dtype)


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
