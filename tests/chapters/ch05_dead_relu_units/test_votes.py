"""In the second step those units die that vote for the digit that is read most."""

import numpy as np
import pytest

from nncourse.chapters.ch05_dead_relu_units.runs import measure_training
from nncourse.chapters.ch05_dead_relu_units.votes import (
    HIGH,
    LEFT,
    LOW,
    RIGHT,
    describe_votes,
    fallen,
    said_line,
    votes,
)
from nncourse.chapters.ch05_dead_relu_units.votes_runs import IMAGES_LESS, measure_votes


def tilt(run):
    """By how much a step lowers the highest z for a weight to the digit greater by 1."""
    return np.polyfit(run["votes"], np.diff(run["highest"], axis=0)[0], 1)[0]


def test_its_two_steps_are_the_trainings():
    peak = measure_training(0.1, seed=7)["peak"]
    assert np.array_equal(measure_votes(0.1, seed=7)["highest"], peak[1:3])


def test_the_voters_go_down_and_lay_high_before():
    for seed in (7, 8, 9):
        run = measure_votes(0.1, seed=seed)
        before, died = run["highest"][0], fallen(run)
        for part in run["votes"], before:
            assert (part[died] > np.median(part[before > 0])).mean() > 0.75


def test_half_of_the_mean_tilts_the_cloud_far_less_and_all_of_it_hardly():
    for seed in (7, 8, 9):
        raw, half, centred = (measure_votes(0.1, name, seed) for name in IMAGES_LESS)
        assert tilt(raw) < 2.5 * tilt(half) < 2.5 * 2 * tilt(centred) < 0
        assert fallen(raw).sum() > 20 and not (fallen(half) | fallen(centred)).any()


def test_the_kick_and_the_weight_say_where_the_units_go():
    """In eight runs; least where the digit is read too often in few images of the batch."""
    alike = []
    for seed in range(8):
        run = measure_votes(0.1, seed=seed)
        alive = run["highest"][0] > 0
        moved = np.diff(run["highest"], axis=0)[0]
        alike.append(np.corrcoef(run["said"][alive], moved[alive])[0, 1])
    assert min(alike) > 0.75 and np.median(alike) > 0.95


def test_what_is_said_grows_with_the_rate_and_is_0_for_units_that_are_off():
    slow, fast = (measure_votes(lr, seed=7) for lr in (0.03, 0.06))
    assert np.allclose(2 * slow["said"], fast["said"])
    off = slow["highest"][0] <= 0
    assert off.any() and not slow["said"][off].any() and slow["said"][~off].any()


def test_at_a_rate_of_zero_nothing_moves():
    run = measure_votes(0.0, seed=7)
    assert np.array_equal(*run["highest"]) and not fallen(run).any()
    assert votes(0.0, seed=7).axes[0].get_title("left").endswith(": before the step")


@pytest.mark.parametrize("lr", [0.03, 0.1])
def test_it_draws_every_unit_and_says_what_died(lr, assert_numbers):
    run = measure_votes(lr, seed=7)
    before, after = run["highest"]
    died = fallen(run)
    (ax,) = votes(lr, seed=7).axes
    stems, *dots, _, line = ax.lines
    assert sum(len(some.get_xdata()) for some in dots) == 256
    assert np.array_equal(dots[1].get_ydata(), after[died])
    assert np.array_equal(stems.get_ydata()[::3], before[died])
    height = np.interp(0.3, line.get_xdata(), line.get_ydata())
    assert np.isclose(height, np.polyval(said_line(run), 0.3))
    ends = run["read"], 1348, run["digit"], died.sum()
    assert_numbers(ax.get_title("left"), *ends)
    weights = [np.median(run["votes"][some]) for some in (after > 0, died) if some.any()]
    said = describe_votes(lr, "raw", seed=7)
    values = run["read"], 1348, run["digit"], lr, died.sum(), 256, (before <= 0).sum()
    values += run["digit"], *weights, after.min(), after.max()
    (left, right), heights = line.get_xdata(), line.get_ydata()
    assert_numbers(said, *values, heights[0], left, heights[1], right)


def test_nearly_all_units_lie_within_the_figure():
    for seed in range(4):
        run = measure_votes(0.1, seed=seed)
        after = run["highest"][1]
        inside = (after > LOW) & (after < HIGH)
        assert (inside & (run["votes"] > LEFT) & (run["votes"] < RIGHT)).mean() > 0.97
