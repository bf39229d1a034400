"""What ails a network: the history of its training in, a name with its evidence out."""

from dataclasses import dataclass

import numpy as np

from nncourse.clinic.history import checked
from nncourse.clinic.measured import confidence
from nncourse.clinic.messages import TOO_SHORT, cannot_tell, evidence, in_words
from nncourse.clinic.prescriptions import PRESCRIBED
from nncourse.clinic.readings import readings
from nncourse.clinic.rules import RULES

SHORTEST = 40  # steps: no shorter run was measured
# What each test adds to the readings: {reading: (test, the number's name there)}.
OF_TESTS = {
    "wrong": ("gradient check", "wrong"),
    "difference": ("evaluate twice", "difference"),
    "alike": ("look at the weights", "alike"),
    "batch": ("look at the data", "batch"),
    "data spread": ("look at the data", "spread"),
    "excess": ("drop nothing", "excess"),
    "memorised": ("fit one batch", "left"),
    "gain": ("permute the labels", "gain"),
}


@dataclass(frozen=True)
class Finding:
    """A name, "healthy" or "unclear"; the share of the measured cases of that name in which
    it was right; the evidence, in sentences; what to do, or the test to order; and what
    these readings leave open.
    """

    name: str
    confidence: float | None
    evidence: tuple
    prescription: str | None = None
    order: str | None = None
    cannot_tell: tuple = ()

    def __str__(self):
        return in_words(self)


def diagnose(history, tests=()):
    """The Finding of the first of RULES that speaks on a history of `train` with PROBES, or
    of `watch`, and on the Examinations `tests`.
    """
    history = checked(history)
    values = readings(history) | of_tests(tests)
    steps = int(history["step"][-1]) + 1
    if steps < SHORTEST:
        return Finding("unclear", None, (TOO_SHORT.format(steps, SHORTEST),))
    made = {test.name for test in tests}
    rule = next((rule for rule in RULES if rule.speaks(values, made)), None)
    name = rule.says if rule else "unclear"
    return Finding(
        name,
        confidence(name),
        evidence(rule, values),
        PRESCRIBED[name][0] if name in PRESCRIBED else None,
        rule.order if rule else None,
        cannot_tell(values),
    )


def of_tests(tests):
    """{reading: number} of some Examinations; nan where the test was not made."""
    made = {test.name: test.values for test in tests}
    return {
        reading: float(made.get(test, {}).get(number, np.nan))
        for reading, (test, number) in OF_TESTS.items()
    }
