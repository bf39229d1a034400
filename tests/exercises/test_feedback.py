"""What is said about a wrong answer: first what is right, then the mistake or a case."""

import sys
import time

import numpy as np
import pytest

from tests.exercises.answers import named, softmax


def test_a_misconception_is_named_after_what_was_right(checked):
    def softmax(z):
        return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)

    points, text = checked(softmax)
    assert points == 16  # for small logits it is right
    assert "Subtract each row's largest" in text
    assert text.index("Right: 4 of 7 cases") < text.index("Hint:")


def test_parts_that_are_right_are_said_first(checked):
    def dense_backward(x, W, dy):
        return dy @ W.T, x.T @ dy, dy.mean(axis=0)

    _, text = checked(dense_backward)
    assert "Right: dx, dW in all 6 cases." in text
    assert "db is n times too small" in text


def test_what_is_called_right_is_so_of_every_case_or_of_as_many_as_are_told(checked):
    def curvature(f, w, v):
        v /= np.sqrt((v**2).sum())
        return (f(w + 1e-3 * v) - 2 * f(w) + f(w - 1e-3 * v)) / 1e-6

    def born_dead_bound(width, layers):
        return 1 - (1 - 1 / (2 ^ width)) ** layers

    assert "Right: every value, in 5 of 7 cases." in checked(curvature)[1]
    assert "Right: it runs and returns a number, in 3 of 5" in checked(born_dead_bound)[1]
    square_once = checked("softmax", lambda z: z.T + 1.0 if len(z) > 2 else z + 1.0)[1]
    assert "Right: it runs and returns an array of shape (1, 2)." in square_once


def test_a_transposed_answer_is_never_told_that_its_shape_is_right(checked):
    def one_hot(labels, classes):
        return np.eye(classes)[labels].T

    assert "the shape (" not in checked(one_hot)[1]


def test_a_crash_that_is_known_shows_the_line_and_the_hint(checked):
    def softmax(z):
        e = np.exp(z)
        return e / e.sum(axis=1)

    _, text = checked(softmax)
    assert "keepdims=True" in text
    assert text.index("return e / e.sum(axis=1)") < text.index("Hint:")


def test_a_matrix_product_in_place_is_told_from_one_that_does_not_fit(checked):
    def largest_stretch(Ws):
        P = Ws[0]
        for W in Ws[1:]:
            P @= W
        return np.linalg.norm(P, 2)

    text = checked(largest_stretch)[1]
    assert "P = P @ W" in text and "transposed" not in text


def test_a_matrix_product_where_entries_belong_together_is_told_so(checked):
    def sigmoid_backward(y, dy):
        return dy @ (y * (1 - y))

    def dense_backward(x, W, dy):
        return dy @ W.T, W @ W @ dy, dy.sum(axis=0)

    assert "entry by entry" in checked(sigmoid_backward)[1]
    text = checked(dense_backward)[1]
    assert "transposed" in text and "entry by entry" not in text


def test_nan_made_a_number_is_not_told_of_a_comparison(checked):
    def usable_rate(run, rates):
        losses = {rate: np.nan_to_num(run(rate)) for rate in rates}
        return max(rate for rate in rates if losses[rate][-1] < losses[rate][0])

    text = checked(usable_rate)[1]
    assert "nan is let through" in text and "comparison" not in text


def test_a_crash_shows_the_learners_own_line(checked):
    def softmax(z):
        a = z.sum()
        return np.linalg.inv(z) / a

    _, text = checked(softmax)
    assert "LinAlgError" in text
    assert "return np.linalg.inv(z) / a" in text


def test_an_unknown_mistake_shows_the_smallest_case(checked):
    def softmax(z):
        return np.full(z.shape, 0.3, z.dtype)

    _, text = checked(softmax)
    assert "Right: the shape (1, 2)" in text
    assert "logits = array of shape (1, 2)" in text
    assert "should return array of shape (1, 2) [[0.25 0.75]]" in text
    assert "returned      array of shape (1, 2) [[0.3 0.3]]" in text


def test_broadcasting_is_blamed_only_where_it_hides(checked):
    def dense_backward(x, W, dy):
        return (dy @ W.T).T, x.T @ dy, dy.sum(axis=0)

    assert "Broadcasting" not in checked(dense_backward)[1]
    assert "Broadcasting" in checked("softmax", lambda z: softmax(z)[:, :1])[1]


def test_swapped_results_are_seen(checked):
    def dense_backward(x, W, dy):
        return x.T @ dy, dy @ W.T, dy.sum(axis=0)

    assert "another order than dx, dW, db" in checked(dense_backward)[1]


def test_an_argument_written_into_is_seen(checked):
    def cross_entropy(p, labels):
        p[:] = np.log(p)
        return -p[np.arange(len(labels)), labels].mean()

    assert "writes into its argument p" in checked(cross_entropy)[1]


def test_lists_of_numbers_are_shown_in_a_line(checked):
    assert "returned      [[1]]" in checked("one_hot", lambda labels, n: [[1]])[1]


MANY_AXES = np.zeros((4,) * 11, np.int8)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (MANY_AXES, "array of shape (4, 4"),
        ([np.zeros((4,) * 8)] * 30, "and 18 more"),
        ({"a": MANY_AXES}, "returned      a dict"),
        ([np.zeros(0)] * 10_000, "and 9988 more"),
    ],
    ids=["array", "list", "dict", "many"],
)
def test_an_answer_is_shown_in_a_few_lines_however_large_it_is(answer, words, checked):
    """numpy leaves nothing out of an axis with four entries, so this has 4 million."""
    started = time.process_time()
    _, text = checked("softmax", lambda z: answer)
    assert words in text and len(text) < 5000
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("answer", "phrase"),
    [
        (lambda z: z.sort(), "returns None"),
        (lambda z: np.exp(z - z.max()).sum(1), "has shape"),
        (lambda z: softmax(z)[:, :, None], "has shape"),
        (lambda z: softmax(z).tolist(), "asked for: an array of shape"),
        (lambda z: softmax(z).astype(np.float64), "the values are right in float64"),
        (lambda z: softmax(z).astype(np.float16), "right values in float16"),
        (lambda z: softmax(z) + np.nan, "nan or inf"),
        (lambda z: np.copyto(z, softmax(z)) or z, "overwritten"),
        (lambda z: np.array([None], object), "an array of objects"),
        (lambda z: (row for row in z), "a generator"),
        (lambda z: len, "a function"),
        (lambda z: 10**30, "64 bits"),
        (lambda z: sys.exit(3), "SystemExit"),
        (lambda z: _recurse(z), "RecursionError"),
        (lambda z: print("x" * 2_000_000), "TooMuchOutput"),
        (lambda z, w: z, "TypeError"),
        (lambda z: np.ones((10**8, 10**8)), "Unable to allocate"),
    ],
)
def test_every_way_of_failing_is_told(answer, phrase, checked):
    points, text = checked(named("softmax", answer))
    assert points < 20
    assert phrase in text


def _recurse(z):
    return _recurse(z)
