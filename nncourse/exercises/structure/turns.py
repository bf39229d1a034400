"""The right numbers in other places, or under a function: reversed, shifted, squared."""

import numpy as np

from nncourse.exercises.messages import STRUCTURE
from nncourse.exercises.structure.factors import factor_in_words, factors, same
from nncourse.exercises.structure.pairs import alike, in_words, of_one_shape

PLACES = {
    "transposed": lambda a: a.T if a.ndim == 2 else None,
    "reversed": lambda a: a[::-1] if a.ndim else None,
    "columns_reversed": lambda a: a[:, ::-1] if a.ndim == 2 else None,
    "one_on": lambda a: np.roll(a, 1, 0) if a.ndim else None,
    "one_back": lambda a: np.roll(a, -1, 0) if a.ndim else None,
    "column_on": lambda a: np.roll(a, 1, 1) if a.ndim == 2 else None,
    "column_back": lambda a: np.roll(a, -1, 1) if a.ndim == 2 else None,
    "by_columns": lambda a: a.ravel().reshape(a.shape, order="F") if a.ndim == 2 else None,
    "sorted": lambda a: np.sort(a, axis=0) if a.ndim == 1 else None,
}
FUNCTIONS = {
    "square": np.square,
    "root": lambda a: np.sqrt(a) if np.all(a >= 0) else None,
    "reciprocal": lambda a: 1 / a if np.all(a) else None,
    "one_less": lambda a: 1 - a,
    "size": np.abs,
    "logarithm": lambda a: np.log(a) if np.all(a > 0) else None,
    "exponential": lambda a: np.exp(a) if np.all(a < 100) else None,
}
SPREAD = {"sum": np.sum, "mean": np.mean}


def turned(failing, every):
    """The right entries in other places, or a mean of them in every place."""
    if not of_one_shape(failing):
        return ""
    arrays = [(np.asarray(p.got, float), np.asarray(p.want, float)) for p in failing]
    for key, turn in PLACES.items():
        if all(_holds(turn, got, want) for got, want in arrays):
            return STRUCTURE[key]
    for name, reduce in SPREAD.items():
        for axis in (0, 1):
            if all(_spread(reduce, got, want, axis) for got, want in arrays):
                return STRUCTURE["spread"].format(reduction=name, axis=axis, part="{part}")
    return ""


def by_a_function(failing, every):
    """The right one squared, inverted, without its sign and so on, times a factor."""
    big = sum(np.size(pair.want) for pair in failing) >= 3
    if not of_one_shape(failing) or not big:
        return ""
    for key, turn in FUNCTIONS.items():
        with np.errstate(all="ignore"):
            turns = [turn(np.asarray(pair.want, float)) for pair in failing]
            if any(t is None for t in turns):
                continue
            found = factors(failing, lambda want, turn=turn: turn(want))
        if not found or (len(found) < 3 and np.size(failing[0].want) < 3):
            continue
        text = STRUCTURE["function"].format(
            function=STRUCTURE[key], part="{part}", times="{times}"
        )
        if same(found):
            plain = abs(found[0] - 1) < 1e-5
            times = (
                "" if plain else STRUCTURE["times_more"].format(factor=in_words(found[0]))
            )
            return text.replace("{times}", times)
        if words := factor_in_words(found, failing):
            return text.replace("{times}", STRUCTURE["times_more"].format(factor=words[0]))
    return ""


def _holds(turn, got, want):
    turned = turn(want)
    return turned is not None and alike(got, turned)


def _spread(reduce, got, want, axis):
    if want.ndim <= axis or want.shape[axis] < 2:
        return False
    return alike(got, np.broadcast_to(reduce(want, axis=axis, keepdims=True), want.shape))
