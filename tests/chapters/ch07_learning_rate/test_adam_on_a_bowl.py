"""Adam on a bowl takes away each coordinate's own scale, and knows only the axes."""

import numpy as np
import pytest

from nncourse.chapters.ch07_learning_rate import adam_bowl_figures as figures
from nncourse.chapters.ch07_learning_rate.adam_bowl_runs import measure_adam_on_bowl
from nncourse.chapters.ch07_learning_rate.runs import measure_bowl


@pytest.mark.parametrize("times", [1e-3, 1e3])
def test_neither_the_loss_scale_nor_the_condition_number_changes_adams_path(times):
    path = measure_adam_on_bowl(1.0, 20)["Adam"]["path"]
    other = measure_adam_on_bowl(times, 1400)["Adam"]["path"]
    assert np.allclose(path, other, atol=0.03)  # epsilon is felt where the gradient is 1e-6
    assert np.linalg.norm(path[-1]) < 0.02


def test_a_turned_valley_changes_adams_path_and_not_that_of_plain_descent():
    axes, turned = (measure_adam_on_bowl(1.0, 1400, v) for v in figures.ANGLES)
    assert turned["plain"]["left"] == pytest.approx(axes["plain"]["left"])
    distances = [np.linalg.norm(run["plain"]["path"], axis=1) for run in (axes, turned)]
    assert np.allclose(*distances)
    assert turned["Adam"]["left"] > 100 * axes["Adam"]["left"]


def test_in_a_short_turned_valley_adam_arrives_at_a_rate_of_its_own():
    low, high = (measure_adam_on_bowl(1.0, 20, "turned", rate) for rate in (0.1, 0.3))
    assert high["Adam"]["left"] < 0.1 * low["Adam"]["left"]
    assert high["plain"]["left"] == low["plain"]["left"]


def test_plain_descent_is_that_of_the_bowl_before():
    path = measure_adam_on_bowl(1.0, 20)["plain"]["path"]
    assert np.allclose(path, measure_bowl(1.5, 0.0, 20, len(path) - 1)["path"])


@pytest.mark.parametrize(("times", "rate"), [(1.0, 0.1), (1000.0, 0.3)])
def test_the_figure_says_how_far_each_has_to_go(times, rate, assert_numbers):
    runs = measure_adam_on_bowl(times, 20, "turned", rate)
    ends = [run["left"] for run in runs.values()]
    shown = ends if times == 1 else ends[1:]  # plain descent diverges
    left, right = figures.adam_on_a_bowl(times, 20, "turned", rate).axes
    assert_numbers(right.get_title("left"), *shown)
    rates = (1.5, ends[1], rate) if times == 1000 else (ends[0], 1.5, ends[1], rate)
    sentence = figures.describe_adam_on_a_bowl(times, 20, "turned", rate)
    start = np.hypot(*runs["Adam"]["path"][0])
    assert_numbers(sentence, 20, times, 100, *rates, start)
    assert ("∞" in sentence) == (times == 1000)
    assert np.array_equal(left.lines[1].get_xydata(), runs["Adam"]["path"])
    assert left.lines[2].get_xydata().tolist() == [runs["Adam"]["path"][0].tolist()]
    drawn = [line.get_ydata() for line in right.lines]
    assert np.allclose([line[-1] for line in drawn[-len(shown) :]], shown)
    plain = drawn[0]
    if times == 1000:  # it goes up and leaves the panel
        assert plain[:-1].max() < right.get_ylim()[1] < plain[-1]
    else:
        assert len(plain) == 101


def test_adams_path_is_seen_where_both_walk_along_the_floor():
    for ax in figures.adam_on_a_bowl(1.0, 1400, "turned").axes:
        plain, adam = ax.lines[:2]  # the later one lies on top
        assert adam.get_linewidth() < plain.get_linewidth()
        assert adam.get_zorder() >= plain.get_zorder()


def test_a_bad_valley_is_named():
    with pytest.raises(ValueError, match="sideways"):
        measure_adam_on_bowl(valley="sideways")
