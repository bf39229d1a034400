"""Every seed is a dot, on the side of the bounds where it was measured."""

import pytest
from bs4 import BeautifulSoup

from nncourse.claims import claims
from nncourse.claims.dots import dots
from tests.claims.conftest import OWN


def places(soup, tag, attribute):
    return [float(mark[attribute].removesuffix("%")) for mark in soup.select(tag)]


def drawn(claim):
    """Places in percent: seeds, the limit's seeds, left and right end of the bounds."""
    soup = BeautifulSoup(dots(claim), "html.parser")
    seeds = places(soup, "g[fill=currentColor] circle", "cx")
    limit = places(soup, "rect[height='7']", "x")
    band = soup.select_one("rect[width$='%']")
    left, width = (float(band[end].removesuffix("%")) for end in ("x", "width"))
    return seeds, limit, left, left + width


@pytest.mark.parametrize("claim", claims().values(), ids=list(claims()))
def test_seeds_lie_inside_the_bounds_and_those_of_the_limit_outside(claim):
    seeds, limit, left, right = drawn(claim)
    assert len(seeds) == 5
    assert len(limit) == 5 * bool(claim.beyond)
    assert all(left - 0.1 <= x <= right + 0.1 for x in seeds)
    assert not any(left + 0.1 < x < right - 0.1 for x in limit)


def test_digits_that_are_not_printed_move_no_dot(the_only_claim):
    claim = the_only_claim()
    picture = dots(claim)
    the_only_claim(own={k: [v + 1e-3 for v in some] for k, some in OWN.items()})
    assert dots(claim) == picture
    the_only_claim(own={k: [v + 0.1 for v in some] for k, some in OWN.items()})
    assert dots(claim) != picture


def test_equal_seeds_do_not_hide_each_other(the_only_claim):
    claim = the_only_claim(own=OWN | {"values": [3.1] * 5})
    soup = BeautifulSoup(dots(claim), "html.parser")
    assert len({mark["cy"] for mark in soup.select("circle")}) == 5


def test_who_cannot_see_the_dots_is_told_each(the_only_claim):
    claim = the_only_claim(
        own=OWN | {"other kernel": [2.5, 3.9, 3.0, 3.1, 3.2]}, chaotic=True
    )
    soup = BeautifulSoup(dots(claim), "html.parser")
    assert soup.svg["role"] == "img"
    assert soup.svg["aria-label"] == (
        "Seeds: 3.1%, 3.2%, 3.1%, 3.0%, 3.4%. "
        "By another BLAS kernel: 2.5%, 3.9%, 3.0%, 3.1%, 3.2%. "
        "Beyond: 7.3%, 7.3%, 7.3%, 7.3%, 7.4%."
    )


def test_who_cannot_see_the_dots_hears_no_letter_for_a_power_of_ten(the_only_claim):
    claim = the_only_claim(
        own={"values": [3e-2, 2e-7], "limit": [1.0, 1.0]}, digits=-1, bounds=(0, 1)
    )
    label = BeautifulSoup(dots(claim), "html.parser").svg["aria-label"]
    assert label.startswith("Seeds: 0.03%, 2 times 10 to the minus 7%.")


def test_every_dot_lies_between_the_strip_s_edges(the_only_claim):
    other = {"other kernel": [2.5, 3.9, 3.0, 3.1, 3.2]}
    claim = the_only_claim(own=OWN | other, chaotic=True)
    soup = BeautifulSoup(dots(claim), "html.parser")
    strip = float(soup.select_one("rect[width$='%']")["height"])
    rings = [float(mark["cy"]) for mark in soup.select("circle")]
    assert min(rings) - 4 >= 2 and max(rings) + 4 <= strip - 2
