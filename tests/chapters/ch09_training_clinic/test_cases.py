"""The ten patients: who is among them, what is offered, and what a treatment comes to."""

import pytest

from nncourse.chapters.ch09_training_clinic.case_notes import case_notes
from nncourse.chapters.ch09_training_clinic.cases import CANNOT_TELL, CASES, case
from nncourse.chapters.ch09_training_clinic.treating import (
    HEALTHY,
    LET_IT_BE,
    PRESCRIPTIONS,
    effect,
)
from nncourse.clinic import EXAMINATIONS, FAULTS, Patient

SMALL = {"data": ("digits",), "widths": (24,), "depths": (3,)}


def test_two_of_the_ten_are_well_and_one_takes_a_test():
    assert list(CASES) == list(range(1, 11))
    assert [c.fault for c in CASES.values()].count(HEALTHY) == 2
    (tested,) = (c for c in CASES.values() if c.tests)
    assert CANNOT_TELL in tested.names and tested.fault in tested.names


@pytest.mark.parametrize("number", CASES)
def test_what_is_offered_exists_and_the_right_name_is_among_it(number):
    offered = case(number)
    assert set(offered.names) <= {HEALTHY, CANNOT_TELL, *FAULTS}
    assert offered.fault in offered.names
    assert LET_IT_BE in offered.treatments
    assert set(offered.treatments) <= set(PRESCRIPTIONS)
    assert set(offered.tests) <= set(EXAMINATIONS)


def test_an_eleventh_is_refused():
    with pytest.raises(ValueError, match="not 11"):
        case(11)


def test_to_let_be_is_right_for_a_healthy_network_alone():
    well = Patient(5, HEALTHY, kind="plain", ward=SMALL)
    sick = Patient(5, "rate too low", 2, ward=SMALL)
    assert effect(well, LET_IT_BE).right and not effect(sick, LET_IT_BE).right
    assert effect(sick, "raise the rate").right
    treated = effect(well, "add dropout")
    assert not treated.right and list(treated.histories) == ["patient", "treated"]
    assert effect(well, LET_IT_BE).accuracy == well.accuracy
    with pytest.raises(ValueError, match="not 'pray'"):
        effect(sick, "pray")


def test_notes_tell_the_sizes_and_not_the_rate():
    setting = Patient(5, "rate too low", 2, ward=SMALL).setting
    notes = case_notes(setting)
    assert f"batches of {setting.batch}" in notes and "Two hidden layers of 24" in notes
    assert f"{setting.lr:g}" not in notes
