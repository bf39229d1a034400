"""Every quiz is whole in its notebook, and earlier ones are asked again."""

from collections import Counter

import pytest
from sphinx_course.before_you_go_on import questions_before
from sphinx_course.quizzes import Question, quizzes


@pytest.fixture(scope="module")
def found(root):
    return quizzes(root)


def test_every_chapter_asks_at_least_three_questions(found):
    assert {page for page, quiz in found.items() if len(quiz) < 3} == set()


def test_questions_are_numbered_from_one(found):
    for page, quiz in found.items():
        assert [question.number for question in quiz] == list(range(1, len(quiz) + 1)), page


def test_one_answer_is_right_and_each_is_said_something(found):
    for question in (q for quiz in found.values() for q in quiz):
        said = [
            text.split("</summary>")[1].strip().removeprefix("<p>")
            for text in question.answers.split("<details>")[1:]
        ]
        assert len(said) >= 2 and all(len(text) > 20 for text in said), question.ident
        assert sum(text.startswith("Right:") for text in said) == 1, question.ident


def made(*sizes):
    pages = [f"book/chapters/{n:02}-x" for n in range(1, len(sizes) + 2)]
    return {
        page: [Question(page, i + 1, "", "") for i in range(size)]
        for page, size in zip(pages, (*sizes, 0), strict=True)
    }


def test_the_first_chapter_asks_nothing():
    assert questions_before("book/chapters/01-x", made(3)) == []


def test_all_earlier_questions_are_there_once_in_turns_from_the_nearest_chapter():
    before = questions_before("book/chapters/04-x", made(3, 2, 4))
    assert [question.chapter for question in before[:3]] == [3, 2, 1]
    assert Counter(before) == Counter(q for quiz in made(3, 2, 4).values() for q in quiz)


def test_what_a_chapter_kept_for_later_is_asked_first(found):
    before = questions_before("book/chapters/02-backpropagation", found)
    assert [question.later for question in before] == 3 * [True] + 3 * [False]


def test_a_question_kept_for_later_is_not_asked_on_its_own_page(found):
    quiz = found["book/chapters/01-reading-digits"]
    assert [question.number for question in quiz if question.later] == [4, 5, 6]
