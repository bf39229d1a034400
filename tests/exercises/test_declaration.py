"""A question is what its decorators and docstrings say."""

import ast

import pytest

from nncourse.exercises import course
from nncourse.exercises.chapter import Chapter
from tests.exercises.answers import QUESTIONS


@pytest.fixture
def chapter():
    return Chapter("42-try", title="A try", intro="To see.")


def test_a_misconception_is_a_name_an_answer_and_its_docstring(chapter):
    @chapter.function(
        points=10,
        prompt=r"""
        Twice `x`,
        with $\alpha$.

        As a number.
        """,
        cases=lambda rng: [(rng.random(),) for _ in (1, 2)],
    )
    def twice(x):
        """Two times x."""
        return 2 * x

    @twice.wrong
    def sum_(x):
        """that is the
        sum."""
        return x + x + 1

    @twice.right
    def added(x):
        return x + x

    assert chapter.questions == [twice]
    assert (twice.name, twice.points, twice.arguments) == ("twice", 10, ("x",))
    assert twice.prompt == "Twice `x`, with $\\alpha$.\n\nAs a number."
    assert {name: m.answer for name, m in twice.misconceptions.items()} == {"sum": sum_}
    assert twice.hint("sum") == "that is the sum."
    assert twice.right_answers == [added]
    assert twice(3) == 6  # a wrong answer may call the reference


def test_the_solution_has_no_decorator():
    """Whatever brackets and lambdas the decorator holds."""
    for question in QUESTIONS.values():
        assert question.solution.startswith(f"def {question.name}(")
        (only,) = ast.parse(question.solution).body
        assert isinstance(only.body[-1], ast.Return)


def test_a_value_is_known_by_itself_or_by_a_sign(chapter):
    @chapter.value(points=10, prompt="How many?", tolerance=0.1)
    def count():
        return 10

    @count.wrong
    def one():
        """only one."""
        return 1

    @count.wrong_where(lambda value: value < 0)
    def below():
        """below 0."""
        return -1

    @count.wrong_where(lambda value: value < 5)
    def few():
        """too few."""
        return 3

    count.right(9.5, 10)
    judged = {value: count.judge(value).misconception for value in (1.05, -7, 2, 7)}
    assert judged == {1.05: "one", -7: "below", 2: "few", 7: ""}
    assert [count.judge(value).points for value in count.right_answers] == [10, 10]


def test_a_name_twice_or_a_missing_hint_is_refused(chapter):
    @chapter.value(points=10, prompt="How many?")
    def count():
        return 10

    def one():
        """only one."""
        return 1

    count.wrong(one)
    with pytest.raises(ValueError, match="count has two misconceptions called 'one'"):
        count.wrong(one)
    with pytest.raises(ValueError, match="count: 'two' has no docstring"):

        @count.wrong
        def two():
            return 2


def test_two_questions_of_one_name_are_refused(chapter, monkeypatch):
    for _ in range(2):
        chapter.value(points=10, prompt="How many?")(course.chapters)
    monkeypatch.setattr(course, "chapters", lambda: (chapter,))
    with pytest.raises(ValueError, match="two questions are called 'chapters'"):
        course.questions.__wrapped__()


def test_the_order_in_which_a_chapter_asks_names_each_question_once(chapter):
    def first():
        return 1

    def second():
        return 2

    second, first = (
        chapter.value(points=50, prompt="?")(answer) for answer in (second, first)
    )
    chapter.asks(first, second)
    assert chapter.questions == [first, second]
    with pytest.raises(ValueError, match="42-try asks first, first; declared: first, sec"):
        chapter.asks(first, first)
