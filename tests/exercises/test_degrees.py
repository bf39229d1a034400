"""Hints by degrees: where to look is told at once, the rest when it is asked for."""

import numpy as np
import pytest

from nncourse.exercises import check, hint, solution
from nncourse.exercises.messages import MESSAGES
from tests.exercises.answers import QUESTIONS, softmax


@pytest.fixture
def printed(capsys):
    """What a call prints."""

    def call(say, *arguments):
        capsys.readouterr()
        say(*arguments)
        return capsys.readouterr().out

    return call


def mean_for_sum(x, W, dy):
    return dy @ W.T, x.T @ dy, dy.mean(axis=0)


def test_a_mistake_its_case_and_a_solution_are_told_one_by_one(printed):
    mistake, case = "db is n times too small", "db should be"
    told = printed(check, "dense_backward", mean_for_sum)
    assert "Look: at db. The rest is right." in told
    assert 'hint("dense_backward") tells more' in told
    assert mistake not in told and case not in told
    told = [printed(hint, "dense_backward") for _ in range(4)]
    assert mistake in told[0] and case not in told[0]
    assert case in told[1] and mistake not in told[1]
    solution = QUESTIONS["dense_backward"].solution.rstrip()
    assert solution in told[2] and told[3] == told[2]
    assert [text.partition(".")[0] for text in told[:3]] == [
        f"dense_backward, hint {k} of 3" for k in (1, 2, 3)
    ]


def test_the_same_mistake_goes_on_and_another_begins_anew(printed):
    check("dense_backward", mean_for_sum)
    first = printed(hint, "dense_backward")
    check("dense_backward", mean_for_sum)
    assert "hint 2 of 3" in printed(hint, "dense_backward")
    check("dense_backward", lambda x, W, dy: (dy @ W.T, -x.T @ dy, dy.sum(axis=0)))
    again = printed(hint, "dense_backward")
    assert "hint 1 of" in again and again != first


@pytest.mark.parametrize(
    ("name", "answer", "look"),
    [
        ("softmax", lambda z: np.exp(z) / np.exp(z).sum(1, keepdims=True),
         "at logits as large as 1000. The plain cases are right."),
        ("softmax", lambda z: softmax(z).T, "at the shape of what it returns."),
        ("softmax", lambda z: softmax(z).tolist(), "at what kind of thing it returns."),
        ("softmax", lambda z: softmax(z) * (1 + (len(z) > 2)), "at what the 3 of 7 cases"),
        ("softmax", lambda z: softmax(z) * (1 + (len(z) == 5)), "at the one of 7 cases"),
        ("softmax", lambda z: softmax(z) + 1, "at a small case"),
        ("chance_loss", 1.0, "this is too small."),
        ("chance_loss", 3.0, "this is too large."),
        ("way_back", "BDFAC", "at line B: it cannot be the first."),
        ("way_back", "GDFAC", "at line G: it cannot be the first."),
        ("way_back", "DBGAC", "at what comes after line B."),
        ("reader", {"width": 8, "lr": 0.001}, QUESTIONS["reader"].goal),
    ],
)  # fmt: skip
def test_where_to_look_is_told_and_the_mistake_is_not(name, answer, look, printed):
    told = printed(check, name, answer)
    assert f"{MESSAGES['nudge'].format(text=look)}" in told
    hints = [m.hint for m in QUESTIONS[name].misconceptions.values()]
    assert not any(each in told for each in hints)
    assert "has shape" not in told and "smallest case" not in told


def test_a_crash_is_told_at_once(printed):
    def softmax(z):
        return z @ z

    told = printed(check, softmax)
    assert "return z @ z" in told and "Look:" not in told
    assert "the columns of A" in printed(hint, softmax)


def test_what_nobody_has_tried_is_begun_with_a_case_or_a_section(printed):
    case = printed(hint, "relu_backward")
    assert "x = array of shape (2, 2)" in case and "should return" in case
    assert "Read again: One number to make small." in printed(hint, "chance_loss")
    check("relu_backward", ...)
    assert printed(hint, "relu_backward") == case
    assert "Check one" in printed(hint, "reader")
    check("limit_with_momentum", {"guess": None, "computed": 0.475})
    told = printed(hint, "limit_with_momentum")
    assert "no finished answer has been checked yet" in told
    assert "Did you mean softmax?" in printed(hint, "sofmax")


def test_after_a_pass_there_is_no_hint_but_other_ways(printed):
    ways = f'solution("softmax") shows {1 + len(QUESTIONS["softmax"].others_shown)}'
    assert ways in printed(check, softmax)
    assert f"softmax is solved. {ways}" in printed(hint, softmax)


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        ("chance_loss", 1.0, "what your answer is compared with"),
        ("warm_start", {"lr": 3, "warmup": 0}, "what yours does is measured"),
        ("way_back", "A", "Any order in which the lines work"),
    ],
)
def test_a_solution_says_how_it_stands_to_other_answers(name, answer, said, printed):
    printed(check, name, answer)
    assert said in printed(solution, name)


def test_where_nbgrader_runs_all_is_told_at_once(printed, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    told = printed(check, "dense_backward", mean_for_sum)
    assert "db is n times too small" in told and "db should be" in told
