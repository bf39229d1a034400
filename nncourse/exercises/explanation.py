"""What takes longer to find out about an answer: a case, where to look, its mistake, style.

Nothing is told of the mistake that is not so on further draws as well.
"""

import numpy as np

from nncourse.exercises import feedback
from nncourse.exercises.comparison import same_outcome, same_part
from nncourse.exercises.crash_help import crash_help
from nncourse.exercises.fixtures import MAKERS
from nncourse.exercises.further_draws import drawn_further
from nncourse.exercises.messages import MESSAGES
from nncourse.exercises.nudges import nudge
from nncourse.exercises.safe_call import call
from nncourse.exercises.structure import explain, of_other_parts
from nncourse.exercises.style import on_style
from nncourse.exercises.traits import Traits

# Verdicts that say which values are wrong, and so may come from a mistake with a name.
NAMED_BY_CASES = "misconception", "wrong", "shape", "nan", "error"


def add_explanation(question, verdict, outcomes, seed, fn):
    """The Verdict with all that; `fn`, the answer itself, may be None, or called again."""
    verdict.printed = feedback.printed(outcomes)
    expected, cases = question.expected(seed), question.seeded_cases(seed)
    if verdict.kind == "passed":
        arrays = [i for i, arg in enumerate(cases[0]) if isinstance(arg, np.ndarray)]
        verdict.style = on_style(fn, question.reference, arrays, verdict.printed)
    if verdict.kind in ("passed", "blank", "timeout") or outcomes[-1].error == "blank":
        return verdict
    pairs = zip(outcomes, expected, strict=True)
    ok = [same_outcome(o, e, question.compare) for o, e in pairs]
    if all(ok):
        return verdict
    draws = drawn_further(question, fn, outcomes, seed)
    _confirm(question, verdict, draws)
    if not verdict.wrong and isinstance(question.compare, Traits | None):
        found = feedback.what_is_wrong(question, outcomes, expected, ok, cases)
        verdict.wrong, verdict.case = found[1:]
    if verdict.case or not verdict.wrong:  # else it has been said
        verdict.nudge = nudge(question, outcomes, expected, ok, question.edges(seed))
    told = [verdict.hint]
    if verdict.kind != "changed" and not _writes(question, verdict.misconception, seed):
        told.append(feedback.also_changed(question, outcomes, expected))
    if verdict.misconception and question.returns:
        told.append(_of_other_parts(question, verdict, draws, seed))
    if not verdict.misconception and verdict.kind != "order":
        told.insert(0, relation(question, draws, fn)[0])
    if any(told):
        told.append(_also_misdrawn(question, verdict, outcomes, seed, told))
    verdict.hint = MESSAGES["also"].join(filter(None, told))
    return verdict


def _confirm(question, verdict, draws):
    """Names what the answer does in every draw, in the place of what one draw shows."""
    if verdict.kind not in NAMED_BY_CASES or len(draws.seeds) == 1:
        return
    names = verdict.misconceptions
    if names and isinstance(question.compare, Traits):
        return  # chance has its part in what was measured of each draw
    if names and set(draws.shown(names)) == set(names):
        return
    verdict.misconceptions = tuple(draws.shown(question.misconceptions))
    verdict.hint = question.hints(verdict.misconceptions)
    if verdict.misconceptions:
        verdict.kind = "misconception"
    elif names:
        verdict.kind = "wrong"


def relation(question, draws, fn=None, beside=None):
    """(what is so of an unknown mistake, whether that names more than a size).

    `beside` names the known mistakes that may be at work too, all unless it is given.
    """
    crashed = next((o for o in draws.outcomes if o.error not in ("", "unfit")), None)
    told = crash_help(crashed, draws.cases, draws.expected) if crashed else ""
    told = told or _trait_in_words(question, draws)
    if told:
        return told, True

    def again(args):
        return call(fn, args, question.limit / 4, MAKERS).value

    mistakes = question.misconceptions if beside is None else beside
    with np.errstate(all="ignore"):  # what a mistake overflows to is ours to look at
        known = draws.mistakes(mistakes)
        return explain(question, draws, again if fn else None, known)


def _trait_in_words(question, draws):
    """What is said of a random answer's traits, on the first case that fails."""
    if not isinstance(question.compare, Traits):
        return ""
    i = draws.ok.index(False)
    try:
        got, want = draws.outcomes[i].value, draws.expected[i].value
        return question.compare.in_words(got, want)
    except Exception:  # of a kind that cannot be measured
        return ""


def _of_other_parts(question, verdict, draws, seed):
    """What is so of the parts, of several, that the mistakes that are named leave right."""
    expected = question.expected(seed)
    spoilt = {
        i
        for i in range(len(question.returns))
        for name in verdict.misconceptions
        for theirs, right in zip(question.known_mistake(name, seed), expected, strict=True)
        if not same_part(theirs, right, i)
    }
    return of_other_parts(question, draws, spoilt)


def _writes(question, name, seed):
    """Whether a misconception writes into its arguments: then its hint says so."""
    return name and any(o.changed for o in question.known_mistake(name, seed))


def _also_misdrawn(question, verdict, outcomes, seed, told):
    """The sentence on draws from elsewhere, unless it has been said or a hint means it."""
    draw = question.misdrawn(outcomes, seed)
    if not draw or MESSAGES[draw] in told:
        return ""
    known = (question.known_mistake(name, seed) for name in verdict.misconceptions)
    return "" if any(question.misdrawn(o, seed) for o in known) else MESSAGES[draw]
