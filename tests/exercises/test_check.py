"""What a learner meets at the first line: points, a blank, a wrong call; never an error."""

import inspect

import numpy as np
import pytest

import nncourse
from nncourse.exercises.course import chapters
from nncourse.exercises.function import Function
from nncourse.exercises.messages import MESSAGES
from tests.exercises.answers import QUESTIONS, softmax


def test_a_right_answer_earns_the_points(checked):
    points, text = checked(softmax)
    assert points == 20
    assert "passed, 20 of 20" in text
    assert "Chapter 1: 20 of 100" in text
    assert f"Course: 20 of {100 * len(chapters())}" in text


def test_a_notebook_shows_the_text_and_nbgrader_the_number(checked, monkeypatch):
    from IPython.core.formatters import DisplayFormatter

    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    points, _ = checked("chance_loss", 2.302585)
    assert DisplayFormatter().format(points) == ({}, {})
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert DisplayFormatter().format(points) == ({"text/plain": "10"}, {})


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_stub_has_the_references_head_and_is_blank(name, checked):
    question = QUESTIONS[name]
    world = {"np": np}
    exec(question.stub, world)
    blank = 0, MESSAGES["blank"].format(name=name, of=question.points) + "\n"
    assert checked(name, world[name]) == blank
    if isinstance(question, Function):
        stub = world[name]
        assert inspect.signature(stub) == inspect.signature(question.reference)
        assert inspect.getdoc(stub) == inspect.getdoc(question.reference)
        exec(question.stub.replace("    ...\n", "    raise NotImplementedError()\n"), world)
        assert checked(name, world[name]) == blank  # as nbgrader hands it out


@pytest.mark.parametrize(
    "answer",
    [(), (3,), (None,), ("no such",), (lambda: 1,), ("softmax",), ("softmax", 3, 4),
     ("softmax", "text"), ("chance_loss", []), ("chance_loss", np.ones(3)),
     ("chance_loss", "2.3"), ("chance_loss", 1j), ("chance_loss", np.nan),
     ("reader", 5), ("reader", {}), ("reader", {"width": 64}),
     ("reader", {"width": "64", "lr": 0.1}), ("reader", {"width": 64, "lr": float("nan")}),
     ("reader", {"width": 64, "lr": 0.1, "rest": 1}), ("reader", {1: 2}),
     ("reader", {"width": True, "lr": [0.1]}),
     ("reader", {"width": np.array([8, 16]), "lr": np.array([0.1])})],
)  # fmt: skip
def test_it_never_raises(answer, checked):
    points, text = checked(*answer)
    assert points == 0
    assert text
    assert "could not finish" not in text


def test_a_misspelt_name_gets_the_nearest(checked):
    assert "Did you mean softmax?" in checked("sofmax", 3)[1]


def test_a_mistake_of_ours_is_no_exception_either(checked, monkeypatch):
    monkeypatch.setattr(Function, "judge", lambda *_: 1 / 0)
    points, text = checked(softmax)
    assert points == 0 and "ZeroDivisionError" in text


def test_the_packages_own_function_is_no_answer(checked):
    points, text = checked(nncourse.numerical_gradient)
    assert points == 0 and "the package's own" in text
