"""The data on which patients learn: digits in several forms, and points of three kinds.

Rules were made on the first two, DEVELOPED_ON, and judged on the others as well.
"""

from functools import lru_cache

import numpy as np

from nncourse.data import digits, moons, split

TEST_SHARE = 0.3


def _digits(rng):
    return digits()


def _moons(rng):
    return moons(1600, rng, noise=0.2)


def _small_digits(rng):
    """The digits at a quarter of their resolution: 16 features."""
    x, labels = digits()
    return x.reshape(-1, 4, 2, 4, 2).mean(axis=(2, 4)).reshape(-1, 16), labels


def _low_or_high(rng):
    """The digits in two classes, 0 to 4 and 5 to 9: no straight cut divides them well."""
    x, labels = digits()
    return x, labels // 5


def _clusters(rng):
    """Five classes of three clouds each in 20 dimensions."""
    centres = rng.standard_normal((15, 20)) * 0.8
    cloud = rng.integers(15, size=1600)
    return centres[cloud] + 0.6 * rng.standard_normal((1600, 20)), cloud % 5


DATA = {
    "digits": _digits,
    "moons": _moons,
    "small digits": _small_digits,
    "low or high": _low_or_high,
    "clusters": _clusters,
}
DEVELOPED_ON = "digits", "moons"


@lru_cache(maxsize=64)
def standard_data(name, seed):
    """((x, labels) to train on, (x, labels) to test on), of mean 0 and spread 1 over all
    features together.
    """
    rng = np.random.default_rng([seed, 9])
    (x, labels), (x_test, labels_test) = split(*DATA[name](rng), TEST_SHARE, rng)
    mean, std = x.mean(axis=0), x.std(axis=0).mean()
    return ((x - mean) / std, labels), ((x_test - mean) / std, labels_test)
