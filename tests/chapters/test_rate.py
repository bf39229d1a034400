"""Chapter 7's measurements: what each promises, with seeds of its own."""

import numpy as np
import pytest

from nncourse import Tanh, mean_squared_error, mlp
from nncourse.chapters.ch07_learning_rate import edge
from nncourse.chapters.ch07_learning_rate import runs as rate

SEED = 7


def test_each_coordinate_of_the_bowl_shrinks_by_its_own_factor():
    lr, k = 0.7, 5
    path = rate.measure_bowl(lr, n_steps=k)["path"]
    assert np.allclose(path[k], [-2 * (1 - lr) ** k, 2 * (1 - lr * 0.05) ** k])


@pytest.mark.parametrize(("lr", "falls"), [(1.98, True), (2.02, False)])
def test_two_divides_convergence_from_divergence(lr, falls):
    loss = rate.measure_bowl(lr, n_steps=400)["loss"]
    assert (loss[-1] < loss[0]) == falls


@pytest.mark.parametrize("momentum", [0.0, 0.3, 0.9])
def test_momentum_moves_the_limit(momentum):
    limit = rate.largest_stable_rate(momentum, SEED)
    assert limit == pytest.approx(2 * (1 + momentum), rel=0.01)


def test_a_longer_valley_takes_more_steps():
    needed = [rate.steps_needed(kappa, momentum=False, seed=SEED) for kappa in (4, 16, 64)]
    assert needed == sorted(needed)
    assert rate.steps_needed(64, momentum=True, seed=SEED) < needed[-1] / 3


def test_a_higher_rate_moves_the_weights_more():
    ratios = [rate.measure_rate(lr, epochs=1, seed=SEED)["ratio"] for lr in (0.003, 0.03)]
    assert 5 < ratios[1] / ratios[0] < 15


def test_a_mean_over_seeds_lies_between_its_runs():
    at = rate.RATES["Adam"].index(0.003)
    runs = [rate.measure_rate(0.003, "Adam", seed=seed) for seed in rate.SEEDS]
    for name, kept in {"accuracy": "test_accuracy", "ratio": "ratio"}.items():
        values = [run[kept] for run in runs]
        assert min(values) < rate.measure_rates("Adam")[name][at] < max(values)


def test_at_one_rate_adam_moves_the_weights_more_than_plain_descent():
    ratios = [
        rate.measure_rate(0.003, name, epochs=1, seed=SEED)["ratio"]
        for name in ("SGD", "momentum", "Adam")
    ]
    assert 2 * ratios[0] < ratios[1] < ratios[2] / 2


def test_schedules_start_alike_and_end_low():
    ends = {s: rate.measure_decay(0.1, s, SEED, epochs=2)["lr"] for s in rate.SCHEDULES}
    assert ends["constant"].tolist() == [0.1, 0.1]
    assert ends["cosine"][-1] < 0.001
    assert ends["step"][-1] == pytest.approx(0.01)


def test_power_iteration_finds_the_largest_eigenvalue_and_leaves_the_weights():
    rng = np.random.default_rng(SEED)
    net = mlp([2, 3, 1], rng, activation=Tanh)
    x, target = rng.standard_normal((20, 2)), rng.standard_normal((20, 1))
    before = {name: p.copy() for name, p in net.params.items()}

    def gradient_at():
        net.backward(mean_squared_error(net.forward(x), target)[1])
        return np.concatenate([g.ravel() for g in net.grads.values()])

    start = rng.standard_normal(13)
    found, _ = edge.sharpness(gradient_at, net.params, start, rounds=200)
    columns = []
    for unit in np.eye(13):
        edge.shift(net.params, 1e-4 * unit)
        above = gradient_at()
        edge.shift(net.params, -2e-4 * unit)
        columns.append((above - gradient_at()) / 2e-4)
        edge.shift(net.params, 1e-4 * unit)
    assert found == pytest.approx(np.linalg.eigvalsh(np.array(columns)).max(), rel=1e-4)
    assert all(np.allclose(p, before[name]) for name, p in net.params.items())


def test_sharpness_reaches_the_edge_and_below_it_every_step_lowers_the_loss():
    at_edge, below = (edge.measure_edge(lr, seed=SEED) for lr in (3.0, 0.5))
    assert at_edge["sharpness"][-20:].mean() * 3.0 / 2 == pytest.approx(1, abs=0.15)
    assert below["sharpness"].max() < 2 / 0.5
    assert (np.diff(below["all_losses"]) < 0).all()


def test_rises_are_counted_in_whole_fifties():
    losses = np.r_[np.arange(51.0), np.arange(50.0, 0, -1)]
    assert edge.rises_by_fifty(losses, 100).tolist() == [100, 0]
    assert edge.rises_by_fifty(losses, 99).tolist() == [100]
    assert not len(edge.rises_by_fifty(losses, 49))


def test_warm_up_rises_in_a_straight_line_and_then_stays():
    rates = [edge.warmed_up(2.0, 4, step) for step in range(6)]
    assert rates == [0.5, 1.0, 1.5, 2.0, 2.0, 2.0]
    assert edge.warmed_up(2.0, 0, 0) == 2.0


def test_without_warm_up_the_sharp_start_is_lost():
    assert np.isnan(edge.measure_warm_up(3.0, 0, SEED)["all_losses"][-1])
    assert edge.measure_warm_up(3.0, 300, SEED)["accuracy"] > 0.95


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: edge.measure_edge(lr=0.0), "lr"),
        (lambda: edge.measure_edge(loss="hinge"), "hinge"),
        (lambda: rate.measure_rate(optimizer="RMSprop"), "RMSprop"),
        (lambda: rate.measure_decay(schedule="linear"), "linear"),
    ],
)
def test_a_bad_choice_is_named(call, named):
    with pytest.raises(ValueError, match=named):
        call()


FIGURES = [
    (rate.bowl, rate.describe_bowl, {"lr": 2.02, "momentum": 0.9}),
    (rate.rate_by_rate, rate.describe_rate, {"choice": 6, "optimizer": "Adam"}),
    (rate.schedules, rate.describe_schedules, {"lr": 0.03}),
    (edge.edge_of_stability, edge.describe_edge, {"lr": 3.0, "step": 0}),
    (edge.warm_up, edge.describe_warm_up, {"lr": 12.0, "warmup": 10}),
]


@pytest.mark.parametrize(("draw", "describe", "choices"), FIGURES)
def test_figures_draw_at_the_ends_of_their_choices(draw, describe, choices):
    assert draw(**choices).axes
    assert any(character.isdigit() for character in describe(**choices))


@pytest.mark.parametrize("step", [0, 490])
def test_the_telemetry_of_both_runs_draws(step):
    assert len(edge.too_fast_and_cured(step).axes) == 7
    assert ("lost" in edge.describe_cured(step)) == (step == 490)
