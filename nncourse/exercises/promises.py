"""What a question promises to mark: values, edges, precision, arguments left alone.

Each is worth a share of the points and earned by itself; what is not a value counts only
where the values are right, so that an answer that does nothing earns nothing.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nncourse.exercises.comparison import same_part, same_values
from nncourse.exercises.draws import is_rng
from nncourse.exercises.messages import MESSAGES

VALUES, EDGE, DRAWS, PRECISION, ARGUMENTS = 6, 2, 2, 1, 1  # shares


@dataclass(frozen=True)
class Edge:
    """A case that stands for a promise of its own, which `name` says in a few words."""

    name: str
    args: tuple

    def __iter__(self):
        return iter(self.args)


def edge(name, *args):
    """A case of its own promise, for a question's cases."""
    return Edge(name, args)


@lru_cache(maxsize=1024)
def shares(question, seed):
    """{promise: points} in the order in which they are told; they add up to all points."""
    weights = {}
    for part in question.returns or [MESSAGES["values"]]:
        weights[part] = VALUES / max(len(question.returns), 1)
    weights |= {name: EDGE for name in question.edges(seed) if name}
    cases, outcomes = question.seeded_cases(seed), question.expected(seed)
    if any(is_rng(arg) for case in cases for arg in case) and question.compare:
        weights[MESSAGES["draws"]] = DRAWS
    if any(_coarse(outcome.value) for outcome in outcomes):
        weights[MESSAGES["precision"]] = PRECISION
    if any(isinstance(arg, (np.ndarray, list)) for case in cases for arg in case):
        weights[MESSAGES["arguments"]] = ARGUMENTS
    return _whole_points(weights, question.points)


def kept(question, outcomes, ok, draw, seed):
    """The promises that an answer keeps, of those in `shares`.

    `ok` says of each case whether all is right in it, `draw` what is wrong with draws.
    """
    expected, edges = question.expected(seed), question.edges(seed)
    pairs = list(zip(outcomes, expected, edges, strict=True))
    fine = [
        right or same_values(o, e, question.compare)
        for right, (o, e, _) in zip(ok, pairs, strict=True)
    ]
    plain = [same for same, name in zip(fine, edges, strict=True) if not name]
    if question.returns:
        values = [
            part
            for i, part in enumerate(question.returns)
            if all(same_part(o, e, i, False) for o, e, name in pairs if not name)
        ]
    else:
        values = [MESSAGES["values"]] if all(plain) else []
    if not all(plain):
        return values
    found = set(values)
    found |= {name for name in edges if name} - {
        name for same, name in zip(fine, edges, strict=True) if not same
    }
    if not draw:
        found.add(MESSAGES["draws"])
    coarse = [_same_precision(o.value, e.value) for o, e, _ in pairs if not o.error]
    if all(coarse) and any(_coarse(o.value) for o in outcomes):
        found.add(MESSAGES["precision"])
    if not any(outcome.changed for outcome in outcomes):
        found.add(MESSAGES["arguments"])
    return [name for name in shares(question, seed) if name in found]


def _whole_points(weights, points):
    """Shares in whole points; what rounding leaves goes to those that lost most."""
    exact = {name: points * w / sum(weights.values()) for name, w in weights.items()}
    found = {name: max(1, int(share)) for name, share in exact.items()}
    lost = sorted(exact, key=lambda name: found[name] - exact[name])
    for name in lost[: points - sum(found.values())]:
        found[name] += 1
    return found


def _coarse(value):
    """Whether single precision is in a value."""
    if isinstance(value, (tuple, list)):
        return any(map(_coarse, value))
    return isinstance(value, np.ndarray) and value.dtype == np.float32


def _same_precision(got, want):
    if isinstance(want, (tuple, list)) and isinstance(got, (tuple, list)):
        return all(_same_precision(g, w) for g, w in zip(got, want, strict=False))
    floats = isinstance(want, np.ndarray) and want.ndim and want.dtype.kind == "f"
    return not floats or getattr(got, "dtype", None) == want.dtype
