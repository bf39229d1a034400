"""Clipping's limits are stored as they are measured, and show what the chapter says."""

import pytest

from nncourse.chapters.ch04_exploding_gradients.clip_limit_measured import (
    clip_limits,
    measure_limit,
    measure_uncut,
    read_uncut,
)


@pytest.mark.parametrize(("rate", "limit"), [(0.03, 1.0), (0.01, 3.0)])
def test_a_run_is_stored_as_it_is_measured_today(rate, limit):
    assert measure_limit(rate, limit, seed=1) == pytest.approx(
        clip_limits()[rate, limit][1], abs=2
    )


def test_an_uncut_run_is_stored_as_it_is_measured_today():
    name = "rate rising to 0.0003"
    assert measure_uncut(name, seed=1) == pytest.approx(read_uncut()[name][1], abs=2)


def test_where_every_step_is_cut_only_rate_times_limit_counts():
    assert clip_limits()[0.03, 1.0] == pytest.approx(clip_limits()[0.01, 3.0], abs=2)
    assert sum(read < 50 for read in clip_limits()[0.03, 3.0]) == 2
    assert max(clip_limits()[0.03, 10.0]) < 20
    assert sorted(clip_limits()[0.01, 10.0])[1] > 85
