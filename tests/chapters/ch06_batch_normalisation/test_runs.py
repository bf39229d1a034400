"""Chapter 6's runs keep what they promise, with seeds of their own."""

from itertools import islice

import numpy as np
import pytest

from nncourse import SGD, batches, digits, evaluate, mlp, softmax_cross_entropy, train
from nncourse.chapters.ch06_batch_normalisation import runs
from nncourse.chapters.ch06_batch_normalisation.runs import (
    largest_rate,
    measure_drift,
    measure_feature,
    measure_invariance,
    measure_race,
    measure_run,
    measure_sizes,
    measure_statistics,
)


@pytest.mark.parametrize("factor", [0.3, 3.0])
def test_spread_follows_the_weights_only_without_batch_norm(factor):
    bare, normed = (measure_run(kind, factor, seed=7)["start"] for kind in (False, True))
    growth = (bare[-1] / bare[0]) ** (1 / 7)
    assert growth == pytest.approx(factor, rel=0.3)
    assert normed == pytest.approx(np.full(8, np.sqrt((1 - 1 / np.pi) / 2)), abs=0.1)


def test_the_largest_rate_is_the_highest_that_reads_enough(monkeypatch):
    accuracy = {0.05: 0.7, 0.1: 0.9, 0.2: 0.6, 0.4: 0.59, 0.8: 0.1, 1.6: 0.1}

    def measure(batch_norm, factor, lr, *others, **choices):
        return {"accuracy": accuracy[lr] if batch_norm else 0.1}

    monkeypatch.setattr(runs, "measure_run", measure)
    assert largest_rate(True, rates=tuple(accuracy)) == 0.2
    with pytest.raises(ValueError, match="no rate"):
        largest_rate(False, rates=tuple(accuracy))
    with pytest.raises(ValueError, match="further up"):
        largest_rate(True, rates=(0.05, 0.1))


def test_drift_starts_where_the_run_does_and_leaves_its_training_alone():
    drift = measure_drift(batch_norm=True, depth=3, seed=7, n_steps=20)
    assert drift["mean"].shape == drift["spread"].shape == (4, 50)
    assert drift["mean"][0] == pytest.approx(np.zeros(50), abs=1e-9)
    assert drift["spread"][0] == pytest.approx(np.ones(50), abs=1e-3)
    assert (abs(drift["mean"][-1]) > 1e-3).any()


@pytest.mark.parametrize("factor", [0.1, 7.0])
def test_the_scale_of_the_weights_cancels(factor):
    change = measure_invariance(factor, seed=7)
    assert change["gradient"] == pytest.approx(1 / factor, rel=1e-3)
    assert change["output"] < 1e-2 and change["bias"] < 1e-9


def test_without_batch_norm_it_does_not():
    change = measure_invariance(7.0, batch_norm=False, seed=7)
    assert change["output"] > 1 and change["bias"] > 1e-3


@pytest.mark.parametrize(("factor", "shift"), [(1.0, 0.0), (3.0, 10.0), (0.1, -10.0)])
def test_a_feature_comes_out_standardised(factor, shift):
    run = measure_feature(factor, shift, seed=7)
    assert run["y"].mean() == pytest.approx(0, abs=1e-9)
    assert run["y"].std() == pytest.approx(1, abs=1e-2)
    assert np.array_equal(run["x"].argsort(), run["y"].argsort())


def test_race_records_the_first_step_at_ninety_percent():
    run = measure_race(True, 1.0, 60, seed=7)
    row = list(run["step"]).index(run["reached"])
    assert run["accuracy"][row] >= 0.9 > run["accuracy"][:row].max()
    assert np.isnan(measure_race(True, 1e-4, 8, seed=7)["reached"])


def test_two_examples_leave_only_which_is_larger():
    assert measure_sizes(2, seed=7)["running"] < 0.6
    assert measure_sizes(8, seed=7)["running"] > 0.7


def test_measuring_the_loss_does_not_move_the_running_statistics():
    run = measure_statistics(0.01, 16, 30, seed=7)
    assert (run["running"] - run["batch"])[:20].min() > 0.1
    assert len(run["step"]) == len(run["batch"]) == 30
    rng, (x, labels) = np.random.default_rng(7), digits()
    net = mlp([64, 50, 50, 10], rng, batch_norm=True)
    for layer in net:
        layer.momentum = 0.01
    first = islice(batches(16 * x, labels, 16, 1, rng), 30)
    train(net, softmax_cross_entropy, SGD(0.1), first)
    assert evaluate(net, 16 * x, labels)[0] == pytest.approx(run["running"][-1])
