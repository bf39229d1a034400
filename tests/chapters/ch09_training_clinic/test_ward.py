"""The open ward: what may be done when, what is counted, and that nothing gives it away."""

import pytest

from nncourse.chapters.ch09_training_clinic.treating import HEALTHY, LET_IT_BE
from nncourse.chapters.ch09_training_clinic.ward import Ward
from nncourse.chapters.ch09_training_clinic.ward_panel import WardPanel
from nncourse.clinic.prescriptions import PRESCRIBED


def cure_of(patient):
    return LET_IT_BE if patient.fault == HEALTHY else PRESCRIBED[patient.fault][0]


def test_a_day_is_played_and_counted():
    ward = Ward(seed=7)
    ward.order("look at the data")
    ward.order("look at the data")  # the same test again costs nothing
    fault = ward.visit.patient.fault
    ward.name(fault)
    ward.treat(cure_of(ward.visit.patient))
    ward.admit()
    assert ward.visit.patient.fault == "unscaled input"
    ward.name(HEALTHY)
    ward.treat(LET_IT_BE)
    assert ward.score == {"patients": 2, "named": 1, "cured": 1, "tests": 1}


def test_things_are_done_in_their_order_and_once():
    ward = Ward(seed=7)
    with pytest.raises(ValueError, match="'add dropout' is too early"):
        ward.treat("add dropout")
    with pytest.raises(ValueError, match="has not been treated"):
        ward.admit()
    with pytest.raises(ValueError, match="not 'flu'"):
        ward.name("flu")
    ward.name(HEALTHY)
    with pytest.raises(ValueError, match="named already, 'healthy'"):
        ward.name("dead units")
    with pytest.raises(ValueError, match="too late"):
        ward.order("gradient check")
    ward.treat(LET_IT_BE)
    with pytest.raises(ValueError, match="treated already, 'let it be'"):
        ward.treat("add dropout")


def test_a_seed_is_a_day():
    def seeds(seed):
        return Ward(seed).visit.patient.seed

    assert seeds(3) == seeds(3) != seeds(4)


def test_nothing_names_the_fault_before_the_treatment():
    panel = WardPanel(seed=2)
    fault = panel.ward.visit.patient.fault
    assert fault != HEALTHY and fault not in panel.html()
    assert [action.key for action in panel.actions()] == ["order", "name"]
    panel.act("order", "evaluate twice")
    assert "Two evaluations" in panel.html()
    assert "evaluate twice" not in panel.actions()[0].options
    panel.act("name", "over-fitting")
    assert fault not in panel.html()
    assert [action.key for action in panel.actions()] == ["treat"]
    panel.act("treat", LET_IT_BE)
    assert f"What ailed it: {fault}." in panel.html() and "✗ over-fitting" in panel.html()
    panel.act("next")
    assert "Patient 2" in panel.html() and "Patients: 1." in panel.html()
