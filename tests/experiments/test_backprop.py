"""Chapter 2's measurements: slopes are slopes, products are counted, faults are faults."""

import numpy as np
import pytest

from nncourse.experiments import backprop


@pytest.mark.parametrize("weight", backprop.WEIGHTS)
def test_slope_touches_the_curve(weight):
    found = backprop.measure_tangent(weight, epochs=1, seed=3)
    middle = len(backprop.DISTANCES) // 2
    near = backprop.DISTANCES[middle + 1]
    measured = (found["moved"][middle + 1] - found["moved"][middle - 1]) / (2 * near)
    assert found["moved"][middle] == pytest.approx(found["loss"])
    assert found["slope"] == pytest.approx(measured, abs=0.05)


def test_moving_a_weight_leaves_the_network_as_it_was():
    before = {k: v.copy() for k, v in backprop.trained(1, 3).params.items()}
    backprop.measure_tangent.__wrapped__(epochs=1, seed=3)
    after = backprop.trained(1, 3).params
    assert all(np.array_equal(before[k], after[k]) for k in before)


def test_gradient_on_logits_is_p_minus_one_at_the_label():
    found = backprop.measure_blame(digit=4, epochs=1, seed=3)
    assert np.allclose(found["logits"], found["p"] - (np.arange(10) == 4))
    assert found["loss"] == pytest.approx(-np.log(found["p"][4]))


def test_products_counted_by_hand():
    counts = backprop.count_products([3, 4, 2])
    assert counts == {
        "forward": 3 * 4 + 4 * 2,
        "backward": 3 * 4 + 2 * 4 * 2,
        "differences": 2 * (12 + 4 + 8 + 2) * 20,
        "parameters": 26,
    }


@pytest.mark.parametrize("fault", backprop.FAULTS)
def test_the_check_finds_every_planted_fault_and_no_other(fault):
    errors = backprop.measure_planted(fault, epochs=1, seed=3)["errors"]
    assert (max(errors.values()) > 1e-6) == (fault != "none")


def test_a_fault_changes_the_training_it_is_planted_in():
    right = backprop.measure_planted("none", epochs=2, seed=3)["loss"]
    for fault in backprop.FAULTS:
        same = np.array_equal(
            right, backprop.measure_planted(fault, epochs=2, seed=3)["loss"]
        )
        assert same == (fault == "none")
