"""The bench in the browser says of a history what `diagnose` says, from the same rules."""

import json

import numpy as np
import pytest

from nncourse.clinic import Patient, diagnose
from nncourse.clinic.for_the_bench import as_data, as_text
from nncourse.clinic.history import checked
from nncourse.clinic.messages import HOW_SURE
from nncourse.clinic.readings import readings
from nncourse.live.bench_digits import FILE
from nncourse.live.show_bench import RULES
from tests.live.bench_node import in_node

FRESH = 40
# Patients whose readings differ in what is missing, and with a nan, if any, in the loss.
HISTORIES = {
    "rectifiers": ("healthy", 0, "plain"),
    "squashers": ("sigmoid too deep", 3, None),
    "lost": ("weights too large", 3, None),
    "slow": ("rate too low", 2, None),
    "dropout": ("dropout too strong", 2, None),
}


def histories():
    for fault, severity, kind in HISTORIES.values():
        yield Patient(FRESH, fault, severity, kind).history
    few = Patient(FRESH, "healthy", kind="plain").history
    yield few | {"dead": few["dead"][:, :0], "loss": np.full(len(few["loss"]), np.nan)}


def as_json(value):
    """Lists for arrays and None for nan, which is all that JSON has."""
    if isinstance(value, dict):
        return {name: as_json(v) for name, v in value.items()}
    if np.ndim(value):
        return [as_json(v) for v in value]
    return float(value) if np.isfinite(value) else None


def test_the_bench_has_these_rules_and_no_others():
    """If not: python -m nncourse.clinic --rules"""
    assert RULES.read_text(encoding="utf-8") == as_text()


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_its_readings_and_sentences_are_those_of_python():
    cases, expected = [], []
    for history in histories():
        cases.append({"history": as_json(history), "tests": {}, "rules": as_data()})
        finding = diagnose(history)
        sure = HOW_SURE.format(finding.confidence) if finding.confidence else ""
        expected.append((readings(checked(history)), str(finding).replace(sure, "")))
    given = in_node("bench_clinic.js", cases)
    for found, (read, said) in zip(given, expected, strict=True):
        assert found["readings"].keys() == read.keys()
        for name, value in read.items():
            mine = found["readings"][name]
            assert (np.nan if mine is None else mine) == pytest.approx(
                value, rel=1e-9, nan_ok=True
            ), name
        assert found["said"] == said


def test_runs_on_the_bench_are_named():
    """Settings of the bench's own knobs with one thing wrong, or with nothing."""
    digits = json.loads(FILE.read_text(encoding="utf-8"))
    healthy = {"depth": 2, "width": 32, "pixels": "standardised", "lr": 0.1}
    wrong = {
        "healthy": {},
        "rate too high": {"lr": 10},
        "rate too low": {"lr": 0.0001},
        "unscaled input": {"pixels": "0-16"},
        "sigmoid too deep": {"activation": "sigmoid", "depth": 6, "init": "xavier"},
        "weights too large": {"gain": 8, "depth": 3},
        "dropout too strong": {"dropout": 0.7},
    }
    cases = [
        {"settings": healthy | change, "digits": digits, "steps": 120, "rules": as_data()}
        for change in wrong.values()
    ]
    found = in_node("bench_clinic.js", cases)
    assert [one["name"] for one in found] == list(wrong)
    assert all(one["before"] is None and one["early"] == 5 for one in found)
    nothing, dropped = (found[i]["tests"]["drop nothing"]["excess"] for i in (0, -1))
    assert abs(nothing) < 0.1 < dropped
    assert found[0]["treatment"] is None and found[1]["treatment"] == "lower the rate"
