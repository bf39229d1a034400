"""The leads of the same labels under masks, measured and drawn."""

import copy

import numpy as np
import pytest

from nncourse.chapters.ch08_dropout import shaken_figures
from nncourse.chapters.ch08_dropout.runs import measure_dropout, training_set
from nncourse.chapters.ch08_dropout.shaken_runs import (
    agreement,
    leads,
    measure_shaken,
    shares,
)

SEED = 7


def test_a_lead_is_above_zero_where_the_network_repeats_the_label():
    run = measure_shaken(0.5, seed=SEED)
    _, _, wrong, *_ = training_set("500, a fifth wrong", SEED)
    trained = measure_dropout(0.5, seed=SEED)
    assert np.array_equal(run["wrong"], wrong)
    assert (run["lead"] > 0).mean() == trained["train_accuracy"][-1]
    assert (run["lead"][wrong] > 0).mean() == trained["memorised"]


def test_the_noise_is_that_of_the_formula_where_one_rival_stays_the_strongest():
    run = measure_shaken(0.5, seed=SEED)
    x, labels, *_ = training_set("500, a fifth wrong", SEED)
    net = copy.deepcopy(measure_dropout(0.5, seed=SEED)["net"])
    logits = net.forward(x)
    hidden, W, rows = net.activations[-2], net.layers[-1].W, np.arange(500)
    others = logits.copy()
    others[rows, labels] = -np.inf
    gaps = (W[:, labels] - W[:, others.argmax(axis=1)]).T * hidden
    noise = np.sqrt((gaps**2).sum(axis=1))  # r / (1 - r) is 1
    sure = run["survives"] == 1
    assert sure.sum() > 50
    assert run["noise"][sure].mean() == pytest.approx(noise[sure].mean(), rel=0.15)


def test_masks_spare_the_right_labels_of_a_network_that_was_trained_with_them():
    seeds = SEED, SEED + 1
    none, half = (shares(rate, seeds=seeds) for rate in (0.0, 0.5))
    assert half["right"][1] > none["right"][1] + 20
    assert half["wrong"][0] < none["wrong"][0] - 20


def test_a_learnt_wrong_label_survives_more_often_if_it_was_learnt_under_masks():
    for n_steps in (600, 3000):
        (_, none), (_, half) = (
            shares(rate, n_steps, seeds=[SEED])["wrong"] for rate in (0.0, 0.5)
        )
        assert half > none + 8


@pytest.mark.parametrize("step", shaken_figures.STEPS_SHOWN)
def test_both_panels_hold_the_same_labels_of_either_kind(step, assert_numbers):
    figure = shaken_figures.shaken(0.5, step)
    for ax, rate in zip(figure.axes, (0.0, 0.5), strict=True):
        run, kept = measure_shaken(rate, step), shares(rate, step)
        right, wrong, line, _ = ax.lines
        for dots, of_kind in ((right, ~run["wrong"]), (wrong, run["wrong"])):
            assert len(dots.get_xdata()) == 40 <= run["wrong"].sum()
            assert np.array_equal(dots.get_xdata(), run["lead"][of_kind][:40])
            assert np.array_equal(dots.get_ydata(), run["noise"][of_kind][:40])
            (low, high), (_, top) = ax.get_xlim(), ax.get_ylim()
            assert low < dots.get_xdata().min() and dots.get_xdata().max() < high
            assert dots.get_ydata().max() < top
        assert np.array_equal(line.get_xdata(), line.get_ydata())
        for dots, kind in ((right, "right"), (wrong, "wrong")):
            assert_numbers(dots.get_label(), *kept[kind])
            assert dots.get_label().startswith(kind)


def test_the_sentence_says_what_survives(assert_numbers):
    said = []
    for rate, words in ((0.0, ()), (0.5, (0.5,))):
        learnt, survive = np.transpose([*shares(rate).values()]) / 100
        said += [*words, 600, *learnt, 0.5, *survive]
    assert_numbers(shaken_figures.describe_shaken(0.5, 600), *said)


def test_the_axes_stay_from_one_setting_to_the_next():
    ends = {
        (*ax.get_xlim(), *ax.get_ylim())
        for step in shaken_figures.STEPS_SHOWN
        for ax in shaken_figures.shaken(0.2, step).axes
    }
    assert len(ends) == 1


def test_a_lead_is_over_the_strongest_rival_even_if_every_logit_is_negative():
    logits = np.array([[-3.0, -1.0, -2.5], [4.0, 1.0, 2.0]])
    assert leads(logits, np.array([1, 2])).tolist() == [1.5, -2.0]


def test_units_agree_the_more_the_higher_the_rate_and_never_wholly():
    shares_left = [agreement(rate, SEED) for rate in (0.0, 0.2, 0.5, 0.7)]
    assert shares_left == sorted(shares_left)
    assert 0 < shares_left[0] < shares_left[2] / 2 and shares_left[3] < 1
