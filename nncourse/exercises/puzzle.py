"""Puzzles: lines of code to put in order, answered by their letters.

What has to stand before what is declared rule by rule, each with the sentence for whoever
breaks it; so every order in which the lines work is right, not only the reference's.
"""

from dataclasses import dataclass, field

from nncourse.exercises.messages import MESSAGES, NUDGES
from nncourse.exercises.question import PUBLIC
from nncourse.exercises.value import Value


@dataclass(eq=False)
class Puzzle(Value):
    """A question whose answer is an order of letters; see `Chapter.puzzle`."""

    solution_says = "solution_ordered"
    lines: tuple = ()
    rules: list = field(default_factory=list, init=False, repr=False)

    def __post_init__(self):
        super().__post_init__()
        shown = "\n".join(
            f"{letter}    {line}"
            for letter, line in zip(self.letters, self.lines, strict=True)
        )
        prompt = MESSAGES["lines"].format(prompt=self.prompt)
        self.prompt = f"{prompt}\n\n```text\n{shown}\n```"

    @property
    def letters(self):
        return "ABCDEFGHIJKLMNOP"[: len(self.lines)]

    @property
    def stub(self):
        return f'### BEGIN SOLUTION\n{self.name} = "..."\n### END SOLUTION'

    def before(self, first, then):
        """Declares that line `first` stands before line `then`.

        The decorated function returns an order in which it does not; its docstring is the
        hint.
        """
        self.rules.append((first, then))
        return self.wrong_where(lambda order: not _stands_before(order, first, then))

    def judge(self, value, seed=PUBLIC):
        dots = isinstance(value, str) and value == "..."
        if dots or value is Ellipsis or value is None:
            return self.blank()
        text = "".join(map(str, value)) if isinstance(value, (list, tuple)) else value
        if not isinstance(text, str):
            return super().judge(value, seed)
        order = _letters(text)
        if problem := self._not_an_order(order):
            return self.verdict("unfit", wrong=problem)
        verdict = super().judge(order, seed)
        missing = sorted(set(self.value) - set(order))
        verdict.nudge = self._nudge(order) if verdict.kind != "passed" else ""
        if self.same(order[::-1], self.value):
            verdict.hint = MESSAGES["back_to_front"]
        if missing and (verdict.kind == "wrong" or len(order) < len(self.value)):
            told = MESSAGES["lines_missing"].format(letters=", ".join(missing))
            verdict.hint = MESSAGES["also"].join(filter(None, [verdict.hint, told]))
        return verdict

    def _nudge(self, order):
        """How far an order can stand as it is: each line after those that it needs."""
        k = 0
        while k < len(order) and order[k] in self.value and self._has_its_needs(order, k):
            k += 1
        if k == 0:
            return NUDGES["first_line"].format(letter=order[0])
        return NUDGES["lines"].format(letter=order[k - 1]) if k < len(order) else ""

    def _has_its_needs(self, order, k):
        return all(first in order[:k] for first, then in self.rules if then == order[k])

    @property
    def others_shown(self):
        """Other orders than the reference's, each once, however they are spelled."""
        orders = dict.fromkeys(_letters("".join(order)) for order in self.right_answers)
        return [self.answer_cell(order) for order in orders if order != self.value]

    def _not_an_order(self, order):
        """What is wrong with the letters themselves, or "" ."""
        for letter in order:
            if letter not in self.letters:
                return MESSAGES["no_line"].format(
                    letter=letter, letters=", ".join(self.letters)
                )
            if order.count(letter) > 1:
                return MESSAGES["line_twice"].format(letter=letter)
        return "" if order else MESSAGES["no_letters"].format(letters=self.letters)

    def same(self, value, expected):
        """Whether an order has the lines of another and keeps all rules."""
        return sorted(value) == sorted(expected) and all(
            _stands_before(value, first, then) for first, then in self.rules
        )


def _letters(text):
    return "".join(letter for letter in text.upper() if letter.isalnum())


def _stands_before(order, first, then):
    """Whether one line precedes the other; true where one of them is missing."""
    return first not in order or then not in order or order.index(first) < order.index(then)
