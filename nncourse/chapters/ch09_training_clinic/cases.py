"""The ten patients of the chapter, of rising difficulty, and what is offered for each.

Each is a patient of the clinic with its fault chosen and the rest drawn from a seed. Of the
treatments offered exactly one cures; for a healthy network it is to let it be.
"""

from dataclasses import dataclass

from nncourse.chapters.ch09_training_clinic.messages import CANNOT_TELL
from nncourse.chapters.ch09_training_clinic.treating import HEALTHY, LET_IT_BE, effect
from nncourse.clinic import Patient, diagnose


@dataclass(frozen=True)
class Case:
    """A patient and the answers that are offered: names, treatments and, if one is to be
    ordered, tests. `signs` are the two panels that are drawn beside loss and accuracy.
    """

    seed: int
    fault: str
    severity: int | None
    names: tuple
    treatments: tuple
    signs: tuple = ("gradient", "update")
    kind: str | None = None
    tests: tuple = ()

    @property
    def patient(self):
        return Patient(self.seed, self.fault, self.severity, self.kind)


CASES = {
    1: Case(
        21,
        "rate too high",
        2,
        ("rate too high", "dead units", "over-fitting", HEALTHY),
        (LET_IT_BE, "lower the rate", "standardise the input", "add dropout"),
    ),
    2: Case(
        10,
        "sigmoid too deep",
        2,
        ("rate too low", "sigmoid too deep", "dead units", HEALTHY),
        (LET_IT_BE, "raise the rate", "use rectifiers", "gather more examples"),
    ),
    3: Case(
        2,
        HEALTHY,
        None,
        ("rate too high", "over-fitting", "shuffled labels", HEALTHY),
        (LET_IT_BE, "lower the rate", "add dropout", "add batch normalisation"),
        kind="small noisy batches",
    ),
    4: Case(
        3,
        "dead units",
        2,
        ("rate too low", "weights too small", "dead units", HEALTHY),
        (LET_IT_BE, "raise the rate", "lower the rate", "draw the dead units anew"),
        signs=("gradient", "dead"),
    ),
    5: Case(
        3,
        "over-fitting",
        2,
        ("over-fitting", "dropout too strong", "rate too high", HEALTHY),
        (LET_IT_BE, "lower the rate", "add dropout", "gather more examples"),
    ),
    6: Case(
        5,
        "weights too large",
        1,
        ("rate too high", "weights too large", "unscaled input", "dead units"),
        (
            LET_IT_BE,
            "lower the rate",
            "standardise the input",
            "draw the usual first weights",
        ),
        signs=("spread", "gradient"),
    ),
    7: Case(
        1,
        "rate too low",
        2,
        ("rate too low", "weights too small", "sigmoid too deep", "shuffled labels"),
        (
            LET_IT_BE,
            "gather more examples",
            "raise the rate",
            "draw the usual first weights",
        ),
    ),
    8: Case(
        0,
        HEALTHY,
        None,
        ("dead units", "weights too small", "over-fitting", HEALTHY),
        (LET_IT_BE, "raise the rate", "add dropout", "draw the dead units anew"),
        signs=("gradient", "dead"),
        kind="half of the units off",
    ),
    9: Case(
        3,
        "wrong gradient",
        2,
        ("rate too high", "weights too large", "wrong gradient", CANNOT_TELL),
        (
            LET_IT_BE,
            "lower the rate",
            "add batch normalisation",
            "mend the backward pass",
        ),
        tests=("gradient check", "evaluate twice", "look at the weights"),
    ),
    10: Case(
        12,
        "unscaled input",
        1,
        ("rate too high", "weights too large", "unscaled input", "wrong gradient"),
        (
            LET_IT_BE,
            "lower the rate",
            "draw the usual first weights",
            "standardise the input",
        ),
        signs=("spread", "update"),
    ),
}


def case(number):
    """The Case of that number."""
    if number not in CASES:
        raise ValueError(f"number must be one of {list(CASES)}, not {number!r}")
    return CASES[number]


def finding(patient, tests=()):
    """What the clinic's rules say of a patient, a Finding."""
    return diagnose(patient.history, tests)


def right_treatment(patient, offered):
    """The one of the treatments offered that is right."""
    (right,) = (name for name in offered if effect(patient, name).right)
    return right
