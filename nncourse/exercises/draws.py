"""Whether an answer draws from the generator it is given, and from nothing else.

Cases that differ in their generator's seed alone tell: equal seeds give equal answers,
other seeds give others, as far as the reference does so.
"""

import itertools

from nncourse.exercises.comparison import difference
from nncourse.exercises.safe_call import Fixture


def twins(cases):
    """The pairs of cases, by number, that differ in their generators at most."""
    if not any(is_rng(arg) for case in cases for arg in case):
        return []
    both = itertools.combinations(range(len(cases)), 2)
    return [(i, j) for i, j in both if _alike_but_for_rng(cases[i], cases[j])]


def misdrawn(pairs, outcomes, expected):
    """What is wrong with the draws: "other_source", "no_draw" or ""; `pairs` are twins."""
    for i, j in pairs:
        if outcomes[i].error or outcomes[j].error:
            continue
        got = difference(outcomes[i].value, outcomes[j].value) is None
        if got != (difference(expected[i].value, expected[j].value) is None):
            return "no_draw" if got else "other_source"
    return ""


def _alike_but_for_rng(case, other):
    """Whether two cases hand over the same but for their generators; one they have."""
    if not any(is_rng(arg) for arg in case):
        return False
    return all(
        (is_rng(a) and is_rng(b)) or (not is_rng(a) and difference(a, b) is None)
        for a, b in zip(case, other, strict=True)
    )


def is_rng(arg):
    return isinstance(arg, Fixture) and arg.maker == "rng"
