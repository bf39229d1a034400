"""How an answer relates to the right one, told where no known mistake fits.

A sign, a factor, an axis, a row, a precision: each relation is tried on every case that
fails and told only if it holds in all of them, so that no sentence is false. It says what
is so, not why.
"""

import itertools

from nncourse.exercises.draws import is_rng
from nncourse.exercises.messages import MESSAGES, STRUCTURE
from nncourse.exercises.structure import (
    calls,
    cases_apart,
    containers,
    entries,
    factors,
    other_arguments,
    shapes,
    turns,
    wholes,
)
from nncourse.exercises.structure.pairs import (
    Pair,
    alike,
    holds_much,
    numeric,
    pairs_of,
    whole_pairs,
)

PLAIN = (  # of one array or number, the most telling first
    wholes.overflowing,
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
)
BESIDE = factors.constant_factor, turns.turned, turns.by_a_function
PLACES = (  # told where nothing else is known
    entries.elsewhere_right,
    entries.row_by_row,
    wholes.row_sums,
    shapes.axes,
)
SAY_WHERE = (  # that speak of entries that are right, or nearly, besides
    wholes.nearly,
    entries.elsewhere_right,
    entries.row_by_row,
)


def explain(question, draws, call=None, known=()):
    """(sentence, whether it names more than a size) on an answer; ("", False) if none.

    `draws` are the Draws of what it did. `call(args)` is what it returns for other
    arguments, if it can be asked. `known` are the Outcomes of the question's
    misconceptions, of which one may be at work besides.
    """
    pairs, cases, ok = whole_pairs(draws), draws.cases, draws.ok
    sound = [pair for pair in pairs if not (pair.fine or pair.crashed)]
    if not sound or any(holds_much(pair.got) for pair in pairs):
        return "", False
    drawn = any(is_rng(argument) for case in cases for argument in case)
    if call and calls.differs_when_called_again(call, sound, cases, pairs):
        return MESSAGES["other_source"] if drawn else STRUCTURE["at_random"], True
    if not drawn:
        if sentence := containers.container(question, pairs, sound):
            return sentence, True
        if sentence := cases_apart.fails_at_zero(pairs, ok):
            return sentence, True
        if sentences := _of_parts(question, pairs, PLAIN):
            return MESSAGES["also"].join(sentences), True
        unused = call and calls.does_not_depend_on(question, call, pairs)
        if unused:
            return unused, True
        if sentences := list(_right_for_others(question, pairs)):
            return MESSAGES["also"].join(sentences), True
        if sentence := _beside_a_known(question, pairs, known):
            return sentence, True
        if sentence := _in_the_place_of_another(question, pairs):
            return sentence, True
        if sentences := _of_parts(question, pairs, PLACES):
            return MESSAGES["also"].join(sentences), True
    if sentence := cases_apart.cases_apart(pairs, ok):
        return sentence, True
    if not drawn and (sentence := wholes.larger_or_smaller(sound)):
        some_are_right = any(pair.fine for pair in pairs)
        return _where_wrong(sentence) if some_are_right else sentence, False
    return "", False


def of_other_parts(question, draws, explained):
    """What is so of the parts, of several, that known mistakes do not explain."""
    pairs = whole_pairs(draws)
    if not all(isinstance(p.got, tuple) and len(p.got) == len(p.want) for p in pairs):
        return ""
    return MESSAGES["also"].join(_of_parts(question, pairs, PLAIN, explained))


def _right_for_others(question, pairs):
    """A sentence on each wrong part that would be right for other arguments."""
    right_for = other_arguments.right_for
    for index, part, failing in _wrong_parts(question, pairs):
        if words := right_for(question, failing, index):
            sentence = STRUCTURE["right_for"].format(part=part, words=words)
            everywhere = right_for(question, pairs_of(pairs, index), index) == words
            yield sentence if everywhere else _where_wrong(sentence)


def _where_wrong(sentence):
    return STRUCTURE["where_wrong"].format(sentence=sentence)


def _in_the_place_of_another(question, pairs):
    """A sentence on a part that has the shape of another, if both are wrong."""
    whole = [p for p in pairs if isinstance(p.got, tuple) and len(p.got) == len(p.want)]
    wrong = [index for index, _, _ in _wrong_parts(question, pairs) if index is not None]
    shapes_of = [
        [[getattr(part, "shape", ()) for part in parts] for parts in (p.got, p.want)]
        for p in whole
    ]
    for i, j in itertools.permutations(wrong, 2) if shapes_of else ():
        if all(got[i] == want[j] != want[i] for got, want in shapes_of):
            names = question.returns
            return STRUCTURE["place_of_another"].format(
                one=names[i], other=names[j], order=", ".join(names)
            )
    return ""


def _beside_a_known(question, pairs, known):
    """A known mistake and what is so beside it, where both together make up the answer."""
    if question.returns or len(pairs) < 3 or any(pair.crashed for pair in pairs):
        return ""
    beside = {}
    for name, outcomes in dict(known).items():
        if not any(outcome.error or outcome.changed for outcome in outcomes):
            beside[name] = [
                Pair(pair.got, theirs.value, pair.case, alike(pair.got, theirs.value))
                for pair, theirs in zip(pairs, outcomes, strict=True)
            ]
    for tell, (name, both) in itertools.product(BESIDE, beside.items()):
        some = both[:4]  # which tells of most that there is nothing to be said
        if not (all(map(numeric, both)) and tell(some, some)):
            continue
        if sentence := tell(both, both):
            sentence = sentence.format(part=STRUCTURE["whole"])
            return STRUCTURE["beside"].format(hint=question.hint(name), more=sentence)
    return ""


def _of_parts(question, pairs, relations, explained=()):
    """A sentence on each part that is wrong; those of which the same is so share one."""
    said = {}
    for index, part, failing in _wrong_parts(question, pairs):
        every = pairs_of(pairs, index)
        if index in explained or not all(map(numeric, failing)):
            continue
        for tell in relations:
            if sentence := tell(failing, every):
                if tell not in SAY_WHERE and not _holds_in_all(tell, sentence, every):
                    sentence = _where_wrong(sentence)
                said.setdefault(sentence, []).append(part)
                break
    return [sentence.format(part=_named(parts)) for sentence, parts in said.items()]


def _holds_in_all(tell, sentence, every):
    """Whether what is so of the cases that fail is so of those that are right too."""
    return all(map(numeric, every)) and tell(every, every) == sentence


def _wrong_parts(question, pairs):
    """(index, name, the Pairs that are wrong) of each part that is wrong somewhere."""
    for index, part in _parts(question, pairs):
        failing = [p for p in pairs_of(pairs, index) if not (p.fine or p.crashed)]
        if failing:
            yield index, part, failing


def _parts(question, pairs):
    whole = all(isinstance(pair.want, tuple) for pair in pairs)
    if whole and question.returns:
        return list(enumerate(f"`{name}`" for name in question.returns))
    return [(None, STRUCTURE["whole"])]


def _named(parts):
    return parts[0] if len(parts) == 1 else f"each of {', '.join(parts)}"
