"""Chapter 6's figures show their runs, and say in a sentence what they show."""

import numpy as np
import pytest

from nncourse.chapters.ch06_batch_normalisation import figures
from nncourse.chapters.ch06_batch_normalisation.runs import (
    RATES,
    measure_feature,
    measure_race,
    measure_run,
    measure_sizes,
    measure_statistics,
)


@pytest.fixture
def two_seeds(monkeypatch):
    """Trainings of two seeds are enough for a figure's test."""
    monkeypatch.setattr(figures, "SEEDS", range(2))


@pytest.mark.parametrize(("factor", "shift"), [(1.0, -10.0), (0.001, 0.0)])
def test_feature_says_mean_and_spread_before_and_after(factor, shift, assert_numbers):
    run = measure_feature(factor, shift)
    before, after = ((run[v].mean(), run[v].std()) for v in "xy")
    sentence = figures.describe_feature(factor, shift)
    assert_numbers(sentence, *before, after[0], after[1])
    for ax, (mean, spread) in zip(
        figures.feature(factor, shift).axes, (before, after), strict=True
    ):
        assert_numbers(ax.get_title("left"), mean, spread)


@pytest.mark.parametrize("seed", range(4))
def test_a_mean_of_nothing_has_no_sign(seed, monkeypatch):
    v = np.random.default_rng(seed).standard_normal(99)
    monkeypatch.setattr(figures, "measure_feature", lambda *_: {"x": v, "y": v - v.mean()})
    assert "After: mean 0," in figures.describe_feature(1.0, 0.0)
    assert ": mean 0," in figures.feature(1.0, 0.0).axes[1].get_title("left")


@pytest.mark.parametrize("factor", [0.5, 10.0])
def test_weight_scale_says_the_accuracy_of_both(factor, assert_numbers):
    without, with_norm = measure_run(False, factor), measure_run(True, factor)
    assert without["accuracy"] < with_norm["accuracy"]
    sentence = figures.describe_weight_scale(factor)
    assert_numbers(sentence, factor, without["accuracy"], with_norm["accuracy"])
    figure = figures.weight_scale(factor)
    for line, run in zip(figure.axes[0].lines, (without, with_norm), strict=True):
        assert np.array_equal(line.get_ydata(), run["start"])
    overflows = [text.get_text() for text in figure.axes[1].texts]
    assert overflows == (["without: overflows"] if factor == 10 else [])


@pytest.mark.parametrize(("depth", "counts"), [(1, ()), (8, (8,))])
def test_rates_says_up_to_which_rate_each_is_usable(
    depth, counts, two_seeds, assert_numbers
):
    highest, means = [], []
    for kind in (False, True):
        runs = [[measure_run(kind, 1.0, r, depth, s) for s in (0, 1)] for r in RATES]
        means.append([np.mean([run["accuracy"] for run in row]) for row in runs])
        highest.append(max(r for r, m in zip(RATES, means[-1], strict=True) if m >= 0.6))
    sentence = figures.describe_rates(depth)
    assert_numbers(sentence, *counts, 2, 60, *highest)
    assert ("one hidden layer," in sentence) == (depth == 1)
    for bars, mean in zip(figures.rates(depth).axes[0].containers, means, strict=True):
        assert np.allclose(bars.lines[0].get_ydata(), 100 * np.array(mean))


@pytest.mark.parametrize("lr", [1.0, 3.0])
def test_race_says_when_each_reads_ninety_percent(lr, assert_numbers):
    parts, marked = [], []
    for kind in (False, True):
        reached = measure_race(kind, lr)["reached"]
        parts += [90, 300 if np.isnan(reached) else reached]
        marked += [] if np.isnan(reached) else [reached]
    sentence = figures.describe_race(lr)
    assert_numbers(sentence, lr, *parts)
    assert sentence.count("not within 300 steps") == 2 - len(marked)
    dots = [line for line in figures.race(lr).axes[0].lines if line.get_marker() == "o"]
    assert [line.get_xdata()[0] for line in dots] == marked


@pytest.mark.parametrize(("momentum", "size"), [(0.01, 64), (1.0, 4)])
def test_statistics_says_the_early_loss_by_either(momentum, size, assert_numbers):
    run = measure_statistics(momentum, size)
    early = (run["step"] >= 10) & (run["step"] <= 30)
    losses = run["batch"][early].mean(), run["running"][early].mean()
    assert losses[0] < losses[1]
    assert_numbers(figures.describe_statistics(momentum, size), 10, 30, *losses)
    own, running = figures.statistics(momentum, size).axes[0].lines
    assert own.get_ydata()[-1] == run["batch"][-1]
    assert running.get_ydata()[-1] == run["running"][-1]


def test_sizes_says_the_mean_of_both_by_batch_size(two_seeds, assert_numbers):
    def mean(size, kind):
        runs = [measure_sizes(size, kind, 0.03, seed) for seed in (0, 1)]
        return np.mean([run["running"] for run in runs])

    values = []
    for size in (2, 4, 8, 32):
        values += [size, mean(size, False), mean(size, True)]
    assert_numbers(figures.describe_sizes(0.03), 2, *values)
    without, with_norm = figures.sizes(0.03).axes[0].containers
    assert np.allclose(without.lines[0].get_ydata() / 100, values[1::3])
    assert np.allclose(with_norm.lines[0].get_ydata() / 100, values[2::3])


@pytest.mark.parametrize(("step", "row"), [(0, 0), (52, 10), (145, 29)])
def test_the_cure_says_the_losses_at_the_nearest_step(step, row, assert_numbers):
    losses = [measure_run(kind, 0.5)["loss"][row] for kind in (False, True)]
    assert_numbers(figures.describe_cure(0.5, step), 0.5, step, *losses)
