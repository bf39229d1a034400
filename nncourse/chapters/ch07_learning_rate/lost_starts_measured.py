"""Which of a hundred sharp starts diverge, by what comes before the full rate, as stored.

python -m nncourse.chapters.ch07_learning_rate.lost_starts_measured
measures all of it, in half a minute, and stores it.
"""

from pathlib import Path

import numpy as np

from nncourse.chapters.ch07_learning_rate.edge_of_stability_runs import (
    diverges,
    sharpness_after,
)
from nncourse.chapters.stored_runs import store, stored

MEASURED = Path(__file__).parent / "lost_starts.json"
STARTS = range(100)
WARMED = (2.0, 0), (2.0, 10), (3.0, 0), (3.0, 100), (3.0, 300)  # rate, steps of warm-up
FIRST = (35, 0.2), (14, 0.5), (7, 1.0)  # so many steps at such a rate, before 2


def starts_lost(lr=2.0, warmup=0, first=None):
    """How many of the hundred diverge; `first` is one of FIRST."""
    return len(stored(MEASURED)[_name(lr, warmup, first)])


def median_sharpness(first=None):
    """The starts' median sharpness at their first step at the full rate."""
    return np.median(stored(MEASURED)[f"sharpness after {first}"])


def measure_lost(lr, warmup, first, starts=STARTS):
    """Which of the starts diverge, by their seeds."""
    return [seed for seed in starts if diverges(seed, lr, warmup, _rates(first))]


def measure_sharpness(first, starts=STARTS):
    return [float(f"{sharpness_after(seed, _rates(first)):.3g}") for seed in starts]


def _rates(first):
    steps, rate = first or (0, 0.0)
    return [rate] * steps


def _name(lr, warmup, first):
    return f"lost at {lr:g}, warm-up {warmup}, after {first}"


def main():
    ways = [(*way, None) for way in WARMED] + [(2.0, 0, first) for first in FIRST]
    rows = {_name(*way): measure_lost(*way) for way in ways}
    for first in (None, *FIRST):
        rows[f"sharpness after {first}"] = measure_sharpness(first)
    store(MEASURED, rows)


if __name__ == "__main__":
    main()
