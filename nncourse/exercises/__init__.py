"""Exercises: `check` your answer, see your `progress`, ask for a `solution`.

How to write the questions of a chapter
---------------------------------------
A chapter is one file, named like its stem: 05-dead-relu-units is dead_relu_units.py. It is
found by its name (see catalog.py). `reading_digits.py` is the model. From top to bottom:

1. WORDS, every sentence a learner sees, so that a translation can be laid beside it:
   title, intro, and for each question its prompt (Markdown, with the mathematics) and its
   hints, one for each misconception. A hint names the mistake and points at the cure; it
   does not give the code. No hint repeats what `check` says by itself.

2. The references and, under each, its wrong solutions and the other right ones. A reference
   is an ordinary function that uses np and what `from nncourse import ...` brings, nothing
   else of this file: its own source is the solution that learners are shown, and its head
   and docstring are the stub they fill in. Say in the docstring what the shapes are. A
   wrong solution is a whole function, called NAME_misconception and written as a learner
   would write it; one that crashes is known by its error's message. The stub ends where
   the docstring ends: no comment or code of yours stands in the head.

3. cases(rng), which returns (or yields) 4 to 8 tuples of arguments, a small one first:
   it is the one shown. Draw everything from rng. Upstream gradients are random, never ones;
   sizes differ (n, d_in, d_out all different), so that a wrong axis shows; one is in
   float32 where precision should be kept. Arguments that are no plain data are made afresh
   for each call: Made("rng", (3,)), Made("net", ([4, 5, 3], 7)); see given.py. Every seed
   must tell all misconceptions apart (the tests try several).

4. CHAPTER = Chapter(stem, WORDS, [questions]), 100 points in all, rising from a warm-up.
   Function(name, points, reference, wrong={"misconception": fn}, right=[fn, fn], cases=...)
       at least six misconceptions (three with implementing=False: a warm-up, a measurement)
       and two other right answers. `returns` names the parts of a tuple. Where rounding is
       not the measure (the spread of random weights, say), compare(got, expected) -> bool
       decides. limit is in seconds for all cases.
   Value(name, points, reference, wrong={"m": number or When(example, sign)}, right=[...])
       a number or a word, kept in a variable of that name. At least three misconceptions.
   Setting(name, points, reference, knobs, measure, passes, wrong={"m": When(config, sign)})
       a configuration as a dict; measure(**config) trains and returns a dict of numbers,
       passes(measured) decides. WORDS[name] also has "measured" (what is said of any run:
       "training accuracy {accuracy:.2f}") and "goal". Keep the training under 0.5 s, and
       what passes well clear of what does not: other machines round differently. The first
       misconception whose sign(config, measured) holds is told.

Names of questions are unique in the course. Then

    python scripts/make_exercises.py                  writes book/exercises/<stem>.ipynb
    python -m nncourse.grade --self-test <stem>       the table: every reference full marks,
                                                      every misconception its own hint
    pytest tests/exercises book/exercises             the same, and nbval
"""

import difflib
import os
import sys

__all__ = ["check", "progress", "solution"]


def check(*answer):
    """Is it right? `check(my_function)`, or `check("name")` for the variable of that name.

    Prints the points, or what was right, what was wrong and a hint. Returns the points.
    Never raises.
    """
    try:
        return Points(_check(answer, sys._getframe(1)))
    except KeyboardInterrupt:
        print(_words()["interrupted"].format(name="check"))
    except BaseException as error:  # a learner must never see ours in the place of theirs
        from nncourse.exercises.calling import said_by

        print(_words()["broken"].format(error=f"{type(error).__name__}: {said_by(error)}"))
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
    from nncourse.exercises import record
    from nncourse.exercises.catalog import STEMS, chapters

    say = _words()
    points, spoilt = record.read()
    known = {chapter.stem: chapter for chapter in chapters()}
    print(say["title"])
    total = 0
    for number, stem in enumerate(STEMS, 1):
        chapter = known.get(stem)
        earned = _earned(chapter, points) if chapter else 0
        title = chapter.title if chapter else stem[3:].replace("-", " ").capitalize()
        total += earned
        bar = "#" * (earned // 10) + "." * (10 - earned // 10)
        print(say["row"].format(number=number, title=title, points=earned, bar=bar))
    print(say["sum"].format(title=say["all"], points=total, all=100 * len(STEMS)))
    chapter, question = _next(points)
    if question is None:
        print(say["done"])
    else:
        print(
            say["next"].format(
                name=question.name, number=chapter.number, points=question.points
            )
        )
    if spoilt:
        print(say["aside"].format(n=spoilt, path=record.path()))


def solution(name):
    """Print the reference's own source, once an answer of your own has been checked."""
    from nncourse.exercises import record

    name = getattr(name, "__name__", name)
    found = _find(name)
    if found is None:
        return
    _, question = found
    if question.name not in record.read()[0]:
        print(_words()["solution_first"].format(name=name))
        return
    print(_words()["solution"].format(name=name))
    print(question.solution.rstrip())


def _check(answer, caller):
    import nncourse
    from nncourse.exercises import record
    from nncourse.exercises.catalog import STEMS
    from nncourse.exercises.question import Function

    say = _words()
    if not answer or len(answer) > 2:
        print(say["how"])
        return 0
    name = answer[0] if isinstance(answer[0], str) else getattr(answer[0], "__name__", None)
    if name is None:
        print(say["how"])
        return 0
    found = _find(name)
    if found is None:
        return 0
    chapter, question = found
    given = answer[-1] if len(answer) == 2 or not isinstance(answer[0], str) else ...
    if given is Ellipsis and len(answer) == 1:
        given = caller.f_globals.get(name, ...)
    if isinstance(question, Function):
        if not callable(given):
            verdict = question.blank()
        elif given is getattr(nncourse, name, None):
            print(say["the_packages"].format(name=name))
            return 0
        else:
            verdict = question.judge(question.run(given))
    else:
        verdict = question.judge(given)
    print(verdict)
    if verdict.kind == "blank":
        return 0
    problem = record.note(question.name, verdict.points)
    if problem:
        print(say["unwritable"].format(error=problem))
    if verdict.points:
        points, _ = record.read()
        print(
            say["totals"].format(
                number=chapter.number,
                chapter=_earned(chapter, points),
                course=sum(_earned(c, points) for c in _chapters()),
                all=100 * len(STEMS),
            )
        )
    return verdict.points


def _find(name):
    from nncourse.exercises.catalog import questions

    found = questions().get(name)
    if found is None:
        near = difflib.get_close_matches(str(name), questions(), 1)
        near = _words()["near"].format(near=near[0]) if near else ""
        print(_words()["unknown"].format(name=str(name)[:60], near=near))
    return found


def _next(points):
    """The next unsolved (Chapter, Question), in the chapter tried last if it has one."""
    from nncourse.exercises.catalog import questions

    latest, _ = questions().get(next(reversed(points), ""), (None, None))
    todo = [
        (chapter, question)
        for chapter, question in questions().values()
        if points.get(question.name, 0) < question.points
    ]
    return min(todo, key=lambda both: both[0] is not latest, default=(None, None))


def _earned(chapter, points):
    return sum(min(points.get(q.name, 0), q.points) for q in chapter.questions)


def _chapters():
    from nncourse.exercises.catalog import chapters

    return chapters()


def _words():
    from nncourse.exercises.words import WORDS

    return WORDS
