"""The parts of one label's lead are those of the run, and its dots the masks of the run."""

import numpy as np
import pytest

from nncourse.chapters.ch08_dropout import parts_figures
from nncourse.chapters.ch08_dropout.shaken_runs import agreements, measure_shaken

SEED = 1
RATES = 0.0, 0.5


def said_as_a_sum(text):
    """The terms and the total that a title writes out."""
    terms, total = text.split(": ")[-1].replace("−", "-").split(" = ")
    more, less, bias = terms.replace("- ", "-").replace("+ ", "").split()
    return [float(more), float(less), float(bias)], float(total)


@pytest.mark.parametrize("label", parts_figures.LABELS)
def test_the_bars_are_the_parts_and_the_title_adds_them_up_to_the_lead(label):
    figure = parts_figures.parts(label, SEED)
    row, n_steps = parts_figures.typical(label, SEED), parts_figures.LABELS[label][1]
    for ax, rate in zip(figure.axes[:2], RATES, strict=True):
        run = measure_shaken(rate, n_steps, SEED)
        its = run["parts"][row]
        heights = [bar for line in ax.lines[:2] for bar in line.get_ydata()[1::3]]
        assert sorted(heights) == pytest.approx(sorted(its[its != 0]))
        terms, total = said_as_a_sum(ax.get_title("left"))
        assert terms[:2] == pytest.approx(
            [its[its > 0].sum(), its[its < 0].sum()], abs=0.01
        )
        assert sum(terms) == pytest.approx(total)
        assert total == pytest.approx(run["lead"][row], abs=0.02)
        low, high = ax.get_ylim()
        assert low < its.min() and its.max() < high


def test_a_panel_says_how_many_units_are_on_and_how_far_they_agree(assert_numbers):
    label = "wrong, 600 steps"
    figure, row = parts_figures.parts(label, SEED), parts_figures.typical(label, SEED)
    for ax, rate in zip(figure.axes[:2], RATES, strict=True):
        on = np.count_nonzero(measure_shaken(rate, seed=SEED)["parts"][row])
        assert_numbers(ax.texts[0].get_text(), on, agreements(rate, seed=SEED)[row])


@pytest.mark.parametrize("label", parts_figures.LABELS)
def test_a_dot_is_a_mask_and_those_above_zero_are_counted(label, assert_numbers):
    strips = parts_figures.parts(label, SEED).axes[2]
    row, n_steps = parts_figures.typical(label, SEED), parts_figures.LABELS[label][1]
    lines = [line for line in strips.lines if line.get_solid_capstyle() == "round"]
    dots = [line.get_xdata()[::3] for line in lines]
    survived = []
    for k, rate in enumerate(RATES):
        masked = measure_shaken(rate, n_steps, SEED)["masked"][row]
        above, below = dots[2 * k : 2 * k + 2]
        assert above.min() > 0 >= below.max()
        assert sorted([*above, *below]) == pytest.approx(sorted(masked))
        survived.append(len(above))
    assert_numbers(strips.get_title("left"), *survived, 100)


@pytest.mark.parametrize("rate", RATES)
def test_masks_move_the_sum_of_the_parts_by_the_swing(rate):
    its = parts_figures.one_label(rate, "wrong, 600 steps", SEED)
    masks = 2 * (np.random.default_rng(0).random((20_000, len(its["parts"]))) < 0.5)
    assert (masks @ its["parts"]).std() == pytest.approx(its["swing"], rel=0.03)


def test_the_sentence_says_what_the_figure_shows():
    label = "wrong, 3000 steps"
    said = parts_figures.describe_parts(label, SEED)
    for ax, rate in zip(parts_figures.parts(label, SEED).axes[:2], RATES, strict=True):
        assert f"the lead is {ax.get_title('left').split(': ')[1]};" in said
        its = parts_figures.one_label(rate, label, SEED)
        assert (
            f"moves it by {its['swing']:.2f}, and it survives {its['survives']:.0f}" in said
        )


def test_another_kind_of_label_is_refused():
    with pytest.raises(ValueError, match="label must be one of"):
        parts_figures.typical("either")
