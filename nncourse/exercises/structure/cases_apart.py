"""In which cases an answer is right and in which it is wrong, where one trait tells."""

import itertools

import numpy as np

from nncourse.exercises.messages import STRUCTURE


def fails_at_zero(pairs, ok):
    """The same where the trait is a number that is 0, which says more than any relation."""
    return _apart(pairs, ok, _zeros(pairs))


def cases_apart(pairs, ok):
    """A sentence on the trait that all failing cases have and no right one, or "" ."""
    return _apart(pairs, ok, _traits(pairs))


def _apart(pairs, ok, traits):
    failing = ok.count(False)
    if not 0 < failing < len(ok) or len(ok) < 4:
        return ""
    for words, holds in traits:
        found = [bool(holds(pair.case)) for pair in pairs]
        if all(trait != fine for trait, fine in zip(found, ok, strict=True)):
            return STRUCTURE["cases_apart"].format(words=words)
    return ""


def _zeros(pairs):
    for name, value in pairs[0].case.items():
        if type(value) in (int, float):
            yield f"`{name}` is 0", lambda c, name=name: c[name] == 0


def _traits(pairs):
    """(words, whether a case has it) that the arguments allow."""
    case = pairs[0].case
    numbers = [name for name, value in case.items() if type(value) in (int, float)]
    arrays = [
        name
        for name in case
        if all(isinstance(pair.case[name], np.ndarray) for pair in pairs)
    ]
    counts = {n for n in numbers if all(type(p.case[n]) is int for p in pairs)}
    for a, b in itertools.permutations(numbers, 2):
        if (a in counts) != (b in counts):
            continue  # a step number above a rate says nothing
        yield f"`{a}` is above `{b}`", lambda c, a=a, b=b: c[a] > c[b]
        yield f"`{a}` is exactly `{b}`", lambda c, a=a, b=b: c[a] == c[b]
        if type(case[a]) is type(case[b]) is int:
            yield f"`{b}` divides `{a}`", lambda c, a=a, b=b: c[b] and c[a] % c[b] == 0
            yield f"`{b}` does not divide `{a}`", lambda c, a=a, b=b: c[b] and c[a] % c[b]
    yield from _zeros(pairs)
    for name in numbers:
        yield f"`{name}` is 1", lambda c, name=name: c[name] == 1
    for name in arrays:
        yield f"`{name}` is in float32", lambda c, name=name: c[name].dtype == np.float32
        yield f"`{name}` holds nothing but 0", lambda c, name=name: not c[name].any()
        yield (
            f"`{name}` holds numbers beyond 100",
            lambda c, name=name: _largest(c[name]) > 100,
        )
        yield f"`{name}` holds a 0", lambda c, name=name: bool((c[name] == 0).any())
        yield (
            f"`{name}` has one row",
            lambda c, name=name: c[name].ndim > 1 and len(c[name]) == 1,
        )
        yield (
            f"`{name}` has more than one row",
            lambda c, name=name: c[name].ndim > 1 and len(c[name]) > 1,
        )
        yield f"`{name}` has one entry", lambda c, name=name: c[name].size == 1
        yield (
            f"`{name}` is square",
            lambda c, name=name: c[name].ndim == 2 and len(set(c[name].shape)) == 1,
        )
        yield (
            f"`{name}` is not square",
            lambda c, name=name: c[name].ndim == 2 and len(set(c[name].shape)) == 2,
        )


def _largest(array):
    return np.abs(array).max(initial=0) if array.dtype.kind in "iuf" else 0
