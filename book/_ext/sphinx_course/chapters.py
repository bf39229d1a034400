"""What there is to do in each chapter, to show how much of it a reader has done."""

import re
from pathlib import Path

import nbformat

from nncourse.exercises import course

from .quizzes import quizzes

PREDICTION = re.compile(r"^predict_\w+\(", re.MULTILINE)


def chapters(root):
    """For each chapter its page, its exercises' page, and the number of each kind there."""
    exercises = {
        chapter.stem: {
            "points": chapter.points,
            "questions": {question.name: question.points for question in chapter.questions},
        }
        for chapter in course.chapters()
    }
    return [
        {
            "page": page,
            "exercises": page.replace("/chapters/", "/exercises/"),
            "answered": sum(not question.later for question in quiz),
            "predicted": predictions(root, page),
        }
        | exercises.get(Path(page).name, {"points": 0, "questions": {}})
        for page, quiz in quizzes(root).items()
    ]


def predictions(root, page):
    cells = nbformat.read(Path(root, f"{page}.ipynb"), as_version=4).cells
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    return len(PREDICTION.findall(code))
