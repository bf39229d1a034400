"""The right numbers in another shape: transposed, not yet summed, summed too far, cut."""

import numpy as np

from nncourse.exercises.messages import STRUCTURE
from nncourse.exercises.structure.pairs import alike

REDUCTIONS = {"sum": np.sum, "mean": np.mean, "largest": np.max}


def another_shape(failing, every):
    """One of the relations below that holds in all cases that fail."""
    if all(np.shape(pair.got) == np.shape(pair.want) for pair in failing):
        return ""
    arrays = [(np.asarray(p.got, float), np.asarray(p.want, float)) for p in failing]
    for key, holds in SHAPES.items():
        if all(holds(got, want) for got, want in arrays):
            return STRUCTURE[key]
    return _reduced(arrays)


def axes(failing, every):
    """An axis that should be gone, or should still be there, whatever the numbers."""
    arrays = [(np.asarray(p.got), np.asarray(p.want)) for p in failing]
    if all(got.ndim == 0 < want.ndim for got, want in arrays):
        return STRUCTURE["one_for_all"]
    for key, pairs in {
        "axis_left": [(got.shape, want.shape) for got, want in arrays],
        "axis_gone": [(want.shape, got.shape) for got, want in arrays],
    }.items():
        found = [
            axis
            for axis in range(max(len(long) for long, _ in pairs))
            if all(
                len(long) == len(short) + 1 and long[:axis] + long[axis + 1 :] == short
                for long, short in pairs
            )
        ]
        if len(found) == 1:
            return STRUCTURE[key].format(axis=found[0], part="{part}")
    return ""


def _reduced(arrays):
    """A reduction that is missing or one too many."""
    if not all(np.isfinite(got).all() for got, _ in arrays):
        return ""
    if not any(want.any() for _, want in arrays):  # anything made of zeros is 0
        return ""
    for name, reduce in REDUCTIONS.items():
        for axis in (None, 0, 1):
            if all(alike(_over(reduce, got, axis), want) for got, want in arrays):
                return _say("not_reduced", name, axis)
            if all(
                alike(_over(reduce, want, axis).ravel(), got.ravel())
                for got, want in arrays
            ):
                return _say("reduced", name, axis)
    return ""


def _over(reduce, array, axis):
    if array.size == 0 or (axis is not None and array.ndim <= axis):
        return np.array(np.nan)
    return np.asarray(reduce(array, axis=axis))


def _say(key, name, axis):
    where = (
        STRUCTURE["all_entries"] if axis is None else STRUCTURE["axis"].format(axis=axis)
    )
    return STRUCTURE[key].format(reduction=name, where=where, part="{part}")


def _same_entries(got, want):
    return got.size == want.size and alike(got.ravel(), want.ravel())


def _begins(long, short):
    """Whether an array is another with rows cut off at its end."""
    return _ordered(long, short) and alike(long[: len(short)], short)


def _ends(long, short):
    return _ordered(long, short) and alike(long[-len(short) :], short)


def _ordered(long, short):
    return long.ndim == short.ndim > 0 and 0 < len(short) < len(long)


def _padded(got, want):
    """The right columns with columns of zeros behind them."""
    return (
        got.ndim == want.ndim == 2
        and len(got) == len(want)
        and 0 < want.shape[1] < got.shape[1]
        and alike(got[:, : want.shape[1]], want)
        and not got[:, want.shape[1] :].any()
    )


SHAPES = {
    "transposed": lambda got, want: want.ndim == 2 and alike(got, want.T),
    "transposed_and_sign": lambda got, want: want.ndim == 2 and alike(got, -want.T),
    "number_in_array": lambda got, want: want.ndim == 0 and _same_entries(got, want),
    "flat": lambda got, want: want.ndim > 1 and got.ndim == 1 and _same_entries(got, want),
    "extra_axis": lambda got, want: _same_entries(got, want) and got.ndim > want.ndim,
    "same_entries": lambda got, want: _same_entries(got, want),
    "last_missing": lambda got, want: _begins(want, got) and len(got) == len(want) - 1,
    "first_missing": lambda got, want: _ends(want, got) and len(got) == len(want) - 1,
    "only_begins": lambda got, want: _begins(want, got),
    "only_ends": lambda got, want: _ends(want, got),
    "goes_on": lambda got, want: _begins(got, want),
    "begins_early": lambda got, want: _ends(got, want),
    "zero_columns": _padded,
}
