"""How an answer relates to the right one, told where no known mistake fits.

A sign, a factor, an axis, a row, a precision: each relation is tried on every case that
fails and told only if it holds in all of them, so that no sentence is false. It says what
is so, not why.
"""

from nncourse.exercises.draws import is_rng
from nncourse.exercises.structure import (
    cases_apart,
    containers,
    entries,
    factors,
    shapes,
    turns,
    wholes,
)
from nncourse.exercises.structure.pairs import alike, numeric, pairs_of, whole_pairs

RELATIONS = (  # of one array or number, the most telling first
    wholes.argument,
    wholes.constant,
    shapes.another_shape,
    wholes.rounded,
    wholes.nearly,
    factors.constant_factor,
    factors.factor_of_an_argument,
    wholes.offset,
    turns.turned,
    turns.by_a_function,
    wholes.two_values,
    wholes.cut_off,
    entries.elsewhere_right,
    entries.row_by_row,
)


def explain(question, outcomes, expected, ok, cases):
    """(sentence, whether it names more than a size) on an answer; ("", False) if none."""
    pairs = whole_pairs(question, outcomes, expected, ok, cases)
    sound = [
        pair
        for pair in pairs
        if not (pair.fine or pair.crashed or alike(pair.got, pair.want))
    ]
    if not sound:
        return "", False
    drawn = any(is_rng(argument) for case in cases for argument in case)
    if not drawn:
        if sentence := containers.container(question, pairs, sound):
            return sentence, True
        if sentences := _of_parts(question, pairs):
            return " ".join(sentences), True
    if sentence := cases_apart.cases_apart(pairs, ok):
        return sentence, True
    if not drawn:
        return wholes.larger_or_smaller(sound), False
    return "", False


def _of_parts(question, pairs):
    """A sentence on each part that is wrong; those of which the same is so share one."""
    said = {}
    for index, part in _parts(question, pairs):
        every = pairs_of(pairs, index)
        failing = [pair for pair in every if not pair.fine]
        if not failing or not all(map(numeric, failing)):
            continue
        sentence = next(filter(None, (tell(failing, every) for tell in RELATIONS)), "")
        if sentence:
            said.setdefault(sentence, []).append(part)
    return [sentence.format(part=_named(parts)) for sentence, parts in said.items()]


def _parts(question, pairs):
    whole = all(isinstance(pair.want, tuple) for pair in pairs)
    if whole and question.returns:
        return list(enumerate(f"`{name}`" for name in question.returns))
    return [(None, "what it returns")]


def _named(parts):
    return parts[0] if len(parts) == 1 else f"each of {', '.join(parts)}"
