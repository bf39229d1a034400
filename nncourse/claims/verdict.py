"""What became of a sentence, and how that was found out."""

from enum import Enum


class Verdict(Enum):
    """What became of a sentence; `Claim.note` says the rest in words."""

    HOLDS = "holds"
    HOLDS_WHEN = "holds when"
    FAILS = "fails"
    FAILS_WHEN = "fails when"


class Kind(Enum):
    """How a verdict was reached; the word stands before the claim's quantity."""

    MEASURED = "Measured"
    ARITHMETIC = "By arithmetic"  # true of any run: no measurement, and not counted as one
    TIMED = "Timed"  # a duration or a ratio of durations: measured while nothing else runs
