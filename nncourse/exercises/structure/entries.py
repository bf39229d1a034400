"""Which entries of an answer are wrong, where the others are right."""

import numpy as np

from nncourse.exercises.messages import STRUCTURE
from nncourse.exercises.structure.pairs import entries_alike, of_one_shape


def elsewhere_right(failing, every):
    """Right but in some entries: what stands there, and which they are."""
    if not of_one_shape(failing) or any(np.ndim(pair.want) == 0 for pair in failing):
        return ""
    right = [entries_alike(pair.got, pair.want) for pair in failing]
    if not sum(r.sum() for r in right) or any(r.all() for r in right):
        return ""
    where = _where(right, failing)
    what = _what(right, failing)
    if not where and not what:
        return ""
    return (where or STRUCTURE["some"]) + (what and " " + what)


def _what(right, failing):
    """What stands in the entries that are wrong."""
    got = [np.asarray(p.got, float)[~r] for p, r in zip(failing, right, strict=True)]
    want = [np.asarray(p.want, float)[~r] for p, r in zip(failing, right, strict=True)]
    if all(np.isnan(g).all() for g in got):
        return STRUCTURE["there_nan"]
    if all((g == 0).all() for g in got):
        return STRUCTURE["there_0"]
    if all((w == 0).all() for w in want) and _right_elsewhere(right, failing):
        return STRUCTURE["should_be_0"]
    return ""


def _right_elsewhere(right, failing):
    """Whether all entries that should not be 0 are right, and there are some."""
    shown = [r[np.asarray(p.want) != 0] for p, r in zip(failing, right, strict=True)]
    return all(s.all() for s in shown) and any(s.size for s in shown)


def _where(right, failing):
    """Which entries are wrong: rows, columns, or by the sign of an argument there."""
    for key, holds in PLACES.items():
        if all(holds(r) for r in right):
            return STRUCTURE[key]
    for name in failing[0].case:
        values = [pair.case[name] for pair in failing]
        if not all(
            isinstance(v, np.ndarray) and v.shape == r.shape
            for v, r in zip(values, right, strict=True)
        ):
            continue
        for sign, holds in SIGNS.items():
            if all((holds(v) == ~r).all() for v, r in zip(values, right, strict=True)):
                return STRUCTURE["where_argument"].format(
                    name=name, sign=sign, part="{part}"
                )
    return ""


def _rows(right):
    """Whether each row is right as a whole."""
    return right.reshape(len(right), -1).all(axis=1)


def _columns(right):
    return right.all(axis=0) if right.ndim == 2 else np.zeros(0, bool)


def _only(index, good):
    """All are right but the one at `index`; there are at least two."""
    return len(good) > 1 and not good[index] and np.delete(good, index).all()


def _none_but(index, good):
    return len(good) > 1 and good[index] and not np.delete(good, index).any()


PLACES = {
    "last_row": lambda r: r.ndim > 1 and _only(-1, _rows(r)),
    "first_row": lambda r: r.ndim > 1 and _only(0, _rows(r)),
    "only_first_row": lambda r: r.ndim > 1 and _none_but(0, _rows(r)),
    "only_last_row": lambda r: r.ndim > 1 and _none_but(-1, _rows(r)),
    "last_column": lambda r: _only(-1, _columns(r)),
    "first_column": lambda r: _only(0, _columns(r)),
    "only_first_column": lambda r: _none_but(0, _columns(r)),
    "last_entry": lambda r: r.ndim == 1 and _only(-1, r),
    "first_entry": lambda r: r.ndim == 1 and _only(0, r),
    "only_first_entry": lambda r: r.ndim == 1 and _none_but(0, r),
    "only_last_entry": lambda r: r.ndim == 1 and _none_but(-1, r),
}
SIGNS = {
    "is 0": lambda v: v == 0,
    "is negative": lambda v: v < 0,
    "is positive": lambda v: v > 0,
    "is not positive": lambda v: v <= 0,
    "is not negative": lambda v: v >= 0,
}


def row_by_row(failing, every):
    """Rows, or columns, that are multiples of the right ones, each by its own factor."""
    if not of_one_shape(failing) or any(np.ndim(pair.want) != 2 for pair in failing):
        return ""
    for key, turn in {"rows_scaled": lambda a: a, "columns_scaled": lambda a: a.T}.items():
        pairs = [
            (turn(np.asarray(p.got, float)), turn(np.asarray(p.want, float)))
            for p in failing
        ]
        long = any(want.shape[1] > 2 and len(want) > 1 for _, want in pairs)
        if long and all(_parallel(got, want) for got, want in pairs):
            return STRUCTURE[key]
    return ""


def _parallel(got, want):
    norms = (want * want).sum(axis=1, keepdims=True)
    if not np.isfinite(got).all() or not norms.all():
        return False
    factor = (got * want).sum(axis=1, keepdims=True) / norms
    return bool(factor.all()) and bool(entries_alike(got, factor * want).all())
