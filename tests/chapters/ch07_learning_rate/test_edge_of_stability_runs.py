"""Chapter 7's full-batch runs keep what they promise, with seeds of their own."""

import numpy as np
import pytest

from nncourse.chapters.ch07_learning_rate.edge_of_stability_runs import (
    diverges,
    measure_bounces,
    measure_edge,
    measure_first_steps,
    measure_warm_up,
    power_iteration,
    sharpness_after,
    sharpness_at_full_batch,
    sharpness_with_batches,
    warmed_up,
)

SEED = 7


def test_power_iteration_finds_the_largest_eigenvalue_and_leaves_the_weights(small):
    gradient, parameters = small
    before, u = parameters.copy(), np.random.default_rng(SEED).standard_normal(13)
    largest, _ = power_iteration(gradient, parameters, u, rounds=200)
    assert np.allclose(parameters, before)
    hessian = []
    for unit in np.eye(13):
        parameters[:] = before + 1e-4 * unit
        above = gradient()
        parameters[:] = before - 1e-4 * unit
        hessian.append((above - gradient()) / 2e-4)
    assert largest == pytest.approx(np.linalg.eigvalsh(np.array(hessian)).max(), rel=1e-4)


def test_sharpness_reaches_the_edge_and_below_it_every_step_lowers_the_loss():
    at_edge, below = (measure_edge(lr, seed=SEED) for lr in (3.0, 0.5))
    assert at_edge["sharpness"][-20:].mean() * 3.0 / 2 == pytest.approx(1, abs=0.15)
    assert below["sharpness"].max() < 2 / 0.5
    assert (np.diff(below["all_losses"]) < 0).all()


def test_the_bounces_are_those_of_the_measured_run():
    run, bounces = measure_edge(3.0, seed=SEED), measure_bounces(3.0, (0, 10, 100), SEED)
    for step, bounce in bounces.items():
        assert np.allclose(bounce["loss"], run["all_losses"][step : step + 10])
        row = list(run["step"]).index(step)
        assert bounce["sharpness"] == pytest.approx(run["sharpness"][row], rel=0.02)
        assert bounce["along"].mean() == pytest.approx(0, abs=1e-12)


def test_a_slice_bends_as_the_sharpness_says():
    bounce = measure_bounces(2.0, (100,), SEED)[100]
    places, line = bounce["places"], bounce["slice"]
    middle = len(places) // 2
    bend = (line[middle + 1] - 2 * line[middle] + line[middle - 1]) / places[
        middle + 1
    ] ** 2
    assert bend == pytest.approx(bounce["sharpness"], rel=0.05)


def test_every_tenth_step_has_a_row_with_its_loss_and_rate():
    run = measure_warm_up(3.0, 300, SEED)
    assert run["step"].tolist() == list(range(0, 500, 10))
    assert np.array_equal(run["loss"], run["all_losses"][::10])
    assert np.allclose(run["lr"], 3 * np.minimum(1, (run["step"] + 1) / 300))
    assert {len(rows) for name, rows in run.items() if np.ndim(rows)} == {50, 500}


def test_sharpness_is_measured_before_the_step_as_the_loss_is():
    fast, slow = (measure_edge(lr, seed=SEED, n_steps=11) for lr in (3.0, 0.5))
    assert fast["sharpness"][0] == slow["sharpness"][0]
    assert fast["loss"][0] == slow["loss"][0]
    assert fast["sharpness"][1] != slow["sharpness"][1]


def test_warm_up_rises_in_a_straight_line_and_then_stays():
    rates = [warmed_up(2.0, 4, step) for step in range(6)]
    assert rates == [0.5, 1.0, 1.5, 2.0, 2.0, 2.0]
    assert warmed_up(2.0, 0, 0) == 2.0


def test_without_warm_up_the_sharp_start_is_lost():
    assert np.isnan(measure_warm_up(3.0, 0, SEED)["all_losses"][-1])
    assert measure_warm_up(3.0, 300, SEED)["accuracy"] > 0.95


def test_the_first_steps_are_those_of_the_warmed_run():
    closely = measure_first_steps(3.0, 300, SEED)
    assert len(closely) == 50
    assert np.allclose(
        closely[::10], measure_warm_up(3.0, 300, SEED)["sharpness"][:5], rtol=0.05
    )


def test_small_batches_keep_the_sharpness_below_its_limit():
    whole, small = (sharpness_with_batches(b, 3.0, SEED, n_steps=800) for b in (200, 5))
    known = measure_edge(3.0, seed=SEED)["sharpness"][-20:].mean()
    assert whole == pytest.approx(known, rel=0.03)
    assert small < 0.75 * whole


@pytest.mark.parametrize(("batch", "settled"), [(200, 1.0), (20, 0.9), (5, 0.5)])
def test_the_sharpness_settles_where_the_chapters_table_says(batch, settled):
    ends = [sharpness_with_batches(batch, seed=seed) for seed in range(3)]
    assert abs(np.mean(ends) - settled) < 0.05 and (batch == 200 or max(ends) < 1)


def test_with_all_digits_in_a_batch_the_best_rate_ends_at_the_edge():
    assert 7 < sharpness_at_full_batch(0.25) < 10


def test_a_start_that_diverges_is_seen_long_before_the_end():
    ends = [measure_warm_up(2.0, 10, seed)["all_losses"][-1] for seed in (0, 1)]
    assert np.isnan(ends).tolist() == [True, False]
    assert [diverges(seed, warmup=10) for seed in (0, 1)] == [True, False]


@pytest.mark.parametrize("choice", [{"lr": 0.0}, {"loss": "hinge"}])
def test_a_bad_choice_is_named(choice):
    (name, value), *_ = choice.items()
    with pytest.raises(ValueError, match=f"{name} must be .*{value}"):
        measure_edge(**choice)


def test_jumps_at_a_middling_rate_save_starts_that_slow_steps_do_not():
    slow, middling = (
        sum(diverges(seed, first=[rate] * n) for seed in range(20))
        for rate, n in ((0.2, 20), (1, 7))
    )
    assert middling < 3 < slow


def test_the_sharpness_after_first_steps_is_that_of_the_run_itself():
    run = measure_edge(1.0, scale=2.0, n_steps=8, every=7)["sharpness"]
    assert [sharpness_after(0)] == pytest.approx(run[:1], rel=0.05)
    assert [sharpness_after(0, [1.0] * 7)] == pytest.approx(run[1:], rel=0.15)
