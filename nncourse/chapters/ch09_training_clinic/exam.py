"""Three patients of a learner's own, for the exercises: the learner's seed draws them.

What may ail a patient depends on its place alone, so that no seed makes an easy exam. A
patient whose fault the clinic's rules cannot name, or whose treatment does not cure it, is
sent home, and another one comes.
"""

from functools import lru_cache

import numpy as np

from nncourse.chapters.ch09_training_clinic.treating import HEALTHY, effect
from nncourse.clinic import Patient
from nncourse.clinic.measure import work_up
from nncourse.clinic.prescriptions import PRESCRIBED
from nncourse.clinic.setting import final_accuracy

SEEDS = 0, 9999
WARD = {"data": ("digits", "small digits"), "widths": (24, 32), "depths": (3,)}
DRAWS = 6


PLACES = {  # place: {what may ail its patient: the test that shows it, if it takes one}
    1: dict.fromkeys(("rate too high", "rate too low", "sigmoid too deep", "dead units")),
    2: dict.fromkeys(
        ("weights too large", "unscaled input", "over-fitting", "rate too low", HEALTHY)
    ),
    3: {
        "wrong gradient": "gradient check",
        "dropout on in evaluation": "evaluate twice",
        "constant weights": "look at the weights",
        "batch of one": "look at the data",
    },
}


@lru_cache(maxsize=256)
def exam_patient(place, seed):
    """The patient of a place that a learner's seed draws."""
    rng = np.random.default_rng([int(seed), 17, place])
    fault = str(rng.choice(list(PLACES[place])))
    for _ in range(DRAWS):
        patient = Patient(int(rng.integers(2**31)), fault, 2, "plain", WARD)
        if is_fair(patient):
            break
    return patient


def is_fair(patient):
    """Whether the rules name it, given the tests they order, and its treatment cures."""
    if work_up(patient).name != patient.fault:
        return False
    return patient.fault == HEALTHY or effect(patient, PRESCRIBED[patient.fault][0]).right


def measure_answer(place, seed, name, treatment, test=None):
    """What becomes of an answer: named, cured and tested (0 or 1), and accuracies."""
    patient = exam_patient(place, seed)
    made = effect(patient, treatment)
    return {
        "named": float(name == patient.fault),
        "cured": float(made.right),
        "tested": float(test == PLACES[place][patient.fault]),
        "well": float(patient.fault == HEALTHY),
        "sick": patient.accuracy,
        "treated": made.accuracy,
        "twin": final_accuracy(patient.twin),
    }
