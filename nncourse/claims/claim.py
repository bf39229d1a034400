"""A claim is data: a sentence, what is measured and at which settings, and a verdict.

The same object makes the entry on the claims' page, the lines that a chapter cites and the
test, so that a number in prose, page and test has one source.
"""

import inspect
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from nncourse.claims.sources import SOURCES

UNITS = "", "%", "x"


class Verdict(Enum):
    """What became of a sentence; `Claim.note` says the rest in words."""

    HOLDS = "holds"
    HOLDS_WHEN = "holds when"
    FAILS = "fails"
    FAILS_WHEN = "fails when"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A sentence, its measurement and the verdict on it.

    `measure(seed=seed, **at)` is a run, and `read` takes one number from what it returns,
    the `quantity`. The verdict stands as long as that number lies within `bounds`, whatever
    the seed. Where the claim has a limit, the settings `beyond` replace those of `at`, and
    the number lies outside.

    Raises ValueError, which names the claim and the bad value, when the parts do not fit.
    """

    name: str  # short, stable, for links: "dropout-rate-one"
    sentence: str  # the claim as it is made, in one sentence
    source: str  # who makes it: a key of SOURCES
    measure: Callable  # a named function of a seed and settings
    at: Mapping = field(default_factory=dict)
    read: Callable = float  # what `measure` returned -> a number
    quantity: str  # that number in words
    unit: str = ""  # printed behind it: "%", "x"
    digits: int  # decimals worth printing; -1 for a power of ten
    bounds: tuple[float, float]
    beyond: Mapping | None = None
    beyond_in_words: str = ""  # "with two hidden units", to be read after "But"
    verdict: Verdict
    note: str = ""  # what follows it: "the rate is low", ", and costs accuracy"

    def __post_init__(self):
        for problem in (*_in_words(self), *_in_numbers(self), *_in_settings(self)):
            raise ValueError(f"claim {self.name!r}: {problem}")

    def value(self, seed, changed=None):
        """The quantity for one seed, at the claim's settings but for those `changed`."""
        settings = {**self.at, **(changed or {})}
        value = float(self.read(self.measure(seed=seed, **settings)))
        if not math.isfinite(value):
            raise ValueError(f"claim {self.name!r}: {value} for seed {seed}, {settings}")
        return value

    def upholds(self, value):
        """True if a measured value agrees with the verdict."""
        low, high = self.bounds
        return low <= value <= high


def _in_words(claim):
    """What is wrong with a claim's texts."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", claim.name):
        yield "a name is small letters and digits, joined by hyphens"
    if not re.fullmatch(r"\S.*[^.]\.", claim.sentence):
        yield f"the sentence must end in one full stop: {claim.sentence!r}"
    if claim.source not in SOURCES:
        yield f"source {claim.source!r} is not in nncourse/claims/sources.py"
    if not claim.quantity:
        yield "quantity must say in words what is measured, it is empty"
    for part in ("quantity", "beyond_in_words", "note"):
        text = getattr(claim, part)
        if text != text.strip() or text.endswith("."):
            yield f"{part} must end without a full stop and have no blank around: {text!r}"
    if not isinstance(claim.verdict, Verdict):
        yield f"verdict must be a Verdict, not {claim.verdict!r}"
    elif claim.verdict.name.endswith("_WHEN") and not claim.note[:1].isalnum():
        yield f"{claim.verdict} needs a note that says when, not {claim.note!r}"


def _in_numbers(claim):
    """What is wrong with its bounds, and with how its numbers are printed."""
    low, high = claim.bounds
    if not (math.isfinite(low) and math.isfinite(high) and low <= high):
        yield f"bounds must be two finite numbers, the lower first, not {claim.bounds}"
    if claim.unit not in UNITS:
        yield f"unit must be one of {UNITS}, not {claim.unit!r}"
    if not isinstance(claim.digits, int) or not -1 <= claim.digits <= 6:
        yield f"digits must be a whole number from -1 to 6, not {claim.digits!r}"


def _in_settings(claim):
    """What is wrong with what is measured, at the claim's settings and beyond them."""
    if getattr(claim.measure, "__name__", "<lambda>") == "<lambda>":
        yield f"measure must be a function with a name, not {claim.measure!r}"
        return
    name, beyond = claim.measure.__name__, claim.beyond or {}
    parameters = dict(inspect.signature(claim.measure).parameters)
    if parameters.pop("seed", None) is None:
        yield f"{name} takes no seed"
    for setting in (*claim.at, *beyond):
        if setting not in parameters:
            yield f"{name} takes no {setting!r}; its settings: {', '.join(parameters)}"
            return
    settings = {key: parameter.default for key, parameter in parameters.items()} | claim.at
    for setting, value in settings.items():
        if value is inspect.Parameter.empty:
            yield f"{name} needs a value of {setting!r}"
    if bool(claim.beyond_in_words) != (claim.beyond is not None):
        yield f"beyond {claim.beyond} is in words {claim.beyond_in_words!r}: give both"
    elif claim.beyond is not None and settings | beyond == settings:
        yield f"beyond {claim.beyond} changes nothing"
