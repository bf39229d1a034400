"""Chapter 4's runs keep their promises, on seeds of their own."""

import numpy as np
import pytest

from nncourse.chapters.ch04_exploding_gradients import runs

SEED = 11


def test_bad_choices_are_named():
    with pytest.raises(ValueError, match=r"kind must be one of.*'random'"):
        runs.measure_products(kind="random")
    with pytest.raises(ValueError, match=r"cure must be one of.*'prayer'"):
        runs.measure_training(cure="prayer")


@pytest.mark.parametrize("g", [0.5, 1.0, 1.3])
def test_orthogonal_factors_multiply_exactly(g):
    run = runs.measure_products(g, "orthogonal", factors=12, seed=SEED)
    assert np.allclose(run["length"], g ** np.arange(13))
    assert np.allclose(run["stretch"], g ** np.arange(13)[:, None])


def test_gaussian_factors_keep_the_mean_square_length_only():
    one = runs.measure_products(1.0, "gaussian", factors=1, seed=SEED)
    assert one["length"][:, 1].mean() == pytest.approx(1, abs=0.1)
    many = runs.measure_products(1.0, "gaussian", factors=30, seed=SEED)
    assert many["stretch"][-1, 0] > 1e3 * many["stretch"][-1, -1]


def test_one_matrix_again_and_again_is_its_power():
    run = runs.measure_products(1.5, runs.ONE, factors=12, seed=SEED)
    far = runs.measure_products(1.5, runs.ONE, factors=400, seed=SEED)["stretch"][:, 0]
    assert (far[-1] / far[-201]) ** (1 / 200) == pytest.approx(run["eigenvalue"], rel=0.01)
    volume = np.log(run["stretch"]).sum(axis=1)  # multiplied by the same share each time
    assert np.allclose(volume[:5], volume[1] * np.arange(5))
    assert run["stretch"][1, 0] > 1.5 * run["eigenvalue"]


def test_larger_weights_larger_everything():
    starts = [runs.measure_start(m, seed=SEED) for m in (1.0, 1.5, 2.0, 3.0)]
    assert all(np.diff([start["gradient"][0] for start in starts]) > 0)
    assert all(np.diff([start["loss"] for start in starts]) > 0)
    spread = starts[2]["spread"] / starts[0]["spread"]
    assert np.allclose(spread, 2.0 ** np.arange(1, 10))  # ReLU: twice the weights, twice y


def test_batch_norm_does_not_see_the_size_of_the_weights():
    plain, large = (runs.measure_start(m, batch_norm=True, seed=SEED) for m in (1, 3))
    assert np.allclose(plain["spread"], large["spread"], rtol=0.01)


def test_batch_norm_makes_the_gradient_grow_downwards():
    assert runs.measure_growth(20, True, seed=SEED)["factor"] > 1.1
    assert 0.8 < runs.measure_growth(20, False, seed=SEED)["factor"] < 1.1


def test_a_collapse_ends_the_run():
    run = runs.measure_training(2.0, seed=SEED)
    assert np.isnan(run["accuracy"]) and not np.isfinite(run["loss"][-1])
    assert np.isfinite(run["loss"][:-1]).all()
    assert len(run["step"]) == len(run["gradient"]) == run["taken"] + 1 < 20


def test_a_healthy_run_takes_all_its_steps_and_records_the_first_ten():
    run = runs.measure_training(1.0, seed=SEED)
    assert run["taken"] == 20 * 11  # 1348 images in batches of 128
    assert list(run["step"]) == [*range(10), *range(10, 220, 10)]


def test_the_lower_rate_is_the_best_of_seven():
    run = runs.measure_training(2.0, "lower rate", seed=SEED)
    rates = runs.LOWER_RATES
    assert np.allclose(rates, runs.LR * 0.1 ** np.arange(1, 8))
    others = [runs.measure_training(2.0, "none", lr, SEED)["accuracy"] for lr in rates]
    assert run["lr"] in rates
    assert run["accuracy"] == np.nanmax(others)


def test_a_rising_rate_does_better_than_the_rate_it_rises_from():
    low = runs.LR / 10**4
    level = runs.measure_training(2.0, lr=low, seed=SEED)["accuracy"]
    assert runs.measure_rising(low, SEED, low) == pytest.approx(level, abs=1e-6)
    assert runs.measure_rising(100 * low, SEED) > level + 0.05


def test_a_last_layer_of_zero_hides_large_weights_from_loss_and_hidden_steps():
    run = runs.measure_training(2.0, m_last=0.0, seed=SEED)
    assert run["loss"][0] == pytest.approx(np.log(10))
    assert (run["update"][0][:-1] == 0).all() and np.isnan(run["accuracy"])
    assert run["spread"][0][-1] > 100 * run["spread"][0][0]


def test_clipping_bounds_the_first_step():
    run = runs.measure_training(3.0, "clipping", seed=SEED)
    assert np.linalg.norm(run["gradient"][0]) <= 1.0
    assert np.isfinite(run["loss"]).all()


def test_a_rescue_is_summarised_by_its_first_and_last_row():
    run = runs.measure_training(2.0, "batch norm", seed=SEED)
    summary = runs.summarise_rescue(2.0, "batch norm", SEED)
    assert summary == {
        "loss at the start": run["loss"][0],
        "gradient at the start": np.linalg.norm(run["gradient"][0]),
        "first step / weights": run["update"][0, 0],
        "loss at the end": run["loss"][-1],
        "test accuracy": run["accuracy"],
    }


def test_singular_values_fan_out_with_gaussian_matrices_alone():
    fan = runs.measure_products(1.0, "gaussian", seed=SEED)["stretch"]
    ratios = fan[[1, 10, 30], 0] / fan[[1, 10, 30], 25]
    assert 1 < ratios[0] < 10 < ratios[1] < 1e4 < ratios[2]
    ten = runs.measure_products(1.0, "gaussian", factors=10, seed=SEED)["stretch"]
    assert np.array_equal(fan[:11], ten)
