"""A claim measured over the seeds."""

SEEDS = range(5)


def measure(claim):
    """{"values": one a seed, "limit": the same beyond the claim's settings, if any}."""
    entry = {"values": _values(claim, None)}
    if claim.beyond:
        entry["limit"] = _values(claim, claim.beyond)
    return entry


def _values(claim, changed):
    """To six digits: more would differ from machine to machine."""
    return [float(f"{claim.value(seed, changed):.6g}") for seed in SEEDS]
