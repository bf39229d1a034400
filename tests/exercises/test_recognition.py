"""Mistakes are recognised behind other mistakes, and not where there are none."""

import numpy as np

from tests.exercises.answers import softmax as right


def test_a_second_mistake_does_not_hide_the_first(checked):
    def softmax(z):  # overflows as well
        return np.exp(z) / np.exp(z).sum(axis=0)

    assert "your columns add up to 1" in checked(softmax)[1]


def test_an_argument_written_into_does_not_hide_a_mistake(checked):
    def memorised(predicted, given, truth):
        wrong = given != truth
        predicted -= given
        return (predicted[wrong] == 0).mean()

    assert "your mean runs over nothing" in checked(memorised)[1]


def test_precision_does_not_hide_a_mistake(checked):
    def dropout_forward(x, rate, rng):  # float64 for float32, and inf at a rate of 1
        mask = (rng.random(x.shape) < rate) / (1 - rate)
        return x * mask, mask

    assert "you keep what should be dropped" in checked(dropout_forward)[1]


def test_of_two_mistakes_in_two_results_one_is_named(checked):
    def dense_backward(x, W, dy):
        return dy @ W.T, dy.T @ x, dy.mean(axis=0)

    _, text = checked(dense_backward)
    assert "Right: dx in all 5 cases." in text
    assert "db is n times too small" in text


def test_a_crash_of_the_same_kind_elsewhere_gets_no_hint(checked):
    def softmax(z):
        if len(z) > 1:
            raise ValueError("mine")
        return right(z)

    _, text = checked(softmax)
    assert "ValueError: mine" in text and "Hint" not in text
