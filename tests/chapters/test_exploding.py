"""Chapter 4's measurements: what each promises, with seeds of its own."""

import numpy as np
import pytest

from nncourse.chapters.ch04_exploding_gradients import exploding
from nncourse.chapters.ch04_exploding_gradients import runs as exploding_runs

SEED = 11


def test_bad_choices_are_named():
    with pytest.raises(ValueError, match=r"kind must be one of.*'random'"):
        exploding.measure_products(kind="random")
    with pytest.raises(ValueError, match=r"cure must be one of.*'prayer'"):
        exploding_runs.measure_training(cure="prayer")


@pytest.mark.parametrize("g", [0.5, 1.0, 1.3])
def test_orthogonal_factors_multiply_exactly(g):
    found = exploding.measure_products(g, "orthogonal", factors=12, seed=SEED)
    assert np.allclose(found["length"], g ** np.arange(13))
    assert np.allclose(found["stretch"], g**12)


def test_gaussian_factors_keep_the_mean_square_length_only():
    found = exploding.measure_products(1.0, "gaussian", factors=1, seed=SEED)
    assert found["length"][:, 1].mean() == pytest.approx(1, abs=0.1)
    deep = exploding.measure_products(1.0, "gaussian", factors=30, seed=SEED)
    assert deep["stretch"][0] > 1e3 * deep["stretch"][-1]


def test_larger_weights_larger_everything():
    starts = [exploding.measure_start(m, seed=SEED) for m in (1.0, 1.5, 2.0, 3.0)]
    assert all(np.diff([start["gradient"][0] for start in starts]) > 0)
    assert all(np.diff([start["loss"] for start in starts]) > 0)
    spread = starts[2]["spread"] / starts[0]["spread"]
    assert np.allclose(spread, 2.0 ** np.arange(1, 10))  # ReLU: twice the weights, twice y


def test_batch_norm_does_not_see_the_size_of_the_weights():
    plain, large = (exploding.measure_start(m, batch_norm=True, seed=SEED) for m in (1, 3))
    assert np.allclose(plain["spread"], large["spread"], rtol=0.01)


def test_batch_norm_makes_the_gradient_grow_downwards():
    assert exploding.measure_growth(20, True, seed=SEED)["factor"] > 1.1
    assert 0.8 < exploding.measure_growth(20, False, seed=SEED)["factor"] < 1.1


def test_a_collapse_ends_the_run():
    found = exploding_runs.measure_training(2.0, seed=SEED)
    assert np.isnan(found["accuracy"]) and not np.isfinite(found["loss"][-1])
    assert len(found["step"]) == len(found["gradient"]) < 20


def test_the_lower_rate_is_the_best_of_seven():
    found = exploding_runs.measure_training(2.0, "lower rate", seed=SEED)
    assert found["lr"] in exploding_runs.LOWER
    others = [
        exploding_runs.measure_training(2.0, "none", rate, SEED)["accuracy"]
        for rate in exploding_runs.LOWER
    ]
    assert found["accuracy"] == np.nanmax(others)


def test_clipping_bounds_the_first_step():
    found = exploding_runs.measure_training(3.0, "clipping", seed=SEED)
    assert np.linalg.norm(found["gradient"][0]) <= 1.0
    assert np.isfinite(found["loss"]).all()


FIGURES = [
    (exploding.products, exploding.describe_products, {"g": 0.9}),
    (exploding.too_large, exploding.describe_start, {"batch_norm": True}),
    (exploding.growth, exploding.describe_growth, {"depth": 10}),
    (exploding_runs.collapse, exploding_runs.describe_collapse, {"step": 2}),
    (exploding_runs.rescues, exploding_runs.describe_rescues, {"m": 1.5}),
]


@pytest.mark.parametrize(("draw", "describe", "choices"), FIGURES)
def test_figures_draw_and_say_what_they_show(draw, describe, choices):
    defaults = dict(zip(draw.__code__.co_varnames, draw.__defaults__, strict=False))
    assert draw(**choices).axes
    assert len(describe(**(defaults | choices))) > 40
