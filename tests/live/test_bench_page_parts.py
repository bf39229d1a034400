"""What the bench's page works out for itself: curves, axes, lines, numbers, the address."""

import numpy as np
import pytest

from tests.live.bench_node import in_node


def part(name, *given):
    [result] = in_node("bench_page.js", [[name, *given]])
    return result


def test_a_long_curve_stays_short_and_keeps_its_mean_and_its_place():
    values = np.random.default_rng(0).normal(size=25_600) + np.linspace(0, 9, 25_600)
    points = np.array(part("history", values.tolist()))
    assert 150 <= len(points) <= 400
    assert points[:, 1].mean() == pytest.approx(values.mean(), abs=0.1)
    nearest = np.interp(points[:, 0], np.arange(1, 25_601), np.linspace(0, 9, 25_600))
    assert np.abs(points[:, 1] - nearest).max() < 1
    assert (np.diff(points[:, 0]) > 0).all()


@pytest.mark.parametrize("steps", [399, 400, 401, 1001])
def test_a_long_curve_ends_at_the_last_step_and_leaves_no_value_out(steps):
    values = np.random.default_rng(0).normal(size=steps)
    points = np.array(part("history", values.tolist()))
    each = np.diff(points[:, 0], prepend=0)  # so many values are in each point
    assert points[-1, 0] == steps
    assert each @ points[:, 1] == pytest.approx(values.sum())


def test_a_step_that_is_told_again_is_no_second_point():
    assert part("history", [1.0, 2.0, 2.0, 3.0], [0, 7, 7, 8]) == [[0, 1], [7, 2], [8, 3]]


def test_a_loss_that_is_no_number_is_no_point():
    assert part("history", [1.0, None, 3.0]) == [[1, 1.0], [3, 3.0]]


def test_the_line_between_two_classes_is_where_both_are_equally_likely():
    """Going from 0.3 to 0.8 one meets 1/2 after 0.4 of the way."""
    row = [0.1, 0.3, 0.8, 0.9]
    pieces = np.array(part("boundary", row * 4, 4))
    assert len(pieces) == 3  # one in each row of squares
    assert pieces[:, [0, 2]] == pytest.approx(1.5 + 0.4)
    assert sorted(pieces[:, [1, 3]].ravel()) == [0.5, 1.5, 1.5, 2.5, 2.5, 3.5]
    assert part("boundary", [0.9] * 16, 4) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.302585, "2.30"),
        (0.0123456, "0.0123"),
        (123.4, "123"),
        (0, "0"),
        (9.96e-5, "1.0 × 10⁻⁴"),
        (-0.25, "−0.250"),
        (3.1e7, "3.1 × 10⁷"),
        (None, "–"),
    ],
)
def test_numbers_have_three_digits_or_a_power_of_ten(value, text):
    assert part("short", value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0"),
        (0.0001, "0.1"),
        (0.0044, "0.4"),
        (0.25, "25"),
        (0.985, "99"),
        (0.9956, "99.6"),
        (0.9999, "99.9"),
        (1, "100"),
    ],
)
def test_percents_are_whole_but_say_neither_none_nor_all_where_it_is_not_so(share, text):
    assert part("percent", share) == f"{text}\xa0%"


def test_ticks_are_round_and_inside():
    assert part("linear", 0, 2.5, 4) == [0, 1, 2]
    assert part("linear", -1, 1, 4) == [-1, -0.5, 0, 0.5, 1]
    assert part("logarithmic", -4, 0, 0.01) == pytest.approx(0.5)


def test_letters_at_the_ends_of_curves_do_not_lie_on_each_other():
    moved = part("apart", [50, 52, 10], 13, 0, 100)
    assert moved[2] == 10
    assert abs(moved[0] - moved[1]) >= 13
    low, high = sorted(part("apart", [99, 100], 13, 0, 100))
    assert high <= 100 and high - low >= 13


def test_an_address_comes_back_as_it_was():
    addresses = ["#data=digits", "#depth=3&b", "#depth=3&b.depth=4&look=dead"]
    addresses += ["#data=xor&look=std", "#data=xor&depth=3&look=std&layer=3&speed=10"]
    addresses += ["#data=xor&b.depth=4&layer=4", "#data=moons&layer=output&speed=60"]
    cases = [["again", hash_] for hash_ in addresses]
    assert in_node("bench_page.js", cases) == addresses


def test_a_headings_address_is_none_of_the_benchs():
    assert [part("isOurs", h) for h in ("", "#what-each-knob-is", "#b", "#depth=3")] == [
        False,
        False,
        True,
        True,
    ]
