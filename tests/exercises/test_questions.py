"""The grader's own test: every question against answers whose worth is known."""

import numpy as np
import pytest

import nncourse
from nncourse.exercises.course import chapters
from nncourse.exercises.function import Function
from nncourse.exercises.selftest import examine, table

CHAPTERS = chapters()
QUESTIONS = [(c, q) for c in CHAPTERS for q in c.questions]


@pytest.fixture(scope="module")
def rows():
    return {q.name: examine(q) for _, q in QUESTIONS}


@pytest.mark.parametrize("question", [q for _, q in QUESTIONS], ids=lambda q: q.name)
def test_each_answer_gets_what_it_is_worth(question, rows):
    assert rows[question.name].problems == []


@pytest.mark.parametrize("seed", [0, 1023, 20261123, 2**60 + 1])
def test_a_private_seed_judges_alike(seed):
    found = [examine(q, seed) for _, q in QUESTIONS if hasattr(q, "cases")]
    assert [row.problems for row in found] == [[]] * len(found)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda c: c.stem)
def test_a_chapter_has_100_points_in_4_to_7_questions(chapter):
    assert chapter.points == 100
    assert 4 <= len(chapter.questions) <= 7


@pytest.mark.parametrize("question", [q for _, q in QUESTIONS], ids=lambda q: q.name)
def test_the_reference_stands_by_itself(question):
    """Its source is shown as the solution: it may use np and the course's names only."""
    world = {"np": np, **{name: getattr(nncourse, name) for name in nncourse.__all__}}
    exec(question.solution, world)
    alone = world[question.name]
    if isinstance(question, Function):
        assert question.judge(question.run(alone, limit=30)).kind == "passed"
    else:
        assert question.judge(alone()).kind == "passed"


def test_the_table(rows, capsys):
    """Printed with `pytest -s`: the kill rate over the whole course."""
    with capsys.disabled():
        print("\n" + table(list(rows.values())))
    assert all(row.fine for row in rows.values())


def broken(name, **changed):
    """A question with something about it spoilt."""
    import copy

    found = copy.copy(next(q for _, q in QUESTIONS if q.name == name))
    found.wrong = dict(found.wrong)
    for key, value in changed.items():
        setattr(found, key, value)
    return found


def _raises(logits):
    return logits[0] / (1 // 0)


def softmax_question():
    return next(q for _, q in QUESTIONS if q.name == "softmax")


@pytest.mark.parametrize(
    ("spoil", "phrase"),
    [
        (lambda q: {"reference": q.wrong["no_sum"]}, "other right answers"),
        (lambda q: {"right": [q.reference]}, "other right answers"),
        (lambda q: {"right": [q.reference, q.wrong["no_sum"]]}, "other right answers"),
        (
            lambda q: {"wrong": q.wrong | {"no_sum": q.reference}},
            "no_sum is taken for passed",
        ),
        (
            lambda q: {"wrong": q.wrong | {"no_sum": q.wrong["wrong_axis"]}},
            "no_sum is taken for wrong_axis",
        ),
        (
            lambda q: {"wrong": dict(list(q.wrong.items())[:3])},
            "3 misconceptions, 6 wanted",
        ),
        (lambda q: {"words": q.words | {"hints": {}}}, "do not match"),
        (
            lambda q: {"words": q.words | {"hints": dict.fromkeys(q.wrong, "the same")}},
            "share one hint",
        ),
        (
            lambda q: {"cases": lambda rng: [(np.zeros((2, 2)),), (np.zeros((3, 3)),)]},
            "is taken for passed",
        ),
        (lambda q: {"reference": _raises}, "the reference raises ZeroDivisionError"),
        (
            lambda q: {"reference": q.wrong["in_place"]},
            "the reference writes into logits",
        ),
    ],
)
def test_the_self_test_sees_what_is_wrong_with_a_question(spoil, phrase):
    spoilt = broken("softmax", **spoil(softmax_question()))
    assert any(phrase in problem for problem in examine(spoilt).problems)
