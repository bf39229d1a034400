"""Clipping at several limits and two rates, from weights twice He's, as stored.

python -m nncourse.chapters.ch04_exploding_gradients.clip_limit_measured
measures all of it, in half a minute, and stores what each run of five reads.
"""

from pathlib import Path

from nncourse.chapters.ch04_exploding_gradients.runs import LR, measure_training
from nncourse.chapters.stored_runs import store, stored

MEASURED = Path(__file__).parent / "clip_limits.json"
LIMITS = 0.3, 1.0, 3.0, 10.0, 100.0
RATES = LR, 0.01
SEEDS = range(5)


def clip_limits():
    """{(rate, limit): test digits read in percent, one a seed}."""
    rows = stored(MEASURED)
    return {(rate, limit): rows[_name(rate, limit)] for rate in RATES for limit in LIMITS}


def measure_limit(rate, limit, seed):
    """Test digits read after training, in percent."""
    run = measure_training(2.0, "clipping", rate, seed, limit=limit)
    return round(100 * float(run["accuracy"]), 1)


def _name(rate, limit):
    return f"rate {rate:g}, limit {limit:g}"


def main():
    rows = {
        _name(rate, limit): [measure_limit(rate, limit, seed) for seed in SEEDS]
        for rate in RATES
        for limit in LIMITS
    }
    store(MEASURED, rows)


if __name__ == "__main__":
    main()
