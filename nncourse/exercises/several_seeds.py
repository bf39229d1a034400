"""Measurements averaged over several seeds, so that a pass is no luck of a draw."""

import functools

import numpy as np

SEEDS = 1, 2, 3


def over_seeds(measure):
    """`measure(seed, **config)`, a dict of numbers, averaged over SEEDS."""

    @functools.wraps(measure)
    def averaged(**config):
        found = [measure(seed, **config) for seed in SEEDS]
        with np.errstate(all="ignore"):  # of a run that diverged
            return {key: float(np.mean([one[key] for one in found])) for key in found[0]}

    return averaged
