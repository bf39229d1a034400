"""On a phone, where letters grow, a y axis's label moves out of the way of its numbers."""

import re

import pytest
from matplotlib.figure import Figure

from nncourse.explore.svg import to_svg


def svg(cols=1, ylabel="accuracy, %", top=100.0, width=6.4):
    figure = Figure(figsize=(width, 3.2), layout="constrained")
    for axes in figure.subplots(1, cols, squeeze=False).flat:
        axes.set(ylabel=ylabel, ylim=(0, top))
    return to_svg(figure, "salt", "")


def out(text):
    return -float(re.search(r'class="explore-y-label" style="--out:(-\d+)px"', text)[1])


def room(text):
    return float((re.search(r"--room:(\d+)px", text) or [0, 0])[1])


def test_a_label_moves_out_by_what_its_numbers_grow():
    short, long = out(svg(top=9)), out(svg(top=20_000))
    assert 0 < short < out(svg()) < long
    assert f"--room:{long:.0f}px" in svg(top=20_000)


@pytest.mark.parametrize("kind", [{"ylabel": ""}, {"cols": 2}])
def test_nothing_moves_without_a_label_or_where_panels_stack(kind):
    assert "explore-y-label" not in svg(**kind)


@pytest.mark.parametrize("kind", [{"cols": 1}, {"cols": 2, "width": 14}])
def test_numbers_without_a_label_are_left_room_to_grow(kind):
    """In a stack too, unless its panels are narrower than the page."""
    rooms = [room(svg(ylabel="", top=top, **kind)) for top in (9, 100, 20_000)]
    assert rooms == sorted(set(rooms))
    assert room(svg(cols=2, ylabel="", top=20_000)) == 0


def test_a_drawing_without_axes_needs_no_room():
    figure = Figure(layout="constrained")
    figure.subplots().axis("off")
    assert room(to_svg(figure, "salt", "")) == 0


def test_a_label_on_the_right_stays():
    figure = Figure()
    axes = figure.subplots()
    axes.set_ylabel("accuracy, %")
    axes.yaxis.set_label_position("right")
    assert "explore-y-label" not in to_svg(figure, "salt", "")
