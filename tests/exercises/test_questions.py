"""The grader's own test: every question against answers whose worth is known."""

import numpy as np
import pytest

import nncourse
from nncourse.exercises import course
from nncourse.exercises.course import chapters
from nncourse.exercises.function import Function
from nncourse.exercises.selftest import examine, table
from tests.exercises.answers import QUESTIONS

CHAPTERS = chapters()


@pytest.fixture(scope="module")
def rows():
    return {q.name: examine(q) for q in QUESTIONS.values()}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda q: q.name)
def test_each_answer_gets_what_it_is_worth(question, rows):
    assert rows[question.name].problems == []


@pytest.mark.parametrize("seed", [0, 1023, 20261123, 2**60 + 1])
def test_a_private_seed_judges_alike(seed):
    functions = [q for q in QUESTIONS.values() if isinstance(q, Function)]
    problems = {q.name: examine(q, seed).problems for q in functions}
    assert {name: found for name, found in problems.items() if found} == {}


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda c: c.stem)
def test_a_chapter_has_100_points_in_4_to_10_questions(chapter):
    assert chapter.points == 100
    assert 4 <= len(chapter.questions) <= 10


def test_every_question_is_found_without_the_others():
    """By the file of its name, and its chapter's stem by its folder's."""
    for name, found in course.questions().items():
        assert course.find(name) == found
        assert course.stem_of(course.folder_of(name)) == found[0].stem
    for unknown in ("scores", "heading", "*", "../heading", 3):
        assert course.find(unknown) == (None, None)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda q: q.name)
def test_the_reference_stands_by_itself(question):
    """Its source is shown as the solution: it may use np and the course's names only."""
    world = {"np": np, **{name: getattr(nncourse, name) for name in nncourse.__all__}}
    exec(question.solution, world)
    alone = world[question.name]
    if isinstance(question, Function):
        assert question.judge(question.run(alone, limit=30)).kind == "passed"
    else:
        assert question.judge(question.as_answered(alone())).kind == "passed"


def test_the_table(rows, capsys):
    """Printed with `pytest -s`: the kill rate over the whole course."""
    text = table(list(rows.values()))
    with capsys.disabled():
        print("\n" + text)
    assert f"{len(QUESTIONS)} questions, {100 * len(CHAPTERS)} points" in text
    assert text.endswith("kill rate 100%")
