"""Chapter 6's runs keep what they promise, with seeds of their own."""

from itertools import islice

import numpy as np
import pytest

from nncourse import (
    SGD,
    batches,
    digits,
    evaluate,
    mlp,
    numerical_gradient,
    softmax_cross_entropy,
    train,
)
from nncourse.chapters.ch06_batch_normalisation import runs
from nncourse.chapters.ch06_batch_normalisation.other_norms import Jitter, RMSNorm
from nncourse.chapters.ch06_batch_normalisation.runs import (
    COMPANY,
    largest_rate,
    measure_decayed,
    measure_drift,
    measure_feature,
    measure_invariance,
    measure_race,
    measure_run,
    measure_sizes,
    measure_statistics,
    normed_net,
    whole_batches,
)
from nncourse.chapters.ch06_batch_normalisation.smoothness_runs import (
    TRIALS,
    measure_gradient_change,
    measure_trials,
)
from nncourse.chapters.standardised_digits import standardised_digits


def test_whole_batches_are_those_of_an_epoch_less_its_short_end():
    x = np.arange(10.0)[:, None]
    some = list(whole_batches(x, np.arange(10), 4, 5, np.random.default_rng(7)))
    every = list(batches(x, np.arange(10), 4, 3, np.random.default_rng(7)))
    assert [len(labels) for _, labels in some] == 5 * [4]
    expected = [labels for _, labels in every if len(labels) == 4][:5]
    assert np.array_equal([labels for _, labels in some], expected)


def test_a_longer_run_reads_on_the_way_what_a_shorter_one_ends_with():
    short, long = (measure_run(True, 2.0, depth=2, seed=7, n_steps=n) for n in (150, 601))
    assert short["tested"] == [short["accuracy"]] * 2
    assert long["tested"][0] == short["accuracy"] != long["tested"][1]


def test_a_run_ends_where_its_loss_overflows():
    run = measure_run(False, 10.0, seed=7, n_steps=200)
    assert run["step"][-1] < 100 and not np.isfinite(run["loss"][-1])
    assert len(run["tested"]) == 2 and run["tested"][-1] == run["accuracy"]


@pytest.mark.parametrize("factor", [0.3, 3.0])
def test_spread_follows_the_weights_only_without_batch_norm(factor):
    bare, normed = (measure_run(k, factor, seed=7)["inputs"] for k in (False, True))
    assert normed.std(axis=1) == pytest.approx(np.ones(8), abs=0.01)
    first, *_, last = bare.std(axis=1)
    assert (last / first) ** (1 / 7) == pytest.approx(factor, rel=0.3)


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


def test_the_three_digits_keep_their_input_and_not_their_answer_in_other_company():
    runs = [measure_feature(company=company, seed=7) for company in COMPANY]
    assert [len(run["x"]) for run in runs] == [256, 8, 8]
    low, middle, high = runs[0]["x"][:3]
    assert low < middle < high
    for run in runs[1:]:
        assert np.array_equal(run["x"][:3], runs[0]["x"][:3])
        assert abs(run["y"][:3] - runs[0]["y"][:3]).max() > 0.1
    assert not np.isin(runs[1]["x"][3:], runs[2]["x"][3:]).any()


def test_trial_steps_are_tried_and_not_taken():
    few = measure_trials(lr=0.1, depth=3, seed=7, n_steps=11)
    first = measure_trials(lr=0.1, depth=3, seed=7, n_steps=1)["ratio"]
    assert len(first) == len(TRIALS) and first[0] < 1 < first[-1]
    assert TRIALS[0] < few["longest"] < TRIALS[-1]
    rng = np.random.default_rng(7)
    (x, labels), _ = standardised_digits(rng)
    net = normed_net([64, 50, 50, 50, 10], rng, "batch")
    some = next(batches(x, labels, 64, 1, rng))

    def loss_in_training():
        return softmax_cross_entropy(net.forward(some[0], training=True), some[1])

    before, dlogits = loss_in_training()
    net.backward_to_params(dlogits)
    SGD(TRIALS[3]).step(net)
    assert first[3] == pytest.approx(loss_in_training()[0] / before)


def test_noise_behind_the_layer_takes_its_stability_and_not_the_long_step():
    plain, noisy, bare = (
        measure_trials(norm, jitter, seed=7, n_steps=50)["longest"]
        for norm, jitter in (("batch", 0.0), ("batch", 0.5), ("none", 0.0))
    )
    assert min(plain, noisy) > 3 * bare


def test_gradients_change_more_with_the_layer_early_in_the_network_and_less_late():
    bare, normed = (measure_gradient_change(kind, seed=7) for kind in ("none", "batch"))
    assert len(bare) == len(normed) == 8
    assert min(normed[:3] / bare[:3]) > 1.1 and max(normed[-3:] / bare[-3:]) < 0.9
    assert not measure_gradient_change("batch", lr=0.0, depth=2, n_steps=11).any()


def test_race_records_the_first_step_at_ninety_percent():
    run = measure_race(True, 1.0, 60, seed=7)
    row = list(run["step"]).index(run["reached"])
    assert run["accuracy"][row] >= 0.9 > run["accuracy"][:row].max()
    assert np.isnan(measure_race(True, 1e-4, 8, seed=7)["reached"])


def test_two_examples_leave_only_which_is_larger():
    assert measure_sizes(2, seed=7) < 0.6
    assert measure_sizes(8, seed=7) > 0.7


@pytest.mark.parametrize("layer", [RMSNorm(4), Jitter(0.5, None)], ids=["RMS", "jitter"])
def test_the_other_layers_pass_the_gradient_check(layer):
    rng = np.random.default_rng(7)
    x, dy = rng.standard_normal((3, 4)), rng.standard_normal((3, 4))

    def forward(x):
        layer.rng = np.random.default_rng(8)  # the same noise each time
        return layer.forward(x, training=True)

    slow = numerical_gradient(lambda v: (forward(v) * dy).sum(), x)
    forward(x)
    assert layer.backward(dy) == pytest.approx(slow, abs=1e-5)


def test_rms_norm_cares_for_no_other_example_and_not_for_scale():
    x = np.random.default_rng(7).standard_normal((3, 4))
    layer = RMSNorm(4, eps=1e-12)
    assert layer.forward(x[:1]) == pytest.approx(layer.forward(x)[:1])
    assert layer.forward(5 * x) == pytest.approx(layer.forward(x))
    assert (layer.forward(x) ** 2).mean(axis=1) == pytest.approx(np.ones(3))


def test_jitter_changes_nothing_in_evaluation():
    x = np.ones((2, 3))
    layer = Jitter(0.5, np.random.default_rng(7))
    assert layer.forward(x) is x
    assert not np.allclose(layer.forward(x, training=True), x)


def test_batch_norm_by_either_way_is_the_same_network():
    rng = np.random.default_rng
    one = mlp([64, 5, 5, 10], rng(7), batch_norm=True)
    other = normed_net([64, 5, 5, 10], rng(7), "batch")
    for name, weights in one.params.items():
        assert np.array_equal(weights, other.params[name])
    assert len(one) == len(other)


def test_without_decay_the_weights_only_grow_and_with_it_they_settle():
    bare, run = (measure_decayed(d, seed=7, n_steps=600) for d in (0.0, 0.03))
    assert (np.diff(bare["size"]) > -1e-9).all()
    assert run["size"][-1] < 0.5 * run["size"][0]
    assert run["settled"] == pytest.approx((2 * 0.1 * 0.03) ** 0.5, rel=0.5)


def test_an_unknown_norm_is_named():
    with pytest.raises(ValueError, match="'group'"):
        measure_sizes(2, "group")


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
