"""What five published tools say of the clinic's patients, `diagnose` beside them.

The counts go to nncourse/clinic/five_tools.json, which the book shows. Seeds are those of
the clinic's own measurement, of which the rules of `diagnose` have seen none.
"""

import json
from collections import Counter

from benchmarks.other_tools import TOOLS
from benchmarks.other_tools.run import watched
from nncourse.clinic import FAULTS, Patient
from nncourse.clinic.five_tools import OURS, STORED
from nncourse.clinic.healthy import KINDS
from nncourse.clinic.measure import QUIET, cases, work_up

SEEDS = range(5)


def run(quick=False, tiny=False):
    """Count, store, and return where; `quick` counts one seed and `tiny` two patients, and
    neither stores anything.
    """
    wanted = list(cases([0] if quick or tiny else SEEDS))
    if tiny:
        wanted = [("forty steps", 0, 0), ("rate too high", 3, 0)]
    counts = counted(wanted)
    for tool, row in counts.items():
        print(tool, {name: n for name, n in row.items() if isinstance(n, int)}, flush=True)
    if quick or tiny:
        return counts
    STORED.write_text(json.dumps(counts, indent=1) + "\n")
    return {"stored in": STORED.name}


def counted(wanted):
    """{tool: its counts}; `wanted` are cases as `measure.cases` gives them."""
    counts = {tool: _nothing() for tool in (*TOOLS, OURS)}
    for truth, severity, seed in wanted:
        for tool, alarms in said_of(truth, severity, seed).items():
            _count(counts[tool], truth, alarms)
    return counts


def said_of(truth, severity, seed):
    """{tool: {alarm: faults it names}} of one patient."""
    patient = Patient(seed, truth if severity else "healthy", severity, _kind(truth))
    seen = watched(patient.setting)
    said = {tool: alarms(seen) for tool, alarms in TOOLS.items()}
    name = work_up(patient).name
    return said | {OURS: {} if name in QUIET else {name: (name,)}}


def _kind(truth):
    return truth if truth in KINDS else None


def _nothing():
    return {
        "healthy": 0,
        "alarms on healthy": 0,
        "sick": 0,
        "alarms on sick": 0,
        "right": 0,
        "alarms": 0,
        "false alarms": Counter(),
        "named": dict.fromkeys(FAULTS, 0),
    }


def _count(row, truth, alarms):
    row["alarms"] += len(alarms)
    if truth in KINDS:
        row["healthy"] += 1
        row["alarms on healthy"] += bool(alarms)
        row["false alarms"].update(list(alarms))
        return
    right = any(truth in named for named in alarms.values())
    row["sick"] += 1
    row["alarms on sick"] += bool(alarms)
    row["right"] += right
    row["named"][truth] += right
