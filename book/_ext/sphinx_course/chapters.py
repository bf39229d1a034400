"""What there is to do in each chapter, to show how much of it a reader has done."""

import re
from pathlib import Path

import nbformat

from .quizzes import quizzes

PREDICTION = re.compile(r"^predict_\w+\(", re.MULTILINE)


def chapters(root):
    """For each chapter its page and how many questions and predictions are on it."""
    return [
        {"page": page, "questions": len(quiz), "predictions": predictions(root, page)}
        for page, quiz in quizzes(root).items()
    ]


def predictions(root, page):
    cells = nbformat.read(Path(root, f"{page}.ipynb"), as_version=4).cells
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    return len(PREDICTION.findall(code))
