"""What is stored of the rules is what the course promises, and can be measured again."""

import json

import pytest

from nncourse.clinic.__main__ import measure
from nncourse.clinic.diagnosis import diagnose
from nncourse.clinic.faults import FAULTS, SEVERITIES
from nncourse.clinic.healthy import KINDS
from nncourse.clinic.measure import QUIET, cases, first_steps, summary
from nncourse.clinic.measured import confidence, measured
from nncourse.clinic.measured_table import (
    ILL,
    TREATED,
    WELL,
    ill_rows,
    markdown,
    text,
    treated_rows,
    well_rows,
)
from nncourse.clinic.patient import Patient


def test_the_stored_table_is_of_every_fault_and_kind():
    assert measured()["named"].keys() == {*FAULTS, *KINDS}
    assert measured()["cured"].keys() == {*FAULTS}
    for head, rows, names in (
        (WELL, well_rows(measured()), KINDS),
        (ILL, ill_rows(measured()), FAULTS),
        (TREATED, treated_rows(measured()), FAULTS),
    ):
        for lines in (text(head, rows), markdown(head, rows)):
            assert all(name in lines for name in names)


def test_alarms_on_healthy_networks_are_rare():
    names = [measured()["named"][kind] for kind in KINDS]
    alarms = [n for of in names for name, n in of.items() if name not in QUIET]
    assert sum(alarms) <= 0.02 * sum(sum(of.values()) for of in names)


def test_nine_of_ten_faults_are_called_by_their_names_at_once():
    named = measured()["named"]
    right = sum(named[fault].get(fault, 0) for fault in FAULTS)
    assert right >= 0.9 * sum(sum(named[fault].values()) for fault in FAULTS)


@pytest.mark.parametrize("fault", FAULTS)
def test_at_every_severity_a_fault_harms_and_the_right_treatment_alone_cures(fault):
    for severity in SEVERITIES:
        row = measured()["by severity"][fault][str(severity)]
        assert row["cases"] >= 5
        assert row["sick"] >= 0.95 * row["cases"]
        assert row["by right"] >= 0.8 * row["cases"]
        assert row["by wrong"] <= 0.2 * row["cases"]


def test_the_first_prescription_cures_most_and_the_second_nearly_all():
    cured = measured()["cured"].values()
    cases = sum(row["cases"] for row in cured)
    assert sum(row["first"] for row in cured) >= 0.85 * cases
    assert sum(row["second"] for row in cured) >= 0.97 * cases


def test_the_confidence_is_the_share_that_was_right():
    case = {"tests": 0} | dict.fromkeys(
        ("soon", "sick", "first", "second", "by right", "by wrong"), True
    )
    found = summary(
        {
            ("plain", 0, 0): {"name": "dead units", "tests": 0, "ill": True},
            ("plain", 0, 1): {"name": "healthy", "tests": 0, "ill": False},
            ("dead units", 1, 0): {"name": "dead units"} | case,
            ("dead units", 1, 1): {"name": "dead units"} | case,
        }
    )
    assert found["right"] == {"dead units": 0.667, "healthy": 1.0}
    assert found["named"]["plain"] == {"dead units": 1, "healthy": 1}
    assert found["ill after all"] == {"plain": 1}
    assert found["cured"]["dead units"]["cases"] == 2
    assert found["by severity"]["dead units"]["1"]["by right"] == 2
    assert (found["seeds"], found["healthy seeds"]) == ([0, 1], [0, 1])


def test_a_finding_carries_its_measured_confidence():
    finding = diagnose(Patient(41, "unscaled input", 3).history)
    assert finding.confidence == confidence(finding.name)


def test_a_measurement_that_was_cut_off_goes_on(tmp_path):
    journal = tmp_path / "cases.jsonl"
    unclear = {"name": "unclear", "tests": 0, "ill": False}
    done = {key: unclear for key in cases([3]) if key[1] == 0}
    missing = ("forty steps", 0, 3)
    del done[missing]
    journal.write_text("".join(json.dumps([k, v]) + "\n" for k, v in done.items()))
    found = measure([3], jobs=1, journal=journal, only=KINDS)
    assert found["named"]["plain"] == {"unclear": 1}
    assert found["named"]["forty steps"] == {"healthy": 1}
    assert not journal.exists()


def test_the_first_steps_are_those_recorded_in_them():
    history = Patient(40, "healthy", kind="plain").history
    cut = first_steps(history, 40)
    assert cut["step"].max() <= 40
    assert len(cut["gradient"]) == len(cut["loss"]) == len(cut["step"])
