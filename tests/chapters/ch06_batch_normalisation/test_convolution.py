"""Chapter 6's convolutions: their gradients, and what a normalised channel goes by."""

import numpy as np
import pytest

from nncourse import BatchNorm, numerical_gradient
from nncourse.chapters.ch06_batch_normalisation.convolution import (
    Convolution,
    convolutions,
    measure_convolutions,
)


def test_a_convolution_weighs_each_window():
    rng = np.random.default_rng(7)
    layer, x = Convolution(2, 3, rng), rng.standard_normal((2, 4, 5, 2))
    y = layer.forward(x)
    assert y.shape == (2, 4, 5, 3)
    window = x[1, 1:4, 2:5].ravel()
    assert y[1, 2, 3] == pytest.approx(window @ layer.W + layer.b)
    assert y[0, 0, 0] == pytest.approx(
        np.pad(x[0], ((1, 0), (1, 0), (0, 0)))[:3, :3].ravel() @ layer.W + layer.b
    )


@pytest.mark.parametrize("places", [True, False])
def test_the_whole_network_passes_the_gradient_check(places):
    rng = np.random.default_rng(7)
    net = convolutions(rng, channels=2, depth=2, places=places)
    x, dy = rng.standard_normal((3, 64)), rng.standard_normal((3, 10))
    first = net.layers[1]

    def out(W):
        first.W = W
        return (net.forward(x, training=True) * dy).sum()

    W = first.W.copy()
    slow = numerical_gradient(out, W)
    out(W)
    dx = net.backward(dy)
    assert first.dW == pytest.approx(slow, abs=1e-4)
    assert dx.shape == x.shape


def test_a_channel_has_one_mean_over_examples_and_places():
    net = convolutions(np.random.default_rng(7), channels=3)
    widths = [layer.width for layer in net.layers if isinstance(layer, BatchNorm)]
    assert widths == 4 * [3]
    one_by_one = convolutions(np.random.default_rng(7), channels=3, places=False)
    widths = [layer.width for layer in one_by_one.layers if isinstance(layer, BatchNorm)]
    assert widths == 4 * [192]


def test_two_images_are_enough_for_a_channel_and_not_for_a_place():
    channel, place = (measure_convolutions(places=p, seed=7) for p in (True, False))
    assert channel > 0.8 and channel > place + 0.2
