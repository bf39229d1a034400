"""How large the first weights should be.

Too small and the signal dies on its way up; too large and it blows up. Each function
takes (n_in, n_out, rng) and returns W of shape (n_in, n_out), in float64. Chapters 3 and 4
measure what each choice does to a deep network.
"""

import numpy as np


def xavier(n_in, n_out, rng):
    """Normal weights of variance 2 / (n_in + n_out): keeps sigmoid and tanh signals level.

    Source: Glorot & Bengio (2010), equation 12, of which this is the value for a draw from
    a normal distribution.
    """
    return normal(n_in, n_out, rng, std=np.sqrt(2.0 / (n_in + n_out)))


def he(n_in, n_out, rng):
    """Normal weights of variance 2 / n_in: makes up for the half that ReLU cuts off.

    Source: He et al. (2015), equation 10.
    """
    return normal(n_in, n_out, rng, std=np.sqrt(2.0 / n_in))


def normal(n_in, n_out, rng, std=0.01):
    """Normal weights of a fixed standard deviation, whatever the layer's width."""
    return std * rng.standard_normal((n_in, n_out))


def orthogonal(n_in, n_out, rng, gain=1.0):
    """`gain` times a matrix with orthonormal rows or columns, whichever are fewer.

    A square one stretches no direction: ten of them multiply every length by gain**10.
    Source: Saxe, McClelland & Ganguli (2014).
    """
    tall = rng.standard_normal((max(n_in, n_out), min(n_in, n_out)))
    q, r = np.linalg.qr(tall)
    q *= np.sign(np.diag(r))  # without it the draw favours some rotations
    return gain * (q if n_in >= n_out else q.T)
