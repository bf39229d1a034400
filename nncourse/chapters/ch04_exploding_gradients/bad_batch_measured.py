"""Bad batches of three kinds at three moments, cut and uncut, as stored.

python -m nncourse.chapters.ch04_exploding_gradients.bad_batch_measured
measures all of it, in a minute, and stores what each run of five reads.
"""

from pathlib import Path

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.bad_batch_runs import (
    BAD_STEP,
    BATCHES,
    CUT,
    RULES,
    USUAL,
    measure_bad_batch,
)
from nncourse.chapters.stored_runs import store, stored

MEASURED = Path(__file__).parent / "bad_batches.json"
MOMENTS = 20, BAD_STEP, 1000
LIMITS = {"uncut": np.inf, "cut": CUT}
SEEDS = range(5)


def digits_read(batch, optimiser, at=BAD_STEP, way="uncut"):
    """Test digits read after each of AFTER steps, in percent, (seeds, checks): nan from
    where a network's numbers are.
    """
    return np.array(stored(MEASURED)[_name(batch, optimiser, at, way)], float)


def median(read):
    """Of several runs at each check, the middle one: a run of nan counts as the worst."""
    middle = np.median(np.where(np.isnan(read), -np.inf, read), axis=0)
    return np.where(np.isfinite(middle), middle, np.nan)


def measure_read(batch, optimiser, at, way, seed):
    """The same of one run, measured: None in place of nan."""
    run = measure_bad_batch(batch, LIMITS[way], seed, at, optimiser)
    return [None if np.isnan(share) else round(100 * share, 1) for share in run["read"]]


def _name(batch, optimiser, at, way):
    return f"{batch}, {optimiser}, step {at}, {way}"


def main():
    rows = {
        _name(*setting): [measure_read(*setting, seed) for seed in SEEDS]
        for at in MOMENTS
        for optimiser in RULES
        for batch in BATCHES
        for way in LIMITS
        if (batch, way) != (USUAL, "cut")
        for setting in [(batch, optimiser, at, way)]
    }
    store(MEASURED, rows)


if __name__ == "__main__":
    main()
