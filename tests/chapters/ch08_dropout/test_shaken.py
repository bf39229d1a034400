"""The leads of the same labels under masks, and the units' parts of them."""

import copy

import numpy as np
import pytest

from nncourse.chapters.ch08_dropout.runs import measure_dropout, training_set
from nncourse.chapters.ch08_dropout.shaken_runs import (
    agreements,
    leads,
    learnt_by_both,
    measure_shaken,
    parts_of_leads,
)

SEED = 7


def test_a_lead_is_above_zero_where_the_network_repeats_the_label():
    run = measure_shaken(0.5, seed=SEED)
    _, _, wrong, *_ = training_set("500, a fifth wrong", SEED)
    trained = measure_dropout(0.5, seed=SEED)
    assert np.array_equal(run["wrong"], wrong)
    assert (run["lead"] > 0).mean() == trained["train_accuracy"][-1]
    assert (run["lead"][wrong] > 0).mean() == trained["memorised"]


def learnt_and_surviving(rate, kind, n_steps=600, seed=SEED):
    run = measure_shaken(rate, n_steps, seed)
    of_kind = run["wrong"] == (kind == "wrong")
    learnt = of_kind & (run["lead"] > 0)
    return learnt.sum() / of_kind.sum(), run["survives"][learnt].mean()


def test_masks_spare_the_right_labels_of_a_network_that_was_trained_with_them():
    none, half = (learnt_and_surviving(rate, "right") for rate in (0.0, 0.5))
    assert half[1] > none[1] + 0.2
    none, half = (learnt_and_surviving(rate, "wrong") for rate in (0.0, 0.5))
    assert half[0] < none[0] - 0.2


def test_a_learnt_wrong_label_survives_more_often_if_it_was_learnt_under_masks():
    for n_steps in (600, 3000):
        none, half = (learnt_and_surviving(rate, "wrong", n_steps) for rate in (0.0, 0.5))
        assert half[1] > none[1] + 0.08


def test_a_lead_is_over_the_strongest_rival_even_if_every_logit_is_negative():
    logits = np.array([[-3.0, -1.0, -2.5], [4.0, 1.0, 2.0]])
    assert leads(logits, np.array([1, 2])).tolist() == [1.5, -2.0]


def test_the_parts_add_up_to_the_lead_but_for_the_bias():
    x, labels, *_ = training_set("500, a fifth wrong", SEED)
    net = copy.deepcopy(measure_dropout(0.5, seed=SEED)["net"])
    rows, logits = np.arange(len(labels)), net.forward(x)
    others = logits.copy()
    others[rows, labels] = -np.inf
    bias = net.layers[-1].b
    expected = leads(logits, labels) - (bias[labels] - bias[others.argmax(axis=1)])
    assert np.allclose(parts_of_leads(0.5, seed=SEED).sum(axis=1), expected)


def test_units_agree_the_more_the_higher_the_rate_and_never_wholly():
    _, _, wrong, *_ = training_set("500, a fifth wrong", SEED)
    rates = 0.0, 0.2, 0.5, 0.7
    agree = [agreements(rate, seed=SEED)[~wrong].mean() for rate in rates]
    assert agree == sorted(agree)
    assert 0 < agree[0] < agree[2] / 2 and agree[3] < 1
    assert all(np.abs(agreements(rate, seed=SEED)).max() <= 1 for rate in rates)


@pytest.mark.parametrize("kind", ["right", "wrong"])
def test_labels_that_both_learnt_are_of_one_kind_and_lead_in_both(kind):
    both = learnt_by_both(kind, seed=SEED)
    for rate in (0.0, 0.5):
        run = measure_shaken(rate, seed=SEED)
        assert (run["lead"][both] > 0).all()
        assert (run["wrong"][both] == (kind == "wrong")).all()
    assert both.sum() > 5


def test_the_same_labels_are_held_by_more_units_if_learnt_under_masks():
    for kind, n_steps in (("right", 600), ("wrong", 600), ("wrong", 3000)):
        both = learnt_by_both(kind, n_steps, SEED)
        none, half = (
            np.mean(
                [
                    agreements(rate, n_steps, SEED)[both],
                    measure_shaken(rate, n_steps, SEED)["survives"][both],
                ],
                axis=1,
            )
            for rate in (0.0, 0.5)
        )
        assert half[0] > none[0] and half[1] > none[1] + 0.05
