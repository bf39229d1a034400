"""What ails a network: the history of its training in, a name with its evidence out."""

from dataclasses import dataclass

import numpy as np

from nncourse.clinic.history import checked
from nncourse.clinic.messages import evidence
from nncourse.clinic.readings import readings
from nncourse.clinic.rules import RULES
from nncourse.clinic.treatments import PRESCRIBED

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
    """A name, "healthy" or "unclear"; how often it was right where it was measured; the
    evidence in sentences; what to do, or which test to order.
    """

    name: str
    confidence: float
    evidence: tuple
    prescription: str | None
    order: str | None


def diagnose(history, tests=()):
    """The Finding of the first of RULES that speaks on these readings."""
    values = readings(checked(history)) | of_tests(tests)
    rule = next((rule for rule in RULES if rule.speaks(values)), None)
    name = rule.says if rule else "unclear"
    return Finding(
        name,
        np.nan,
        evidence(rule, values),
        PRESCRIBED[name][0] if name in PRESCRIBED else None,
        rule.order if rule else None,
    )


def of_tests(tests):
    """{reading: number} of some Examinations; nan where the test was not made."""
    made = {test.name: test.values for test in tests}
    return {
        reading: float(made.get(test, {}).get(number, np.nan))
        for reading, (test, number) in OF_TESTS.items()
    }
