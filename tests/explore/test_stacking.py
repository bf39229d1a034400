"""On a narrow page panels stand one below another, in the order in which one reads them."""

import re

import numpy as np
import pytest
from matplotlib.figure import Figure

from nncourse.explore import stacking
from nncourse.explore.stacking import name_title, panel_regions, stack
from nncourse.explore.svg import to_svg
from nncourse.explore.svg_readings import name_parts


def drawn(rows, cols, title=None):
    figure = Figure(figsize=(6.4, 3.2), layout="constrained")
    figure.subplots(rows, cols)
    for ax in figure.axes[:4]:  # more are small images
        ax.set(title="a title", ylabel="a label")
    if title:
        figure.suptitle(title)
    name_parts(figure)
    name_title(figure)
    figure.draw_without_rendering()
    return figure


def places(figure):
    """(left, right, top, bottom) of each region after its move, one row each."""
    regions, (moves, whole) = panel_regions(figure), stack(figure)
    number = re.compile(r"-?\d+\.?\d*")
    numbers = [map(float, number.findall(move)) for move in moves.values()]
    rows = [
        (
            x + scale * region.left,
            x + scale * (region.left + region.width),
            y + scale * region.top,
            y + scale * (region.top + region.height),
        )
        for (x, y, scale), region in zip(numbers, regions.values(), strict=True)
    ]
    return np.array(rows), whole


@pytest.mark.parametrize(("rows", "cols"), [(1, 2), (1, 3), (2, 2)])
def test_panels_stand_one_below_another_within_the_figures_width(rows, cols):
    figure = drawn(rows, cols)
    assert list(panel_regions(figure)) == [f"axes-{n}" for n in range(rows * cols)]
    at, whole = places(figure)
    assert np.allclose(at[1:, 2], at[:-1, 3], atol=2)
    assert at[:, 0].min() > -2 and at[:, 1].max() < 463
    assert np.allclose(at[:, 0] + at[:, 1], 461, atol=3)
    shape = re.search(r"--shape:(\d+)/(\d+)", whole)
    assert float(shape[2]) == pytest.approx(at[-1, 3], abs=2)


def test_a_panel_takes_all_that_it_drew_with_it():
    figure = drawn(1, 2)
    left, right = panel_regions(figure).values()
    assert left.left + left.width == right.left
    (first, second) = (ax.get_tightbbox().x0 * 0.72 for ax in figure.axes)
    assert 0 <= first < right.left < second
    assert figure.axes[0].get_tightbbox().x1 * 0.72 < right.left


def test_panels_that_stand_where_others_stood_are_measured_once(monkeypatch):
    monkeypatch.setattr(stacking, "_measured", {})
    first, again, other = drawn(1, 2), drawn(1, 2), drawn(1, 3)
    regions = panel_regions(first)
    monkeypatch.setattr(stacking, "_box_in_points", None)
    assert panel_regions(again) == regions
    with pytest.raises(TypeError):
        panel_regions(other)
    again.axes[0].set_title("a title that is longer than its panel")
    with pytest.raises(TypeError):
        panel_regions(again)


def test_the_title_of_a_figure_comes_first():
    regions = panel_regions(drawn(1, 2, title="of both"))
    assert list(regions) == ["title", "axes-0", "axes-1"]
    assert regions["axes-0"].top == regions["title"].height


@pytest.mark.parametrize(("rows", "cols"), [(1, 1), (2, 1), (2, 8)])
def test_one_column_and_a_grid_of_small_images_stay_whole(rows, cols):
    assert panel_regions(drawn(rows, cols)) == {}


def test_axes_without_a_place_in_the_grid_keep_the_figure_whole():
    figure = drawn(1, 2)
    figure.add_axes((0.1, 0.1, 0.2, 0.2))
    assert panel_regions(figure) == {}


def test_each_move_stands_in_the_svg_and_a_whole_figure_has_none():
    svg = to_svg(drawn(1, 2), "salt", "")
    assert svg.count('class="explore-panel" style="--move:translate(') == 2
    assert "--shape:" in svg
    svg = to_svg(drawn(1, 1), "salt", "")
    assert "explore-panel" not in svg and "--shape" not in svg


def test_letters_of_a_wide_figure_grow_more_than_those_of_a_stack():
    def least(svg):
        return float(re.search(r"--narrow-font:([\d.]+)px", svg)[1])

    stacked, whole = (least(to_svg(drawn(1, cols), "salt", "")) for cols in (2, 1))
    assert 9.5 < stacked < 11 < 16 < whole < 18
