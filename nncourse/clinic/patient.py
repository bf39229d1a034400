"""A patient: a network that will not train, of which one sees only what it lets one see."""

from dataclasses import dataclass, field
from itertools import count

import numpy as np

from nncourse.checks import whole
from nncourse.clinic.examinations import examine
from nncourse.clinic.faults import FAULTS, SEVERITIES, twins
from nncourse.clinic.healthy import KINDS, UNSEEN, healthy
from nncourse.clinic.setting import Setting, final_accuracy, trained
from nncourse.clinic.treatments import CURED, TREATMENTS

HEALTHY_SHARE = 0.2  # of all who come


@dataclass
class Patient:
    """A network with one fault or none, drawn from a seed; `fault` and `severity` may be
    chosen. `history` is what training recorded, `tests` the examinations ordered so far.
    """

    seed: int
    fault: str = ""
    severity: int = 0
    ward: dict = field(default_factory=lambda: UNSEEN, repr=False)
    tests: list = field(default_factory=list, repr=False)
    twin: Setting = field(init=False, repr=False)
    setting: Setting = field(init=False, repr=False)

    def __post_init__(self):
        rng = np.random.default_rng([whole(self.seed, "seed", 0), 15])
        drawn = "healthy" if rng.random() < HEALTHY_SHARE else str(rng.choice(list(FAULTS)))
        self.fault = self.fault or drawn
        kind, severity = str(rng.choice(list(KINDS))), int(rng.choice(SEVERITIES))
        if self.fault == "healthy":
            self.severity = 0
            self.twin = self.setting = healthy(kind, self.seed, self.ward)
        else:
            self.severity = self.severity or severity
            self.twin, self.setting = twins(
                self.fault, self.severity, self.seed, self.ward
            )

    @property
    def history(self):
        return trained(self.setting)[1]

    @property
    def accuracy(self):
        """At the end, on all that was set apart."""
        return final_accuracy(self.setting)

    def examine(self, name):
        """Order a test by name; its result also goes to `tests`."""
        result = examine(self.setting, name)
        self.tests.append(result)
        return result


def patients(seed=0):
    """Patients without end, each of a seed of its own."""
    rng = np.random.default_rng([whole(seed, "seed", 0), 16])
    for _ in count():
        yield Patient(int(rng.integers(2**31)))


@dataclass(frozen=True)
class Outcome:
    """A treatment's effect: three histories, the accuracies at their ends, cured or not."""

    treatment: str
    sick: dict = field(repr=False)
    treated: dict = field(repr=False)
    healthy: dict = field(repr=False)
    accuracies: tuple  # of the sick, the treated and the healthy
    cured: bool


def treat(patient, treatment):
    """Train the patient anew with a treatment, its healthy twin beside it."""
    if treatment not in TREATMENTS:
        raise ValueError(f"treatment must be one of {list(TREATMENTS)}, not {treatment!r}")
    settings = patient.setting, TREATMENTS[treatment](patient.setting), patient.twin
    accuracies = tuple(final_accuracy(setting) for setting in settings)
    cured = accuracies[2] - accuracies[1] <= CURED
    return Outcome(treatment, *(trained(s)[1] for s in settings), accuracies, cured)
