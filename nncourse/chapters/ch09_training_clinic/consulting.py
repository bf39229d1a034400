"""What a learner asks about a patient of their own: a look at its signs, and a test."""

from nncourse.chapters.ch09_training_clinic.case_notes import case_notes
from nncourse.chapters.ch09_training_clinic.charts import (
    FIRST,
    WHEN,
    describe_vital_signs,
    vital_signs,
)
from nncourse.chapters.ch09_training_clinic.exam import PLACES, exam_patient
from nncourse.chapters.ch09_training_clinic.messages import VISIT
from nncourse.clinic.examinations import examine as examine_setting
from nncourse.explore import explore


def look(place, seed):
    """Show the patient of a place, 1 to 3, that a seed draws."""
    patient = known(place, seed)
    print(case_notes(patient.setting))

    def signs(step=FIRST):
        return vital_signs(patient.history, step=step)

    def describe(step):
        return describe_vital_signs(patient.history, step=step)

    explore(signs, step=list(WHEN), labels={"step": VISIT["step"]}, describe=describe)


def examine(place, seed, test):
    """Make a test on that patient, and print what it says."""
    print(examine_setting(known(place, seed).setting, test).sentence)


def known(place, seed):
    """The patient, if there is such a place."""
    if place not in PLACES:
        raise ValueError(f"place must be one of {list(PLACES)}, not {place!r}")
    return exam_patient(place, seed)
