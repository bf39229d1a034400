"""What the initialisers promise: the spread they are named for, and the seed decides."""

import numpy as np
import pytest

from nncourse import Dense, ReLU, Sequential, Tanh, he, mlp, normal, orthogonal, xavier


@pytest.mark.parametrize(
    ("init", "std"),
    [(xavier, (2 / 500) ** 0.5), (he, (2 / 300) ** 0.5), (normal, 0.01)],
)
def test_spread(init, std):
    W = init(300, 200, np.random.default_rng(0))
    assert W.shape == (300, 200) and W.dtype == np.float64
    assert W.std() == pytest.approx(std, rel=0.02)
    assert abs(W.mean()) < 0.02 * std
    assert (np.abs(W) > 2.5 * std).any()  # normal, not uniform


@pytest.mark.parametrize(("n_in", "n_out"), [(6, 6), (8, 3), (3, 8)])
def test_orthogonal_keeps_lengths(n_in, n_out):
    W = orthogonal(n_in, n_out, np.random.default_rng(1), gain=2.0)
    assert W.shape == (n_in, n_out)
    product = W.T @ W if n_in >= n_out else W @ W.T
    np.testing.assert_allclose(product, 4 * np.eye(min(n_in, n_out)), atol=1e-14)


def test_orthogonal_favours_no_rotation():
    """Without the correction of signs the diagonal of q is always negative or positive."""
    diagonals = [np.diag(orthogonal(3, 3, np.random.default_rng(s))) for s in range(300)]
    assert np.abs(np.mean(diagonals, axis=0)).max() < 0.15


@pytest.mark.parametrize("init", [xavier, he, normal, orthogonal])
def test_the_seed_decides(init):
    first, again, other = (init(4, 3, np.random.default_rng(s)) for s in (5, 5, 6))
    assert (first == again).all() and (first != other).all()
    assert (first == Dense(4, 3, np.random.default_rng(5), init).W).all()


@pytest.mark.parametrize(
    ("activation", "init", "least", "most"),
    [
        (ReLU, he, 0.3, 3.0),  # level
        (ReLU, xavier, 1e-4, 0.01),  # a factor of 2**0.5 lost in each layer
        (Tanh, xavier, 0.1, 1.0),
        (Tanh, normal, 1e-16, 1e-15),  # 0.16, which is 0.01 * 256**0.5, to the 19th
    ],
)
def test_what_each_does_to_a_signal_over_19_layers(activation, init, least, most):
    rng = np.random.default_rng(2)
    net = mlp([256] * 21, rng, activation=activation, init=init)
    net = Sequential(*net.layers[:-1])
    x = rng.standard_normal((64, 256))
    y = net.forward(x)
    assert least <= np.sqrt((y * y).mean()) <= most
