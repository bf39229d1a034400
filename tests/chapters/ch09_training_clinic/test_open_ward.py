"""The ward where it is shown: widgets in a kernel, a sentence elsewhere; and consulting."""

import pytest

from nncourse.chapters.ch09_training_clinic.consulting import examine, look
from nncourse.chapters.ch09_training_clinic.exam import exam_patient
from nncourse.chapters.ch09_training_clinic.messages import WARD
from nncourse.chapters.ch09_training_clinic.open_ward import open_ward
from nncourse.chapters.ch09_training_clinic.ward_panel import WardPanel


def test_a_terminal_is_told_where_the_ward_opens(capsys):
    open_ward()
    assert capsys.readouterr().out.strip() == WARD["terminal"]


def test_widgets_do_one_action_after_the_other():
    widgets = pytest.importorskip("nncourse.chapters.ch09_training_clinic.ward_widgets")
    shown = widgets.PanelWidget(WardPanel(seed=7))

    def press(action, option=None):
        row = shown.rows.children[action]
        choice, button = row.children
        choice.value = option
        button.click()

    press(0, "look at the data")
    assert "a batch holds" in shown.picture.value
    press(1, "over-fitting")
    assert "You say: over-fitting." in shown.picture.value
    press(0, "add dropout")
    (following,) = shown.rows.children
    following.click()
    assert "Patient 2" in shown.picture.value and len(shown.rows.children) == 2


def test_a_learner_looks_at_a_patient_and_makes_a_test(capsys):
    look(3, 4711)
    examine(3, 4711, "look at the data")
    printed = capsys.readouterr().out
    batch = exam_patient(3, 4711).setting.batch
    assert f"batches of {batch}" in printed and f"a batch holds {batch} examples" in printed
    with pytest.raises(ValueError, match="not 4"):
        look(4, 1)
