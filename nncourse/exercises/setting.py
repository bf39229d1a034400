"""Questions whose answer is a configuration, a dict, with which the grader itself trains.

What it then measures decides, so an answer cannot be forged.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nncourse.exercises.describe import describe, short
from nncourse.exercises.messages import MESSAGES
from nncourse.exercises.question import PUBLIC, unwrapped
from nncourse.exercises.value import Variable


@dataclass(eq=False)
class Setting(Variable):
    """A question whose answer is a configuration; see `Chapter.setting`."""

    solution_says = "solution_measured"
    knobs: dict
    measure: object
    passes: object
    goal: str
    report: str
    more: object = None

    def __post_init__(self):
        super().__post_init__()
        self.goal, self.report = unwrapped(self.goal), unwrapped(self.report)
        offers = [f"`{knob}` {_offer(choices)}" for knob, choices in self.knobs.items()]
        self.prompt = MESSAGES["on_offer"].format(
            prompt=self.prompt, offers="; ".join(offers)
        )

    @property
    def stub(self):
        inside = ", ".join(f"{knob}=..." for knob in self.knobs)
        return f"### BEGIN SOLUTION\n{self.name} = dict({inside})\n### END SOLUTION"

    def answer_cell(self, answer=None):
        """The filled-in cell, by default with the reference."""
        config = self.reference() if answer is None else answer
        inside = ", ".join(f"{knob}={value!r}" for knob, value in config.items())
        return f"{self.name} = dict({inside})"

    @property
    def others_shown(self):
        return [self.answer_cell(answer) for answer in self.right_answers]

    def judge(self, config, seed=PUBLIC):
        if config is Ellipsis or config is None:
            return self.blank()
        if type(config) is not dict:
            return self.verdict(
                "unfit",
                wrong=MESSAGES["not_a_value"].format(
                    got=describe(config), expected=f"a dict of {', '.join(self.knobs)}"
                ),
            )
        if not config or any(value is Ellipsis for value in config.values()):
            return self.blank()
        config, problems = self.checked(config)
        if problems:
            fine = ", ".join(knob for knob in self.knobs if knob not in problems)
            return self.verdict(
                "unfit",
                right=MESSAGES["some_knobs"].format(knobs=fine) if fine else "",
                wrong=MESSAGES["also"].join(problems.values()),
            )
        measured = dict(_measured(self, tuple(config.items())))
        report = self.report.format(**measured, **config)
        if self.passes(measured):
            return self.verdict("passed", measured=report)
        right = MESSAGES["right_knobs"]
        for name, misconception in self.misconceptions.items():
            if misconception.sign(config, measured):
                verdict = self.verdict(
                    "misconception", right=right, measured=report, misconceptions=[name]
                )
                verdict.nudge = self.goal
                more = self.more(config, measured) if self.more else ""
                verdict.hint = " ".join(filter(None, [verdict.hint, more]))
                return verdict
        return self.verdict("wrong", right=right, measured=report, wrong=self.goal)

    def checked(self, config):
        """The configuration in the knobs' order, and what is wrong with it by knob."""
        clean, problems = {}, {}
        for knob, choices in self.knobs.items():
            value, problem = None, MESSAGES["missing_knob"].format(knob=knob)
            if knob in config:
                value, problem = _chosen(knob, config[knob], choices)
            clean[knob] = value
            if problem:
                problems[knob] = problem
        for knob in config:
            if knob not in self.knobs:
                problems[knob] = MESSAGES["unknown_knob"].format(
                    knob=str(knob)[:40], knobs=", ".join(self.knobs)
                )
        return clean, problems


def _offer(choices):
    if isinstance(choices, tuple):
        return f"{choices[0]:g} to {choices[1]:g}"
    return ", ".join(f"`{choice!r}`" for choice in choices)


def _chosen(knob, value, choices):
    """(value, "") where the value is one of the choices or in their range, else why not."""
    if isinstance(value, (np.generic, np.ndarray)) and np.ndim(value) == 0:
        value = value.item()
    single = isinstance(value, (bool, int, float, str))  # and no array of truths
    if isinstance(choices, list):
        for choice in choices if single else ():  # 0 is 0.0, and True is not 1
            if value == choice and isinstance(value, bool) == isinstance(choice, bool):
                return choice, ""
        problem = MESSAGES["bad_choice"].format(
            knob=knob, value=short(value), choices=choices
        )
        return None, problem
    low, high = choices
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or not low <= value <= high:
        problem = MESSAGES["bad_range"].format(
            knob=knob, value=short(value), low=low, high=high
        )
        return None, problem
    return float(value), ""


@lru_cache(maxsize=4096)
def _measured(question, config):
    return tuple(question.measure(**dict(config)).items())
