"""Halves of batch normalisation: their gradients, and the races that are stored."""

import numpy as np
import pytest

from nncourse import BatchNorm, numerical_gradient
from nncourse.chapters.ch06_batch_normalisation.half_norms import (
    HALVES,
    HalfNorm,
    half_races,
    measure_half_race,
)
from nncourse.chapters.ch06_batch_normalisation.runs import measure_race


def made(half, rng):
    layer = HalfNorm(4, *HALVES[half])
    layer.gamma, layer.beta = rng.normal(1.0, 0.5, (2, 4))
    return layer


@pytest.mark.parametrize("half", list(HALVES))
@pytest.mark.parametrize("training", [True, False])
def test_backward_is_the_gradient_of_forward(half, training):
    rng = np.random.default_rng(7)
    x, dy = rng.normal(3.0, 2.0, (6, 4)), rng.standard_normal((6, 4))
    layer = made(half, rng)
    slow = numerical_gradient(lambda v: (layer.forward(v, training=training) * dy).sum(), x)
    layer.forward(x, training=training)
    assert np.allclose(layer.backward(dy), slow, atol=1e-6)
    assert np.allclose(layer.dbeta, dy.sum(axis=0))


def test_what_each_half_leaves_and_both_are_batch_normalisation():
    x = np.random.default_rng(7).normal(3.0, 2.0, (50, 4))
    y = {
        half: HalfNorm(4, *kind).forward(x, training=True) for half, kind in HALVES.items()
    }
    assert np.allclose(y["none"], x)
    assert np.allclose(y["centre"], x - x.mean(axis=0))
    assert np.allclose(y["divide by the spread"], x / x.std(axis=0), atol=1e-4)
    assert np.allclose((y["divide by the size"] ** 2).mean(axis=0), 1, atol=1e-4)
    assert np.allclose(y["both"], BatchNorm(4).forward(x, training=True))


@pytest.mark.parametrize("half", ["centre", "divide by the size", "both"])
def test_a_race_is_stored_as_it_is_measured_today(half):
    stored = half_races()[half][1]
    assert measure_half_race(half, seed=1) == pytest.approx(stored, abs=12)


def test_without_a_layer_and_with_both_it_is_the_race_of_the_chapter():
    for half, kind in (("none", False), ("both", True)):
        assert half_races()[half][0] == pytest.approx(
            measure_race(kind, seed=0)["reached"], abs=8
        )


def test_divided_by_the_spread_alone_it_has_not_begun():
    assert half_races()["divide by the spread"] == 5 * [None]
    assert measure_half_race("divide by the spread", seed=7, n_steps=100) is None
