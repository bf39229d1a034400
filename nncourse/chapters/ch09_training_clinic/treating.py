"""What a treatment does. To let it be is one, and right for a healthy network alone."""

from dataclasses import dataclass

from nncourse.clinic import FAULTS, TREATMENTS, treat
from nncourse.clinic.setting import trained

HEALTHY = "healthy"
LET_IT_BE = "let it be"
NAMES = HEALTHY, *FAULTS
PRESCRIPTIONS = LET_IT_BE, *TREATMENTS


@dataclass(frozen=True)
class Effect:
    """The settings and the last accuracies by name, "patient" first, and whether the
    treatment was right: it cures, and there was something to cure.
    """

    settings: dict
    accuracies: dict
    right: bool

    @property
    def histories(self):
        """By the same names, trained when they are asked for."""
        return {name: trained(setting)[1] for name, setting in self.settings.items()}

    @property
    def accuracy(self):
        """Of the treated run; of one that was let be, its own."""
        return self.accuracies.get("treated", self.accuracies["patient"])


def effect(patient, treatment):
    """The Effect of one of PRESCRIPTIONS."""
    if treatment not in PRESCRIPTIONS:
        raise ValueError(f"treatment must be one of {PRESCRIPTIONS}, not {treatment!r}")
    well = patient.fault == HEALTHY
    if treatment == LET_IT_BE:
        return Effect({"patient": patient.setting}, {"patient": patient.accuracy}, well)
    made = treat(patient, treatment)
    names = ["patient", "treated", "healthy twin"][: 2 if well else 3]  # its own twin
    settings = dict(zip(names, made.settings, strict=False))
    accuracies = dict(zip(names, made.accuracies, strict=False))
    return Effect(settings, accuracies, made.cured and not well)
