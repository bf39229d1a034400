"""A claim of the tests' own, and values of it as they are stored."""

import numpy as np

from nncourse.claims.claim import Claim, Verdict


def shrinking(seed, width, rate=0.1, by=None):
    """A run: ten numbers that shrink with `rate`, from `width`."""
    return width * (1 - rate) ** np.arange(10) + 1e-6 * seed


def last(numbers):
    return numbers[-1]


def example(**parts):
    """A claim that is in order, but for `parts`."""
    return Claim(
        **{
            "name": "numbers-shrink",
            "sentence": "Numbers shrink.",
            "source": "this course",
            "measure": shrinking,
            "at": {"width": 8},
            "read": last,
            "quantity": "the last of ten numbers",
            "unit": "%",
            "digits": 1,
            "bounds": (0, 4),
            "beyond": {"rate": 0.01},
            "beyond_in_words": "at a rate of 0.01",
            "vary": {"width": [4, 8, 10], "rate": (0.1, 0.2)},
            "outside": {"width": [20]},
            "verdict": Verdict.HOLDS_WHEN,
            "note": "the rate is high",
        }
        | parts
    )
