"""What became of a sentence, and how that was found out."""

from enum import Enum


class Verdict(Enum):
    """What became of a sentence; `Claim.note` says the rest in words."""

    HOLDS = "holds"
    HOLDS_WHEN = "holds when"
    FAILS = "fails"
    FAILS_WHEN = "fails when"

    @property
    def sign(self):
        """The verdict where there is no colour to tell it."""
        return {"HOLDS": "✓", "HOLDS_WHEN": "◐"}.get(self.name, "✕")

    @property
    def colour(self):
        """On which white letters can be read; told apart by colour-blind readers too."""
        return {"HOLDS": "#00805a", "HOLDS_WHEN": "#0072b2"}.get(self.name, "#c04000")


class Kind(Enum):
    """How a verdict was reached; the word stands before the claim's quantity."""

    MEASURED = "Measured"
    ARITHMETIC = "By arithmetic"  # true of any run: no measurement, and not counted as one
    TIMED = "Timed"  # a duration or a ratio of durations: measured while nothing else runs
