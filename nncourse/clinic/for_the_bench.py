"""The rules and their sentences as data, for the bench's page, which runs no Python.

The bench cannot read them from here, since `live` stands on a lower floor: they are kept as
a file there, which `python -m nncourse.clinic --rules` writes.
"""

import json

from nncourse.clinic import messages
from nncourse.clinic.diagnosis import SHORTEST
from nncourse.clinic.prescriptions import PRESCRIBED
from nncourse.clinic.rules import RULES


def as_data():
    """{rules, words, treatments, shortest} of plain lists, dicts and texts."""
    return {
        "shortest": SHORTEST,
        "rules": [
            {
                "when": [list(condition) for condition in rule.when],
                "says": rule.says,
                "order": rule.order,
            }
            for rule in RULES
        ],
        "treatments": {fault: row[0] for fault, row in PRESCRIBED.items()},
        "words": {
            "readings": messages.READINGS,
            "limits": messages.LIMITS,
            "missing": messages.MISSING,
            "undecided": messages.UNDECIDED,
            "noRule": messages.NO_RULE,
            "finding": messages.FINDING,
            "treatment": messages.PRESCRIPTION,
            "order": messages.ORDER,
            "cannot": messages.CANNOT,
        },
    }


def as_text():
    return json.dumps(as_data(), indent=1) + "\n"
