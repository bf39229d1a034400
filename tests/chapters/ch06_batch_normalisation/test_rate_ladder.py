"""The rates are stored as they are measured; the figure marks the highest usable ones."""

import numpy as np
import pytest

from nncourse.chapters.ch06_batch_normalisation import rate_ladder_figures as figures
from nncourse.chapters.ch06_batch_normalisation.rate_ladder_measured import (
    DEPTHS,
    RATES,
    measure_rung,
    rate_ladder,
)
from nncourse.claims.store import measured

ENDS = {1: (1.6, 3.2), 4: (0.8, 3.2), 8: (0.2, 3.2), 10: (0.1, 3.2)}


@pytest.mark.parametrize(
    ("depth", "batch_norm", "at"), [(8, True, 8), (8, False, 4), (1, False, 3)]
)
def test_a_run_is_stored_as_it_is_measured_today(depth, batch_norm, at):
    stored = rate_ladder()[depth, batch_norm][1][at]
    assert measure_rung(depth, batch_norm, RATES[at], seed=1) == pytest.approx(
        stored, abs=3
    )


def test_the_deeper_the_lower_the_bare_networks_highest_rate_and_not_the_other():
    for depth in DEPTHS:
        ends = [figures.highest_usable(depth, kind) for kind in (False, True)]
        assert ends == pytest.approx(ENDS[depth])


def test_the_claims_runs_are_among_them():
    highest = [
        [RATES[np.flatnonzero(np.array(row) >= 60)[-1]] for row in rate_ladder()[8, kind]]
        for kind in (False, True)
    ]
    times = sorted(b / a for a, b in zip(*highest, strict=True))
    assert times == pytest.approx(sorted(measured("bn-larger-rates")["values"]))


@pytest.mark.parametrize("depth", DEPTHS)
def test_the_figure_shows_medians_and_marks_where_each_ends(depth, assert_numbers):
    (ax,) = figures.ladder(depth).axes
    bare, normed = ENDS[depth]
    said = depth, 5, 300, 0.6, bare, normed, normed / bare
    assert_numbers(figures.describe_ladder(depth), *said)
    assert_numbers(ax.get_title("left"), depth, normed / bare)
    curves = [line for line in ax.lines if line.get_marker() == "o"]
    marks = [line.get_xdata()[0] for line in ax.lines if len(line.get_xdata()) == 2][1:]
    assert marks == pytest.approx([bare, normed])
    for curve, kind in zip(curves, (False, True), strict=True):
        assert np.allclose(curve.get_ydata(), np.median(rate_ladder()[depth, kind], axis=0))
