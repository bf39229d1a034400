"""The open ward: patients without end, what was done for each, and how well it was done.

A Ward knows the rules of the day and draws nothing: tests may be ordered until the patient
is named, a name is given once, and so is a treatment. Then the next one is let in.
"""

from dataclasses import dataclass, field

import numpy as np

from nncourse.chapters.ch09_training_clinic.treating import NAMES, effect
from nncourse.checks import whole
from nncourse.clinic import Patient
from nncourse.clinic.data_sets import DATA

SMALL = {"data": tuple(DATA), "widths": (24, 32, 48), "depths": (2, 3, 4)}


@dataclass
class Visit:
    """One patient and what was done: tests, a name, a treatment and its Effect."""

    patient: Patient
    tests: dict = field(default_factory=dict)  # the Examinations by name
    named: str | None = None
    treatment: str | None = None
    effect: object = None

    @property
    def is_named_right(self):
        return self.named == self.patient.fault


class Ward:
    """A day on the ward: `visits`, the last of them the patient who is in."""

    def __init__(self, seed=1):
        self.rng = np.random.default_rng([whole(seed, "seed", 0), 18])
        self.visits = []
        self.admit()

    @property
    def visit(self):
        return self.visits[-1]

    def admit(self):
        """Let the next patient in."""
        if self.visits and self.visit.effect is None:
            raise ValueError("the patient who is in has not been treated")
        seed = int(self.rng.integers(2**31))
        self.visits.append(Visit(Patient(seed, ward=SMALL)))

    def order(self, test):
        """Make a test, if the patient has no name yet."""
        if self.visit.named is not None:
            raise ValueError(f"{test!r} is too late: the patient has a name")
        if test not in self.visit.tests:
            self.visit.tests[test] = self.visit.patient.examine(test)
        return self.visit.tests[test]

    def name(self, name):
        """Say what ails the patient. There is no second try."""
        if name not in NAMES:
            raise ValueError(f"name must be one of {list(NAMES)}, not {name!r}")
        if self.visit.named is not None:
            raise ValueError(f"the patient was named already, {self.visit.named!r}")
        self.visit.named = name

    def treat(self, treatment):
        """Treat the patient, once it is named; returns the Effect."""
        if self.visit.named is None:
            raise ValueError(f"{treatment!r} is too early: the patient has no name yet")
        if self.visit.effect is not None:
            raise ValueError(f"the patient was treated already, {self.visit.treatment!r}")
        self.visit.effect = effect(self.visit.patient, treatment)
        self.visit.treatment = treatment
        return self.visit.effect

    @property
    def score(self):
        """{what: number} over all patients who were treated."""
        done = [visit for visit in self.visits if visit.effect is not None]
        return {
            "patients": len(done),
            "named": sum(visit.is_named_right for visit in done),
            "cured": sum(visit.effect.right for visit in done),
            "tests": sum(len(visit.tests) for visit in done),
        }
