"""Chapter 1's two pixels: what networks without and with the bend can say of them."""

import numpy as np
import pytest

from nncourse.chapters.ch01_reading_digits import bend_figures as figures
from nncourse.chapters.ch01_reading_digits import bend_runs as runs
from nncourse.plots import CYCLE

SEED = 3


def test_one_sum_is_right_about_three_of_the_four_images():
    assert runs.most_by_one_sum() == 3


@pytest.mark.parametrize("units", [0, 4])
def test_without_the_bend_training_ends_at_one_half_everywhere(units):
    run = runs.measure_corners(units, False, SEED)
    assert run["learnt"] == 0
    assert np.allclose(run["corners"][-1], 0.5, atol=0.02)
    assert np.allclose(run["map"][-1], 0.5, atol=0.03)


def test_with_the_bend_two_units_suffice_and_more_find_it_more_often():
    learnt = [runs.measure_corners(units, True, SEED)["learnt"] for units in (2, 4, 8)]
    assert 0 < learnt[0] < learnt[1] < learnt[2] <= runs.STARTS


def test_the_map_is_the_networks_with_its_weights():
    run = runs.measure_corners(2, True, SEED)
    assert len(run["map"]) == len(runs.TAKEN)
    at_corner = [np.abs(runs.AROUND - ink).argmin() for ink in (0, 1)]
    assert runs.AROUND[at_corner] == pytest.approx([0, 1])
    for a, b, k in ((0, 0, 0), (1, 0, 1), (0, 1, 2), (1, 1, 3)):
        over = run["map"][-1][at_corner[b], at_corner[a]]
        assert over == pytest.approx(run["corners"][-1][k])
        says = np.maximum(0, [a, b] @ run["W"][-1] + run["b"][-1])
        assert (says.max() > 1) == (a != b)  # one speaks where one pixel has ink


@pytest.mark.parametrize("network", ["4 units without the bend", "2 units with the bend"])
def test_the_square_has_the_four_images_and_the_lines_where_units_begin(network):
    (ax,) = figures.bend(network, step=300, seed=SEED).axes
    dashed = [line for line in ax.lines if line.get_linestyle() == "--"]
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    colours = [CYCLE[4] if k in (1, 2) else CYCLE[0] for k in range(4)]
    assert [dot.get_color() for dot in dots] == colours
    run = runs.measure_corners(*runs.NETWORKS[network], seed=SEED)
    if "without" in network:
        assert not dashed and figures.EVERY_ONE in ax.get_title(loc="left")
    else:
        assert len(dashed) == 2 and "4 of 4 right" in ax.get_title(loc="left")
        for line, w, b in zip(dashed, run["W"][-1].T, run["b"][-1], strict=True):
            beyond = (line.get_xydata() @ w + b) / np.hypot(*w)
            assert np.allclose(beyond, figures.HAIR)


def test_an_arrow_points_to_where_its_unit_speaks():
    run = runs.measure_corners(2, True, SEED)
    (ax,) = figures.bend(step=300, seed=SEED).axes
    arrows = [note for note in ax.texts if getattr(note, "arrow_patch", None)]
    assert len(arrows) == 2
    for arrow, w, b in zip(arrows, run["W"][-1].T, run["b"][-1], strict=True):
        assert (np.array(arrow.xyann) @ w + b) / np.hypot(*w) == pytest.approx(figures.HAIR)
        assert np.array(arrow.xy) @ w + b > 0.1


def test_two_lines_on_each_other_are_drawn_apart():
    (ax,) = figures.bend(seed=SEED).axes
    first, second = (line.get_xydata() for line in ax.lines if line.get_linestyle() == "--")
    assert np.abs(first[:, None] - second).max(axis=2).min() > 0.02


def test_the_sixth_start_learns_less_than_the_best():
    best, sixth = (
        runs.measure_corners(2, True, SEED, start)["corners"][-1]
        for start in runs.AS_LEARNT
    )
    off = np.abs(np.subtract([best, sixth], runs.EXACTLY_ONE))
    assert off[0].max() < 0.1 and off[1].max() > 0.4


def test_a_network_that_is_undecided_about_an_image_is_not_right_about_it():
    assert figures.verdict(np.array([0.01, 0.98, 0.6, 0.7])) == "3 of 4 right"
    assert figures.verdict(np.array([0.5, 0.51, 1, 0])) == "2 of 4 right, 2 at half"
    assert figures.verdict(np.array([0.5, 0.51, 0.49, 0.5])) == figures.EVERY_ONE


def test_the_key_names_every_shade():
    (ax,) = figures.bend(seed=SEED).axes
    named = [text.get_text() for text in ax.get_legend().get_texts()]
    assert named == figures.KEY and len(named) == len(figures.BANDS) + 1


def test_the_sentence_says_the_four_probabilities(assert_numbers):
    run = runs.measure_corners(2, True, SEED, "the sixth")
    said = 2, 30, *run["corners"][3], 10, run["learnt"]
    sentence = figures.describe_bend("2 units with the bend", "the sixth", 30, SEED)
    assert_numbers(sentence, *said)
    assert "this is the sixth of them" in sentence
