"""Chapter 6's measurements: what each promises, with seeds of its own."""

import numpy as np
import pytest

from nncourse.chapters.ch06_batch_normalisation import figures
from nncourse.chapters.ch06_batch_normalisation import runs as norms


def test_pixels_are_standardised_by_those_to_train_on():
    (x, labels), (x_test, labels_test) = norms.data(np.random.default_rng(7))
    assert np.allclose(x.mean(axis=0), 0)
    assert np.isin(x.std(axis=0).round(9), [0, 1]).all()
    assert not np.allclose(x_test.mean(axis=0), 0)
    assert len(labels) + len(labels_test) == len(x) + len(x_test) == 1797


@pytest.mark.parametrize("factor", [0.3, 3.0])
def test_spread_follows_the_weights_only_without_batch_norm(factor):
    bare, kept = (
        norms.measure_run(kind, factor, seed=7)["start"] for kind in (False, True)
    )
    growth = (bare[-1] / bare[0]) ** (1 / 7)
    assert growth == pytest.approx(factor, rel=0.3)
    assert kept == pytest.approx(np.full(8, np.sqrt((1 - 1 / np.pi) / 2)), abs=0.1)


@pytest.mark.parametrize("factor", [0.1, 7.0])
def test_the_scale_of_the_weights_cancels(factor):
    found = norms.measure_invariance(factor, seed=7)
    assert found["gradient"] == pytest.approx(1 / factor, rel=1e-3)
    assert found["output"] < 1e-2 and found["bias"] < 1e-9


def test_without_batch_norm_it_does_not():
    found = norms.measure_invariance(7.0, batch_norm=False, seed=7)
    assert found["output"] > 1 and found["bias"] > 1e-3


@pytest.mark.parametrize(("factor", "shift"), [(1.0, 0.0), (3.0, 10.0), (0.1, -10.0)])
def test_a_feature_comes_out_standardised(factor, shift):
    found = norms.measure_feature(factor, shift, seed=7)
    assert found["y"].mean() == pytest.approx(0, abs=1e-9)
    assert found["y"].std() == pytest.approx(1, abs=1e-2)
    assert np.array_equal(found["x"].argsort(), found["y"].argsort())


def test_race_records_the_first_step_at_ninety_percent():
    run = norms.measure_race(True, 1.0, 60, seed=7)
    at = list(run["step"]).index(run["reached"])
    assert run["accuracy"][at] >= 0.9 > run["accuracy"][:at].max()
    assert np.isnan(norms.measure_race(True, 1e-4, 8, seed=7)["reached"])


def test_two_examples_leave_only_which_is_larger():
    assert norms.measure_sizes(2, seed=7)["running"] < 0.6
    assert norms.measure_sizes(8, seed=7)["running"] > 0.7


def test_looking_at_the_loss_does_not_move_the_running_statistics():
    run = norms.measure_statistics(0.01, 16, 30, seed=7)
    assert (run["running"] - run["batch"])[:20].min() > 0.1
    assert len(run["step"]) == len(run["batch"]) == 30


def test_descriptions_name_what_was_measured():
    assert "after" in figures.describe_feature(1.0, 0.0).lower()
    assert "90 % at step" in figures.describe_race(1.0)
