"""Chapter 7's runs keep what they promise, with seeds of their own."""

import numpy as np
import pytest

from nncourse.chapters.ch07_learning_rate.runs import (
    OPTIMIZERS,
    RATES,
    SCHEDULES,
    SEEDS,
    blank_weights_left,
    largest_stable_rate,
    measure_bowl,
    measure_decay,
    measure_range_test,
    measure_rate,
    measure_rates,
    share_kept,
    steps_needed,
)

SEED = 7


def test_each_coordinate_of_the_bowl_shrinks_by_its_own_factor():
    lr, k = 0.7, 5
    path = measure_bowl(lr, n_steps=k)["path"]
    assert np.allclose(path[k], [-2 * (1 - lr) ** k, 2 * (1 - lr * 0.05) ** k])


@pytest.mark.parametrize(("lr", "falls"), [(1.98, True), (2.02, False)])
def test_two_divides_convergence_from_divergence(lr, falls):
    loss = measure_bowl(lr, n_steps=400)["loss"]
    assert (loss[-1] < loss[0]) == falls


@pytest.mark.parametrize("momentum", [0.0, 0.3, 0.9])
def test_momentum_moves_the_limit(momentum):
    limit = largest_stable_rate(momentum, SEED)
    assert limit == pytest.approx(2 * (1 + momentum), rel=0.01)


def test_a_longer_valley_takes_more_steps():
    needed = [steps_needed(kappa, momentum=False, seed=SEED) for kappa in (4, 16, 64)]
    assert needed == sorted(needed)
    assert steps_needed(64, momentum=True, seed=SEED) < needed[-1] / 3


def test_a_higher_rate_moves_the_weights_more():
    ratios = [measure_rate(lr, epochs=1, seed=SEED)["ratio"] for lr in (0.003, 0.03)]
    assert 5 < ratios[1] / ratios[0] < 15


def test_a_mean_over_seeds_lies_between_its_runs():
    i = RATES.index(0.003)
    runs = [measure_rate(0.003, "Adam", seed=seed) for seed in SEEDS]
    for name in ("test_accuracy", "ratio"):
        values = [run[name] for run in runs]
        assert min(values) < measure_rates("Adam")[name][i] < max(values)


def test_at_one_rate_adam_moves_the_weights_more_than_plain_descent():
    ratios = [
        measure_rate(0.003, name, epochs=1, seed=SEED)["ratio"]
        for name in ("SGD", "momentum", "Adam")
    ]
    assert 2 * ratios[0] < ratios[1] < ratios[2] / 2


def test_schedules_start_alike_and_end_low():
    ends = {s: measure_decay(0.1, s, SEED, epochs=2)["lr"] for s in SCHEDULES}
    assert ends["constant"].tolist() == [0.1, 0.1]
    assert ends["cosine"][-1] < 0.001
    assert ends["step"][-1] == pytest.approx(0.01)
    assert ends["warm-up, cosine"][-1] < 0.001 and ends["cooldown"][-1] < 0.003
    assert ends["cooldown"][0] == 0.1


def test_the_share_kept_is_that_of_a_long_run_on_the_bowl():
    for lr, momentum, kappa in (
        (0.2, 0.0, 20),
        (1.98, 0.5, 20),
        (0.2, 0.9, 100),
        (3.1, 0.5, 20),
    ):
        path = measure_bowl(lr, momentum, kappa, n_steps=400)["path"]
        size = np.linalg.norm(path, axis=1)
        rate = (size[300:].max() / size[100:200].max()) ** (1 / 200)
        assert share_kept(lr, momentum, kappa) == pytest.approx(rate, abs=0.01)


@pytest.mark.parametrize("weight_decay", [1e-5, 1e-3])
def test_without_another_gradient_the_penalty_pulls_at_the_full_rate(weight_decay):
    few = [
        blank_weights_left(weight_decay, "Adam, L2", seed=SEED, epochs=n) for n in (1, 2)
    ]
    assert few[1] < few[0] < 0.98
    kept = blank_weights_left(weight_decay, "AdamW", seed=SEED, epochs=2)
    assert kept == pytest.approx((1 - 0.001 * weight_decay) ** 32)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: measure_rate(optimizer="RMSprop"), "RMSprop"),
        (lambda: measure_decay(schedule="linear"), "linear"),
    ],
)
def test_a_bad_choice_is_named(call, named):
    with pytest.raises(ValueError, match=named):
        call()


@pytest.mark.parametrize("optimizer", ["SGD", "momentum", "Adam"])
def test_a_range_test_raises_its_rate_until_the_loss_has_turned(optimizer):
    run = measure_range_test(optimizer, SEED)
    assert np.allclose(run["lr"][1:] / run["lr"][:-1], 1.1)
    lowest = run["smooth"].argmin()
    assert run["turn"] == run["lr"][lowest] and lowest < len(run["lr"]) - 1
    over = run["smooth"] > 2 * np.minimum.accumulate(run["smooth"])
    assert over[-1] and not over[:-1].any()


def test_the_best_rates_have_the_update_ratios_that_the_glossary_tells():
    best = [
        max(
            (measure_rate(lr, name, seed=seed) for lr in RATES),
            key=lambda run: run["test_accuracy"],
        )
        for name in OPTIMIZERS
        for seed in SEEDS
    ]
    ratios = [run["ratio"] for run in best]
    assert [min(ratios), max(ratios)] == pytest.approx([0.004, 0.017], abs=5e-4)
