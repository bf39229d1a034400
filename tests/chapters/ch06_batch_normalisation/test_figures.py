"""Chapter 6's figures show their runs, and say in a sentence what they show."""

import io

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


@pytest.mark.parametrize(
    "setting", [(1.0, -10.0, 1.0, 0.0), (0.001, 0.0, 1.0, 0.0), (3.0, 10.0, 0.5, 5.0)]
)
def test_feature_says_mean_and_spread_before_and_after(setting, assert_numbers):
    factor, shift, gamma, beta = setting
    run = measure_feature(factor, shift)
    before = run["x"].mean(), run["x"].std()
    after = gamma * run["y"].mean() + beta, gamma * run["y"].std()
    assert_numbers(figures.describe_feature(*setting), *before, *after)
    for ax, values in zip(figures.feature(*setting).axes, (before, after), strict=True):
        assert_numbers(ax.get_title("left"), *values)


def test_before_and_after_are_drawn_in_equal_bars_on_equal_axes(assert_numbers):
    top, bottom = figures.feature(0.001, 0.0).axes
    bars = [ax.patches[0].get_data() for ax in (top, bottom)]
    assert np.array_equal(bars[0].edges, bars[1].edges)
    assert top.get_xlim() == bottom.get_xlim() and top.get_ylim() == bottom.get_ylim()
    highest = bars[0].values.max()
    assert highest > top.get_ylim()[1]
    assert_numbers(top.texts[0].get_text(), highest)
    assert not figures.feature().axes[1].texts


@pytest.mark.parametrize("seed", range(4))
def test_a_mean_of_nothing_has_no_sign(seed, monkeypatch):
    v = np.random.default_rng(seed).standard_normal(99)
    monkeypatch.setattr(figures, "measure_feature", lambda *_: {"x": v, "y": v - v.mean()})
    assert "After: mean 0," in figures.describe_feature(1.0, 0.0, 1.0, 0.0)
    assert ": mean 0," in figures.feature(1.0, 0.0).axes[1].get_title("left")


@pytest.mark.parametrize("factor", [0.5, 10.0])
def test_weight_scale_says_the_growth_and_both_accuracies(factor, assert_numbers):
    without, with_norm = measure_run(False, factor), measure_run(True, factor)
    assert without["accuracy"] < with_norm["accuracy"]
    growth = np.exp(np.diff(np.log(without["start"])).mean())
    sentence = figures.describe_weight_scale(factor)
    accuracies = without["accuracy"], with_norm["accuracy"]
    assert_numbers(sentence, factor, growth, *accuracies)
    spread, loss, accuracy = figures.weight_scale(factor).axes
    assert_numbers(spread.get_title("left"), growth)
    for line, run in zip(spread.lines, (without, with_norm), strict=True):
        assert np.array_equal(line.get_ydata(), run["start"])
    marks = [line.get_xydata()[0] for line in accuracy.lines if line.get_marker() == "D"]
    assert np.allclose(marks, [[factor, 100 * share] for share in accuracies])
    overflows = [text.get_text() for text in loss.texts]
    assert overflows == (["without: overflows by step 5"] if factor == 10 else [])


def test_the_panels_stay_where_they_are_at_every_factor():
    places = []
    for factor in figures.FACTORS:
        figure = figures.weight_scale(factor)
        figure.savefig(io.BytesIO(), format="svg")
        places.append([ax.get_position().bounds for ax in figure.axes])
    assert np.allclose(places, places[0], atol=0.01)
    assert figure.get_figheight() * np.array(places)[..., 3].min() > 1  # inch


def test_a_loss_above_the_panel_is_marked_at_its_edge():
    loss = figures.weight_scale(1.0).axes[1]
    run = measure_run(False, 1.0)
    marks = [line.get_xydata() for line in loss.lines if line.get_marker() == "^"]
    above = run["step"][run["loss"] > 4]
    assert len(above) and np.array_equal(marks[0][:, 0], above)
    assert (marks[0][:, 1] == loss.get_ylim()[1]).all()


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
    (ax,) = figures.rates(depth).axes
    assert_numbers(ax.get_title("left"), *highest)
    for bars, mean in zip(ax.containers, means, strict=True):
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
    assert sentence.count("never within 300 steps") == 2 - len(marked)
    (ax,) = figures.race(lr).axes
    assert_numbers(ax.get_title("left"), 90, *marked)
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert [line.get_xdata()[0] for line in dots] == marked


@pytest.mark.parametrize(("momentum", "size"), [(0.01, 64), (1.0, 4)])
def test_statistics_says_the_early_loss_by_either(momentum, size, assert_numbers):
    run = measure_statistics(momentum, size)
    early = (run["step"] >= 10) & (run["step"] <= 30)
    losses = run["batch"][early].mean(), run["running"][early].mean()
    assert losses[0] < losses[1]
    assert_numbers(figures.describe_statistics(momentum, size), 10, 30, *losses)
    (ax,) = figures.statistics(momentum, size).axes
    assert_numbers(ax.get_title("left"), 10, 30, *losses)
    own, running = ax.lines
    assert own.get_ydata()[-1] == run["batch"][-1]
    assert running.get_ydata()[-1] == run["running"][-1]


def test_sizes_says_the_mean_of_both_after_as_many_steps(two_seeds, assert_numbers):
    def mean(size, kind):
        images = 300 * size
        runs = [measure_sizes(size, kind, 0.03, seed, images=images) for seed in (0, 1)]
        return np.mean([run["running"] for run in runs])

    values = []
    for size in (2, 4, 8, 32):
        values += [size, mean(size, False), mean(size, True)]
    assert_numbers(figures.describe_sizes(0.03), 2, 300, *values)
    (ax,) = figures.sizes(0.03).axes
    assert_numbers(ax.get_title("left"), 2, 100 * values[1], 100 * values[2])
    without, with_norm = ax.containers
    assert np.allclose(without.lines[0].get_ydata() / 100, values[1::3])
    assert np.allclose(with_norm.lines[0].get_ydata() / 100, values[2::3])


@pytest.mark.parametrize(("step", "row"), [(0, 0), (52, 10), (145, 29)])
def test_the_cure_says_the_losses_at_the_nearest_step(step, row, assert_numbers):
    losses = [measure_run(kind, 0.5)["loss"][row] for kind in (False, True)]
    assert_numbers(figures.describe_cure(0.5, step), 0.5, step, *losses)


def test_a_run_that_overflows_keeps_its_panels_and_is_marked_at_the_edge():
    lost, kept = figures.cure(1.5, 145), figures.cure(0.5, 145)
    assert len(lost.axes) == len(kept.axes)
    marks = [line for line in lost.axes[0].lines if line.get_marker() == "^"]
    assert [tuple(mark.get_xydata()[0]) for mark in marks] == [(5, 1)]
    assert "loss overflows by step 5 without" in figures.describe_cure(1.5, 145)
    assert not any(line.get_marker() == "^" for line in kept.axes[0].lines)
