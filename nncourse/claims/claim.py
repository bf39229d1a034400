"""A claim is data: a sentence, what is measured and at which settings, and a verdict.

The same object makes the entry on the claims' page, the lines that a chapter cites and the
test, so that a number in prose, page and test has one source.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from nncourse.claims.contradictions import contradictions
from nncourse.claims.verdict import Kind, Verdict


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A sentence, its measurement and the verdict on it.

    `measure(seed=seed, **at)` is a run, and `read` takes one number from what it returns,
    the `quantity`. The verdict stands as long as that number lies within `bounds`, whatever
    the seed, and whichever value of `vary` replaces the one in `at`, one setting at a time.
    With the settings `beyond`, and at each value in `outside`, the number lies outside.

    Raises ValueError, which names the claim and the bad value, when the parts do not fit.
    """

    name: str  # short, stable, for links: "dropout-rate-one"
    sentence: str  # the claim as it is made, in one sentence
    source: str  # who makes it: a key of SOURCES
    where: str = ""  # "section 3.2", as checked in the source; without it "reported"
    kind: Kind = Kind.MEASURED
    measure: Callable  # a named function of a seed and settings
    at: Mapping = field(default_factory=dict)
    read: Callable = float  # what `measure` returned -> a number
    quantity: str  # that number in words
    unit: str = ""  # printed behind it: "%", "x"
    digits: int  # decimals worth printing; -1 for a power of ten
    bounds: tuple[float, float]
    beyond: Mapping | None = None
    beyond_in_words: str = ""  # "with two hidden units", to be read after "But"
    vary: Mapping = field(default_factory=dict)  # {"width": [64, 100, 400], ...}
    outside: Mapping = field(default_factory=dict)  # {"width": [8]}
    chaotic: bool = False  # another BLAS kernel changes it: printed as a range, no mean
    verdict: Verdict
    note: str = ""  # what follows it: "the rate is low", ", and costs accuracy"

    def __post_init__(self):
        for problem in contradictions(self):
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
