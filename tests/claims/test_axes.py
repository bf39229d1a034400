"""Along its axes a claim is measured at each value once, and never again at its own."""

import pytest

from nncourse.claims.axes import axis_ranges, in_words, other_points, points
from nncourse.optim import SGD
from tests.claims.example import example, last


def test_the_points_of_an_axis_rise_and_know_on_which_side_they_are():
    claim = example(vary={"width": [10, 4]}, outside={"width": [20, 2]})
    assert [(p.axis, p.value, p.inside) for p in points(claim)] == [
        ("width", 2, False),
        ("width", 4, True),
        ("width", 8, True),
        ("width", 10, True),
        ("width", 20, False),
    ]


def test_values_that_are_no_numbers_stay_in_order_with_what_lies_outside_last():
    claim = example(vary={"by": [sum, None]}, outside={"by": [last]})
    assert [p.value for p in points(claim)] == [sum, None, last]


def test_an_axis_with_nothing_inside_has_the_claims_own_value():
    claim = example(vary={}, outside={"rate": [0.01]})
    assert [(p.value, p.inside) for p in points(claim)] == [(0.01, False), (0.1, True)]


def test_only_what_differs_from_the_claims_own_settings_is_left_to_measure():
    claim = example(vary={"width": [4, 8.0, 10], "rate": [0.1, 0.2]}, outside={})
    assert [(p.axis, p.value) for p in other_points(claim)] == [
        ("width", 4),
        ("width", 10),
        ("rate", 0.2),
    ]


def test_a_range_tells_where_the_verdict_is_claimed_and_nothing_beyond():
    claim = example(vary={"width": [10, 4], "by": [None, sum]}, outside={"width": [20]})
    assert list(axis_ranges(claim)) == [("width", "4 to 10"), ("by", "None / sum")]


@pytest.mark.parametrize(
    "value, text",
    [
        (0.1, "0.1"),
        (2000.0, "2000"),
        (1e-05, "1e-05"),
        (True, "True"),
        (None, "None"),
        ("he", "he"),
        (("xavier", 0.5), "xavier, 0.5"),
        (SGD, "SGD"),
        (last, "last"),
    ],
)
def test_a_value_is_told_in_words(value, text):
    assert in_words(value) == text
