"""Where a sandbox can be made it is; where not, the grader says why and what to do."""

import os
import sys
import tempfile
from pathlib import Path

import pytest

from nncourse.exercises.course import chapters
from nncourse.grade import isolation
from nncourse.grade.isolation import NoIsolation, find_bubblewrap, sandbox_command
from tests.grade.installation import run_installed
from tests.grade.made_class import solved, write

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap needs Linux")


@pytest.fixture
def home():
    """A folder that others may enter; those of pytest are closed to them."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """fake(script) puts a program called bwrap first on the path."""

    def make(script):
        program = tmp_path / "bwrap"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    return make


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("echo first >&2; echo 'bwrap: No permissions to do it' >&2; exit 1", "to do it"),
        ("exit 1", "it failed"),
        ("echo half a sandbox >&2; cat", "half a sandbox"),
    ],
)
def test_the_refusal_gives_the_last_line_of_bubblewrap(script, reason, fake):
    fake(script)
    with pytest.raises(NoIsolation) as refusal:
        sandbox_command.__wrapped__()
    assert reason in str(refusal.value)
    assert "apt install bubblewrap" in str(refusal.value)


def test_without_the_program_it_refuses(monkeypatch):
    monkeypatch.setattr(isolation.shutil, "which", lambda *_, **__: None)
    monkeypatch.setattr(isolation.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(NoIsolation, match="not installed"):
        find_bubblewrap()


def test_on_other_systems_it_refuses(monkeypatch):
    monkeypatch.setattr(isolation.sys, "platform", "darwin")
    with pytest.raises(NoIsolation, match="needs Linux"):
        find_bubblewrap()


def test_an_ordinary_user_grades_from_an_installation(installed, home):
    """Also where a student handed in a folder that is shut, or a link to a closed one."""
    chapter = chapters()[0]
    read = "def softmax(logits):\n    return open('/etc/passwd').read()"
    files = {"a.ipynb": solved(chapter), "b.ipynb": solved(chapter, softmax=read)}
    write(home / "in", files | {"shut/x.ipynb": "", "shut/in/y.ipynb": ""})
    (home / "in" / "link").symlink_to("/root/closed/folder")
    (home / "in" / "shut" / "x.ipynb").chmod(0)
    (home / "in" / "shut" / "in").chmod(0)
    run = run_installed(installed, "in", "--out", "out/g.csv", cwd=home)
    assert run.returncode == 0, run.stderr
    text = (home / "out" / "g.csv").read_text("utf-8-sig")
    assert (
        text.count(",passed,") == 2 * len(chapter.questions) - 1 and "No such file" in text
    )
    assert "cannot be opened: Permission denied" in text
    assert "Ignored shut/in: cannot be opened: Permission denied." in run.stdout
    assert "Ignored link: no notebook." in run.stdout
