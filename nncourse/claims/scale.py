"""The axis under a card's dots: where a number lies on it, and where it has ticks.

An axis spans all dots, the nearer bound of the claim, and the other one unless that would
leave most of the axis empty. Numbers of different size lie on an axis of powers of ten.
"""

import math
from dataclasses import dataclass

RATIO_OF_POWERS = 50  # largest over smallest dot from which on the axis is one of powers
MARGIN = 0.04  # left empty at either end, as a share of what is shown
MOST_TICKS = 5


@dataclass(frozen=True)
class Scale:
    """An axis from `low` to `high`; both are exponents of ten if `powers`."""

    low: float
    high: float
    powers: bool

    def percent(self, number):
        """Where a number lies, from 0 at the left end to 100; off the axis: at its end."""
        at = _on_axis(number, self.powers)
        return 100 * min(max((at - self.low) / (self.high - self.low), 0), 1)

    def shows(self, number):
        """True if a number lies on the axis and not beyond its ends."""
        return self.low <= _on_axis(number, self.powers) <= self.high

    def ticks(self):
        """Round numbers, two to five of them where the axis is long enough."""
        step = _step(self.high - self.low)
        if self.powers:
            step = max(1, round(step))
        first, last = math.ceil(self.low / step), math.floor(self.high / step)
        ticks = [k * step for k in range(first, last + 1)]
        return [10.0**tick for tick in ticks] if self.powers else ticks


def scale_of(dots, bounds):
    """The axis for some numbers, of which those within `bounds` uphold a claim."""
    powers = min(dots) > 0 and max(dots) / min(dots) >= RATIO_OF_POWERS
    low, high = _on_axis(min(dots), powers), _on_axis(max(dots), powers)
    ends = [end for end in (_on_axis(bound, powers) for bound in bounds) if end > -math.inf]
    for i, end in enumerate(sorted(ends, key=lambda end: max(low - end, end - high))):
        if i == 0 or max(low - end, end - high) <= high - low:
            low, high = min(low, end), max(high, end)
    margin = MARGIN * (high - low) or 1
    return Scale(low - margin, high + margin, powers)


def _on_axis(number, powers):
    if not powers:
        return number
    return math.log10(number) if number > 0 else -math.inf


def _step(length):
    """The smallest of 1, 2, 5, 10, 20 ... and their tenths that makes few enough ticks."""
    power = 10 ** math.floor(math.log10(length / MOST_TICKS))
    return next(k * power for k in (1, 2, 5, 10) if length / (k * power) <= MOST_TICKS)
