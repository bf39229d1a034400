"""Which sharp starts diverge is stored as it is measured."""

import pytest

from nncourse.chapters.ch07_learning_rate.lost_starts_measured import (
    FIRST,
    MEASURED,
    _name,
    measure_lost,
    measure_sharpness,
    median_sharpness,
    starts_lost,
)
from nncourse.chapters.stored_runs import stored


@pytest.mark.parametrize("way", [(2.0, 10, None), (2.0, 0, FIRST[0])])
def test_the_starts_lost_are_stored_as_they_are_measured_today(way):
    some = range(20)
    known = set(stored(MEASURED)[_name(*way)]) & set(some)
    assert len(known ^ set(measure_lost(*way, some))) <= 1  # on the edge rounding decides
    assert starts_lost(*way) >= len(known) > 2


def test_the_sharpness_is_stored_as_it_is_measured_today():
    rows = stored(MEASURED)[f"sharpness after {FIRST[1]}"]
    assert measure_sharpness(FIRST[1], range(2)) == pytest.approx(rows[:2], rel=0.02)
    assert min(rows) < median_sharpness(FIRST[1]) < max(rows)
