"""The ledger: what the course asserts, as measured, with a verdict on each."""

from nncourse.claims.ledger import (
    MEASURED,
    SEEDS,
    SPELT,
    cite,
    claims,
    entries,
    lines,
    measure_all,
    measured,
    number,
    source_name,
    spread,
    tally,
)

__all__ = [
    "MEASURED",
    "SEEDS",
    "SPELT",
    "cite",
    "claims",
    "entries",
    "lines",
    "measure_all",
    "measured",
    "number",
    "source_name",
    "spread",
    "tally",
]
