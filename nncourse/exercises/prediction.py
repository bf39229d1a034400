"""Questions that ask for a guess first and for the computed number then.

The computed number earns the points. The guess costs nothing: what it shows is told beside
the number.
"""

import numbers
from dataclasses import dataclass

from nncourse.exercises.messages import MESSAGES
from nncourse.exercises.question import PUBLIC
from nncourse.exercises.value import Value

SOME_GUESS = 1.0


@dataclass(eq=False)
class Prediction(Value):
    """A question answered by dict(guess=..., computed=...); see `Chapter.prediction`."""

    guesses: tuple = ()  # (lowest, highest), where the prompt names them

    @property
    def stub(self):
        inside = "guess=..., computed=..."
        return f"### BEGIN SOLUTION\n{self.name} = dict({inside})\n### END SOLUTION"

    def answer_cell(self, answer=None):
        """The filled-in cell, by default with the reference."""
        if answer is not None:
            return f"{self.name} = dict(guess={answer!r}, computed={answer!r})"
        filled = f"{self.name} = dict(guess={SOME_GUESS!r}, computed={self.name}())"
        return f"{self.solution.rstrip()}\n\n\n{filled}"

    def solved(self):
        return self.as_answered(self.reference())

    def as_answered(self, number):
        return {"guess": SOME_GUESS, "computed": number}

    def judge(self, value, seed=PUBLIC):
        if value is Ellipsis or value is None:
            return super().judge(value, seed)
        if not isinstance(value, dict):
            return self.verdict("unfit", wrong=MESSAGES["number_alone"])
        if set(value) != {"guess", "computed"}:
            text = MESSAGES["guess_first"].format(
                keys=", ".join(map(str, value)) or "nothing"
            )
            return self.verdict("unfit", wrong=text)
        missing = [key for key, part in value.items() if part is Ellipsis or part is None]
        if missing:
            verdict = self.blank()
            if len(missing) == 1:
                verdict.wrong = MESSAGES["part_missing"].format(part=missing[0])
            return verdict
        verdict = super().judge(value["computed"], seed)
        if verdict.kind == "passed" and self._out_of_range(value["guess"]):
            low, high = self.guesses
            text = MESSAGES["guess_outside"].format(
                guess=f"{value['guess']:.4g}", low=low, high=high
            )
            return self.verdict("unfit", wrong=text)
        verdict.measured = self._on_the_guess(value["guess"])
        return verdict

    def _out_of_range(self, guess):
        if not self.guesses or not isinstance(guess, numbers.Real):
            return False
        return not self.guesses[0] <= guess <= self.guesses[1]

    def _on_the_guess(self, guess):
        """A sentence on a guess: right, what it may come from, or off."""
        if isinstance(guess, bool) or not isinstance(guess, numbers.Real):
            return MESSAGES["guess_no_number"]
        if self.same(guess, self.value):
            return MESSAGES["guess_right"]
        for misconception in self.misconceptions.values():
            if misconception.sign(guess):
                return MESSAGES["guess_told"].format(
                    guess=f"{guess:.4g}", hint=misconception.hint.rstrip(".")
                )
        return MESSAGES["guess_off"].format(guess=f"{guess:.4g}")
