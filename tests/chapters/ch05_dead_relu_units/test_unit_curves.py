"""The curves of the units in ReLU's place are those of the layers, and have their slope."""

import numpy as np
import pytest

from nncourse.chapters.ch05_dead_relu_units.unit_curves import (
    UNITS,
    describe_unit_curves,
    unit_curves,
)


@pytest.mark.parametrize("unit", UNITS)
def test_the_slope_drawn_is_that_of_the_output_drawn(unit, assert_numbers):
    left, right = unit_curves(unit).axes
    for output, slope in zip(left.lines, right.lines, strict=True):
        x, y = output.get_data()
        measured = np.diff(y) / np.diff(x)
        drawn = slope.get_ydata()
        middle = (drawn[:-1] + drawn[1:]) / 2
        smooth = np.abs(np.diff(drawn)) < 0.3  # not at a corner
        assert np.allclose(measured[smooth], middle[smooth], atol=1e-3)
    assert left.lines[1].get_label() == unit
    said = [(at, np.interp(at, x, y), np.interp(at, x, drawn)) for at in (-2, -0.5)]
    assert_numbers(describe_unit_curves(unit), *np.ravel(said), 0)
