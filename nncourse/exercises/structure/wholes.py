"""What is so of all of an answer's numbers: constant, rounded, cut off, nearly right."""

import numpy as np

from nncourse.exercises.messages import STRUCTURE
from nncourse.exercises.structure.pairs import (
    alike,
    entries_alike,
    in_words,
    numeric,
    of_one_shape,
)


def argument(failing, every):
    """One of the arguments, as it came in."""
    for name in failing[0].case:
        values = [pair.case[name] for pair in failing]
        fit = all(
            isinstance(v, (np.ndarray, int, float)) and alike(pair.got, v)
            for v, pair in zip(values, failing, strict=True)
        )
        if fit and len(failing) > 1:
            return STRUCTURE["argument"].format(name=name, part="{part}")
    return ""


def constant(failing, every):
    """The same number in every case, or in every entry."""
    if not all(map(numeric, every)):
        return ""
    first = np.asarray(every[0].got, float)
    alone = first.ndim == 0 and len(every) > 2
    if alone and all(np.shape(p.got) == () and alike(p.got, first) for p in every):
        return STRUCTURE["constant"].format(value=in_words(first), part="{part}")
    several = max(np.size(p.got) for p in every) > 1
    if several and all(
        np.size(p.got) and np.ptp(np.asarray(p.got, float)) == 0 for p in every
    ):
        if all(not np.any(p.got) for p in every):
            return STRUCTURE["all_zero"]
        if of_one_shape(failing):
            return STRUCTURE["one_number"]
    return ""


def overflowing(failing, every):
    """nan or inf in all cases that fail, where a finite number is right."""
    if all(
        np.shape(p.got) == np.shape(p.want)
        and np.isfinite(p.want).all()
        and not np.isfinite(p.got).all()
        for p in failing
    ):
        return STRUCTURE["overflowing"]
    return ""


def rounded(failing, every):
    """Rounded to some decimals, or cut off to whole numbers."""
    if not of_one_shape(failing) or not all(np.isfinite(p.want).all() for p in failing):
        return ""
    if not any(np.any(p.got) for p in failing):
        return ""
    for decimals in range(1, 9):
        # Relative to the rounded number: a tiny one is not 0 to some decimals.
        if all(np.allclose(p.got, np.round(p.want, decimals), 1e-6, 0) for p in failing):
            return STRUCTURE["rounded"].format(decimals=decimals, part="{part}")
    for key, whole in {"nearest": np.rint, "cut": np.trunc}.items():
        if all(np.array_equal(p.got, whole(p.want)) for p in failing):
            return STRUCTURE[key]
    return ""


def offset(failing, every):
    """The same number added in every entry of every case."""
    if not of_one_shape(failing) or len(failing) < 2:
        return ""
    off = [np.asarray(p.got, float) - np.asarray(p.want, float) for p in failing]
    shift = float(np.mean(off[0])) if off[0].size else 0.0
    big = shift and all(np.abs(d - shift).max(initial=0) < 1e-6 * abs(shift) for d in off)
    if not big:
        return ""
    key = "too_large_by" if shift > 0 else "too_small_by"
    return STRUCTURE[key].format(shift=in_words(abs(shift)), part="{part}")


def two_values(failing, every):
    """Other numbers in the places of 0 and 1, each the same everywhere."""
    if not of_one_shape(failing):
        return ""
    held = {0: set(), 1: set()}
    for pair in failing:
        got, want = np.asarray(pair.got, float), np.asarray(pair.want, float)
        if want.ndim == 0 or not np.isin(want, (0, 1)).all():
            return ""
        for value in (0, 1):
            held[value] |= {round(float(v), 9) for v in got[want == value]}
    # Columns differ with the number of classes: one value each within a case is enough.
    if not all(_two_within(pair) for pair in failing):
        return ""
    if held[0] == {1.0} and held[1] == {0.0}:
        return STRUCTURE["exchanged"]
    if any(len(values) != 1 for values in held.values()):
        return STRUCTURE["two_others"]
    zero, one = (in_words(held[value].pop()) for value in (0, 1))
    return STRUCTURE["two_values"].format(zero=zero, one=one, part="{part}")


def _two_within(pair):
    got, want = np.asarray(pair.got, float), np.asarray(pair.want)
    return all(np.ptp(got[want == v]) < 1e-9 for v in (0, 1) if (want == v).any())


def row_sums(failing, every):
    """Rows that do not add up to 1, or to 0, where all rows of the right one do."""
    if not of_one_shape(failing) or any(np.ndim(p.want) != 2 for p in every):
        return ""
    for total in 1, 0:
        if all(_adds_up(p.want, total, 1) for p in every) and not any(
            _adds_up(p.got, total, 1) for p in failing
        ):
            columns = all(_adds_up(p.got, total, 0) for p in failing)
            key = "columns_add_up" if columns else "rows_add_up"
            return STRUCTURE[key].format(total=total, part="{part}")
    return ""


def _adds_up(array, total, axis):
    sums = np.asarray(array, float).sum(axis=axis)
    return array.shape[1] > 1 and bool(np.allclose(sums, total, 0, 1e-5))


def cut_off(failing, every):
    """Right but for numbers beyond a bound, in whose place the bound stands."""
    if not of_one_shape(every) or not all(map(numeric, every)):
        return ""
    right, wrong, wanted = [], [], []
    for pair in every:
        got, want = np.asarray(pair.got, float), np.asarray(pair.want, float)
        fine = entries_alike(got, want)
        right += list(np.atleast_1d(want[fine]))
        wrong += list(np.atleast_1d(got[~fine]))
        wanted += list(np.atleast_1d(want[~fine]))
    if len(right) < 2 or not wrong or not np.isfinite(wrong).all():
        return ""
    bound = wrong[0]
    if len(wrong) < 2 or np.ptp(wanted) == 0:
        return ""
    if np.abs(np.array(wrong) - bound).max() > 1e-9 or len(right) + len(wrong) < 4:
        return ""
    if min(wanted) > bound >= max(right):
        return STRUCTURE["cut_above"].format(bound=in_words(bound), part="{part}")
    if max(wanted) < bound <= min(right):
        return STRUCTURE["cut_below"].format(bound=in_words(bound), part="{part}")
    return ""


def nearly(failing, every):
    """Close, and not close enough."""
    if not of_one_shape(failing):
        return ""
    off = 0.0
    for pair in failing:
        got, want = np.asarray(pair.got, float), np.asarray(pair.want, float)
        scale = np.abs(want).max(initial=0)
        if not (np.isfinite(got).all() and np.isfinite(want).all()) or not scale:
            return ""
        off = max(off, float(np.abs(got - want).max() / scale))
    if off > 5e-3:
        return ""
    return STRUCTURE["nearly"].format(off=f"{off:.0e}", part="{part}")


def larger_or_smaller(failing):
    """Whether all numbers are too large or too small, which does not name a mistake."""
    if not all(map(numeric, failing)) or not of_one_shape(failing):
        return ""
    with np.errstate(all="ignore"):
        off = [np.asarray(p.got, float) - np.asarray(p.want, float) for p in failing]
    if all((d > 0).all() for d in off):
        return STRUCTURE["too_large"]
    if all((d < 0).all() for d in off):
        return STRUCTURE["too_small"]
    return ""
