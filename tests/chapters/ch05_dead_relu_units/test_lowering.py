"""Who comes back after the rate is lowered: the figure shows its runs, layer by layer."""

import numpy as np
import pytest

from nncourse.chapters.ch05_dead_relu_units import lowering
from nncourse.chapters.ch05_dead_relu_units.runs import measure_lowering


@pytest.mark.parametrize("divisor", [1, 10])
def test_lowering_draws_each_run_and_says_the_means(divisor, assert_numbers, monkeypatch):
    monkeypatch.setattr(lowering, "NETS", [7, 8])
    runs = [measure_lowering(0.08, divisor, seed) for seed in (7, 8)]
    second = [100 * run["revived"][1][3:] for run in runs]
    mean = np.mean(second, axis=0)
    assert second[0][0] == 0 < mean[-1]
    ends = min(line[-1] for line in second), max(line[-1] for line in second)
    said = [value / 100 for value in (0, mean[-1], *ends)]
    sentence = lowering.describe_lowering(divisor)
    assert_numbers(sentence, 200, 0.08, divisor, *said[:2], 2, *said[2:])
    (ax,) = lowering.lowering(divisor).axes
    assert_numbers(ax.get_title("left"), mean[-1], 0)
    lines = {line.get_label(): line for line in ax.lines}
    assert lines["second layer"].get_ydata() == pytest.approx(mean)
    assert lines["second layer"].get_xdata()[[0, -1]].tolist() == [0, 200]
    assert (lines["first layer"].get_ydata() == 0).all()
    drawn = [tuple(line.get_ydata()) for line in ax.lines]
    assert all(tuple(run) in drawn for run in second)
