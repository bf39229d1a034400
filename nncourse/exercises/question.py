"""What all kinds of question share: a reference, right answers, misconceptions.

One declaration serves the learner's hint, the grader and the grader's own test. The kinds
are in function.py and repair.py, value.py, puzzle.py and prediction.py, and setting.py; a
Chapter's decorators make them.
"""

import inspect
import re
import sys
from dataclasses import dataclass, field

from nncourse.exercises.feedback import Verdict
from nncourse.exercises.messages import MESSAGES

PUBLIC = 6  # the seed of the cases that `check` uses; a teacher's grader has another


@dataclass
class Misconception:
    """A known wrong answer, and the hint for whoever gives it."""

    answer: object
    hint: str
    sign: object = None  # a function that says whether an answer shows this misconception


@dataclass(eq=False)
class Question:
    """A question with its reference, a function that has the question's name."""

    reference: object
    points: int
    prompt: str  # Markdown
    misconceptions: dict = field(default_factory=dict, init=False, repr=False)
    right_answers: list = field(default_factory=list, init=False, repr=False)
    # Seconds for all cases together; Python in a browser, of a phone perhaps, is slower.
    limit = 4.0 if sys.platform == "emscripten" else 0.8
    solution_says = "solution"  # the key of what stands above the solution

    def __post_init__(self):
        self.name = self.reference.__name__
        self.prompt = unwrapped(self.prompt)

    def right(self, *answers):
        """Declares right answers other than the reference, for the grader's own test."""
        self.right_answers += answers
        return answers[0]

    def hint(self, misconception):
        return self.misconceptions[misconception].hint

    def hints(self, misconceptions):
        """The hints on several misconceptions, as one text."""
        return MESSAGES["also"].join(map(self.hint, misconceptions))

    @property
    def solution(self):
        """The reference's own source."""
        return source(self.reference)

    def solved(self):
        """What the filled-in cell computes, where it is no function."""
        return self.reference()

    @property
    def others_shown(self):
        """Other right answers as cells that run by themselves."""
        return []

    def before_trying(self):
        """What is told of a question that nobody has tried yet."""
        return MESSAGES["check_first"].format(name=self.name)

    def verdict(self, kind, right="", measured="", wrong="", misconceptions=()):
        """`misconceptions` are all that the answer shows; a table counts the first."""
        return Verdict(
            self.name,
            kind,
            points=self.points if kind == "passed" else 0,
            of=self.points,
            misconceptions=tuple(misconceptions),
            right=right,
            measured=measured,
            wrong=wrong,
            hint=self.hints(misconceptions),
        )

    def blank(self):
        return self.verdict("blank")

    def _add_misconception(self, fn, answer, sign=None):
        name = fn.__name__.rstrip("_")  # sum_ stands for sum, which is Python's own
        if name in self.misconceptions:
            raise ValueError(f"{self.name} has two misconceptions called {name!r}")
        if not fn.__doc__:
            raise ValueError(f"{self.name}: {name!r} has no docstring, so no hint")
        self.misconceptions[name] = Misconception(answer, unwrapped(fn.__doc__), sign)


def unwrapped(text):
    """A docstring or a prompt with each of its paragraphs in one line."""
    return "\n\n".join(
        " ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip())
    )


def source(fn):
    """A function's source, without its decorators."""
    lines, start = inspect.findsource(fn)
    while not lines[start].startswith(f"def {fn.__name__}("):
        start += 1
    return "".join(inspect.getblock(lines[start:]))
