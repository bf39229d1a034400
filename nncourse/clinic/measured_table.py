"""The measured table in lines of text."""

from nncourse.clinic.healthy import KINDS

HEAD = f"{'':25} cases  right  in 40 steps  cured 1st  2nd  by wrong one  also called"


def table(measured):
    """A line for every kind of healthy network and every fault, and two for all."""
    named, cured = measured["named"], measured["cured"]
    lines = [f"{'healthy':25} cases  well  unclear  alarms"]
    total = [0, 0, 0]
    for kind in (truth for truth in named if truth in KINDS):
        names = named[kind]
        n, well, unclear = (
            sum(names.values()),
            names.get("healthy", 0),
            names.get("unclear", 0),
        )
        total = [a + b for a, b in zip(total, (n, well, unclear), strict=True)]
        lines.append(_healthy(kind, n, well, unclear))
    lines += [_healthy("all", *total), "", HEAD]
    sums = {}
    for fault, row in cured.items():
        row = row | {"right": named[fault].get(fault, 0)}
        sums = {key: sums.get(key, 0) + value for key, value in row.items()}
        others = {name: n for name, n in named[fault].items() if name != fault}
        lines.append(_sick(fault, row, others))
    return "\n".join([*lines, _sick("all", sums, {})])


def _healthy(kind, n, well, unclear):
    alarms = n - well - unclear
    return f"{kind:25} {n:5} {well / n:5.0%} {unclear / n:8.0%} {alarms / n:7.1%}"


def _sick(fault, row, others):
    n = row["cases"]
    shares = [("right", 6), ("soon", 12), ("first", 10), ("second", 4), ("by wrong", 13)]
    columns = [f"{row[key] / n:.0%}".rjust(width) for key, width in shares]
    called = ", ".join(f"{name} {count}" for name, count in others.items())
    return f"{fault:25} {n:5} {' '.join(columns)}  {called}".rstrip()
