"""One sentence that the course puts on trial, with the run that tries it.

The same object makes the ledger's line, the line that a chapter cites and the test: a
number in prose, ledger and test has one source.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """A sentence, its measurement and the verdict on it.

    `measure(seed)` returns one number, called `quantity`, in `unit`. The verdict stands as
    long as that number lies within `low`..`high`, whatever the seed. Where the claim has a
    limit, `limit(seed)` measures the same quantity beyond it, where it must lie outside
    `low`..`high`; `limit_condition` says in words what was changed.
    """

    name: str  # short, stable, for links: "dropout-rate-one"
    sentence: str  # the claim as it is made, in one sentence
    source: str  # "article", "this course", or a key of references.bib
    chapter: str  # stem of the chapter that tries it
    experiment: str  # the function that measures, "dropout.measure_masks"
    quantity: str  # what `measure` returns, in words
    unit: str  # "", "%", "x", "steps"
    digits: int  # decimals worth printing; below 0, a power of ten
    measure: Callable[[int], float]
    low: float
    high: float
    verdict: (
        str  # begins with "holds" or "fails": "holds", "holds when ...", "fails when ..."
    )
    limit: Callable[[int], float] | None = None
    limit_condition: str = ""

    def upholds(self, value):
        """Whether a measured value agrees with the verdict."""
        return self.low <= value <= self.high
