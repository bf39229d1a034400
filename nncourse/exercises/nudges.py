"""Where to look in a wrong function: a part, an edge, a shape; not yet what is wrong."""

from nncourse.exercises.comparison import same_part
from nncourse.exercises.messages import NUDGES

PLAIN = "shape", "dtype", "nan", "order", "count", "type"  # kinds that say it themselves


def nudge(question, kind, outcomes, expected, ok, edges):
    """The sentence on an answer to a Function whose verdict is of that kind."""
    failing = [i for i, fine in enumerate(ok) if not fine]
    names = dict.fromkeys(edges[i] for i in failing)
    if all(names):
        return NUDGES["edges"].format(names=", ".join(names))
    if kind in PLAIN:
        return NUDGES[kind]
    parts = [
        part
        for i, part in enumerate(question.returns)
        if not all(same_part(o, e, i) for o, e in zip(outcomes, expected, strict=True))
    ]
    if 0 < len(parts) < len(question.returns):
        return NUDGES["parts"].format(parts=", ".join(parts))
    if len(failing) < len(ok):
        return NUDGES["some"].format(k=len(failing), n=len(ok))
    return NUDGES["every"]
