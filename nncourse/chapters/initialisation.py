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


def mirrored(n_in, n_out, rng, of=orthogonal):
    """Weights V drawn by `of` for half of the units, and -V for their mirror images.

    A unit and its mirror image give ReLU(a) and ReLU(-a), whose difference is a: reading
    them as [[V, -V], [-V, V]], a layer passes on V a, as if no ReLU were there. Its weights
    have He's mean square if that of V is 1 / rows. Source: Balduzzi et al. (2017), "looks
    linear".
    """
    V = of(n_in // 2, n_out // 2, rng)
    return np.block([[V, -V], [-V, V]])


def mirror_images(n_in, n_out, rng, of=orthogonal):
    """The same for a first layer, which reads no such pairs: [V, -V]."""
    V = of(n_in, n_out // 2, rng)
    return np.hstack([V, -V])


INITS = {
    "small": normal,
    "uniform": uniform,
    "xavier": xavier,
    "he": he,
    "orthogonal": orthogonal,
    "xavier x 4": scaled(xavier, 4),
}
