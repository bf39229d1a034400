"""Centring protects the layer that it feeds, and no other."""

import numpy as np
import pytest

from nncourse import numerical_gradient
from nncourse.chapters.ch05_dead_relu_units.centring_runs import (
    Centring,
    measure_centring,
)


def test_centring_passes_the_gradient_check():
    rng = np.random.default_rng(7)
    x, dy, layer = rng.standard_normal((4, 3)), rng.standard_normal((4, 3)), Centring()
    assert np.allclose(layer.forward(x).mean(axis=0), 0)
    slow = numerical_gradient(lambda v: (layer.forward(v) * dy).sum(), x)
    assert layer.backward(dy) == pytest.approx(slow, abs=1e-5)


def test_centred_pixels_protect_the_first_layer_and_batch_norm_both():
    pixels = measure_centring("pixels", 0.3, seed=8)["dead"]
    assert pixels[0] == 0 and pixels[1] > 40
    normed = measure_centring("batch normalisation", 0.3, seed=7)
    assert not normed["dead"].any() and normed["accuracy"] > 0.9


def test_a_training_that_overflowed_has_no_dead_to_count():
    assert np.isnan(measure_centring("pixels and first layer", 0.3, seed=7)["dead"]).all()
    assert not measure_centring("pixels and first layer", 0.1, seed=7)["dead"].any()


def test_what_cannot_be_centred_is_named():
    with pytest.raises(ValueError, match="'hopes'"):
        measure_centring("hopes")
