"""How a number that is asked for was missed: a sign, a power of ten, a rounding."""

import math

from nncourse.exercises.messages import NUMBERS


def number_help(value, right):
    """A sentence on a number that is not right."""
    for key, holds in RELATIONS.items():
        if holds(value, right):
            return NUMBERS[key]
    return NUMBERS["too_large" if value > right else "too_small"]


def _near(value, right):
    return math.isclose(value, right, rel_tol=2e-3)


def _shifted_by_zeros(value, right):
    if value * right <= 0 or not math.isfinite(value):
        return False
    zeros = math.log10(value / right)
    return abs(zeros) > 0.5 and abs(zeros - round(zeros)) < 2e-3


def _rounded(value, right):
    """Rounded behind the point, or to a whole number that keeps two digits or more."""
    if value == 0 or value == right:
        return False
    digits = -math.floor(math.log10(abs(value)))
    if value == int(value):
        return value == round(right) and min(abs(value), abs(right)) >= 10
    return any(value == round(right, k) for k in range(digits, digits + 3))


RELATIONS = {
    "not_finite": lambda v, right: not math.isfinite(v),
    "sign": lambda v, right: v != 0 and _near(-v, right),
    "zero": lambda v, right: v == 0,
    "negative": lambda v, right: v < 0 < right,
    "percent": lambda v, right: 0 < right < 1 and _near(v, 100 * right),
    "zeros": _shifted_by_zeros,
    "rounded": _rounded,
    "one_off": lambda v, right: right == int(right) and 0 < abs(v - right) <= 2,
    "reciprocal": lambda v, right: _near(v * right, 1),
    "complement": lambda v, right: 0 < right < 1 and _near(1 - v, right),
    "square": lambda v, right: right > 0 and _near(v, right**2),
    "root": lambda v, right: right > 0 and _near(v, right**0.5),
    "logarithm": lambda v, right: right > 0 and _near(v, math.log(right)),
    "logarithm_10": lambda v, right: right > 0 and _near(v, math.log10(right)),
    "double": lambda v, right: _near(v, 2 * right),
    "half": lambda v, right: _near(2 * v, right),
}
