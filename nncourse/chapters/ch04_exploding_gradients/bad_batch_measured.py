"""Bad batches of three kinds at three moments, cut and uncut, as stored.

python -m nncourse.chapters.ch04_exploding_gradients.bad_batch_measured
measures all of it, in two minutes, and stores what each run of five reads, and of one
run the gradient's norm at each step.
"""

from pathlib import Path

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.bad_batch_runs import (
    ADAM,
    BAD_STEP,
    BATCHES,
    BEFORE,
    CUT,
    FAST_ADAM,
    SGD_MOMENTUM,
    USUAL,
    WRONG_LABELS,
    measure_bad_batch,
    measure_before,
    run_until,
)
from nncourse.chapters.stored_runs import store, stored

MEASURED = Path(__file__).parent / "bad_batches.json"
MOMENTS = 20, BAD_STEP, 1000
LIMITS = {"uncut": np.inf, "cut": CUT}
SEEDS = range(5)
DRAWN = 4  # the run whose bad gradient, of wrong labels at BAD_STEP, is the middle one
HUNDRED = 100  # steps before the accident, whose norms are called usual


def digits_read(batch, optimiser, at=BAD_STEP, way="uncut"):
    """Test digits read after each of AFTER steps, in percent, (seeds, checks): nan from
    where a network's numbers are.
    """
    return np.array(stored(MEASURED)[_name(batch, optimiser, at, way)], float)


def read_before(at):
    """The same under momentum at each of `checks_before`, (seeds, checks)."""
    return np.array(stored(MEASURED)[f"before step {at}"])


def norms(batch, at, way):
    """The gradient's norm in the run DRAWN under momentum, before it is cut: of the steps
    ahead of the bad one, and from it on.
    """
    rows = stored(MEASURED)
    names = _norms_before(at), _norms(batch, at, way)
    return tuple(np.array(rows[name], float) for name in names)


def usual_norms(at):
    """Between these lie eight in ten of five runs' norms in the HUNDRED before the bad."""
    return stored(MEASURED)[f"usual norms before step {at}"]


def median(read):
    """Of several runs at each check, the middle one: a run of nan counts as the worst."""
    middle = np.median(np.where(np.isnan(read), -np.inf, read), axis=0)
    return np.where(np.isfinite(middle), middle, np.nan)


def measure_read(batch, optimiser, at, way, seed):
    """The same of one run, measured: None in place of nan."""
    run = measure_bad_batch(batch, LIMITS[way], seed, at, optimiser)
    return [None if np.isnan(share) else round(100 * share, 1) for share in run["read"]]


def measure_norms(batch, at, way):
    """What `norms` has from the bad step on, measured."""
    return _rounded(measure_bad_batch(batch, LIMITS[way], DRAWN, at)["norm"][at:])


def measure_usual(at):
    """What `usual_norms` has, measured."""
    last = [[norm for _, norm, _ in run_until(at, seed)[2][-HUNDRED:]] for seed in SEEDS]
    return _rounded(np.quantile(last, (0.1, 0.9)))


def _rounded(values):
    return [float(f"{round(v, 6):.3g}") if np.isfinite(v) else None for v in values]


def _name(batch, optimiser, at, way):
    return f"{batch}, {optimiser}, step {at}, {way}"


def _norms(batch, at, way):
    return f"norms, {batch}, step {at}, {way}"


def _norms_before(at):
    return f"norms before step {at}"


def _settings():
    """Every (batch, optimiser, moment, way) of which the digits read are stored."""
    for at in MOMENTS:
        for optimiser in (SGD_MOMENTUM, ADAM):
            for batch in BATCHES:
                for way in LIMITS:
                    if (batch, way) != (USUAL, "cut"):
                        yield batch, optimiser, at, way
    for batch, way in [(USUAL, "uncut"), *((WRONG_LABELS, way) for way in LIMITS)]:
        yield batch, FAST_ADAM, BAD_STEP, way


def main():
    rows = {
        _name(*setting): [measure_read(*setting, seed) for seed in SEEDS]
        for setting in _settings()
    }
    for at in MOMENTS:
        before = [measure_before(at, seed) for seed in SEEDS]
        rows[f"before step {at}"] = [
            [round(100 * share, 1) for share in read] for read in before
        ]
        rows[f"usual norms before step {at}"] = measure_usual(at)
        ahead = run_until(at, DRAWN)[2][-BEFORE[0] :]
        rows[_norms_before(at)] = _rounded([norm for _, norm, _ in ahead])
        for batch in [*BATCHES][1:]:  # all but the usual one
            for way in LIMITS:
                rows[_norms(batch, at, way)] = measure_norms(batch, at, way)
    store(MEASURED, rows)


if __name__ == "__main__":
    main()
