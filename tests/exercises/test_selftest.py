"""The self-test sees what is wrong with a question: `softmax`, spoilt in one way each."""

import copy

import numpy as np
import pytest

from nncourse.exercises.question import Misconception
from nncourse.exercises.selftest import examine, table
from tests.exercises.answers import QUESTIONS

SOFTMAX = QUESTIONS["softmax"]
KNOWN = SOFTMAX.misconceptions


def spoilt(**changed):
    """The question with other attributes."""
    question = copy.copy(SOFTMAX)
    for name, value in changed.items():
        setattr(question, name, value)
    return question


def known_with(answer, hint="another"):
    """The misconceptions, with another wrong answer under the name of no_sum."""
    return KNOWN | {"no_sum": Misconception(answer, hint)}


def _raises(logits):
    return logits[0] / (1 // 0)


@pytest.mark.parametrize(
    ("changed", "phrase"),
    [
        ({"reference": KNOWN["no_sum"].answer}, "other right answers"),
        ({"right_answers": [SOFTMAX.reference]}, "other right answers"),
        (
            {"right_answers": [SOFTMAX.reference, KNOWN["no_sum"].answer]},
            "other right answers",
        ),
        (
            {"misconceptions": known_with(SOFTMAX.reference)},
            "no_sum is taken for passed",
        ),
        (
            {"misconceptions": known_with(KNOWN["wrong_axis"].answer)},
            "no_sum is taken for wrong_axis",
        ),
        (
            {"misconceptions": dict(list(KNOWN.items())[:3])},
            "3 misconceptions, 6 wanted",
        ),
        (
            {"misconceptions": known_with(KNOWN["no_sum"].answer, KNOWN["overflow"].hint)},
            "share one hint",
        ),
        (
            {"cases": lambda rng: [(np.zeros((2, 2)),), (np.zeros((3, 3)),)]},
            "is taken for passed",
        ),
        ({"reference": _raises}, "the reference raises ZeroDivisionError"),
        ({"reference": KNOWN["in_place"].answer}, "the reference writes into logits"),
    ],
)
def test_the_self_test_sees_what_is_wrong_with_a_question(changed, phrase):
    row = examine(spoilt(**changed))
    assert any(phrase in problem for problem in row.problems)
    assert phrase in table([row])


def test_it_finds_nothing_wrong_with_the_question_itself():
    assert examine(spoilt()).problems == []
