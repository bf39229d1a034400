"""Which files are whose, and which are refused."""

import os
from pathlib import Path

import pytest

from nncourse.grade.notebooks import (
    MAX_NOTEBOOKS,
    Unreadable,
    find_submissions,
    printable,
    read_bytes,
)
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


def test_a_pipe_is_no_notebook(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes with names here")
    os.mkfifo(tmp_path / "a.ipynb")
    with pytest.raises(Unreadable, match="ordinary"):
        read_bytes(tmp_path, "a.ipynb")


@pytest.mark.parametrize("kind", ["folder", "loop", "outside"])
def test_a_link_is_no_notebook(kind, tmp_path):
    (tmp_path / "folder").mkdir()
    target = {"folder": tmp_path / "folder", "loop": "a.ipynb", "outside": "/etc/passwd"}
    (tmp_path / "a.ipynb").symlink_to(target[kind])
    with pytest.raises(Unreadable):
        read_bytes(tmp_path, "a.ipynb")


def test_what_is_ignored_is_listed_with_a_reason(tmp_path):
    write(tmp_path, dict.fromkeys(["a.zip", "b.ipynb.txt", "c/notes.md", "c/x.ipynb"], ""))
    _, ignored = find_submissions(tmp_path)
    paths = ["a.zip", "b.ipynb.txt", os.path.join("c", "notes.md")]
    assert ignored == [(path, "no notebook") for path in paths]


def test_names_for_terminals():
    assert printable("a\nb\x1b[31m\udcff") == "a\\nb\\x1b[31m\\udcff"
    assert Path(printable("Zoë 李")).name == "Zoë 李"
