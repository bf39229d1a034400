"""A claim's table: along each axis the values, what was measured there, and the verdict."""

from nncourse.claims.axes import in_words, own_settings, points
from nncourse.claims.catalogue import claim_named
from nncourse.claims.store import measured, varied
from nncourse.claims.text import spread
from nncourse.claims.verdict import Verdict

HEADINGS = "setting", "value", "measured", "verdict there"


def axis_rows(claim, values, table):
    """One row of words a point: setting, value, mean and range, verdict there.

    `values` are those at the claim's own settings, `table` those along its axes.
    """
    own = own_settings(claim)
    for point in points(claim):
        is_own = point.value == own[point.axis]
        value = in_words(point.value)
        there = values if is_own else table[point.axis][value]
        yield point.axis, value, spread(claim, there), verdict_there(claim, there)


def verdict_there(claim, values):
    """Whether the verdict stands for all the seeds, for none or for some of them."""
    fails = claim.verdict in (Verdict.FAILS, Verdict.FAILS_WHEN)
    stands, opposite = ("fails", "does not fail") if fails else ("holds", "does not hold")
    upheld = sum(map(claim.upholds, values))
    if 0 < upheld < len(values):
        return f"{stands} for {upheld} of {len(values)} seeds"
    return stands if upheld else opposite


def table_lines(name):
    """A claim's stored table in columns, a string a line."""
    claim = claim_named(name)
    rows = [HEADINGS, *axis_rows(claim, measured(name)["values"], varied(name))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
