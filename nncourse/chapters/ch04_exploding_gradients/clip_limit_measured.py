"""Clipping at several limits and two rates, from weights twice He's, as stored.

python -m nncourse.chapters.ch04_exploding_gradients.clip_limit_measured
measures all of it, in half a minute, and stores what each run of five reads.
"""

import json
from functools import cache
from pathlib import Path

from nncourse.chapters.ch04_exploding_gradients.runs import LR, measure_training

MEASURED = Path(__file__).parent / "clip_limits.json"
LIMITS = 0.3, 1.0, 3.0, 10.0, 100.0
RATES = LR, 0.01
SEEDS = range(5)


@cache
def clip_limits():
    """{(rate, limit): test digits read in percent, one a seed}."""
    stored = json.loads(MEASURED.read_text())
    return {(rate, limit): stored[_name(rate, limit)] for rate in RATES for limit in LIMITS}


def measure_limit(rate, limit, seed):
    """Test digits read after training, in percent."""
    run = measure_training(2.0, "clipping", rate, seed, limit=limit)
    return round(100 * float(run["accuracy"]), 1)


def _name(rate, limit):
    return f"rate {rate:g}, limit {limit:g}"


def main():
    rows = (
        f"{json.dumps(_name(rate, limit))}: "
        + json.dumps([measure_limit(rate, limit, seed) for seed in SEEDS])
        for rate in RATES
        for limit in LIMITS
    )
    MEASURED.write_text("{" + ",\n ".join(rows) + "}\n")


if __name__ == "__main__":
    main()
