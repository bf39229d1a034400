"""A patient: a network that will not train, of which one sees only what it lets one see."""

from dataclasses import dataclass, field
from itertools import count

import numpy as np

from nncourse.checks import whole
from nncourse.clinic.examinations import examine
from nncourse.clinic.faults import FAULTS, SEVERITIES, twins
from nncourse.clinic.healthy import KINDS, UNSEEN, healthy
from nncourse.clinic.setting import final_accuracy, trained
from nncourse.clinic.treatments import CURED, TREATMENTS

HEALTHY_SHARE = 0.2  # of all who come


class Patient:
    """A network with one fault or none, drawn from a seed. `history` is what its training
    recorded, `tests` the examinations that were ordered.

    The fault ("healthy" for none), its severity and, of a healthy one, the kind may be
    chosen; `ward` says from which data, widths and depths the rest is drawn.
    """

    def __init__(self, seed, fault=None, severity=None, kind=None, ward=UNSEEN):
        rng = np.random.default_rng([whole(seed, "seed", 0), 15])
        drawn = "healthy" if rng.random() < HEALTHY_SHARE else str(rng.choice(list(FAULTS)))
        drawn_kind, drawn_severity = rng.choice(list(KINDS)), rng.choice(SEVERITIES)
        self.seed, self.fault, self.tests = seed, fault or drawn, []
        if self.fault == "healthy":
            self.severity, self.kind = 0, kind or str(drawn_kind)
            self.twin = self.setting = healthy(self.kind, seed, ward)
        else:
            self.severity, self.kind = severity or int(drawn_severity), None
            self.twin, self.setting = twins(self.fault, self.severity, seed, ward)

    def __repr__(self):
        return f"Patient({self.seed})"  # and no word of what ails it

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
    """A treatment's effect: the accuracies at the end, cured or not, and three histories,
    each trained when it is asked for.
    """

    treatment: str
    settings: tuple = field(repr=False)  # of the sick, the treated and the healthy
    accuracies: tuple  # of the same
    cured: bool

    @property
    def sick(self):
        return trained(self.settings[0])[1]

    @property
    def treated(self):
        return trained(self.settings[1])[1]

    @property
    def healthy(self):
        return trained(self.settings[2])[1]


def treat(patient, treatment):
    """Train the patient anew with a treatment, its healthy twin beside it."""
    if treatment not in TREATMENTS:
        raise ValueError(f"treatment must be one of {list(TREATMENTS)}, not {treatment!r}")
    settings = patient.setting, TREATMENTS[treatment](patient.setting), patient.twin
    accuracies = tuple(map(final_accuracy, settings))
    return Outcome(treatment, settings, accuracies, accuracies[2] - accuracies[1] <= CURED)
