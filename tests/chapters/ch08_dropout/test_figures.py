"""Chapter 8's figures show their runs, and say in a sentence what they show."""

import numpy as np
import pytest

from nncourse.chapters.ch08_dropout import figures
from nncourse.chapters.ch08_dropout.runs import (
    RATES,
    measure_averaging,
    measure_dropout,
    measure_masks,
    measure_regularisers,
    measure_vital_signs,
)

NOISY = "500, a fifth wrong"


@pytest.mark.parametrize(("units", "rate"), [(100, 0.2), (300, 0.8), (10, 1.0)])
def test_dropped_says_mean_deviation_and_ends(units, rate, assert_numbers):
    counts = measure_masks(units, rate, seed=figures.TYPICAL)
    ends = counts.min(), counts.max()
    sentence = figures.describe_dropped(units, rate)
    assert_numbers(sentence, units, counts.mean(), counts.std(), *ends)
    bottom = figures.dropped(units, rate).axes[1]
    assert_numbers(bottom.get_title("left"), *ends, units, counts.mean())
    assert sum(bar.get_height() for bar in bottom.patches) == pytest.approx(100)


def test_the_page_shows_where_a_unit_is_not_dropped():
    (image,) = figures.dropped(10, 0.0).axes[0].images
    assert (image.cmap(image.norm(image.get_array()))[..., 3] == 0).all()


@pytest.mark.parametrize("rate", [0.0, 0.5])
def test_overfitting_says_both_accuracies_at_its_rate(rate, assert_numbers):
    ends = {
        name: [measure_dropout(rate, NOISY, seed=s)[name][-1] for s in range(5)]
        for name in ("train_accuracy", "test_accuracy")
    }
    train, test = (np.mean(values) for values in ends.values())
    assert (train > test) == (rate == 0)
    run = measure_dropout(rate, NOISY)
    unseen = run["test_loss"]
    lowest = run["step"][unseen.argmin()], unseen.min()
    sentence = figures.describe_overfitting(rate, NOISY)
    assert_numbers(sentence, 500, rate, *lowest, unseen[-1], 5, train, test)
    top, bottom = figures.overfitting(rate, NOISY).axes
    assert_numbers(top.get_title("left"), *lowest[::-1], unseen[-1])
    assert_numbers(top.texts[-1].get_text(), unseen[-1] - run["train_loss"][-1])
    assert tuple(top.lines[2].get_xydata()[0]) == lowest
    assert np.array_equal(top.lines[0].get_ydata(), run["train_loss"])
    assert np.array_equal(top.lines[1].get_ydata(), run["test_loss"])
    mark = bottom.lines[-1].get_xydata()[0]
    assert mark == pytest.approx([RATES.index(rate), 100 * test])


def test_a_run_above_the_axis_says_where_it_ends(assert_numbers):
    top = figures.overfitting(1.0, NOISY).axes[0]
    end = measure_dropout(1.0, NOISY)["test_loss"][-1]
    assert end > top.get_ylim()[1]
    assert_numbers(top.texts[0].get_text(), end)


@pytest.mark.parametrize(("step", "row"), [(0, 0), (330, 8), (599, 15)])
def test_the_cure_says_both_runs_at_the_nearest_step(step, row, assert_numbers):
    values = []
    for name, rate in (("no dropout", 0.0), ("dropout 0.5", 0.5)):
        run = measure_vital_signs(rate)
        values += [0.5] if rate else []
        values += [run["loss"][row], run["test_loss"][row], run["gradient"][row].max()]
        values += [run["update"][row].max()]
        assert f"{name}: loss" in figures.describe_cure(step)
    assert_numbers(figures.describe_cure(step), step, *values)


def test_the_cure_draws_the_loss_on_unseen_digits_as_dots():
    loss, *others = figures.cure(599).axes
    dots = [line.get_ydata() for line in loss.lines if line.get_linestyle() == ":"]
    for drawn, rate in zip(dots, (0.0, 0.5), strict=True):
        assert np.array_equal(drawn, measure_vital_signs(rate)["test_loss"])
    assert len(others) == 2


@pytest.mark.parametrize("rate", [0.2, 0.7])
def test_averaging_says_one_mask_many_and_none(rate, assert_numbers):
    run = measure_averaging(rate, NOISY)
    accuracy = run["accuracy"].mean(axis=0)
    values = accuracy[0], 64, accuracy[-1], run["scaled_accuracy"]
    assert_numbers(figures.describe_averaging(rate, NOISY), *values)
    bottom = figures.averaging(rate, NOISY).axes[1]
    assert_numbers(
        bottom.get_title("left"), 1, 100 * values[0], 64, *(100 * v for v in values[2:])
    )
    assert np.allclose(bottom.lines[0].get_ydata(), 100 * accuracy)


def test_rivals_says_the_mean_of_each(assert_numbers):
    runs = [measure_regularisers("100 clean", seed, 0.003) for seed in range(5)]
    means = [np.mean([run[name] for run in runs]) for name in runs[0]]
    nothing, low, high, decay, stopping = means
    values = nothing, 0.2, low, 0.5, high, 0.003, decay, stopping
    assert_numbers(figures.describe_rivals("100 clean", 0.003), 100, 5, *values)
    (ax,) = figures.rivals("100 clean", 0.003).axes
    best = list(runs[0])[np.argmax(means)]
    assert ax.get_title("left") == f"100 clean: best mean {best}"
    diamonds = ax.lines[1::2]
    drawn = [line.get_xdata()[0] / 100 for line in diamonds]
    assert np.allclose(drawn, means)
