"""Chapter 5's figures show their runs, and say in a sentence what they show."""

import numpy as np
import pytest

from nncourse.chapters.ch05_dead_relu_units import figures
from nncourse.chapters.ch05_dead_relu_units.cloud_runs import measure_cloud
from nncourse.chapters.ch05_dead_relu_units.plasticity_runs import measure_plasticity
from nncourse.chapters.ch05_dead_relu_units.runs import (
    RATES,
    measure_lowering,
    measure_training,
)


@pytest.mark.parametrize(
    ("lr", "scale", "ends"), [(0.1, "0 to 16", (0, 16)), (0.3, "standardised", ())]
)
def test_dead_share_says_the_end_of_the_run_at_its_rate(lr, scale, ends, assert_numbers):
    run = measure_training(lr, scale)
    dead = np.mean(run["peak"][-1] <= 0)
    sentence = figures.describe_dead_share(lr, scale)
    assert_numbers(sentence, *ends, lr, 200, dead, run["accuracy"][-1])


def test_dead_share_marks_its_rate_among_the_others(assert_numbers):
    top, bottom = figures.dead_share(0.15, "0 to 1").axes
    run, i = measure_training(0.15, "0 to 1"), RATES.index(0.15)
    assert_numbers(top.get_title("left"), 256 * run["dead"][-1], 256, 0.15)
    assert_numbers(bottom.get_title("left"), 100 * run["accuracy"][-1])
    assert np.array_equal(top.lines[i].get_ydata(), 100 * run["dead"])
    assert bottom.lines[i].get_xydata().tolist() == [[0.15, 100 * run["accuracy"][-1]]]
    assert [line.get_color() != figures.GREY for line in top.lines] == [
        rate == 0.15 for rate in RATES
    ]


@pytest.mark.parametrize(("step", "row"), [(0, 0), (3, 3), (50, 6)])
def test_the_cloud_counts_the_units_that_see_no_image(step, row, assert_numbers):
    run = measure_cloud(0.3, "raw")
    dead = run["dead"][row]
    sentence = figures.describe_cloud(step, 0.3, "raw")
    assert_numbers(sentence, 0.3, step, dead.sum(), 8)
    (ax,) = figures.cloud(step, 0.3, "raw").axes
    assert_numbers(ax.get_title("left"), step, dead.sum(), 8)
    dashed = [line for line in ax.lines if line.get_linestyle() == "--"]
    assert len(dashed) == dead.sum()


def test_a_unit_is_on_where_its_stroke_points():
    run, row = measure_cloud(0.3, "raw"), 3
    strokes = [line for line in figures.cloud(3).axes[0].lines if line.get_linewidth() == 3]
    for stroke, w, b in zip(strokes, run["W"][row].T, run["b"][row], strict=True):
        foot, tip = stroke.get_xydata()
        assert foot @ w + b == pytest.approx(0, abs=1e-9)
        assert tip @ w + b > 0


@pytest.mark.parametrize("divisor", [1, 10])
def test_lowering_says_what_came_back_in_each_layer(divisor, assert_numbers):
    run = measure_lowering(0.08, divisor)
    first, second = run["revived"][0][-1], run["revived"][1][-1]
    assert second > first
    sentence = figures.describe_lowering(divisor, 0.08)
    rate = () if divisor == 1 else (0.08 / divisor,)
    assert_numbers(sentence, 3, 0.08, 200, *rate, first, second)
    top, bottom = figures.lowering(divisor).axes
    assert bottom.lines[0].get_xdata()[0] == run["lowered"]
    assert_numbers(bottom.get_title("left"), 1, 100 * first, 2, 100 * second)
    for ax, share in ((top, "dead"), (bottom, "revived")):
        for layer in (0, 1):
            assert ax.lines[layer].get_ydata()[-1] == 100 * run[share][layer][-1]


@pytest.fixture
def two_seeds(monkeypatch):
    """Trainings of two seeds are enough for a figure's test."""
    monkeypatch.setattr(figures, "SEEDS", range(2))


def median(key, lr, **choices):
    return np.median([measure_training(lr, seed=s, **choices)[key][-1] for s in (0, 1)])


@pytest.mark.parametrize(
    ("units", "choices", "n_diverged"),
    [("slope 0.01", {"slope": 0.01}, 2), ("GELU", {"smooth": "GELU"}, 0)],
)
def test_other_units_says_both_and_where_the_loss_diverged(
    units, choices, n_diverged, two_seeds, assert_numbers
):
    named = [0.01] if "slope" in units else []
    parts = []
    for lr in (0.1, 0.15):
        parts += [lr, median("accuracy", lr), *named, median("accuracy", lr, **choices)]
    diverged = [lr for lr in RATES if not median("loss", lr, **choices) < 100]
    assert len(diverged) == n_diverged
    sentence = figures.describe_other_units(units)
    assert_numbers(sentence, 2, *parts, *named, 100, *diverged)


def test_other_units_points_to_losses_above_its_axis(two_seeds):
    top, bottom = figures.other_units("slope 0.3").axes
    relu, leaky = (line.get_ydata() for line in top.lines)
    assert leaky[0] == 100 * median("accuracy", 0.01, slope=0.3)
    assert relu[2] == 100 * median("accuracy", 0.1)
    loss = bottom.lines[1].get_ydata()
    arrows = [text for text in bottom.texts if not text.get_text()]
    assert [arrow.xy[0] for arrow in arrows] == list(np.array(RATES)[np.isnan(loss)])
    assert len(arrows) == 3


def test_plasticity_says_the_first_and_last_tasks_of_both(assert_numbers, monkeypatch):
    monkeypatch.setattr(figures, "TASK_SEEDS", [0])
    values, lost = [], []
    for cure in ("none", "LeakyReLU"):
        run = measure_plasticity(cure)
        ends = run["accuracy"][1:11].mean(), run["accuracy"][-10:].mean()
        values += [*ends, run["dead"][-1]]
        lost.append(100 * (ends[0] - ends[1]))
    assert_numbers(figures.describe_plasticity("LeakyReLU"), 2, 11, *values)
    top, bottom = figures.plasticity("LeakyReLU").axes
    assert_numbers(top.get_title("left"), *lost)
    assert bottom.lines[0].get_ydata()[-1] == 100 * values[2]
