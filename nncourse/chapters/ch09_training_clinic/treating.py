"""What a treatment does. To let it be is one, and right for a healthy network alone."""

from dataclasses import dataclass

from nncourse.clinic import TREATMENTS, treat

HEALTHY = "healthy"
LET_IT_BE = "let it be"
PRESCRIPTIONS = LET_IT_BE, *TREATMENTS


@dataclass(frozen=True)
class Effect:
    """The histories and the last accuracies by name, "patient" first, and whether the
    treatment was right: it cures, and there was something to cure.
    """

    histories: dict
    accuracies: dict
    right: bool

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
        return Effect({"patient": patient.history}, {"patient": patient.accuracy}, well)
    made = treat(patient, treatment)
    names = ["patient", "treated", "healthy twin"][: 2 if well else 3]  # its own twin
    histories = dict(zip(names, (made.sick, made.treated, made.healthy), strict=False))
    accuracies = dict(zip(names, made.accuracies, strict=False))
    return Effect(histories, accuracies, made.cured and not well)
