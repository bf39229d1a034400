"""What may be said of a patient and prescribed, and the report on what came of it."""

from nncourse.chapters.ch09_training_clinic import treating
from nncourse.clinic import FAULTS

NAMES = [treating.HEALTHY, *FAULTS]
PRESCRIPTIONS = list(treating.PRESCRIPTIONS)
REPORT = """
the patient of seed {seed:.0f}: {sick:.0%} of unseen examples are right as it came, and
{treated:.0%} after "{treatment}"; of its healthy twin {twin:.0%}
"""
