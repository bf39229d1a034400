"""What was measured before a run was cut off is found again, unless the package changed."""

import numpy as np
import pytest

from nncourse.claims import journal

VALUES = {("first-loss", ("values",), 3): 0.25, ("first-loss", ("init", "he"), 0): -1e-9}


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of four files in which a measurement may change, or not."""
    for name in ("optim.py", "explore/player.py", "datasets/digits.npz", "claims/m.json"):
        file = tmp_path / "package" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("as it was")
    monkeypatch.setattr(journal, "PACKAGE", tmp_path / "package")
    monkeypatch.setattr(journal, "FOLDER", tmp_path / "journals")
    return tmp_path / "package"


def test_values_come_back_as_they_were_written_in_several_parts(tmp_path):
    path = tmp_path / "journal.jsonl"
    assert journal.read(path) == {}
    for key, value in VALUES.items():
        journal.append(path, {key: value})
    assert journal.read(path) == VALUES


def test_a_line_that_was_cut_off_costs_itself_alone(tmp_path):
    path = tmp_path / "journal.jsonl"
    journal.append(path, VALUES)
    path.write_text(path.read_text()[:-8])
    assert list(journal.read(path)) == list(VALUES)[:1]


@pytest.mark.parametrize("name", ["optim.py", "datasets/digits.npz"])
def test_a_change_in_what_is_measured_starts_anew(package, name):
    before = journal.journal_path()
    journal.append(before, VALUES)
    assert journal.journal_path() == before
    (package / name).write_text("changed")
    assert journal.journal_path() != before
    assert not before.exists()


@pytest.mark.parametrize("name", ["explore/player.py", "claims/m.json"])
def test_a_change_in_pictures_or_in_what_was_measured_does_not(package, name):
    before = journal.journal_path()
    (package / name).write_text("changed")
    assert journal.journal_path() == before


def test_another_numpy_starts_anew(package, monkeypatch):
    before = journal.journal_path()
    monkeypatch.setattr(np, "__version__", "0.1")
    assert journal.journal_path() != before
