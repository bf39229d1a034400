"""Whether two answers are the same, and if not, in what they differ.

Shapes and precision must agree; floats up to rounding, relative to the largest of them.
"""

from dataclasses import dataclass

import numpy as np

TOLERANCE = 1e-6  # of float64; 1e-4 where float32 takes part


@dataclass
class Difference:
    """How an answer differs, in one word, and where."""

    kind: str
    got: object
    expected: object
    index: int | None = None  # of the part, where several are returned


def difference(got, expected, index=None, precision=True):
    """The first Difference between two plain values, or None where they are the same.

    Without `precision`, float32 and float64 are the same, and so are 1 and True.
    """
    if isinstance(expected, (tuple, list)):
        if not isinstance(got, (tuple, list)) or len(got) != len(expected):
            return Difference("count", got, expected, index)
        inner = (
            difference(g, e, i, precision)
            for i, (g, e) in enumerate(zip(got, expected, strict=True))
        )
        return next((d for d in inner if d), None)
    if isinstance(expected, dict):
        if not isinstance(got, dict) or got.keys() != expected.keys():
            return Difference("type", got, expected, index)
        inner = (difference(got[k], e, index, precision) for k, e in expected.items())
        return next((d for d in inner if d), None)
    if isinstance(expected, str) or expected is None or isinstance(got, str) or got is None:
        same = type(got) is type(expected) and got == expected
        return None if same else Difference("value", got, expected, index)
    if isinstance(got, (tuple, list, dict)):
        return Difference("type", got, expected, index)
    a, b = np.asarray(got), np.asarray(expected)
    if a.shape != b.shape:
        return Difference("shape", got, expected, index)
    if not _close(a, b):
        spoilt = np.isfinite(b).all() and not np.isfinite(a).all()
        return Difference("nan" if spoilt else "value", got, expected, index)
    if precision and b.ndim and b.dtype.kind == "f" and a.dtype != b.dtype:
        return Difference("dtype", got, expected, index)
    return None


def same_outcome(got, expected, compare=None, changes=True):
    """Whether two calls did the same.

    `compare(got, expected)` decides on the values where a question has its own. Without
    `changes` it does not matter which arguments were written into.
    """
    if changes and got.changed != expected.changed:
        return False
    if got.error or expected.error:
        return _of_error(got) == _of_error(expected)
    if compare is None:
        return difference(got.value, expected.value) is None
    try:
        return bool(compare(got.value, expected.value))
    except Exception:  # of another shape than the comparison is made for
        return False


def _of_error(outcome):
    """An error in its words, in any order: which of two shapes comes first is chance."""
    return outcome.error, sorted(outcome.message.split())


def same_values(got, expected, compare=None):
    """Whether two calls returned the same values, in whatever precision."""
    if compare is not None or got.error or expected.error:
        return same_outcome(got, expected, compare, changes=False)
    return difference(got.value, expected.value, precision=False) is None


def same_part(got, expected, i, precision=True):
    """Whether two calls returned several values of which the i-th is the same."""
    values = got.value, expected.value
    if not all(isinstance(value, (tuple, list)) and len(value) > i for value in values):
        return False
    return difference(values[0][i], values[1][i], precision=precision) is None


def _close(a, b):
    coarse = any(v.dtype.kind == "f" and v.dtype.itemsize < 8 for v in (a, b))
    rtol = 1e-4 if coarse else TOLERANCE
    finite = np.abs(b[np.isfinite(b)])
    scale = float(finite.max()) if finite.size else 0.0
    with np.errstate(all="ignore"):
        return bool(np.allclose(a, b, rtol, 0.1 * rtol * scale + 1e-14, equal_nan=True))
