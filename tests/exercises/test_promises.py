"""What a question promises is earned piece by piece, and only on top of right values."""

import copy
import itertools
import re

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


def _holds_floats(value):
    parts = value if isinstance(value, (tuple, list)) else (value,)
    return any(np.ndim(part) and np.asarray(part).dtype.kind == "f" for part in parts)


@pytest.mark.parametrize(
    "question",
    [q for q in FUNCTIONS if q.name != "numerical_gradient"],  # float32 is noise there
    ids=lambda q: q.name,
)
def test_where_floats_come_in_and_go_out_their_precision_is_promised(question):
    cases = zip(question.seeded_cases(6), question.expected(6), strict=True)
    both = any(
        any(isinstance(arg, np.ndarray) and arg.dtype.kind == "f" for arg in args)
        and _holds_floats(right.value)
        for args, right in cases
    )
    assert not both or "precision kept" in question.promises


@pytest.mark.parametrize("name", ["averaged_answer", "repaired_backward", "kick"])
def test_what_comes_out_wider_than_it_came_in_lacks_the_precision_alone(name, checked):
    question = QUESTIONS[name]

    def wider(*args):
        value = question.reference(*args)
        parts = value if isinstance(value, tuple) else (value,)
        wide = tuple(part.astype(float) for part in parts)
        return wide if isinstance(value, tuple) else wide[0]

    points, text = checked(name, wider)
    assert points == question.points - question.promises["precision kept"]
    assert "Right: every value." in text


def test_what_is_earned_open_and_looked_at_later_adds_up(checked):
    def batch_norm_backward(dy, x, gamma, eps):
        dx, dgamma, dbeta = QUESTIONS["batch_norm_backward"].reference(dy, x, gamma, eps)
        return 2 * dx, dgamma, dbeta

    points, text = checked(batch_norm_backward)
    line = next(line for line in text.splitlines() if line.startswith("Earned"))
    assert sum(map(int, re.findall(r"(\d+) for", line))) == 25 and points == 12
    assert "Open: 7 for dx; after that 3 for precision kept, 3 for arguments" in line


@pytest.mark.parametrize(
    "name", ["clip_together", "repaired_step", "dropout_forward", "leaky_backward"]
)
def test_written_into_an_argument_at_times_every_value_is_right(name, checked):
    question, calls = QUESTIONS[name], itertools.count()

    def in_place(*args):
        value = copy.deepcopy(question.reference(*args))  # it may hand on an argument
        if next(calls) % 2:
            next(arg for arg in args if np.ndim(arg))[...] += 1
        return value

    points, text = checked(name, in_place)
    assert "Right: every value." in text and "writes into its argument" in text
    assert points == question.points - question.promises["arguments left as they were"]


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
