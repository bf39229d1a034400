"""Two runs beside each other: their training loss, and the gauge that was chosen."""

import numpy as np
import pytest

from nncourse.chapters.ch08_dropout import two_runs
from nncourse.chapters.ch08_dropout.runs import measure_vital_signs

SEED = 7


@pytest.mark.parametrize("gauge", two_runs.GAUGES)
def test_the_gauge_is_drawn_for_both_runs_and_its_end_is_said(gauge, assert_numbers):
    runs = [measure_vital_signs(rate, seed=SEED) for rate in (0.0, 0.5)]
    signs = {
        "gradient": [run["gradient"][:, 0] for run in runs],
        "update ratio": [run["update"][:, 0] for run in runs],
        "unseen loss": [run["test_loss"] for run in runs],
    }[gauge]
    top, bottom = two_runs.two_runs(gauge, SEED).axes
    for line, run in zip(top.lines, runs, strict=True):
        assert np.array_equal(line.get_ydata(), run["loss"])
    for line, sign in zip(bottom.lines, signs, strict=True):
        assert np.array_equal(line.get_ydata(), sign)
    assert_numbers(bottom.get_title("left"), *(sign[-1] for sign in signs))
    ends = [(run["loss"][-1], sign[-1]) for run, sign in zip(runs, signs, strict=True)]
    assert_numbers(two_runs.describe_two_runs(gauge, SEED), *ends[0], 0.5, *ends[1])


def test_a_bad_gauge_is_named():
    with pytest.raises(ValueError, match="loudness"):
        two_runs.two_runs("loudness")
