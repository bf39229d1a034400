"""The measured table: for a terminal in columns, for a page in Markdown."""

from collections import Counter

from nncourse.clinic.faults import FAULTS
from nncourse.clinic.healthy import KINDS
from nncourse.clinic.prescriptions import PRESCRIBED

WELL = "network", "cases", "called healthy", "unclear", "alarms", "measurably ill of these"
ILL = (
    "fault",
    "cases",
    "right name first",
    "after 40 steps",
    "cured by the first treatment",
    "by the second",
    "by a wrong one",
    "other names",
)
TREATED = (
    "fault",
    "networks at each severity",
    "right treatment",
    "measurably ill",
    "cured by it",
    "wrong treatment",
    "cured by that",
)
ALL = "all"


def well_rows(measured):
    """A row of texts for each kind of healthy network, and one for all."""
    rows, total = [], Counter()
    for kind, names in _of(measured["named"], KINDS):
        rows.append(_well(kind, names, measured["ill after all"][kind]))
        total.update(names)
    return [*rows, _well(ALL, total, sum(measured["ill after all"].values()))]


def ill_rows(measured):
    """A row of texts for each fault, and one for all."""
    rows, total = [], Counter()
    for fault, names in _of(measured["named"], FAULTS):
        counts = measured["cured"][fault] | {"right": names.get(fault, 0)}
        total.update(counts)
        others = {name: n for name, n in names.items() if name != fault}
        rows.append(_ill(fault, counts, others))
    return [*rows, _ill(ALL, total, {})]


def treated_rows(measured):
    """A row of texts for each fault, its three severities in turn: how many were ill, how
    many the right treatment cured and how many the wrong one.
    """
    rows = []
    for fault, by_severity in _of(measured["by severity"], FAULTS):
        right, _, wrong = PRESCRIBED[fault]
        ill, by_right, by_wrong = (
            ", ".join(str(counts[key]) for counts in by_severity.values())
            for key in ("sick", "by right", "by wrong")
        )
        cases = str(min(counts["cases"] for counts in by_severity.values()))
        rows.append([fault, cases, right, ill, by_right, wrong, by_wrong])
    return rows


def text(head, rows):
    """Columns for a terminal."""
    table = [head, *rows]
    widths = [max(len(row[i]) for row in table) for i in range(len(head))]
    lines = []
    for first, *rest in table:
        cells = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        lines.append("  ".join([first.ljust(widths[0]), *cells]).rstrip())
    return "\n".join(lines)


def markdown(head, rows):
    """A table for a page."""
    lines = [head, ["---"] + ["--:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _of(named, order):
    return [(truth, named[truth]) for truth in order if truth in named]


def _well(kind, names, ill):
    n = sum(names.values())
    well, unclear = names.get("healthy", 0), names.get("unclear", 0)
    alarms = n - well - unclear
    return [kind, str(n), str(well), str(unclear), str(alarms), str(ill)]


def _ill(fault, counts, others):
    n = counts["cases"]
    shares = [counts[key] / n for key in ("right", "soon", "first", "second", "by wrong")]
    called = ", ".join(f"{name} {count}" for name, count in others.items())
    return [fault, str(n), *(f"{share:.0%}" for share in shares), called]
