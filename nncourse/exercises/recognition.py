"""Which known mistakes an answer shows: the misconceptions that do the same."""

import numpy as np

from nncourse.exercises.comparison import same_outcome, same_part, same_values


def missed_cases(theirs, expected, compare=None):
    """The cases, by number, in which a misconception's values are wrong."""
    pairs = enumerate(zip(theirs, expected, strict=True))
    return {i for i, (got, right) in pairs if not same_values(got, right, compare)}


def recognise(outcomes, expected, known, missed, returns=(), compare=None, edges=()):
    """The names of the misconceptions that an answer shows, as they are ordered in `known`.

    `outcomes` are the answer's and `expected` the reference's, a list over the cases each;
    `known` holds such a list of each misconception by name, `missed` its `missed_cases`.
    `edges` tells of each case whether it is an edge, `returns` names the results. Each of
    these is tried where those before it find nothing:

    - one that does the same in every case, but perhaps for arguments that the answer alone
      writes into;
    - those that are wrong alike: `_by_cases`;
    - of several results, those that spoil some alike: `_by_parts`;
    - one that does the same in all cases that are no edge: `_but_for_edges`.

    Where one and the same number comes out of all cases, the first alone is tried: many
    mistakes give that number.
    """
    for changes in (True, False):
        for name, theirs in known.items():
            alone = changes or not any(outcome.changed for outcome in theirs)
            if alone and _all(same_outcome, outcomes, theirs, compare, changes):
                return [name]
    sound = [i for i, o in enumerate(outcomes) if not o.error and _finite(o.value)]
    wrong = {i for i in sound if not same_values(outcomes[i], expected[i], compare)}
    if _one_number([outcomes[i].value for i in sound]):
        return []
    found = _by_cases(outcomes, known, missed, compare, sound, wrong, edges)
    found = found or _by_parts(outcomes, expected, known, returns)
    return found or _but_for_edges(outcomes, known, missed, compare, wrong, edges)


def _by_cases(outcomes, known, missed_by, compare, sound, wrong, edges):
    """Those that are wrong alike, in all cases that the answer misses or that they miss."""
    shows, whole = {}, []
    for name, theirs in known.items():
        if any(outcome.changed for outcome in theirs):
            continue
        missed = missed_by[name].intersection(sound)
        both = missed & wrong
        if len(both) < 2 or both not in (missed, wrong):
            continue
        if not all(
            not theirs[i].error and same_values(outcomes[i], theirs[i], compare)
            for i in sorted(both)
        ):
            continue
        guarded = missed - wrong
        edge = all(
            (edges and edges[i]) or theirs[i].error or not _finite(theirs[i].value)
            for i in guarded
        )
        if both == wrong and edge:
            whole.append((len(guarded), name))
        elif both == missed:
            shows[name] = both
    if whole:
        return [min(whole)[1]]
    told, left = [], set(wrong)
    for name, alike in shows.items():
        if alike <= left:
            told.append(name)
            left -= alike
    return told


def _but_for_edges(outcomes, known, missed_by, compare, wrong, edges):
    """The one that does the same in all plain cases, where an edge is missed besides."""
    plain = {i for i, edge in enumerate(edges) if not edge}
    for name, theirs in known.items():
        shows = missed_by[name] & plain
        if (
            len(shows) > 2
            and shows == wrong & plain
            and not any(outcome.changed for outcome in theirs)
            and all(same_values(outcomes[i], theirs[i], compare) for i in sorted(shows))
        ):
            return [name]
    return []


def _by_parts(outcomes, expected, known, returns):
    """Those that spoil some of several results in just the way in which they are wrong."""
    parts = range(len(returns))
    wrong = {i for i in parts if not _all(same_part, outcomes, expected, i)}
    spoilt = {
        name: {i for i in parts if not _all(same_part, theirs, expected, i)}
        for name, theirs in known.items()
    }
    told = []
    for name in sorted(known, key=lambda name: -len(spoilt[name])):
        bad = spoilt[name]
        if (
            bad
            and bad <= wrong
            and all(_all(same_part, outcomes, known[name], i) for i in bad)
        ):
            told.append(name)
            wrong -= bad
    return [name for name in known if name in told]


def _all(same, outcomes, others, *more):
    return all(same(o, e, *more) for o, e in zip(outcomes, others, strict=True))


def _one_number(values):
    """Whether the same single number came out of several cases."""
    single = [
        isinstance(v, (int, float)) or getattr(v, "shape", None) == () for v in values
    ]
    return len(values) > 2 and all(single) and all(v == values[0] for v in values)


def _finite(value):
    if isinstance(value, (tuple, list)):
        return all(_finite(inner) for inner in value)
    if isinstance(value, (np.ndarray, float)):
        return bool(np.isfinite(value).all())
    return value is not None
