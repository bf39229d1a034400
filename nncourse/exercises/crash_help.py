"""What Python's and numpy's commonest errors mean, in the course's own words."""

import re

import numpy as np

from nncourse.exercises.messages import ALIKE, CRASHES


def crash_help(outcome, cases, expected):
    """A sentence on an Outcome that crashed, or "".

    `cases` are all that were tried, and `expected` what is right of each.
    """
    text = f"{outcome.error}: {outcome.message}"
    words = next((words for sign, words in CRASHES.items() if re.search(sign, text)), "")
    return words.replace("{alike}", ALIKE if _all_alike(cases, expected) else "")


def _all_alike(cases, expected):
    """Whether in every case all arrays that come in have the shape of the right answer."""
    return all(
        {arg.shape for arg in args if isinstance(arg, np.ndarray)}
        == {getattr(right.value, "shape", None)}
        for args, right in zip(cases, expected, strict=True)
    )
