"""A network so small that its whole Hessian can be written down."""

import numpy as np
import pytest

from nncourse import Tanh, mean_squared_error, mlp

SEED = 7


@pytest.fixture
def small():
    """A network whose Hessian has 13 rows: its gradient and its parameters."""
    rng = np.random.default_rng(SEED)
    net = mlp([2, 3, 1], rng, activation=Tanh)
    x, target = rng.standard_normal((20, 2)), rng.standard_normal((20, 1))

    def gradient():
        net.backward(mean_squared_error(net.forward(x), target)[1])
        return net.vectors()[1].copy()

    gradient()
    return gradient, net.vectors()[0]
