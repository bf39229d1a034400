"""The parts of one label's lead are those of the run, and half of them go with a mask."""

import numpy as np
import pytest

from nncourse.chapters.ch08_dropout import parts_figures
from nncourse.chapters.ch08_dropout.shaken_runs import (
    agreements,
    measure_shaken,
    parts_of_leads,
)

SEED = 7


@pytest.mark.parametrize("label", parts_figures.KINDS)
def test_the_bars_are_the_parts_and_the_title_adds_them_up(label, assert_numbers):
    figure = parts_figures.parts(label, "none", SEED)
    row = parts_figures.typical(label, SEED)
    for ax, rate in zip(figure.axes, (0.0, 0.5), strict=True):
        its = parts_of_leads(rate, seed=SEED)[row]
        heights = [bar for line in ax.lines[:3] for bar in line.get_ydata()[1::3]]
        assert sorted(heights) == pytest.approx(sorted(its[its != 0]))
        more, less = its[its > 0].sum(), -its[its < 0].sum()
        trained = (rate,) if rate else ()
        total = more.round(2) - less.round(2)
        assert_numbers(ax.get_title("left"), *trained, more, less, total)
        agree = agreements(rate, seed=SEED)[row]
        survives = measure_shaken(rate, seed=SEED)["survives"][row]
        assert_numbers(ax.texts[0].get_text(), agree, 100 * survives, 100)
        low, high = ax.get_ylim()
        assert low < its.min() and its.max() < high


@pytest.mark.parametrize("rate", [0.0, 0.5])
def test_either_half_of_the_units_counts_double_and_both_have_the_lead_for_mean(rate):
    choices = rate, "wrong"
    whole, halves = parts_figures.sorted_parts(*choices, "none", SEED)[0].sum(), []
    for mask in parts_figures.MASKS[1:]:
        its, on = parts_figures.sorted_parts(*choices, mask, SEED)
        halves.append(2 * its[on].sum())
    assert np.mean(halves) == pytest.approx(whole)
    noise = np.sqrt((its**2).sum())
    assert abs(halves[0] - whole) / noise == pytest.approx(1, abs=0.5)


@pytest.mark.parametrize("mask", parts_figures.MASKS)
@pytest.mark.parametrize("label", parts_figures.KINDS)
def test_a_title_is_a_sum_that_is_right_as_it_is_written(label, mask):
    for ax in parts_figures.parts(label, mask).axes:
        terms, total = ax.get_title("left").split(": ")[1].replace("−", "-").split(" = ")
        terms = terms.replace("×", "*").replace(" - ", " + -")
        assert eval(terms) == pytest.approx(float(total), abs=1e-9)


def test_a_mask_keeps_half_of_the_units():
    assert parts_figures.usual_mask(SEED).mean() == 0.5


def test_dropped_units_are_grey(assert_numbers):
    figure = parts_figures.parts("right", "one half", SEED)
    for ax, rate in zip(figure.axes, (0.0, 0.5), strict=True):
        its, on = parts_figures.sorted_parts(rate, "right", "one half", SEED)
        assert ax.lines[0].get_ydata()[1::3] == pytest.approx(its[~on])
        more, less = its[on & (its > 0)].sum(), -its[on & (its < 0)].sum()
        said = ax.get_title("left").split(": ")[1].replace("−", "")
        total = 2 * abs(more.round(2) - less.round(2))
        assert_numbers(said, 2, more, less, total)


def test_the_sentence_says_both_sums(assert_numbers):
    said = []
    for rate in (0.0, 0.5):
        its = parts_of_leads(rate, seed=SEED)[parts_figures.typical("wrong", SEED)]
        more, less = its[its > 0].sum(), -its[its < 0].sum()
        said += [rate] * (rate > 0) + [more, less, more.round(2) - less.round(2)]
        said += [agreements(rate, seed=SEED)[parts_figures.typical("wrong", SEED)]]
        said += [parts_figures.held(rate, "wrong", SEED)[1], 100]
    assert_numbers(parts_figures.describe_parts("wrong", "none", SEED), *said)


def test_another_kind_of_label_is_refused():
    with pytest.raises(ValueError, match="label must be one of"):
        parts_figures.typical("either")
