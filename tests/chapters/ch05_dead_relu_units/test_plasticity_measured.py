"""What is drawn anew, and what sixty tasks then cost, is stored as it is measured."""

import numpy as np
import pytest

from nncourse.chapters.ch05_dead_relu_units import plasticity_runs
from nncourse.chapters.ch05_dead_relu_units.plasticity_measured import (
    COMPARED,
    SEEDS,
    lost_points,
    measure_lost,
)
from nncourse.chapters.ch05_dead_relu_units.plasticity_runs import (
    LEAKY_DRAWN_ANEW,
    OTHERS,
    measure_plasticity,
)


@pytest.mark.parametrize("cure", [LEAKY_DRAWN_ANEW, OTHERS[1]])
def test_a_run_is_stored_as_it_is_measured_today(cure):
    assert measure_lost(cure, 1) == pytest.approx(lost_points()[cure][1], abs=3)


def test_fresh_weights_end_the_loss_whichever_units_get_them():
    lost = lost_points()
    assert list(lost) == list(COMPARED) and {len(row) for row in lost.values()} == {10}
    assert len(SEEDS) == 10
    for row in list(lost.values())[:2]:
        assert min(row) > 6
    for row in list(lost.values())[2:]:
        assert max(row) < 5 and abs(np.mean(row)) < 2.5


@pytest.mark.parametrize("cure", [LEAKY_DRAWN_ANEW, OTHERS[1]])
def test_those_below_zero_are_drawn_anew_or_as_many_others(cure, monkeypatch):
    drawn = []
    draw = plasticity_runs._draw_anew
    monkeypatch.setattr(
        plasticity_runs,
        "_draw_anew",
        lambda net, i, units, rng: (
            drawn.append((units, (net.activations[i + 2] <= 0).all(axis=0))),
            draw(net, i, units, rng),
        ),
    )
    run = measure_plasticity(cure, tasks=8, seed=123)
    shares = np.reshape([units.mean() for units, _ in drawn], (-1, 2)).mean(axis=1)
    assert np.allclose(shares, run["off"])
    assert sum(units.sum() for units, _ in drawn) > 5
    for units, below in drawn:
        assert units.sum() == below.sum()
        assert not (units & below).any() if cure in OTHERS else (units == below).all()
