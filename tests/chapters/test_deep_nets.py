"""The deep networks, their first weights and their digits."""

import numpy as np
import pytest

from nncourse.chapters.deep_nets import deep_net, measure_accuracy, standard_digits
from nncourse.chapters.initialisation import scaled, uniform
from nncourse.layers import Dense
from nncourse.losses import accuracy

SEED = 11


def test_digits_are_centred_by_the_training_set():
    (x, labels), (x_test, _) = standard_digits(SEED)
    assert np.allclose(x.mean(axis=0), 0) and 0.5 < x.std() < 1
    assert len(x) == len(labels) and len(x) + len(x_test) == 1797


def test_depth_counts_dense_layers():
    net, _ = deep_net(7, "tanh", "xavier", SEED, width=20)
    shapes = [layer.W.shape for layer in net.layers if isinstance(layer, Dense)]
    assert shapes == [(64, 20), *5 * [(20, 20)], (20, 10)]


def test_centred_sigmoids_of_four_times_the_weights_are_a_tanh_network():
    sigmoid, _ = deep_net(6, "sigmoid", "xavier x 4, centred", SEED, width=20)
    tanh, _ = deep_net(6, "tanh", "xavier", SEED, width=20)
    for layer in (tanh.layers[0], tanh.layers[-1]):
        layer.W *= 2
    (x, _), _ = standard_digits(SEED)
    assert np.allclose(sigmoid.forward(x[:50]), tanh.forward(x[:50]))


def test_bad_choices_are_named():
    with pytest.raises(ValueError, match=r"activation must be one of.*'relux'"):
        deep_net(3, "relux", "he", 0)
    with pytest.raises(ValueError, match=r"init must be one of.*'hee'"):
        deep_net(3, "relu", "hee", 0)


def test_uniform_weights_have_the_variance_of_glorot_and_bengio(rng):
    W = uniform(400, 300, rng)
    assert W.var() == pytest.approx(1 / (3 * 400), rel=0.02)
    assert np.abs(W).max() <= 1 / np.sqrt(400)


def test_scaled_weights_are_the_same_draw_times_a_factor():
    plain, large = (
        init(5, 4, np.random.default_rng(SEED)) for init in (uniform, scaled(uniform, 4))
    )
    assert np.array_equal(large, 4 * plain)


def test_accuracy_is_of_the_test_digits_and_nan_for_a_lost_network():
    net, _ = deep_net(3, "relu", "he", SEED)
    _, (x, labels) = standard_digits(SEED)
    assert measure_accuracy(net, SEED) == accuracy(net.forward(x), labels)
    net.layers[2].W[0, 0] = np.inf
    assert np.isnan(measure_accuracy(net, SEED))
