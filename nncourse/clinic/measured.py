"""What was measured of the rules, as committed in measured.json; see `measure`."""

import json
from functools import cache
from pathlib import Path

MEASURED = Path(__file__).parent / "measured.json"


@cache
def measured():
    """The table of `measure.summary`."""
    return json.loads(MEASURED.read_text())


def confidence(name):
    """The share of the cases called `name` that were it; None where there was no case."""
    return measured()["right"].get(name)
