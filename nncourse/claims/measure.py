"""What is measured of a claim: rows of values, one value a seed.

A row is the claim's own settings, its limit, one point of an axis, or, for a chaotic claim,
its own settings again under another BLAS kernel.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from nncourse.claims.axes import in_words, other_points

SEEDS = range(5)
AXIS_SEEDS = range(3)
OTHER_KERNEL = ("other kernel",)


@dataclass(frozen=True)
class Row:
    """Settings to be measured, and under which names the values are stored."""

    place: tuple[str, ...]  # ("values",), ("limit",), ("other kernel",), ("width", "64")
    changed: Mapping
    seeds: range


def own_rows(claim):
    """The row at a claim's own settings; that beyond them; that under another kernel."""
    rows = [Row(("values",), {}, SEEDS)]
    if claim.beyond:
        rows.append(Row(("limit",), claim.beyond, SEEDS))
    if claim.chaotic:
        rows.append(Row(OTHER_KERNEL, {}, SEEDS))
    return rows


def axis_rows(claim):
    """A row for each point of the axes but the claim's own settings."""
    return [
        Row((point.axis, in_words(point.value)), {point.axis: point.value}, AXIS_SEEDS)
        for point in other_points(claim)
    ]


def value(claim, row, seed):
    """One number, to six digits: more would differ from machine to machine."""
    return float(f"{claim.value(seed, row.changed):.6g}")
