"""Questions whose answer is a number or a word."""

import numbers
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from nncourse.exercises.describe import describe
from nncourse.exercises.messages import MESSAGES, NUMBERS
from nncourse.exercises.number_help import number_help
from nncourse.exercises.question import PUBLIC, Question
from nncourse.exercises.safe_call import Unfit, plain


@dataclass(eq=False)
class Variable(Question):
    """A question whose answer is kept in a variable of the question's name."""

    def wrong_where(self, sign):
        """Declares a misconception that is known by a sign.

        The decorated function returns an example; its docstring is the hint. `sign(value)`,
        for a configuration `sign(config, measured)`, says whether an answer shows it.
        """

        def declare(fn):
            self._add_misconception(fn, fn(), sign)
            return fn

        return declare

    @property
    def check_cell(self):
        return f'check("{self.name}")'

    def as_answered(self, value):
        """What the learner's variable holds where this value is meant."""
        return value


@dataclass(eq=False)
class Value(Variable):
    """A question whose answer is a number or a word; see `Chapter.value`."""

    tolerance: float = 0.01
    read: str = ""  # where the chapter says it

    def wrong(self, fn):
        """Declares a misconception: a function that returns its value, with its hint."""
        told = cache(fn)  # it may be an experiment, and a class asks for it again and again
        return self.wrong_where(lambda value: self.same(value, told()))(told)

    @cached_property
    def value(self):
        return self.reference()

    @property
    def stub(self):
        return f"### BEGIN SOLUTION\n{self.name} = ...\n### END SOLUTION"

    def answer_cell(self, answer=None):
        """The filled-in cell, by default with the reference."""
        if answer is not None:
            return f"{self.name} = {answer!r}"
        return f"{self.solution.rstrip()}\n\n\n{self.name} = {self.name}()"

    def before_trying(self):
        if not self.read:
            return super().before_trying()
        return MESSAGES["read_first"].format(name=self.name, read=self.read)

    def judge(self, value, seed=PUBLIC):
        if value is Ellipsis or value is None:
            verdict = self.blank()
            verdict.wrong = MESSAGES["is_none"] if value is None else ""
            return verdict
        if isinstance(value, (bool, np.bool_)):
            return self._not_a_value(repr(bool(value)))
        if isinstance(value, numbers.Rational):
            value = float(value)
        try:
            value = plain(value)
        except Unfit as error:
            return self._not_a_value(str(error))
        if isinstance(value, np.ndarray):
            if value.size != 1:
                return self._not_a_value(describe(value))
            value = value.item()
        if isinstance(value, str) != isinstance(self.value, str) or isinstance(
            value, (list, tuple, dict, complex)
        ):
            return self._not_a_value(describe(value))
        if self.same(value, self.value):
            return self.verdict("passed")
        message = "right_text" if isinstance(value, str) else "right_number"
        shown = repr(value[:40]) if isinstance(value, str) else f"{value:.6g}"
        right = MESSAGES[message].format(value=shown)
        read = NUMBERS["read"].format(read=self.read) if self.read else ""
        nudge = read.strip()
        if not isinstance(value, str) and np.isfinite(value):
            nudge = NUMBERS["too_large" if value > self.value else "too_small"] + read
        for name, misconception in self.misconceptions.items():
            if misconception.sign(value):
                verdict = self.verdict("misconception", right=right, misconceptions=[name])
                verdict.nudge = nudge
                return verdict
        verdict = self.verdict(
            "wrong", right=right, wrong=MESSAGES["off"].format(value=shown)
        )
        verdict.nudge = nudge
        if not isinstance(value, str):
            verdict.hint = number_help(value, self.value)
        verdict.hint += read
        return verdict

    def same(self, value, expected):
        if isinstance(expected, str):
            return isinstance(value, str) and value.strip().lower() == expected.lower()
        if isinstance(value, str):
            return False
        return bool(abs(value - expected) <= self.tolerance * abs(expected) + 1e-12)

    def _not_a_value(self, got):
        expected = "a text" if isinstance(self.value, str) else "a number"
        return self.verdict(
            "unfit", wrong=MESSAGES["not_a_value"].format(got=got, expected=expected)
        )
