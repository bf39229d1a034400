"""Where to look in a wrong function: a part, an edge, a shape; not yet what is wrong."""

from nncourse.exercises.comparison import difference, same_part
from nncourse.exercises.messages import NUDGES

PLAIN = "shape", "dtype", "nan", "count", "type"  # differences that say it themselves


def nudge(question, outcomes, expected, ok, edges):
    """The sentence on a wrong answer to a Function."""
    failing = [i for i, fine in enumerate(ok) if not fine]
    names = dict.fromkeys(edges[i] for i in failing)
    if all(names):
        return NUDGES["edges"].format(names=", ".join(names))
    found = difference(outcomes[failing[0]].value, expected[failing[0]].value)
    if found and found.kind in PLAIN:
        return NUDGES[found.kind]
    parts = [
        part
        for i, part in enumerate(question.returns)
        if not all(same_part(o, e, i) for o, e in zip(outcomes, expected, strict=True))
    ]
    if 0 < len(parts) < len(question.returns):
        return NUDGES["parts"].format(parts=", ".join(parts))
    if len(failing) == 1 < len(ok):
        return NUDGES["one"].format(n=len(ok))
    if len(failing) < len(ok):
        return NUDGES["some"].format(k=len(failing), n=len(ok))
    return NUDGES["every"]
