"""Exercises: `check` your answer, ask for a `hint`, a `solution`, see your `progress`.

How to write a question
-----------------------
A chapter's questions stand in its folder, nncourse/chapters/chNN_topic/questions/, a file
each; `chapter.asks(...)` in its __init__.py gives the order in which they are asked. 100
points in all, rising from a warm-up. `relu_backward` in chapter 2 is a model:

    def relu_backward_cases(rng): ...           its cases, drawn from a seed
    @chapter.function(points=..., prompt=..., cases=relu_backward_cases)
    def relu_backward(x, dy): ...               the reference
    @relu_backward.wrong
    def forgot_dy(x, dy): ...                   a misconception, its hint in the docstring
    @relu_backward.right
    def by_where(x, dy): ...                    another right answer

- The reference's own source is the solution that learners are shown; its head and its
  docstring, which tells the shapes, are the stub they fill in. It uses np and what
  `from nncourse import ...` brings, nothing else of the file. Its name is unique in the
  course.
- `cases(rng)` yields 4 to 10 tuples of arguments, drawn from rng or written by hand, a
  small one first: it is the one that is shown. Upstream gradients are random, never ones;
  sizes differ, so that a wrong axis shows; one case is in float32 where precision should
  stay. An argument that is not plain data is made afresh for each call:
  `Fixture("rng", (3,))`, see fixtures.py.
- For each word of a prompt there is a case that decides it. What the prompt promises beside
  the values is a case under a name of its own, `edge("logits as large as 1000", logits)`,
  and earns points by itself, as precision and arguments left alone do: see promises.py.
- Where answers are drawn, `compare=Traits(measure)` compares what is measured of them. One
  case comes twice and once more with another seed, which shows whether `rng` is used.
- A mistake that is not in the table is told how it relates to the right answer, as far as
  that can be found: see structure/. The self-test says how often.
- What is told of a mistake, known or not, is so of the cases of three seeds together, see
  further_draws.py. A case that all seeds share, written by hand, is among them once.
- A misconception is a whole wrong answer, as a learner would write it. Its name says what
  is wrong, with an underscore behind a built-in's name (`sum_`). Its docstring is the hint,
  which names the mistake and points at the cure, gives no code, and does not repeat what
  `check` says by itself. Every seed must tell all misconceptions apart. Write at least six,
  three with `implementing=False` (a warm-up, a measurement), and two other right answers.
- Other forms: `@chapter.repair` begins with the wrong code of `@NAME.broken`;
  `@chapter.puzzle` gives lines to put in order, `@NAME.before("A", "C")` says which come
  first; `@chapter.prediction` asks for a guess and then for the number.
- A measured question trains under `@over_seeds`, and a plateau of settings passes it:
  `python -m tests.exercises.measure_setting_maps NAME` keeps the map that a test reads.
- `@chapter.value` asks for a number, `@chapter.setting` for a configuration, with which the
  grader trains and measures. Reference and wrong answers are functions without arguments
  that return one; right answers are listed in `NAME.right(...)`. After
  `@NAME.wrong_where(lambda config, measured: ...)` a wrong answer stands for all of which
  that is true; the first such is told, and `more(config, measured)` behind it. A training
  takes less than 0.5 s, and what passes is well clear of what does not: other machines
  round differently.

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
from nncourse.exercises import course, degrees, saved_progress
from nncourse.exercises.function import Function
from nncourse.exercises.messages import MESSAGES
from nncourse.exercises.safe_call import message_of

__all__ = ["check", "hint", "progress", "solution"]


def show_verdict(verdict):
    """Prints what is told at once; a page that shows cards puts its own function here."""
    print(str(verdict) if "NBGRADER_EXECUTION" in os.environ else degrees.in_brief(verdict))


def check(*answer):
    """Is it right? `check(my_function)`, or `check("name")` for the variable of that name.

    Prints the points, or what was right and where to look; `hint` tells more. Returns the
    points. Never raises.
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


def hint(name):
    """Print one thing more on the answer checked last: its mistake, a case, a solution."""
    name = getattr(name, "__name__", name)
    _, question = _find(name)
    if question is None:
        return
    told = degrees.next_degree(name)
    if told:
        print(*filter(None, told))
        if not told[1]:
            solution(name)
    elif solved := degrees.solved(name):
        print(MESSAGES["nothing_wrong"].format(name=name), degrees.ways(solved))
    else:
        print(question.before_trying())


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
    """Print the reference's own source, once an answer of your own has been checked.

    Once you have solved it, other ways are printed as well.
    """
    name = getattr(name, "__name__", name)
    _, question = _find(name)
    if question is None:
        return
    points, _ = saved_progress.read()
    if question.name not in points:
        print(MESSAGES["solution_first"].format(name=name))
        return
    print(MESSAGES[question.solution_says].format(name=name))
    print(question.answer_cell())
    if points[question.name] == question.points:
        for other in question.others_shown:
            print("\n" + MESSAGES["another_way"].format(name=name))
            print(other)


def _check(answer, variables):
    """The points of `answer`, what check was called with; `variables` are the caller's."""
    named = bool(answer) and isinstance(answer[0], str)
    name = answer[0] if named else getattr(answer[0] if answer else None, "__name__", None)
    if answer and not named:  # a lambda has no name of its own, nor has a number
        name = _name_of(answer[0], variables) or name
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
        outcomes = question.run(value)
        verdict = question.explain(question.judge(outcomes), outcomes, fn=value)
    degrees.remember(verdict)
    verdict.others = question.others_shown if verdict.kind == "passed" else []
    show_verdict(verdict)
    if verdict.kind == "blank" or verdict.wrong.startswith("NameError"):
        return 0  # nothing has been tried yet
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


def _name_of(value, variables):
    """The question whose variable holds a value, or None."""
    held = (name for name, other in variables.items() if other is value)
    return next((name for name in held if course.find(name)[1]), None)


def _find(name):
    """(Chapter, Question) of that name, or (None, None), with a word on what is near."""
    chapter, question = course.find(name)
    if question is None:
        near = difflib.get_close_matches(str(name), course.questions(), 1)
        near = MESSAGES["near"].format(near=near[0]) if near else ""
        print(MESSAGES["unknown"].format(name=str(name)[:60], near=near))
    return chapter, question


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
    found = [(earned, course.find(name)[1]) for name, earned in points.items()]
    return sum(min(earned, question.points) for earned, question in found if question)


def _points_in_all():
    return course.POINTS * len(course.folders())
