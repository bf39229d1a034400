"""Exercises: `check` your answer, see your `progress`, ask for a `solution`.

How to write a question
-----------------------
The questions of a chapter stand in its folder, nncourse/chapters/chNN_topic/questions.py,
in the order in which they are asked; 100 points in all, rising from a warm-up. Everything
about a question stands in one place:

    chapter = Chapter("03-vanishing-gradients", title="Vanishing gradients", intro="...")

    def relu_backward_cases(rng):
        yield np.array([[1.0, -1.0]]), np.array([[0.5, -3.0]])
        ...

    @chapter.function(points=15, prompt=r\"""Return `dx` of $y = \\max(x, 0)$.\""",
                      cases=relu_backward_cases)
    def relu_backward(x, dy):
        \"""dx of y = max(x, 0); all of one shape (n, d).\"""
        return dy * (x > 0)

    @relu_backward.wrong
    def forgot_dy(x, dy):
        \"""this is the slope of ReLU alone. The chain rule multiplies it by dy.\"""
        return (x > 0).astype(dy.dtype)

    @relu_backward.right
    def by_where(x, dy):
        return np.where(x > 0, dy, np.zeros_like(dy))

- The reference's own source is the solution that learners are shown, its head and docstring
  are the stub they fill in: it uses np and what `from nncourse import ...` brings, nothing
  else of the file, and says what the shapes are. Its name is unique in the course.
- `cases(rng)` yields 4 to 8 tuples of arguments, all drawn from rng, a small one first: it
  is the one that is shown. Upstream gradients are random, never ones; sizes differ (n, d_in,
  d_out), so that a wrong axis shows; one case is in float32 where precision should stay. An
  argument that is not plain data is made afresh for each call: `Fixture("rng", (3,))`, see
  fixtures.py.
- A misconception is a whole wrong answer, written as a learner would write it. Its name says
  what is wrong, with an underscore behind it if that is a built-in (`sum_`). Its docstring is
  the hint: it names the mistake, points at the cure, gives no code, and does not repeat what
  `check` says by itself. Every seed must tell all misconceptions apart. At least six, three
  with `implementing=False` (a warm-up, a measurement), and two other right answers.
- `@chapter.value` asks for a number: reference and wrong answers are functions that return
  one, right answers are given as `name.right(0.1, ...)`. `@chapter.setting` asks for a
  configuration, trains with it and measures; keep that under 0.5 s, and what passes well
  clear of what does not, since other machines round differently. With
  `@name.wrong_where(lambda config, measured: ...)` one wrong answer stands for many; the
  first that holds is told.

Then

    python scripts/make_exercises.py                writes book/exercises/<stem>.ipynb
    python -m nncourse.grade --self-test <stem>     every reference full marks, every
                                                    misconception its own hint
    pytest tests/exercises book/exercises           the same on several seeds, and nbval
"""

import difflib
import os
import sys

import nncourse
from nncourse.exercises import course, saved_progress
from nncourse.exercises.function import Function
from nncourse.exercises.messages import MESSAGES
from nncourse.exercises.safe_call import message_of

__all__ = ["check", "progress", "solution"]


def check(*answer):
    """Is it right? `check(my_function)`, or `check("name")` for the variable of that name.

    Prints the points, or what was right, what was wrong and a hint. Returns the points.
    Never raises.
    """
    try:
        return Points(_check(answer, sys._getframe(1).f_globals))
    except KeyboardInterrupt:
        print(MESSAGES["interrupted"].format(name="check"))
    except BaseException as error:  # a learner must never see ours in the place of theirs
        text = f"{type(error).__name__}: {message_of(error)}"
        print(MESSAGES["broken"].format(error=text))
    return Points(0)


class Points(int):
    """The points that `check` returns: a number that a notebook does not show.

    The text above it has said it already. nbgrader takes the number shown below a cell for
    its score, so where nbgrader runs the notebook it is shown.
    """

    def _ipython_display_(self):
        if "NBGRADER_EXECUTION" in os.environ:
            raise NotImplementedError  # IPython then shows it like any other number


def progress():
    """Print the points so far, chapter by chapter, and what to do next."""
    points, unreadable = saved_progress.read()
    print(MESSAGES["title"])
    for chapter in course.chapters():
        earned = _earned(chapter, points)
        bar = "#" * (earned // 10) + "." * (10 - earned // 10)
        print(
            MESSAGES["row"].format(
                number=chapter.number, title=chapter.title, points=earned, bar=bar
            )
        )
    print(
        MESSAGES["sum"].format(
            title=MESSAGES["all"], points=_earned_in_all(points), all=_points_in_all()
        )
    )
    chapter, question = _next(points)
    if question is None:
        print(MESSAGES["done"])
    else:
        print(
            MESSAGES["next"].format(
                name=question.name, number=chapter.number, points=question.points
            )
        )
    if unreadable:
        print(MESSAGES["aside"].format(n=unreadable, path=saved_progress.path()))


def solution(name):
    """Print the reference's own source, once an answer of your own has been checked."""
    name = getattr(name, "__name__", name)
    _, question = _find(name)
    if question is None:
        return
    if question.name not in saved_progress.read()[0]:
        print(MESSAGES["solution_first"].format(name=name))
        return
    print(MESSAGES["solution"].format(name=name))
    print(question.solution.rstrip())


def _check(answer, variables):
    """The points of `answer`, what check was called with; `variables` are the caller's."""
    named = bool(answer) and isinstance(answer[0], str)
    name = answer[0] if named else getattr(answer[0] if answer else None, "__name__", None)
    if name is None or len(answer) > 2:
        print(MESSAGES["how"])
        return 0
    chapter, question = _find(name)
    if question is None:
        return 0
    value = variables.get(name, ...) if named and len(answer) == 1 else answer[-1]
    if not isinstance(question, Function):
        verdict = question.judge(value)
    elif not callable(value):
        verdict = question.blank()
    elif value is getattr(nncourse, name, None):
        print(MESSAGES["the_packages"].format(name=name))
        return 0
    else:
        verdict = question.judge(question.run(value))
    print(verdict)
    if verdict.kind == "blank":
        return 0
    problem = saved_progress.save(question.name, verdict.points)
    if problem:
        print(MESSAGES["unwritable"].format(error=problem))
    if verdict.points:
        points, _ = saved_progress.read()
        print(
            MESSAGES["totals"].format(
                number=chapter.number,
                chapter=_earned(chapter, points),
                course=_earned_in_all(points),
                all=_points_in_all(),
            )
        )
    return verdict.points


def _find(name):
    """(Chapter, Question) of that name; if there is none, says so and gives (None, None)."""
    questions = course.questions()
    if name not in questions:
        near = difflib.get_close_matches(str(name), questions, 1)
        near = MESSAGES["near"].format(near=near[0]) if near else ""
        print(MESSAGES["unknown"].format(name=str(name)[:60], near=near))
    return questions.get(name, (None, None))


def _next(points):
    """The next unsolved (Chapter, Question), in the chapter tried last if it has one."""
    questions = course.questions()
    latest, _ = questions.get(next(reversed(points), ""), (None, None))
    todo = [
        (chapter, question)
        for chapter, question in questions.values()
        if points.get(question.name, 0) < question.points
    ]
    return min(todo, key=lambda both: both[0] is not latest, default=(None, None))


def _earned(chapter, points):
    return sum(min(points.get(q.name, 0), q.points) for q in chapter.questions)


def _earned_in_all(points):
    return sum(_earned(chapter, points) for chapter in course.chapters())


def _points_in_all():
    return sum(chapter.points for chapter in course.chapters())
