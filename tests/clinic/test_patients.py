"""Patients come from a seed, are ill, are named, are cured; the healthy are let alone."""

import numpy as np
import pytest

from nncourse.clinic import EXAMINATIONS, FAULTS, TREATMENTS, Patient, patients, treat
from nncourse.clinic.diagnosis import OF_TESTS
from nncourse.clinic.faults import SEVERITIES, SICK
from nncourse.clinic.healthy import KINDS
from nncourse.clinic.measure import work_up
from nncourse.clinic.messages import READINGS, TESTS
from nncourse.clinic.prescriptions import PRESCRIBED
from nncourse.clinic.readings import readings
from nncourse.clinic.rules import RULES
from nncourse.clinic.setting import final_accuracy

FRESH = 40  # a seed that neither made the rules nor measured them


@pytest.fixture(scope="module")
def ill():
    """One fresh patient of every fault, the severities in turn, and what it is called."""
    faults = enumerate(FAULTS)
    all_ill = [Patient(FRESH, fault, SEVERITIES[i % 3]) for i, fault in faults]
    return [(patient, work_up(patient)) for patient in all_ill]


def test_a_patient_is_that_of_its_seed_and_does_not_say_what_ails_it():
    one, again = Patient(7), Patient(7)
    assert (one.setting, one.fault) == (again.setting, again.fault)
    assert repr(one) == "Patient(7)"
    some = [patient.setting for patient, _ in zip(patients(3), range(2), strict=False)]
    assert some[0] != some[1]


def test_every_fault_makes_ill(ill):
    for patient, _ in ill:
        assert final_accuracy(patient.twin) - patient.accuracy >= SICK, patient.fault


def test_faults_are_called_by_their_names(ill):
    missed = [(p.fault, f.name) for p, f in ill if f.name != p.fault]
    assert len(missed) <= 1, missed
    for patient, finding in ill:
        if finding.name == patient.fault:
            assert finding.prescription == PRESCRIBED[patient.fault][0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_healthy_network_raises_no_alarm(kind):
    assert work_up(Patient(FRESH, "healthy", kind=kind)).name in ("healthy", "unclear")


def test_the_right_treatment_cures_and_a_wrong_one_does_not():
    patient = Patient(FRESH, "unscaled input", 2)
    right, _, wrong = PRESCRIBED["unscaled input"]
    cured = treat(patient, right)
    assert cured.cured
    assert not treat(patient, wrong).cured
    sick, treated, healthy = cured.accuracies
    assert sick < treated
    assert healthy - treated <= 0.02
    assert {len(h["loss"]) for h in (cured.sick, cured.treated, cured.healthy)} == {
        len(patient.history["loss"])
    }


def test_an_examination_leaves_the_patient_as_it_was():
    patient = Patient(FRESH, "dropout on in evaluation", 1)
    before, accuracy = patient.history["loss"].copy(), patient.accuracy
    for name in EXAMINATIONS:
        assert patient.examine(name).sentence
    assert [test.name for test in patient.tests] == list(EXAMINATIONS)
    np.testing.assert_array_equal(patient.history["loss"], before)
    assert patient.accuracy == accuracy


def test_every_rule_compares_what_is_read_and_said():
    known = {*readings(Patient(FRESH, "healthy", kind="forty steps").history), *OF_TESTS}
    for rule in RULES:
        assert {reading for reading, *_ in rule.when} <= known & READINGS.keys()
        assert rule.order in {*EXAMINATIONS, None}
        assert rule.says in {*FAULTS, "healthy", "unclear"}
    assert {*FAULTS} <= {rule.says for rule in RULES}
    assert {test for test, _ in OF_TESTS.values()} == {*EXAMINATIONS} == {*TESTS}
    assert PRESCRIBED.keys() == FAULTS.keys()
    assert {name for row in PRESCRIBED.values() for name in row} <= TREATMENTS.keys()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Patient(-1), "seed .* -1"),
        (lambda: Patient(0, "influenza"), "fault .* 'influenza'"),
        (lambda: Patient(0, "dead units", 4), "severity .* 4"),
        (lambda: Patient(0, "healthy", kind="lucky"), "kind .* 'lucky'"),
        (lambda: treat(Patient(0, "healthy"), "pray"), "treatment .* 'pray'"),
        (lambda: Patient(0, "healthy").examine("X-ray"), "test .* 'X-ray'"),
    ],
)
def test_what_the_clinic_does_not_know_is_refused_by_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()
