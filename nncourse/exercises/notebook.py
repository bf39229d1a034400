"""A chapter's exercise notebook, made from its questions.

Cells are known by their ids for good: q-NAME asks, a-NAME is filled in, c-NAME checks. The
metadata are nbgrader's, so that a teacher who uses it can; the marks around the stub are
what it looks for.
"""

import contextlib
import io
import os
import tempfile
from unittest.mock import patch

import nncourse
from nncourse.exercises import check, progress
from nncourse.exercises.function import Function
from nncourse.exercises.messages import MESSAGES

ABOUT = """# Exercises: {title}

{intro}

Write your answer between the two lines that begin with `###`. Then press *Check* on the
course's page; in Jupyter run the cell and the one below it. Your answer is checked at once,
on small cases, and you are told what was right and where to look. `hint("{first}")`
tells one thing more each time: the mistake, a case, a solution. Trying costs nothing.
Where a question asks for several things, each earns points by itself. Every answer leaves
the arrays that it is given as they were, since the caller still needs them, and keeps their
precision, float32 in, float32 out: one layer that does not makes a network twice as slow.
After one try `solution("{first}")` prints a way to do it; the page has it behind "One
solution"."""

ASK = "## {number}. {name} ({points} points)\n\n{prompt}"

END = "## Where you stand"


def notebook(chapter, answers=None):
    """The notebook in nbformat 4.5; `answers` maps questions to filled-in cells."""
    answers = answers or {}
    first = chapter.questions[0].name
    about = ABOUT.format(title=chapter.title, intro=chapter.intro, first=first)
    cells = [_text("title", about), _code("imports", imports(chapter), [])]
    with _fresh_progress():
        for number, question in enumerate(chapter.questions, 1):
            tail = question.name.replace("_", "-").lower()
            ask = ASK.format(
                number=number,
                name=question.name,
                points=question.points,
                prompt=asked(question),
            )
            solved = question.name in answers
            cells += [
                _text(f"q-{tail}", ask),
                _code(
                    f"a-{tail}",
                    answers.get(question.name, question.stub),
                    [],
                    _grading(question.name, solution=True),
                ),
                _code(
                    f"c-{tail}",
                    question.check_cell,
                    _output(lambda q=question, s=solved: _check(q, s)),
                    _grading(f"check_{question.name}", points=question.points),
                ),
            ]
        cells += [_text("end", END), _code("progress", "progress()", _output(progress))]
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": {
                "display_name": "Python 3",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def asked(question):
    """A question's prompt, and where several things are marked what each is worth."""
    promises = getattr(question, "promises", {})
    if len(promises) < 2:
        return question.prompt
    worth = [MESSAGES["worth"].format(promise=p, points=n) for p, n in promises.items()]
    return MESSAGES["asked"].format(prompt=question.prompt, shares=", ".join(worth))


def imports(chapter):
    """The first code cell: what the references need, and the four helpers."""
    used = set()
    for question in chapter.questions:
        used |= _names(question.reference.__code__)
    names = sorted(used & set(nncourse.__all__), key=nncourse.__all__.index)
    lines = ["import numpy as np", ""]
    if names:
        lines.append(_import_line(names))
    if chapter.imports:
        lines.append(chapter.imports)
    lines.append("from nncourse.exercises import check, hint, progress, solution")
    return "\n".join(lines)


def _import_line(names):
    line = f"from nncourse import {', '.join(names)}"
    if len(line) <= 92:
        return line
    return "from nncourse import (\n" + "".join(f"    {name},\n" for name in names) + ")"


def _names(code):
    inner = [c for c in code.co_consts if hasattr(c, "co_names")]
    return set(code.co_names).union(*[_names(c) for c in inner])


def _check(question, solved):
    """Run the check cell, of a blank answer or of the reference."""
    if not solved:
        check(question.name, ...)
    elif isinstance(question, Function):
        check(question.reference)
    else:
        check(question.name, question.solved())


def _output(run):
    """What `run()` prints, as the cell's stored output."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        run()
    return [{"name": "stdout", "output_type": "stream", "text": out.getvalue()}]


@contextlib.contextmanager
def _fresh_progress():
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "progress.jsonl")
        with patch.dict(os.environ, {"NNCOURSE_PROGRESS": file}):
            yield


def _grading(grade_id, points=None, solution=False):
    about = {
        "grade": points is not None,
        "grade_id": grade_id,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if points is not None:
        about["points"] = points
    return {"nbgrader": about}


def _text(name, source):
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source}


def _code(name, source, outputs, metadata=None):
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": metadata or {},
        "outputs": outputs,
        "source": source,
    }
