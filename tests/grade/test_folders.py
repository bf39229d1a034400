"""Which files are whose, how late they are, and what is left out."""

import os

import pytest

from nncourse.grade.folders import MAX_NOTEBOOKS, find_submissions
from tests.grade.made_class import write


@pytest.mark.parametrize(
    ("files", "students"),
    [
        (["anna/a.ipynb", "anna/deep/b.ipynb"], {"anna": 2}),
        (["anna.ipynb", "ben/01/x.ipynb"], {"anna": 1, "ben": 1}),
        (["anna/.ipynb_checkpoints/a.ipynb", ".hidden/a.ipynb"], {"anna": 0}),
        (["anna/notes.txt", "read me.txt"], {"anna": 0}),
        (["Anna.ipynb", "anna/a.ipynb"], {"Anna": 2}),
        (["smithanna_LATE_123_456_01-x.ipynb"], {"smithanna (123)": 1}),
        (["smithanna_123_4_x.ipynb", "smithanna_123_5_y.ipynb"], {"smithanna (123)": 2}),
        (
            ["smithanna_123_4_x.ipynb", "smithanna_124_5_x.ipynb"],
            {"smithanna (123)": 1, "smithanna (124)": 1},
        ),
        (["Zoe Smith_12_assignsubmission_file_/x.ipynb"], {"Zoe Smith (12)": 1}),
        (["Zoe_Smith_12_assignsubmission_file_x.ipynb"], {"Zoe_Smith (12)": 1}),
        (["a\nb.ipynb", "a\\nb.ipynb"], {"a\\nb": 1, "a\\\\nb": 1}),
        (["Zo\u00eb.ipynb", "zoe\u0308/x.ipynb"], {"Zo\u00eb": 2}),
        # a name that holds what looks like somebody else's number, or another system's
        (
            ["Ann_55_assignsubmission_file__77_assignsubmission_file_/x.ipynb"],
            {"Ann_55_assignsubmission_file_ (77)": 1},
        ),
        (["Ann_55_66_x_77_assignsubmission_file_/x.ipynb"], {"Ann_55_66_x (77)": 1}),
        (["ann_55_66_x_77_assignsubmission_file_y.ipynb"], {"ann (55)": 1}),
        (
            ["Ann_55_assignsubmission_file_x_77_assignsubmission_file_y.ipynb"],
            {"Ann (55)": 1},
        ),
        (["/".join("abcdefghijklmnopq") + "/x.ipynb"], {"a": 0}),
        ([f"anna/{i}.ipynb" for i in range(50)], {"anna": MAX_NOTEBOOKS}),
    ],
)
def test_folders_and_files_are_students(files, students, tmp_path):
    write(tmp_path, dict.fromkeys(files, "{}"))
    submissions, _ = find_submissions(tmp_path)
    assert {s.student: len(s.paths) for s in submissions} == students


def test_late_is_what_canvas_says_or_what_changed_after_the_date(tmp_path):
    names = ["smithanna_LATE_1_2_x.ipynb", "ben_3_4_x.ipynb", "carl.ipynb"]
    write(tmp_path, dict.fromkeys(names, "{}"))
    due = 1_000_000_000
    for name, hours in zip(names, (-1, 1, 25), strict=True):
        os.utime(tmp_path / name, (due + 3600 * hours,) * 2)
    submissions, _ = find_submissions(tmp_path, due)
    days = {name: d for one in submissions for name, d in one.late.items()}
    assert days == dict(zip(names, (1, 1, 2), strict=True))
    submissions, _ = find_submissions(tmp_path)
    assert sum(sum(one.late.values()) for one in submissions) == 1


def test_what_is_ignored_is_listed_with_a_reason(tmp_path):
    write(tmp_path, dict.fromkeys(["a.zip", "b.ipynb.txt", "c/notes.md", "c/x.ipynb"], ""))
    write(tmp_path, dict.fromkeys([".hidden.ipynb", ".ann/x.ipynb", "c/.x.ipynb"], ""))
    write(tmp_path, dict.fromkeys([".DS_Store", "c/._x.ipynb", "__MACOSX/x.ipynb"], ""))
    (tmp_path / "linked").symlink_to(tmp_path / "c")
    _, ignored = find_submissions(tmp_path)
    paths = ["a.zip", "b.ipynb.txt", os.path.join("c", "notes.md"), "linked"]
    hidden = [".hidden.ipynb", ".ann", os.path.join("c", ".x.ipynb")]
    assert set(ignored) == {(path, "no notebook") for path in paths} | {
        (path, "its name begins with a dot") for path in hidden
    }


def test_what_one_student_adds_does_not_bury_what_is_said_of_others(tmp_path):
    names = [f"mallory_1_{i}_x.txt" for i in range(300)]
    write(tmp_path, dict.fromkeys([*names, "zoe.zip", "bob/x.ipynb"], ""))
    write(tmp_path / "bob", dict.fromkeys([f"{i}.txt" for i in range(6000)], ""))
    submissions, ignored = find_submissions(tmp_path)
    assert ("zoe.zip", "no notebook") in ignored and len(ignored) < 60
    assert ("mallory (1)", "280 more files of this student") in ignored
    assert any("here it stopped" in why for _, why in ignored)
    assert [one.student for one in submissions] == ["bob"]


def test_a_student_s_notebooks_are_bounded_together(tmp_path):
    for i in range(5):
        write(tmp_path, {f"ann/{i}.ipynb": ""})
        os.truncate(tmp_path / "ann" / f"{i}.ipynb", 50_000_000)
    (one,), ignored = find_submissions(tmp_path)
    assert len(one.paths) == 4
    assert ignored == [(os.path.join("ann", "4.ipynb"), "more than 200 MB of notebooks")]


def test_a_folder_that_cannot_be_opened_costs_its_own_student(tmp_path, monkeypatch):
    """Archives restore rights, and a path can be too long for the system."""
    write(tmp_path, dict.fromkeys(["ann/shut/x.ipynb", "ann/y.ipynb", "bob/x.ipynb"], ""))
    real = os.scandir

    def scandir(place):
        if str(place).endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return real(place)

    monkeypatch.setattr(os, "scandir", scandir)
    submissions, ignored = find_submissions(tmp_path)
    assert {one.student: len(one.paths) for one in submissions} == {"ann": 1, "bob": 1}
    assert ignored == [(os.path.join("ann", "shut"), "cannot be opened: Permission denied")]
