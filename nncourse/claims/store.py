"""The measured values, as committed: the file that pages and chapters print from."""

import json
from pathlib import Path

from nncourse.claims.catalogue import claim_named, claims

MEASURED = Path(__file__).parent / "measured.json"


def measured(name):
    """The stored values of a claim: {"values": [...], "limit": [...]}, one a seed."""
    claim_named(name)
    stored = json.loads(MEASURED.read_text())
    if name not in stored:
        raise ValueError(f"{name!r} is not measured yet: python -m nncourse.claims {name}")
    return stored[name]


def store(name, entry):
    """Write the values of a claim into the file, whose order is that of the claims."""
    stored = json.loads(MEASURED.read_text()) | {name: entry}
    ordered = {name: stored[name] for name in claims() if name in stored}
    MEASURED.write_text(json.dumps(ordered, indent=1) + "\n")
