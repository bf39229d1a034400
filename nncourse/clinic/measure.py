"""How good the rules are on networks that were not used to make them.

A case is one network: what `work_up` calls it and, of an ill one, which treatments cure it.
"""

from collections import Counter
from dataclasses import replace

from nncourse.clinic.diagnosis import diagnose
from nncourse.clinic.faults import FAULTS, SEVERITIES, SICK
from nncourse.clinic.healthy import KINDS
from nncourse.clinic.patient import Patient, treat
from nncourse.clinic.prescriptions import PRESCRIBED
from nncourse.clinic.setting import final_accuracy

# The rules were made on seeds of 1000 and above.
SEEDS, WELL_SEEDS = range(20), range(20, 100)
QUIET = "healthy", "unclear"
SOON = 40  # steps after which the name is asked for already


def work_up(patient):
    """The first Finding that orders no further test; what it ordered is in `tests`."""
    finding = diagnose(patient.history, patient.tests)
    while finding.order:
        patient.examine(finding.order)
        finding = diagnose(patient.history, patient.tests)
    return finding


def cases(seeds=SEEDS, well_seeds=None):
    """Every case to measure, (healthy kind or fault, severity or 0, seed); of the healthy
    kinds those of other seeds, if there are any.
    """
    for seed in seeds:
        yield from ((fault, severity, seed) for fault in FAULTS for severity in SEVERITIES)
    for seed in seeds if well_seeds is None else well_seeds:
        yield from ((kind, 0, seed) for kind in KINDS)


def measure_case(truth, severity, seed):
    """One case as a dict of what was said and what was cured."""
    if severity == 0:
        patient = Patient(seed, "healthy", kind=truth)
        name = work_up(patient).name
        ill = name not in QUIET and is_ill(patient.setting)
        return {"name": name, "tests": len(patient.tests), "ill": ill}
    patient = Patient(seed, truth, severity)
    name = work_up(patient).name
    soon = diagnose(first_steps(patient.history, SOON), patient.tests).name
    right, _, wrong = PRESCRIBED[truth]
    by_right, by_wrong = treat(patient, right), treat(patient, wrong)
    sick, _, healthy = by_right.accuracies
    first, second, _ = PRESCRIBED.get(name, (None, None, None))
    cured = bool(first) and treat(patient, first).cured
    return {
        "name": name,
        "tests": len(patient.tests),
        "soon": soon == truth,
        "sick": healthy - sick >= SICK,
        "first": cured,
        "second": cured or (bool(second) and treat(patient, second).cured),
        "by right": by_right.cured,
        "by wrong": by_wrong.cured,
    }


def is_ill(setting):
    """Whether a network that was drawn as healthy is not: it learns worse by SICK than with
    the usual first weights, all units on and nothing dropped.
    """
    usual = replace(setting, weight_scale=1.0, silenced=0.0, dropout=0.0)
    return final_accuracy(usual) - final_accuracy(setting) >= SICK


def first_steps(history, steps):
    """What was recorded of a history up to a step."""
    rows = history["step"] <= steps
    cut = {name: values[rows] for name, values in history.items() if name != "classes"}
    return cut | {"classes": history["classes"]}


def summary(measured):
    """Counts of {(truth, severity, seed): case}, and shares of the names that were right.

    In "right" every truth counts alike, however many cases it has.
    """
    named, cured, by_severity, ill = {}, {}, {}, Counter()
    for (truth, severity, _), case in sorted(measured.items()):
        named.setdefault(truth, Counter())[case["name"]] += 1
        if not severity:
            ill[truth] += case["ill"]
        else:
            counts = {key: int(case[key]) for key in CURES} | {"cases": 1}
            cured.setdefault(truth, Counter()).update(counts | {"tests": case["tests"]})
            rows = by_severity.setdefault(truth, {})
            rows.setdefault(str(severity), Counter()).update(counts)
    return {
        "seeds": _seeds(measured, ill=True),
        "healthy seeds": _seeds(measured, ill=False),
        "named": {truth: dict(names.most_common()) for truth, names in named.items()},
        "ill after all": dict(ill),
        "cured": {fault: dict(row) for fault, row in cured.items()},
        "by severity": {
            fault: {severity: dict(row) for severity, row in rows.items()}
            for fault, rows in by_severity.items()
        },
        "right": _right(named),
    }


CURES = "soon", "sick", "first", "second", "by right", "by wrong"


def _seeds(measured, ill):
    """The seeds of the ill or of the healthy, as [first, last]."""
    seeds = [seed for _, severity, seed in measured if bool(severity) == ill]
    return [min(seeds), max(seeds)] if seeds else []


def _right(named):
    """{name: of the cases called so, the share that were it}."""
    called = {name for names in named.values() for name in names} - {"unclear"}
    right = {}
    for name in sorted(called):
        shares = {truth: n[name] / sum(n.values()) for truth, n in named.items()}
        true = [share for truth, share in shares.items() if is_right(truth, name)]
        right[name] = round(sum(true) / sum(shares.values()), 3)
    return right


def is_right(truth, name):
    """Whether `name` is right of a network: of any healthy kind, "healthy" is."""
    return name == ("healthy" if truth in KINDS else truth)
