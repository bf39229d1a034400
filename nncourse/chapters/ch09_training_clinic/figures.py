"""The figure of chapter 9: every fault and its signs, at three severities."""

from functools import cache

from nncourse.chapters.ch09_training_clinic.charts import (
    describe_vital_signs,
    vital_signs,
)
from nncourse.clinic import FAULTS, Patient

WITHOUT_A_TEST = tuple(list(FAULTS)[:8])  # the faults whose signs are in the readings
TYPICAL = 5  # a seed whose networks are all of rectifiers, where the fault allows it
WARD = {"data": ("digits",), "widths": (48,), "depths": (4,)}  # alike but for the fault


@cache
def history_of(fault, severity, seed):
    return Patient(seed, fault, severity, "plain", WARD).history


def faults(fault="sigmoid too deep", severity=2, seed=TYPICAL):
    """The vital signs of a network with a fault; "healthy" is one without."""
    return vital_signs(history_of(fault, severity, seed))


def describe_faults(fault, severity, seed=TYPICAL):
    told = describe_vital_signs(history_of(fault, severity, seed))
    return f"{fault.capitalize()}. {told}"
