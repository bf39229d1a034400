"""Unit by unit, the first steps push the largest inputs below zero, most in the second."""

import numpy as np
import pytest

from nncourse.chapters.ch05_dead_relu_units.largest_inputs import (
    FIRST,
    HIGH,
    LOW,
    describe_largest_inputs,
    largest_inputs,
)
from nncourse.chapters.ch05_dead_relu_units.runs import measure_training


@pytest.mark.parametrize("step", [1, 2])
def test_it_shows_every_units_largest_input_before_and_after(step, assert_numbers):
    run = measure_training(0.1, seed=7)
    before, after = np.sort(run["peak"][list(FIRST).index(step) - 1 :][:2], axis=1)
    dead = (after <= 0).sum()
    ax = largest_inputs(step, seed=7).axes[0]
    assert ax.get_title("left") == f"Step {step}: {dead} of 256 units dead"
    assert np.array_equal(ax.lines[0].get_ydata(), before)
    below, above = (part.get_paths()[0].vertices for part in ax.collections)
    assert below[:, 1].min() == after.min() and above[:, 1].max() == after.max()
    assert below[:, 0].max() == dead == above[:, 0].min() - 1
    ends = np.percentile(after, (10, 50, 90))
    said = describe_largest_inputs(step, seed=7)
    assert_numbers(said, 0.1, 0, 16, step, dead, 256, *ends)


def test_most_die_in_the_second_step_and_the_dead_stand_still():
    for seed in (7, 8):
        peak = measure_training(0.1, seed=seed)["peak"][:5]
        off = peak <= 0
        assert (off[1:] & ~off[:-1]).sum(axis=1).argmax() == 1
        assert np.array_equal(peak[3][off[2]], peak[2][off[2]])


def test_most_units_lie_within_the_figure():
    peak = measure_training(0.1)["peak"][: len(FIRST)]
    assert ((peak > LOW) & (peak < HIGH)).mean() > 0.9
