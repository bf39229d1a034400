"""Which files are refused, and how their paths are shown."""

import os
from pathlib import Path

import pytest

from nncourse.grade.notebooks import Unreadable, label, printable, read_bytes


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


def test_no_two_paths_of_a_student_have_the_same_label():
    long = "ann/" + "x" * 250
    paths = [f"{long}/a.ipynb", f"{long}/b.ipynb", "a\nb.ipynb", "a\\nb.ipynb", "a.ipynb"]
    labels = [label(path) for path in paths]
    assert len(set(labels)) == len(paths) and max(map(len, labels)) <= 200
    assert [label(text) for text in labels] == labels
    assert label("Zoë/a.ipynb") == "Zoë/a.ipynb"


def test_names_for_terminals():
    assert printable("a\nb\x1b[31m\udcff") == "a\\nb\\x1b[31m\\udcff"
    assert Path(printable("Zoë 李")).name == "Zoë 李"
