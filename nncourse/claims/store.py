"""The measured values, as committed: the files that pages and chapters print from."""

import json
from pathlib import Path

from nncourse.claims.catalogue import claim_named, claims

MEASURED = Path(__file__).parent / "measured.json"
VARIED = Path(__file__).parent / "varied.json"


def measured(name):
    """The stored values of a claim: {"values": [...], "limit": [...]}, one a seed."""
    return _read(MEASURED, name)


def varied(name):
    """A claim's stored values along its axes: {"width": {"64": [...], ...}, ...}."""
    return _read(VARIED, name)


def store(name, entry):
    """Write the values of a claim into the file, whose order is that of the claims."""
    _write(MEASURED, name, entry)


def store_axes(name, table):
    """Write a claim's values along its axes, likewise."""
    _write(VARIED, name, table)


def _read(path, name):
    claim_named(name)
    stored = json.loads(path.read_text())
    if name not in stored:
        raise ValueError(f"{name!r} is not measured yet: python -m nncourse.claims {name}")
    return stored[name]


def _write(path, name, value):
    stored = json.loads(path.read_text()) | {name: value}
    ordered = {name: stored[name] for name in claims() if name in stored}
    path.write_text(json.dumps(ordered, indent=1) + "\n")
