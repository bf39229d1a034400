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
        (["a\nb.ipynb", "a\\nb.ipynb"], {"a\\nb": 1, "a\\\\nb": 1}),
        (["/".join("abcdefghijklmnopq") + "/x.ipynb"], {"a": 0}),
        ([f"anna/{i}.ipynb" for i in range(50)], {"anna": MAX_NOTEBOOKS}),
    ],
)
def test_folders_and_files_are_students(files, students, tmp_path):
    write(tmp_path, dict.fromkeys(files, "{}"))
    submissions, _ = find_submissions(tmp_path)
    assert {s.student: len(s.paths) for s in submissions} == students


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
