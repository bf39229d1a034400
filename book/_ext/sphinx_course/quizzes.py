"""The chapters' quizzes, as their notebooks hold them.

A quiz is a `<div class="quiz">` of questions, each a numbered `<p><strong>` and then its
answers, `details` whose text begins with "Right" or says what is wrong. So it reads
without a script; `static/quiz.js` makes choices of it. A question's id is its page and its
number, "book/chapters/03-vanishing-gradients#quiz-1", which the reader's record goes by.

A `<div class="quiz-later" hidden>` below it has questions that the chapter's own page does
not ask: they wait for the chapters that come later, which ask them first.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat

FOLDER = "book/chapters"
QUIZ = re.compile(r'<div class="quiz(-later" hidden|")>(.*?)</div>', re.DOTALL)
QUESTION = re.compile(
    r"<p><strong>(\d+)\. (.*?)</strong></p>\s*((?:<details>.*?</details>\s*)+)", re.DOTALL
)


@dataclass(frozen=True)
class Question:
    page: str
    number: int
    asked: str
    answers: str
    later: bool = False  # asked before later chapters alone

    @property
    def ident(self):
        return f"{self.page}#quiz-{self.number}"

    @property
    def chapter(self):
        return int(Path(self.page).name[:2])


def quizzes(root):
    """{page: its questions} of all chapters, in their order."""
    found = {}
    for path in sorted(Path(root, FOLDER).glob("*.ipynb")):
        page = f"{FOLDER}/{path.stem}"
        cells = nbformat.read(path, as_version=4).cells
        prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        found[page] = [
            Question(page, int(number), asked, answers.strip(), later="later" in kind)
            for kind, quiz in QUIZ.findall(prose)
            for number, asked, answers in QUESTION.findall(quiz)
        ]
    return found
