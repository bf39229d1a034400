"""What five published tools say of the same patients, as the benchmarks have counted it."""

import json
from collections import Counter
from functools import cache
from pathlib import Path

from nncourse.clinic.messages import ABOUT_TOOLS

STORED = Path(__file__).parent / "five_tools.json"
OURS = "diagnose"
TOOLS = (
    "tool",
    "alarm on a healthy network",
    "any alarm on an ill one",
    "the right name among its alarms",
    "alarms a run",
    "most frequent false alarm",
)


@cache
def five_tools():
    """{tool: counts}, `diagnose` last."""
    return json.loads(STORED.read_text())


def about(counts):
    """A sentence on the networks that were counted."""
    return ABOUT_TOOLS.format(**counts[OURS])


def tool_rows(counts):
    """A row of texts for each tool, of the columns TOOLS."""
    return [_row(tool, row) for tool, row in counts.items()]


def by_fault(counts):
    """(head, rows): for each fault in how many of its cases each tool named it."""
    tools = list(counts)
    cases = counts[OURS]["sick"] // len(counts[OURS]["named"])
    rows = [
        [fault, *(f"{counts[tool]['named'][fault] / cases:.0%}" for tool in tools)]
        for fault in counts[OURS]["named"]
    ]
    return ["fault", *tools], rows


def _row(tool, row):
    well, ill = row["healthy"], row["sick"]
    alarms = row["alarms on healthy"] / well, row["alarms on sick"] / ill
    false = Counter(row["false alarms"]).most_common(1)
    return [
        tool,
        *(f"{share:.0%}" for share in (*alarms, row["right"] / ill)),
        f"{row['alarms'] / (well + ill):.1f}",
        ", ".join(f"{alarm} ({n} of {well})" for alarm, n in false),
    ]
