"""A chapter's questions, declared by its decorators where the answers stand."""

from dataclasses import dataclass, field

from nncourse.exercises.function import Function
from nncourse.exercises.prediction import Prediction
from nncourse.exercises.puzzle import Puzzle
from nncourse.exercises.question import unwrapped
from nncourse.exercises.repair import Repair
from nncourse.exercises.setting import Setting
from nncourse.exercises.value import Value


@dataclass(eq=False)
class Chapter:
    """The questions of one chapter, in the order in which they are declared or `asks`."""

    stem: str
    title: str
    intro: str
    imports: str = ""  # a line of its own for the notebook's first cell
    questions: list = field(default_factory=list, init=False, repr=False)

    def __post_init__(self):
        self.intro = unwrapped(self.intro)

    @property
    def number(self):
        return int(self.stem[:2])

    @property
    def points(self):
        return sum(question.points for question in self.questions)

    def function(self, points, prompt, cases, compare=None, returns=(), implementing=True):
        """The decorated reference asks for a function.

        `cases(rng)` returns or yields tuples of arguments. `returns` names the parts where
        several are returned. `compare(got, expected)` says whether two values are the same;
        the default wants the same shapes, the same floats up to rounding, the same
        precision. With `implementing` (a layer, a loss, a rule) six misconceptions are
        wanted, else three.
        """
        return lambda reference: self._add(
            Function(reference, points, prompt, cases, compare, returns, implementing)
        )

    def value(self, points, prompt, tolerance=0.01, read=""):
        """The decorated reference works out the number or word that is asked for.

        `tolerance` is relative. `read` names the section that says how.
        """
        return lambda reference: self._add(
            Value(reference, points, prompt, tolerance, read)
        )

    def repair(self, points, prompt, cases, compare=None, returns=(), implementing=True):
        """As `function`, and the learner begins with the code of `@NAME.broken`."""
        return lambda reference: self._add(
            Repair(reference, points, prompt, cases, compare, returns, implementing)
        )

    def prediction(self, points, prompt, tolerance=0.01, guesses=()):
        """As `value`, of a number that is guessed first: dict(guess=..., computed=...).

        `guesses` are the lowest and the highest that the prompt allows, if it names them.
        """
        return lambda reference: self._add(
            Prediction(reference, points, prompt, tolerance, guesses=guesses)
        )

    def puzzle(self, points, prompt, lines):
        """The decorated reference returns an order of `lines`, which are lettered from A.

        Lines that it leaves out do not belong in the answer. `@NAME.before("A", "C")`
        declares what stands before what.
        """
        return lambda reference: self._add(
            Puzzle(reference, points, prompt, lines=tuple(lines))
        )

    def setting(self, points, prompt, knobs, measure, passes, goal, report, more=None):
        """The decorated reference returns a configuration like the one that is asked for.

        `knobs` maps each setting to its list of choices or its range (low, high).
        `measure(**config)` trains and returns a dict of numbers; `passes(measured)` says
        whether they will do, `goal` what they should be. `report` tells of any run: "it
        reads {accuracy:.0%}". `more(config, measured)` is told after a mistake's hint.
        """
        return lambda reference: self._add(
            Setting(reference, points, prompt, knobs, measure, passes, goal, report, more)
        )

    def asks(self, *questions):
        """Declares the order; every question of the chapter is named once."""
        names = [question.name for question in questions]
        if sorted(names) != sorted(question.name for question in self.questions):
            declared = ", ".join(question.name for question in self.questions)
            raise ValueError(f"{self.stem} asks {', '.join(names)}; declared: {declared}")
        self.questions[:] = questions

    def _add(self, question):
        self.questions.append(question)
        return question
