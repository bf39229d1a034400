"""What five questions share: a layer to normalise, drawn at random."""

import numpy as np


def _layer(rng, n, d):
    """x (n, d), gamma and beta (d,) for a case."""
    x = rng.normal(size=(n, d)) * 2 + 3 * rng.normal(size=d)
    return x, rng.uniform(0.5, 2, d) * np.resize([1, -1], d), rng.normal(size=d) + 3
