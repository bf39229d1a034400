"""The measured values, as committed: the files that pages and chapters print from."""

import json
from pathlib import Path

from nncourse.claims.catalogue import claim_named, claims
from nncourse.claims.measure import axis_rows, own_rows

MEASURED = Path(__file__).parent / "measured.json"
VARIED = Path(__file__).parent / "varied.json"


def measured(name):
    """A claim's stored values: {"values": [...], "limit": [...]}, one a seed."""
    claim_named(name)
    stored = json.loads(MEASURED.read_text())
    if name not in stored:
        raise ValueError(f"{name!r} is not measured yet: python -m nncourse.claims {name}")
    return stored[name]


def varied(name, axis, value):
    """A claim's stored values with one setting changed, `value` being in words."""
    claim_named(name)
    stored = json.loads(VARIED.read_text())
    try:
        return stored[name][axis][value]
    except KeyError:
        command = f"python -m nncourse.claims --vary {name}"
        raise ValueError(
            f"{name!r} at {axis} {value} is not measured yet: {command}"
        ) from None


def store(values):
    """Write {(name, place, seed): value}, a row of a claim only if its seeds are complete.

    Rows of other claims stay as they are.
    """
    own, along = json.loads(MEASURED.read_text()), json.loads(VARIED.read_text())
    for claim in claims().values():
        rows = {row.place: _values(values, claim, row) for row in own_rows(claim)}
        if all(rows.values()):
            own[claim.name] = {name: row for (name,), row in rows.items()}
        rows = {row.place: _values(values, claim, row) for row in axis_rows(claim)}
        if rows and all(rows.values()):
            along[claim.name] = {axis: {} for axis, _ in rows}
            for (axis, value), row in rows.items():
                along[claim.name][axis][value] = row
    _write(MEASURED, own)
    _write(VARIED, along)


def _values(values, claim, row):
    keys = [(claim.name, row.place, seed) for seed in row.seeds]
    return [values[key] for key in keys] if all(key in values for key in keys) else []


def _write(path, stored):
    """In the order of the claims; what belongs to no claim is left out."""
    ordered = {name: stored[name] for name in claims() if name in stored}
    path.write_text(json.dumps(ordered, indent=1) + "\n")
