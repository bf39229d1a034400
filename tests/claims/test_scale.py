"""The axis under a card's dots shows them all, the bounds that matter, and a few ticks."""

import pytest

from nncourse.claims import claims
from nncourse.claims.scale import scale_of
from nncourse.claims.store import measured


@pytest.mark.parametrize(
    "dots, bounds, ticks",
    [
        ([93, 94, 20], (75, 100), [20, 40, 60, 80, 100]),
        ([1.7, 6.0], (1.2, 100), [2, 4, 6]),
        ([4e-11, 2e-3], (0, 1e-6), [1e-10, 1e-8, 1e-6, 1e-4]),
        ([2.8, 119_000], (1.3, 5), [1, 100, 10_000]),
        ([0, 0], (0, 0), [-1, -0.5, 0, 0.5, 1]),
    ],
)
def test_ticks_are_few_and_round_and_an_axis_of_very_unlike_dots_is_one_of_powers(
    dots, bounds, ticks
):
    assert scale_of(dots, bounds).ticks() == pytest.approx(ticks)


def test_a_bound_so_far_away_that_all_dots_would_lie_in_a_corner_is_left_out():
    scale = scale_of([1.7, 6.0], (1.2, 100))
    assert scale.shows(1.2)
    assert not scale.shows(100)
    assert scale.percent(100) == 100
    assert scale.percent(6.0) > 90


@pytest.mark.parametrize("claim", claims().values(), ids=list(claims()))
def test_an_axis_shows_all_dots_a_bound_and_two_ticks(claim):
    dots = [dot for some in measured(claim.name).values() for dot in some]
    scale = scale_of(dots, claim.bounds)
    assert all(map(scale.shows, dots))
    assert any(map(scale.shows, claim.bounds))
    assert 2 <= len(scale.ticks()) <= 6
