"""Subtracting a part of the mean image shrinks the mean kick, and spares units by that."""

import numpy as np
import pytest

from nncourse.chapters.ch05_dead_relu_units.by_degrees import (
    SEEDS,
    SHARES,
    by_degrees,
    describe_by_degrees,
)
from nncourse.chapters.ch05_dead_relu_units.by_degrees_runs import (
    images_less,
    kicks,
    measure_by_degrees,
)
from nncourse.chapters.ch05_dead_relu_units.runs import measure_training


@pytest.mark.parametrize(("subtracted", "scale"), [(0, "0 to 16"), (1, "0 to 16, centred")])
def test_its_ends_are_the_trainings_of_the_chapter(subtracted, scale):
    dead = measure_training(0.15, scale, seed=7)["dead"][-1]
    assert measure_by_degrees(subtracted, 0.15, seed=7) == round(256 * dead)


def test_the_mean_kick_falls_with_the_square_of_what_is_left():
    mean = images_less(0, np.random.default_rng(7))[0].mean(axis=0)
    for share in SHARES:
        expected = (1 - share) ** 2 * mean @ mean + 1
        assert kicks(share, seed=7).mean() == pytest.approx(expected)


def test_half_of_the_mean_spares_units_while_most_kicks_still_agree():
    assert measure_by_degrees(0.5, 0.1, seed=7) < 10 < measure_by_degrees(0.0, 0.1, seed=7)
    assert np.mean(kicks(0.5, seed=7) < 0) < 0.1


def test_half_of_the_mean_spares_units_as_a_quarter_of_the_rate_would():
    half, raw = (
        np.mean([measure_by_degrees(share, lr, seed) for seed in (7, 8, 9)])
        for share, lr in ((0.5, 0.3), (0.0, 0.075))
    )
    assert abs(half - raw) < 40 < half


@pytest.mark.parametrize("subtracted", [0.0, 0.5])
def test_the_figure_shows_its_kicks_and_runs(subtracted, assert_numbers):
    left, right = by_degrees(subtracted).axes
    mean, below = kicks(subtracted).mean(), np.mean(kicks(subtracted) < 0)
    assert left.lines[1].get_xdata()[0] == pytest.approx(mean)
    assert left.get_title("left") == f"Kicks: {100 * below:.0f} % below zero"
    green, orange = left.patches
    assert green.get_data().edges[-1] == orange.get_data().edges[0] == 0
    shown = sum(bars.get_data().values.sum() for bars in (green, orange))
    assert shown == pytest.approx(100, abs=0.01)
    fallen = {
        lr: [measure_by_degrees(subtracted, lr, seed) for seed in SEEDS]
        for lr in (0.1, 0.3)
    }
    assert right.get_title("left") == f"{np.mean(fallen[0.1]):.0f} of 256 die at rate 0.1"
    marked = {line.get_ydata()[0] for line in right.lines if line.get_marker() == "o"}
    assert marked == {np.mean(some) for some in fallen.values()}
    ends = [n for lr in (0.1, 0.3) for n in (lr, min(fallen[lr]), max(fallen[lr]))]
    assert_numbers(describe_by_degrees(subtracted), subtracted, mean, below, 256, 5, *ends)
