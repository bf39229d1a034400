"""Usable rates with parts of the layer, and steps that tune themselves, as stored.

python -m nncourse.chapters.ch06_batch_normalisation.reasons_measured
measures all of it, in about three minutes, and stores what each run of five reads.
"""

from itertools import product
from pathlib import Path

from nncourse.chapters.ch06_batch_normalisation.rate_ladder_measured import (
    RATES,
    SEEDS,
    rate_ladder,
)
from nncourse.chapters.ch06_batch_normalisation.reasons_runs import (
    PARTS,
    measure_part,
    measure_tuning,
)
from nncourse.chapters.stored_runs import store, stored

MEASURED = Path(__file__).parent / "reasons.json"
LADDER = {"without": (8, False), "batch norm": (8, True)}
STARTS = {  # (hidden weights times He's, learning rate)
    "a tenth of He's, rate 0.1": (0.1, 0.1),
    "He's, rate 3.2": (1.0, 3.2),
    "He's, rate 0.1": (1.0, 0.1),
    "ten times He's, rate 0.1": (10.0, 0.1),
}


def part_rates(part):
    """Test digits read in percent, a row a seed, a column one of RATES."""
    if part in LADDER:
        return rate_ladder()[LADDER[part]]
    return stored(MEASURED)[part]


def tunings(start, held):
    """`measure_tuning` of each seed."""
    return stored(MEASURED)[_name(start, held)]


def measure_stored_tuning(start, held, seed):
    """One run as it is stored, to three digits."""
    run = measure_tuning(*STARTS[start], held, seed)
    moved = [float(f"{share:.3g}") for share in run["moved"]]
    grown, right = round(float(run["grown"]), 2), round(run["right"], 1)
    return {"moved": moved, "grown": grown, "right": right}


def _name(start, held):
    return f"{start}, W {'held' if held else 'free'}"


def main():
    rows = {
        part: [[round(measure_part(part, r, seed), 1) for r in RATES] for seed in SEEDS]
        for part in PARTS
    }
    for start, held in product(STARTS, (False, True)):
        runs = [measure_stored_tuning(start, held, seed) for seed in SEEDS]
        rows[_name(start, held)] = runs
    store(MEASURED, rows)


if __name__ == "__main__":
    main()
