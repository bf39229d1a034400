"""What the losses promise: chance is ln C, right gradients, no overflow, bad labels
named."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nncourse import (
    accuracy,
    mean_squared_error,
    numerical_gradient,
    softmax_cross_entropy,
)

REFERENCE = np.load(Path(__file__).parent / "reference" / "pytorch.npz")

scores = hnp.arrays(
    float,
    st.tuples(st.integers(1, 6), st.integers(2, 5)),
    elements=st.floats(-20, 20, allow_subnormal=False),
)


@pytest.mark.parametrize("classes", [2, 10])
def test_chance_costs_ln_of_the_number_of_classes(classes):
    loss, _ = softmax_cross_entropy(np.zeros((7, classes)), np.arange(7) % classes)
    assert loss == pytest.approx(np.log(classes), rel=1e-14)


def test_cross_entropy_by_hand():
    # p = (1, 2, 1) / 4 in the first row and (1/2, 1/2, 0) in the second
    logits = np.array([[0.0, np.log(2), 0.0], [3.0, 3.0, -np.inf]])
    loss, dlogits = softmax_cross_entropy(logits, [0, 1])
    assert loss == pytest.approx((np.log(4) + np.log(2)) / 2)
    np.testing.assert_allclose(
        dlogits, [[-3 / 8, 2 / 8, 1 / 8], [1 / 4, -1 / 4, 0]], atol=1e-15
    )


def test_mean_squared_error_by_hand():
    loss, dy = mean_squared_error(np.array([[1.0, 2.0]]), np.array([[0, 5]]))
    assert loss == 5.0  # (1 + 9) / 2
    assert dy.tolist() == [[1.0, -3.0]]


@pytest.mark.parametrize("case", ["entropy", "entropy_extreme"])
def test_pytorch_gives_the_same_cross_entropy(case):
    logits, labels, loss, dlogits = (
        REFERENCE[f"{case}/{name}"] for name in ["logits", "labels", "loss", "dlogits"]
    )
    found, gradient = softmax_cross_entropy(logits, labels)
    assert found == pytest.approx(loss, rel=1e-13)
    np.testing.assert_allclose(gradient, dlogits, rtol=1e-12, atol=1e-16)


def test_pytorch_gives_the_same_squared_error():
    loss, dy = mean_squared_error(REFERENCE["squared/y"], REFERENCE["squared/target"])
    assert loss == pytest.approx(REFERENCE["squared/loss"], rel=1e-13)
    np.testing.assert_allclose(dy, REFERENCE["squared/dy"], rtol=1e-12)


@given(scores, st.integers(0, 2**32 - 1))
def test_the_gradient_is_the_slope_of_the_loss(logits, seed):
    labels = np.random.default_rng(seed).integers(0, logits.shape[1], len(logits))
    _, dlogits = softmax_cross_entropy(logits, labels)
    slope = numerical_gradient(lambda z: softmax_cross_entropy(z, labels)[0], logits)
    np.testing.assert_allclose(dlogits, slope, atol=1e-8)
    target = np.random.default_rng(seed).standard_normal(logits.shape)
    _, dy = mean_squared_error(logits, target)
    slope = numerical_gradient(lambda y: mean_squared_error(y, target)[0], logits)
    np.testing.assert_allclose(dy, slope, atol=1e-6)


@given(scores, st.floats(-1000, 1000))
def test_only_differences_of_logits_count(logits, shift):
    labels = np.zeros(len(logits), int)
    loss, dlogits = softmax_cross_entropy(logits, labels)
    shifted_loss, shifted = softmax_cross_entropy(logits + shift, labels)
    assert loss >= 0
    assert shifted_loss == pytest.approx(loss, abs=1e-9)
    np.testing.assert_allclose(shifted, dlogits, atol=1e-9)
    np.testing.assert_allclose(dlogits.sum(axis=1), 0, atol=1e-15)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_certainty_neither_overflows_nor_hides_its_cost(dtype):
    logits = np.array([[1e4, 0.0], [0.0, 1e4]], dtype)
    loss, dlogits = softmax_cross_entropy(logits, [0, 0])
    assert loss == 5e3  # right at no cost, wrong at 10,000
    assert dlogits.tolist() == [[0.0, 0.0], [-0.5, 0.5]]


def test_losses_keep_what_they_are_given():
    logits, target = np.ones((2, 2)), np.zeros((2, 2))
    softmax_cross_entropy(logits, [0, 1])
    mean_squared_error(logits, target)
    assert (logits == 1).all() and (target == 0).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_precision_is_that_of_the_prediction(dtype):
    y = np.ones((2, 3), dtype)
    for loss, dy in (
        softmax_cross_entropy(y, [0, 1]),
        mean_squared_error(y, np.zeros((2, 3))),
    ):
        assert loss.dtype == dy.dtype == dtype


def test_whole_numbers_count_as_floats():
    assert softmax_cross_entropy([[0, 0]], [1])[0] == pytest.approx(np.log(2))
    assert mean_squared_error([[1, 1]], [[0.5, 0.5]])[0] == 0.25


def test_accuracy_is_the_share_of_labels_with_the_largest_logit():
    assert accuracy(np.array([[1, 2], [2, 1], [0, 3], [1, 4]]), [1, 0, 0, 1]) == 0.75


@pytest.mark.parametrize("loss_fn", [softmax_cross_entropy, accuracy])
@pytest.mark.parametrize(
    ("logits", "labels", "error", "said"),
    [
        (np.ones((2, 3)), [0.0, 1.0], TypeError, "labels must be integers, not float64"),
        (np.ones((2, 3)), [True, False], TypeError, "labels must be integers, not bool"),
        (np.ones((2, 3)), [0, 3], ValueError, r"label 3 is outside 0\.\.2"),
        (np.ones((2, 3)), [0, -1], ValueError, r"label -1 is outside 0\.\.2"),
        (np.ones((2, 3)), [0], ValueError, r"2 examples need labels .* not \(1,\)"),
        (np.ones((2, 3)), [[0], [1]], ValueError, r"of shape \(2,\), not \(2, 1\)"),
        (np.ones(3), [0], ValueError, r"logits must be .* not of shape \(3,\)"),
        (np.ones((0, 3)), [], ValueError, r"the batch is empty: logits has shape \(0, 3\)"),
    ],
)
def test_bad_labels_and_logits_are_named(loss_fn, logits, labels, error, said):
    with pytest.raises(error, match=said):
        loss_fn(logits, labels)


def test_shapes_that_would_broadcast_are_refused():
    with pytest.raises(ValueError, match=r"y has shape \(3, 1\) but target \(3,\)"):
        mean_squared_error(np.ones((3, 1)), np.ones(3))
    with pytest.raises(ValueError, match=r"the batch is empty: y has shape \(0, 1\)"):
        mean_squared_error(np.ones((0, 1)), np.ones((0, 1)))
