"""Why will it not train? Patients, tests that one orders, treatments, and a diagnosis.

finding = diagnose(history)         # of train(..., record=PROBES), or of `watch`
print(finding)                      # a name, its evidence, what to do
"""

from nncourse.clinic.diagnosis import Finding, diagnose
from nncourse.clinic.examinations import EXAMINATIONS, Examination
from nncourse.clinic.faults import FAULTS
from nncourse.clinic.patient import Patient, patients, treat
from nncourse.clinic.treatments import TREATMENTS
from nncourse.clinic.watch import watch
from nncourse.probes import PROBES

__all__ = [
    "EXAMINATIONS",
    "FAULTS",
    "PROBES",
    "TREATMENTS",
    "Examination",
    "Finding",
    "Patient",
    "diagnose",
    "patients",
    "treat",
    "watch",
]
