"""Which rates work with which batch size, for SGD and Adam, as stored.

python -m nncourse.chapters.ch07_learning_rate.batch_rate_measured
measures all of it, in some ten minutes, and stores what each run ends with.
"""

from functools import cache
from itertools import product
from pathlib import Path

import numpy as np

from nncourse.chapters.ch07_learning_rate.runs import measure_rate
from nncourse.chapters.stored_runs import store, stored

MEASURED = Path(__file__).parent / "batch_rates.json"
BATCHES = 8, 16, 32, 64, 128, 1258  # the last has all examples
EPOCHS = {  # by what the runs have in common, for each of BATCHES
    "equal examples": (10, 10, 10, 10, 10, 10),
    "equal steps": (2, 4, 8, 15, 30, 300),  # some 300 of them
}
RATES = {  # by factors of 2, and of its root where the best ones are
    "SGD": (*(2.0**k for k in range(-11, -4)), *(2 ** (k / 2) for k in range(-9, 3))),
    "Adam": (*(2.0**k for k in range(-15, -10)), *(2 ** (k / 2) for k in range(-21, -3))),
}
SEEDS = 5, 5, 5, 5, 5, 3  # runs with each of BATCHES
WORKS = 80  # percent of the test digits read at the end


@cache
def batch_rates(optimizer, equal):
    """Of each batch size's runs, a row a batch: "right", the mean percent of test digits at
    each of RATES; "best", the rate of the lowest training loss at the end, a geometric mean
    over seeds; "lowest" and "highest", between which a rate works. Where none does these
    are nan.
    """
    rows = stored(MEASURED)
    ends = [np.array(rows[_name(optimizer, equal, batch)]) for batch in BATCHES]
    loss = np.array([np.exp(np.log(row[..., 0]).mean(axis=1)) for row in ends])
    right = np.array([row[..., 1].mean(axis=1) for row in ends])
    rates = np.array(RATES[optimizer])
    bounds = np.array([rates_between(rates, row) for row in right])
    works = ~np.isnan(bounds[:, 0])
    return {
        "right": right,
        "best": np.where(works, rates[loss.argmin(axis=1)], np.nan),
        "lowest": bounds[:, 0],
        "highest": bounds[:, 1],
    }


def measure_end(optimizer, rate, batch, epochs, seed):
    """Training loss at the end, and test digits read in percent."""
    run = measure_rate(rate, optimizer, epochs, batch, seed)
    return [float(f"{run['train_loss']:.3g}"), round(100 * float(run["test_accuracy"]), 1)]


def rates_between(rates, right, least=WORKS):
    """The outermost two rates at which the percentage crosses `least`; between two rates of
    a grid it is taken to be straight over the rate's logarithm."""
    works = np.flatnonzero(right >= least)
    if not len(works):
        return np.nan, np.nan
    first, last = works[[0, -1]]
    return tuple(
        np.exp(np.interp(least, right[[out, at]], np.log(rates[[out, at]])))
        for out, at in ((first - 1, first), (last + 1, last))
    )


def _name(optimizer, equal, batch):
    return f"{optimizer}, {equal}, {batch}"


def _measure(optimizer, equal, batch):
    epochs, seeds = EPOCHS[equal][BATCHES.index(batch)], SEEDS[BATCHES.index(batch)]
    return [
        [measure_end(optimizer, rate, batch, epochs, seed) for seed in range(seeds)]
        for rate in RATES[optimizer]
    ]


def main():
    asked = product(RATES, EPOCHS, BATCHES)
    store(MEASURED, {_name(*setting): _measure(*setting) for setting in asked})


if __name__ == "__main__":
    main()
