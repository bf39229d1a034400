"""Accuracy at ten learning rates with batch normalisation and without, as stored.

python -m nncourse.chapters.ch06_batch_normalisation.rate_ladder_measured
measures all of it, in about three minutes, and stores what each run of five reads.
"""

from itertools import product
from pathlib import Path

from nncourse.chapters.ch06_batch_normalisation.runs import FINDABLE, measure_run
from nncourse.chapters.stored_runs import store, stored

MEASURED = Path(__file__).parent / "rate_ladder.json"
RATES = FINDABLE[1:11]  # 0.0125 to 6.4, each twice the one before
DEPTHS = 1, 4, 8, 10
SEEDS = range(5)
STEPS = 300


def rate_ladder():
    """{(depth, with batch norm): test digits read in percent, a row a seed, a column a
    rate}."""
    rows = stored(MEASURED)
    return {kind: rows[_name(*kind)] for kind in product(DEPTHS, (False, True))}


def measure_rung(depth, batch_norm, rate, seed):
    """Test digits read after training, in percent."""
    run = measure_run(batch_norm, 1.0, rate, depth, seed, n_steps=STEPS)
    return round(100 * float(run["accuracy"]), 1)


def _name(depth, batch_norm):
    return f"{depth} layers, {'with' if batch_norm else 'without'}"


def main():
    rows = {
        _name(*kind): [[measure_rung(*kind, r, seed) for r in RATES] for seed in SEEDS]
        for kind in product(DEPTHS, (False, True))
    }
    store(MEASURED, rows)


if __name__ == "__main__":
    main()
