"""The first weights that the experiments compare: the package's, and some that it lacks."""

import numpy as np

from nncourse.init import he, normal, orthogonal, xavier


def scaled(init, factor):
    """`init` with its weights multiplied by `factor`."""

    def scaled_init(n_in, n_out, rng):
        return factor * init(n_in, n_out, rng)

    return scaled_init


def uniform(n_in, n_out, rng):
    """Weights from -1 / sqrt(n_in) to 1 / sqrt(n_in), of variance 1 / (3 n_in).

    The usual choice before Glorot & Bengio (2010): their equation 1.
    """
    return rng.uniform(-1, 1, (n_in, n_out)) / np.sqrt(n_in)


INITS = {
    "small": normal,
    "uniform": uniform,
    "xavier": xavier,
    "he": he,
    "orthogonal": orthogonal,
    "xavier x 4": scaled(xavier, 4),
}
