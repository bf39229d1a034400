"""How `check` would treat a question's known mistakes if each were not in its table.

What a learner makes up is not in the table either, so this tells how well the rest helps:
whether something true is said of it, and whether another mistake is named in its place.
"""

from nncourse.exercises import function
from nncourse.exercises.explanation import relation
from nncourse.exercises.further_draws import Draws
from nncourse.exercises.recognition import recognise

NAMED = "dtype", "changed", "order", "unfit"  # verdicts that name the mistake


def without_each(question, seed):
    """(names that would be told something, {name: the mistakes it is taken for})."""
    helped, taken = [], {}
    expected = question.expected(seed)
    known, missed = function.known(question, seed), function.missed(question, seed)
    for name, outcomes in known.items():
        others = {n: theirs for n, theirs in known.items() if n != name}
        draws = Draws(question, (seed,), outcomes)
        told = question.returns, question.compare, question.edges(seed)
        found = recognise(outcomes, expected, others, missed, *told)
        if found:
            taken[name] = found
            continue
        wrong = question.misconceptions[name]
        kind = question.judge_wrong(outcomes, expected, draws.ok, "", seed, others).kind
        if kind in NAMED or relation(question, draws, wrong.answer, others)[1]:
            helped.append(name)
    return helped, taken
