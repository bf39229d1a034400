"""Which known mistake an answer shows: the misconception that does the same."""

import numpy as np

from nncourse.exercises.comparison import same_outcome, same_part, same_values


def recognise(outcomes, expected, known, returns=(), compare=None):
    """The name of the misconception that did the same as an answer, or None.

    `outcomes` are the answer's, `expected` the reference's, `known` those of each
    misconception by name, each a list over the cases. The first that fits is taken: in
    everything; then but for arguments written into; then but for precision and for cases
    that crashed or came out as nan or inf, which may be a second mistake on top; last in
    those of several results that the misconception spoils.
    """
    for name, theirs in known.items():
        if _all(same_outcome, outcomes, theirs, compare):
            return name
    leaves_arguments = {
        name: theirs
        for name, theirs in known.items()
        if not any(outcome.changed for outcome in theirs)
    }
    for name, theirs in leaves_arguments.items():
        if _all(same_outcome, outcomes, theirs, compare, False):
            return name
    sound = [i for i, o in enumerate(outcomes) if not o.error and _finite(o.value)]
    wrong = [i for i in sound if not same_values(outcomes[i], expected[i], compare)]
    for name, theirs in leaves_arguments.items():
        alike = (same_values(outcomes[i], theirs[i], compare) for i in sound)
        if len(wrong) > 1 and all(alike):
            return name
    for name, theirs in known.items():
        spoilt = [
            i for i in range(len(returns)) if not _all(same_part, theirs, expected, i)
        ]
        if spoilt and all(_all(same_part, outcomes, theirs, i) for i in spoilt):
            return name
    return None


def _all(same, outcomes, others, *more):
    return all(same(o, e, *more) for o, e in zip(outcomes, others, strict=True))


def _finite(value):
    if isinstance(value, (tuple, list)):
        return all(_finite(inner) for inner in value)
    if isinstance(value, (np.ndarray, float)):
        return bool(np.isfinite(value).all())
    return value is not None
