"""A claim measured over the seeds, at its own settings, beyond them and along its axes."""

from nncourse.claims.axes import in_words, other_points

SEEDS = range(5)
AXIS_SEEDS = range(3)


def measure(claim):
    """{"values": one a seed, "limit": the same beyond the claim's settings, if any}."""
    entry = {"values": _values(claim, {}, SEEDS)}
    if claim.beyond:
        entry["limit"] = _values(claim, claim.beyond, SEEDS)
    return entry


def measure_axes(claim):
    """{axis: {value in words: the quantity, one a seed}}, but for the claim's own value."""
    table = {}
    for point in other_points(claim):
        values = _values(claim, {point.axis: point.value}, AXIS_SEEDS)
        table.setdefault(point.axis, {})[in_words(point.value)] = values
    return table


def _values(claim, changed, seeds):
    """To six digits: more would differ from machine to machine."""
    return [float(f"{claim.value(seed, changed):.6g}") for seed in seeds]
