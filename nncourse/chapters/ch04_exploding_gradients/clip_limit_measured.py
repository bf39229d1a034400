"""Clipping at several limits and two rates, from weights twice He's, and beside it uncut
runs at a rate that rises and at the best of twelve, as stored.

python -m nncourse.chapters.ch04_exploding_gradients.clip_limit_measured
measures all of it, in half a minute, and stores what each run of five reads.
"""

from pathlib import Path

from nncourse.chapters.ch04_exploding_gradients.runs import (
    LR,
    measure_rising,
    measure_training,
)
from nncourse.chapters.stored_runs import store, stored

MEASURED = Path(__file__).parent / "clip_limits.json"
LIMITS = 0.3, 1.0, 3.0, 10.0, 100.0
RATES = LR, 0.01
SEEDS = range(5)
UNCUT = {
    "rate rising to 0.0003": lambda seed: measure_rising(3e-4, seed),
    "rate rising to 0.003": lambda seed: measure_rising(3e-3, seed),
    "best rate of twelve": lambda seed: measure_training(
        2.0, lr=BEST_OF_TWELVE[seed], seed=seed
    )["accuracy"],
}
BEST_OF_TWELVE = 3e-6, 2e-5, 1e-5, 3e-5, 2e-5  # a seed each


def clip_limits():
    """{(rate, limit): test digits read in percent, one a seed}."""
    rows = stored(MEASURED)
    return {(rate, limit): rows[_name(rate, limit)] for rate in RATES for limit in LIMITS}


def read_uncut():
    """{name of a way in UNCUT: test digits read in percent, one a seed}."""
    rows = stored(MEASURED)
    return {name: rows[name] for name in UNCUT}


def measure_limit(rate, limit, seed):
    """Test digits read after training, in percent."""
    run = measure_training(2.0, "clipping", rate, seed, limit=limit)
    return _percent(run["accuracy"])


def measure_uncut(name, seed):
    """The same by one of UNCUT."""
    return _percent(UNCUT[name](seed))


def _percent(share):
    return round(100 * float(share), 1)


def _name(rate, limit):
    return f"rate {rate:g}, limit {limit:g}"


def main():
    rows = {
        _name(rate, limit): [measure_limit(rate, limit, seed) for seed in SEEDS]
        for rate in RATES
        for limit in LIMITS
    }
    rows |= {name: [measure_uncut(name, seed) for seed in SEEDS] for name in UNCUT}
    store(MEASURED, rows)


if __name__ == "__main__":
    main()
