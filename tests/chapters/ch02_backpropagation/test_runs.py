"""Chapter 2's runs: slopes are slopes, products are counted, faults are faults."""

import numpy as np
import pytest

from nncourse.chapters.ch02_backpropagation import runs
from nncourse.chapters.ch02_backpropagation.planted_faults import (
    FAULTS,
    OnlyForLess,
    OnlyForMore,
    SlopeOfOutput,
    network_with_fault,
)
from nncourse.gradcheck import TOLERANCE
from nncourse.layers import ReLU

SEED = 3


@pytest.mark.parametrize("weight", runs.WEIGHTS)
def test_slope_touches_the_curve(weight):
    run = runs.measure_tangent(weight, epochs=1, seed=SEED)
    losses, middle = run["losses"], len(runs.DISTANCES) // 2
    measured = (losses[middle + 1] - losses[middle - 1]) / (2 * runs.DISTANCES[middle + 1])
    assert losses[middle] == pytest.approx(run["loss"])
    assert run["slope"] == pytest.approx(measured, abs=0.05)


def test_moving_a_weight_leaves_the_network_as_it_was():
    before = {k: v.copy() for k, v in runs.trained_network(1, SEED).params.items()}
    runs.measure_tangent.__wrapped__(epochs=1, seed=SEED)
    after = runs.trained_network(1, SEED).params
    assert all(np.array_equal(before[k], after[k]) for k in before)


def test_gradient_on_logits_is_p_minus_one_at_the_label():
    run = runs.measure_image_gradients(digit=4, epochs=1, seed=SEED)
    assert np.allclose(run["logits"], run["p"] - (np.arange(10) == 4))
    assert run["loss"] == pytest.approx(-np.log(run["p"][4]))


def test_products_counted_by_hand():
    counts = runs.count_products([3, 4, 2])
    assert counts == {
        "forward": 3 * 4 + 4 * 2,
        "backward": 3 * 4 + 2 * 4 * 2,
        "differences": 2 * (12 + 4 + 8 + 2) * 20,
        "parameters": 26,
    }


@pytest.mark.parametrize("fault", FAULTS)
def test_the_check_finds_every_planted_fault_and_no_other(fault):
    errors = runs.measure_fault(fault, epochs=1, seed=SEED)["errors"]
    assert (max(errors.values()) > TOLERANCE) == (fault != "none")
    assert errors["d0.b"] < TOLERANCE  # below batch normalisation its gradient is 0


def test_without_batch_norm_the_check_sees_a_bias_that_is_wrong():
    for fault in ("ReLU slope from its output", "bias averaged twice"):
        assert runs.measure_errors(fault, SEED, batch_norm=False)["d0.b"] > TOLERANCE


def test_a_fault_changes_the_training_it_is_planted_in():
    right = runs.measure_fault("none", epochs=1, seed=SEED)["loss"]
    for fault in FAULTS:
        loss = runs.measure_fault(fault, epochs=1, seed=SEED)["loss"]
        assert np.array_equal(right, loss) == (fault == "none")


def test_a_wrong_gradient_agrees_with_the_true_one_as_far_as_its_cosine_says():
    """By the angle between them, and by the loss: a small step against it goes downhill."""
    fault = "ReLU slope from its output"
    cosines = runs.measure_course(fault, epochs=2, seed=SEED, dropout=0.0)["cosine"]
    net, right = (
        network_with_fault(name, (64, 32, 10), SEED, batch_norm=False, dropout=0.0)
        for name in (fault, "none")
    )
    x, labels = runs.train_and_test(SEED)[0]
    losses = [runs.softmax_cross_entropy(one.forward(x), labels) for one in (net, right)]
    for one, (_, dlogits) in zip((net, right), losses, strict=True):
        one.backward(dlogits)
    wrong, true = (np.concatenate([g.ravel() for g in one.grads.values()])
                   for one in (net, right))  # fmt: skip
    lengths = np.sqrt(wrong @ wrong), np.sqrt(true @ true)
    assert len(cosines) == 3
    assert cosines[0] == pytest.approx(wrong @ true / np.prod(lengths))
    step = 1e-4 / lengths[0]
    for name, value in right.params.items():
        value -= step * net.grads[name]
    fall = losses[1][0] - runs.softmax_cross_entropy(right.forward(x), labels)[0]
    assert fall == pytest.approx(1e-4 * cosines[0] * lengths[1], rel=0.02)
    assert not np.allclose(cosines[0], cosines[1:], atol=0.01)


def test_the_right_gradient_agrees_with_itself_whatever_is_dropped():
    assert np.allclose(runs.measure_course("none", epochs=1, seed=SEED)["cosine"], 1)


def test_a_course_is_the_training_of_the_other_run_and_its_parts_fit():
    course = runs.measure_course(epochs=2, seed=SEED)
    fault = runs.measure_fault("ReLU slope from its output", 2, SEED, batch_norm=False)
    assert course["test"][-1] == fault["test"]
    assert course["loss"] == pytest.approx(fault["loss"].reshape(2, -1).mean(axis=1))
    assert len(course["test"]) == 3
    assert list(course["at"]) == [0, 1, 2]
    assert len(course["cosine"]) == len(course["on"]) == 3


def test_layer_0s_part_of_a_gradient_is_told_from_the_rest():
    """The upper layer is right, so the whole agrees better than the lower one alone."""
    course = runs.measure_course(epochs=10, seed=SEED)
    assert (course["cosine_0"] < course["cosine"]).all()  # the rest agrees
    assert np.allclose(runs.measure_course("none", epochs=1, seed=SEED)["cosine_0"], 1)
    assert course["longer"][-1] > 3 and course["longer"][-1] > course["longer"][0]


def test_where_no_unit_is_on_layer_0_has_no_cosine():
    course = runs.measure_course("only requests for less", epochs=10, seed=SEED)
    assert course["on"][-1] == 0 == course["cosine_0"][-1]


def test_only_with_dropout_does_the_wrong_slope_turn_sideways_and_switch_units_off():
    with_it, without = (
        runs.measure_course(epochs=15, seed=SEED, dropout=rate) for rate in (0.5, 0.0)
    )
    assert abs(with_it["cosine"][5:]).max() < 0.25 < without["cosine"].min()
    assert with_it["on"][-1] < 0.5 * without["on"][-1]
    assert with_it["test"][-1] < without["test"][-1] - 0.1


def test_the_wrong_slope_sends_requests_for_more_and_for_less(rng):
    """Each half sends one of them to units that are off, beside the right gradient."""
    x, dy = rng.standard_normal((2, 6, 5))
    layers = ReLU(), SlopeOfOutput(), OnlyForMore(), OnlyForLess()
    for layer in layers:
        layer.forward(x)
    right, wrong, more, less = (layer.backward(dy) for layer in layers)
    assert np.allclose(more + less, right + wrong)
    assert (more - right).max() == 0 > (more - right).min()
    assert (less - right).min() == 0 < (less - right).max()


def test_requests_for_less_switch_units_off_and_those_for_more_do_not():
    more, less = (
        runs.measure_course(f"only requests for {which}", epochs=10, seed=SEED, masks=1)
        for which in ("more", "less")
    )
    assert less["on"][-1] < 0.01 < 0.5 < more["on"][-1]
    assert less["test"][-1] < 0.2 < 0.8 < more["test"][-1]


def test_an_unknown_fault_is_named():
    with pytest.raises(ValueError, match=r"fault must be one of.*'dropout'"):
        network_with_fault("dropout", (6, 5, 4), 0)


def test_slopes_are_smaller_after_training():
    sizes = [runs.measure_slope_size(epochs, SEED) for epochs in (0, 20)]
    assert sizes[1] < 0.7 * sizes[0]


def test_the_network_on_a_page_is_the_trained_one_in_fewer_digits():
    net, page = runs.trained_network(1, 3), runs.network_on_page(1, 3)
    for name, value in net.params.items():
        assert 0 < np.abs(page.params[name] - value).max() < 1e-5, name
