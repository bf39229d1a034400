"""Which files are whose, and which are refused."""

import os
from pathlib import Path

import pytest

from nncourse.grade.notebooks import Unreadable, find_submissions, printable, read_bytes
from tests.grade.made_class import write


@pytest.mark.parametrize(
    ("files", "students"),
    [
        (["anna/a.ipynb", "anna/deep/b.ipynb"], {"anna": 2}),
        (["anna.ipynb", "ben/01/x.ipynb"], {"anna": 1, "ben": 1}),
        (["anna/.ipynb_checkpoints/a.ipynb", ".hidden/a.ipynb"], {"anna": 0}),
        (["anna/notes.txt", "read me.txt"], {"anna": 0}),
    ],
)
def test_folders_and_files_are_students(files, students, tmp_path):
    write(tmp_path, dict.fromkeys(files, "{}"))
    assert {s.student: len(s.paths) for s in find_submissions(tmp_path)} == students


def test_a_pipe_is_no_notebook(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes with names here")
    os.mkfifo(tmp_path / "a.ipynb")
    with pytest.raises(Unreadable, match="ordinary"):
        read_bytes(tmp_path, "a.ipynb")


def test_names_for_terminals():
    assert printable("a\nb\x1b[31m\udcff") == "a\\nb\\x1b[31m\\udcff"
    assert Path(printable("Zoë 李")).name == "Zoë 李"
