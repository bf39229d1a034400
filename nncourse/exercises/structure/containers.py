"""The right values in another container: a list, a tuple too long, one part missing."""

import numpy as np

from nncourse.exercises.messages import STRUCTURE
from nncourse.exercises.structure.pairs import alike


def container(question, pairs, failing):
    """A sentence where the values are right and what holds them is not, or "" ."""
    if none := sum(pair.got is None for pair in failing):
        return STRUCTURE["none_at_times"] if none < len(pairs) else ""
    for tell in RELATIONS:
        if sentence := tell(question, failing):
            return sentence
    return ""


def _in_a_dict(question, failing):
    """All parts, in a dict instead of one after the other."""
    if not all(isinstance(p.got, dict) and isinstance(p.want, tuple) for p in failing):
        return ""
    right = all(alike(tuple(p.got.values()), p.want) for p in failing)
    return STRUCTURE["in_a_dict"].format(parts=", ".join(question.returns)) if right else ""


def _in_a_list(question, failing):
    """Numbers in a list or tuple where an array is asked for."""
    if not all(
        isinstance(p.got, (list, tuple)) and isinstance(p.want, np.ndarray) for p in failing
    ):
        return ""
    right = all(alike(_array(p.got), p.want) for p in failing)
    kind = type(failing[0].got).__name__
    return STRUCTURE["in_a_list"].format(kind=kind) if right else ""


def _array(value):
    try:
        return np.array(value, float)
    except (TypeError, ValueError):
        return np.array(np.nan)


def _among_others(question, failing):
    """The right thing inside a tuple, or all parts with one too many."""
    if not all(isinstance(pair.got, (list, tuple)) for pair in failing):
        return ""
    if any(isinstance(pair.want, (list, dict)) for pair in failing):
        return ""
    length = len(failing[0].got)
    for i in range(min(length, 12)):
        if all(len(p.got) == length and _is_alone(p, i) for p in failing):
            return STRUCTURE["among_others"].format(i=_ordinal(i), n=length)
        if all(len(p.got) == length and _is_extra(p, i) for p in failing):
            return STRUCTURE["one_too_many"].format(i=_ordinal(i))
    return ""


def _is_alone(pair, i):
    return not isinstance(pair.want, tuple) and alike(pair.got[i], pair.want)


def _is_extra(pair, i):
    rest = tuple(part for j, part in enumerate(pair.got) if j != i)
    return (
        isinstance(pair.want, tuple)
        and len(rest) == len(pair.want)
        and alike(rest, pair.want)
    )


def _one_missing(question, failing):
    """All parts that are asked for but one."""
    if not all(
        isinstance(p.got, (list, tuple)) and isinstance(p.want, tuple) for p in failing
    ):
        return ""
    for i, part in enumerate(question.returns):
        rests = [p.want[:i] + p.want[i + 1 :] for p in failing]
        if all(
            len(p.got) == len(rest) and alike(tuple(p.got), rest)
            for p, rest in zip(failing, rests, strict=True)
        ):
            return STRUCTURE["one_missing"].format(part=part)
    return ""


def _in_one_vector(question, failing):
    """All parts one after the other in one long row."""
    if not all(
        isinstance(p.want, tuple) and isinstance(p.got, np.ndarray) for p in failing
    ):
        return ""
    rows = [np.concatenate([np.ravel(part) for part in p.want]) for p in failing]
    if all(alike(p.got, row) for p, row in zip(failing, rows, strict=True)):
        return STRUCTURE["in_one_vector"].format(parts=", ".join(question.returns))
    return ""


def _nested(question, failing):
    """The parts in a tuple of their own, inside another."""
    if not all(
        isinstance(p.want, tuple) and isinstance(p.got, (list, tuple)) for p in failing
    ):
        return ""
    for i in range(min(len(p.got) for p in failing)):
        inner = [p.got[i] for p in failing]
        if all(
            isinstance(v, (list, tuple))
            and len(v) == len(p.want)
            and alike(tuple(v), p.want)
            for v, p in zip(inner, failing, strict=True)
        ):
            return STRUCTURE["among_others"].format(i=_ordinal(i), n=len(failing[0].got))
    return ""


def _ordinal(i):
    return STRUCTURE["ordinals"].split()[i] if i < 6 else f"{i + 1}th"


RELATIONS = _in_a_dict, _in_a_list, _among_others, _one_missing, _in_one_vector, _nested
