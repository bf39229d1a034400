"""What counts as the same answer."""

import numpy as np
import pytest

from nncourse.exercises.comparison import difference
from tests.exercises.answers import QUESTIONS, named


@pytest.mark.parametrize(
    ("got", "expected", "kind"),
    [
        (np.ones(3), np.ones(3), None),
        (np.ones((3, 1)), np.ones(3), "shape"),
        (1.0, np.ones(1), "shape"),
        (np.ones(3, np.float32), np.ones(3), "dtype"),
        (np.ones(3, int), np.ones(3), "dtype"),
        (np.ones(3, bool), np.ones(3, int), None),
        (np.ones(3) + 1e-3, np.ones(3), "value"),
        (np.full(3, np.nan), np.ones(3), "nan"),
        (np.full(3, np.nan), np.full(3, np.nan), None),
        ([1.0, 1.0], np.ones(2), "type"),
        (2, 2.0, None),
        (np.float64(2), 2, None),
        ((1, 2), (1, 2, 3), "count"),
        ({"a": 1.0}, {"a": 1.0}, None),
        ({"a": 1.0}, {"b": 1.0}, "type"),
        ("a", "a", None),
        (None, 1.0, "value"),
    ],
)
def test_what_counts_as_the_same(got, expected, kind):
    found = difference(got, expected)
    assert (found and found.kind) == kind


def test_a_difference_says_in_which_part():
    assert difference((1.0, np.ones(2)), (1.0, np.zeros(2))).index == 1


def _cut(order, size):
    return [order[start : start + size] for start in range(0, len(order), size)]


def _shifted_softmax(shift):
    def softmax(z):
        with np.errstate(all="ignore"):
            e = np.exp(z - shift(z, axis=1, keepdims=True))
            return e / e.sum(1, keepdims=True)

    return softmax


@pytest.mark.parametrize(
    ("name", "fn"),
    [
        ("shuffled_batches", lambda n, size, rng: _cut(rng.permutation(n) + 1, size)),
        ("shuffled_batches", lambda n, size, rng: _cut(np.arange(n)[::-1], size)),
        (
            "shuffled_batches",
            lambda n, size, rng: [rng.permutation(b) for b in _cut(np.arange(n), size)],
        ),
        ("shuffled_batches", lambda n, size, rng: _cut(rng.permutation(n) * 1.0, size)),
        ("usable_rate", lambda run, rates: rates[0]),
        ("usable_rate", lambda run, rates: rates[-1]),
        (
            "usable_rate",
            lambda run, rates: next(r for r in rates if run(r)[-1] < run(r)[0]),
        ),
        ("softmax", _shifted_softmax(np.min)),
        ("softmax", _shifted_softmax(np.mean)),
    ],
)
def test_what_only_looks_right_does_not_pass(name, fn):
    question = QUESTIONS[name]
    assert question.judge(question.run(named(name, fn))).kind != "passed"


def test_any_float_will_do_where_floats_are_asked_for(checked):
    def one_hot(labels, classes):
        return np.eye(classes, dtype=np.float32)[labels]

    assert checked(one_hot)[0] == 15
