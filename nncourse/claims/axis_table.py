"""A claim's table: along each axis the values, what was measured there, and the verdict."""

from nncourse.claims.axes import in_words, own_settings, points
from nncourse.claims.catalogue import claim_named
from nncourse.claims.store import measured, varied
from nncourse.claims.text import spread
from nncourse.claims.verdict import Verdict

HEADINGS = "setting", "value", "measured", "verdict there"


def table(name):
    """Rows of words, one a point: setting, value, mean and range, verdict there."""
    claim = claim_named(name)
    own = own_settings(claim)
    rows = []
    for point in points(claim):
        value = in_words(point.value)
        if point.value == own[point.axis]:
            values = measured(name)["values"]
        else:
            values = varied(name, point.axis, value)
        rows.append((point.axis, value, spread(claim, values), verdict_at(claim, values)))
    return rows


def condition(claim):
    """When the verdict stands, in words."""
    counts_as = {"holds": "holding", "fails": "failing"}[_verdicts(claim)[0]]
    return f"The claim counts as {counts_as} if every seed gives {_in_bounds(claim)}."


def _in_bounds(claim):
    """The bounds in words; a share in percent has no need of a bound of 0 or 100."""
    low, high = (f"{bound:g}{claim.unit}" for bound in claim.bounds)
    if low == high:
        return low
    if high == "100%":
        return f"at least {low}"
    if low == "0%":
        return f"at most {high}"
    return f"between {low} and {high}"


def verdict_at(claim, values):
    """Whether the verdict stands for all the seeds, for none or for some of them."""
    stands, opposite = _verdicts(claim)
    upheld = sum(map(claim.upholds, values))
    if 0 < upheld < len(values):
        return f"{stands} for {upheld} of {len(values)} seeds"
    return stands if upheld else opposite


def _verdicts(claim):
    if claim.verdict in (Verdict.FAILS, Verdict.FAILS_WHEN):
        return "fails", "does not fail"
    return "holds", "does not hold"


def table_lines(name):
    """A claim's table in columns, a string a line; below it when the verdict stands."""
    claim = claim_named(name)
    if not (claim.vary or claim.outside):
        return [f"{name} has no settings to vary."]
    rows = [HEADINGS, *table(name)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = [map(str.ljust, row, widths) for row in rows]
    return [*("  ".join(cells).rstrip() for cells in padded), condition(claim)]
