"""Chapter 2's measurements: slopes are slopes, products are counted, faults are faults."""

import numpy as np
import pytest

from nncourse.chapters.ch02_backpropagation import runs as backprop


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


def test_axes_stay_put_over_the_epochs():
    early, late = (backprop.blame(3, epochs).axes for epochs in (0, 20))
    assert [ax.get_ylim() for ax in early] == [ax.get_ylim() for ax in late]
    assert early[3].images[0].get_clim() == late[3].images[0].get_clim()
    heights = [np.ptp(backprop.tangent(epochs=e).axes[0].get_ylim()) for e in (0, 20)]
    assert heights[0] == pytest.approx(heights[1])


def test_limits_hold_every_bar():
    for digit in range(10):
        logits, hidden = backprop.blame(digit, 1).axes[1:3]
        for ax in (logits, hidden):
            low, high = ax.get_ylim()
            assert all(low <= bar.get_height() <= high for bar in ax.patches)


def test_a_unit_that_is_off_is_hollow_and_passes_nothing_on():
    found = backprop.measure_blame(3, 1)
    bars = backprop.blame(3, 1).axes[2].patches
    assert [bar.get_facecolor()[3] > 0 for bar in bars] == list(found["on"])
    assert 0 < found["on"].sum() < len(bars)


def test_slopes_are_smaller_after_training():
    sizes = [backprop.measure_slope_size(epochs, seed=3) for epochs in (0, 20)]
    assert sizes[1] < 0.7 * sizes[0]


def test_a_bias_below_batch_normalisation_passes_under_every_fault():
    for fault in backprop.FAULTS:
        errors = backprop.measure_planted(fault, epochs=1, seed=3)["errors"]
        assert errors["d0.b"] < 1e-6


def test_costs_are_told_in_whole_forwards_unless_few():
    counts = backprop.count_products([64, 256, 256, 256, 256, 10])
    assert backprop.forwards(counts, "backward") == "1.9 forwards"
    assert backprop.forwards(counts, "differences") == "433,172 forwards"


def test_descriptions_carry_the_numbers_of_their_pictures():
    found = backprop.measure_tangent("last layer, bias", 5)
    assert f"{found['slope']:+.4f}" in backprop.describe_tangent("last layer, bias", 5)
    assert f"{backprop.measure_blame(8, 5)['loss']:.2f}" in backprop.describe_blame(8, 5)
    assert "433,172" in backprop.describe_cost(256, 4)
    assert "wrong: d4.b." in backprop.describe_planted("bias averaged twice")
    assert "wrong: nothing." in backprop.describe_planted("none")
