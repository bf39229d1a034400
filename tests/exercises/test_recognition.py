"""Mistakes are recognised behind other mistakes, and not where there are none."""

import numpy as np
import pytest

from nncourse.exercises.question import PUBLIC
from tests.exercises.answers import QUESTIONS
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
    assert "Right: dx in all 6 cases." in text
    assert "db is n times too small" in text


def test_a_crash_of_the_same_kind_elsewhere_gets_no_hint(checked):
    def softmax(z):
        if len(z) > 1:
            raise ValueError("mine")
        return right(z)

    _, text = checked(softmax)
    assert "ValueError: mine" in text and "Hint" not in text


def test_a_mistake_is_known_behind_an_edge_that_is_missed_besides(checked):
    def dropout_forward(x, rate, rng):  # a number that equals the rate is dropped
        mask = ((rng.random(x.shape) > rate) * (1 - rate)).astype(x.dtype)
        return x * mask, mask

    assert "you multiply by 1 - rate" in checked(dropout_forward)[1]


def test_a_hint_on_the_shape_does_not_praise_the_values(checked):
    def numerical_gradient(f, v):  # `row` is a copy where the columns of v lie together
        row, dv = v.ravel(), np.zeros(v.size)
        for i, kept in enumerate(row.copy()):
            row[i] = kept + 1e-5
            above = f(v)
            row[i] = kept - 1e-5
            dv[i] = (above - f(v)) / 2e-5
            row[i] = kept
        return dv

    text = checked(numerical_gradient)[1]
    assert "in one long row" in text and "right and" not in text


def test_what_one_draw_shows_alone_is_not_told(checked):
    seen = {x.tobytes() for x, _ in QUESTIONS["relu_backward"].seeded_cases(PUBLIC)}

    def relu_backward(x, dy):
        return dy * (dy > 0) if x.tobytes() in seen else np.sort(dy + 1, axis=0)

    assert "the mask comes from the sign of dy" not in checked(relu_backward)[1]


def test_where_some_cases_are_right_a_sentence_speaks_of_the_others(checked):
    def step_length(lr, norm, limit):
        return -lr * min(norm, limit)  # right where the norm is 0

    assert "where it is wrong, what it returns has the right" in checked(step_length)[1]


def test_draws_from_elsewhere_do_not_hide_behind_a_mistake(checked):
    def rotation(n, gain, rng):
        return np.linalg.qr(np.random.default_rng(0).normal(size=(n, n)))[0] / gain

    text = checked(rotation)[1]
    assert "another length than `gain`" in text
    assert "does not depend on `rng`" in text


@pytest.mark.parametrize("turned", [False, True])
def test_a_crash_is_the_same_whichever_of_two_shapes_comes_first(turned, checked):
    def dlogits(logits, labels):
        p, hot = right(logits), np.eye(labels.max() + 1, dtype=logits.dtype)[labels]
        return -(hot - p) / len(p) if turned else (p - hot) / len(p)

    assert "A batch may lack the last class" in checked(dlogits)[1]
