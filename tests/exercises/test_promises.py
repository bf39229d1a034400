"""What a question promises is earned piece by piece, and only on top of right values."""

import numpy as np
import pytest

from nncourse.exercises.function import Function
from tests.exercises.answers import QUESTIONS
from tests.exercises.answers import softmax as right

FUNCTIONS = [q for q in QUESTIONS.values() if isinstance(q, Function)]
SOFTMAX = QUESTIONS["softmax"]


def _overflowing(z):
    e = np.exp(z)
    return e / e.sum(axis=1, keepdims=True)


def _in_place(z):
    z[:] = right(z)
    return z


@pytest.mark.parametrize(
    ("fn", "open_", "points"),
    [
        (_overflowing, ["logits as large as 1000"], 16),
        (lambda z: right(z).astype(float), ["precision kept"], 18),
        (_in_place, ["arguments left as they were"], 18),
        (lambda z: z, ["values"], 0),
        (lambda z: np.zeros_like(z), ["values"], 0),
    ],
)
def test_only_what_is_not_kept_is_lost(fn, open_, points):
    verdict = SOFTMAX.judge(SOFTMAX.run(fn))
    assert (verdict.open, verdict.points) == (open_, points)


def test_parts_are_earned_by_themselves(checked):
    def dense_backward(x, W, dy):
        return dy @ W.T, x.T @ dy, dy.mean(axis=0)

    points, text = checked(dense_backward)
    assert points == 10
    assert "Earned: 5 for dx, 5 for dW. Open: 5 for db" in text


@pytest.mark.parametrize("question", FUNCTIONS, ids=lambda q: q.name)
def test_the_shares_add_up_to_all_points_and_a_constant_earns_none(question):
    assert sum(question.promises.values()) == question.points
    assert min(question.promises.values()) > 0
    value = question.expected(6)[0].value
    verdict = question.judge(question.run(lambda *_: value))
    assert verdict.points == 0, verdict.kept


@pytest.mark.parametrize("question", FUNCTIONS, ids=lambda q: q.name)
def test_a_mistake_in_another_thing_keeps_the_precision(question):
    """Or an answer that keeps it would not be recognised."""

    def precisions(value):
        parts = value if isinstance(value, tuple) else (value,)
        arrays = [part for part in parts if isinstance(part, np.ndarray)]
        return [part.dtype for part in arrays if part.dtype.kind == "f"]

    def lost(name):
        pairs = zip(question.known_mistake(name, 6), question.expected(6), strict=True)
        return any(
            np.float64 in precisions(got.value)
            for got, right in pairs
            if np.float32 in precisions(right.value)
        )

    assert not [n for n in question.misconceptions if "float64" not in n and lost(n)]


@pytest.mark.parametrize("name", ["shuffled_batches", "he_weights", "rotation"])
@pytest.mark.parametrize("goes_on", [True, False])
def test_a_generator_that_is_named_has_to_be_used(name, goes_on):
    question = QUESTIONS[name]
    own = np.random.default_rng(0)

    def fn(*args):
        rng = own if goes_on else np.random.default_rng(0)
        return question.reference(*args[:-1], rng)

    verdict = question.judge(question.run(fn))
    assert "drawn from rng" in verdict.open and verdict.points < question.points


def test_a_list_that_is_emptied_is_seen(checked):
    def largest_stretch(Ws):
        product = Ws.pop(0)
        while Ws:
            product = product @ Ws.pop(0)
        return np.linalg.norm(product, 2)

    points, text = checked(largest_stretch)
    assert points == 13 and "missing in the caller's list" in text
