"""Where a sandbox can be made it is; where not, the grader says why and what to do."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
import pytest

from nncourse.exercises.course import chapters
from nncourse.grade import isolation
from nncourse.grade.isolation import NoIsolation, find_bubblewrap, sandbox_command
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


def test_an_ordinary_user_grades_from_an_installation(root, home):
    """When the tests run as root: as nobody, with the system's Python and no checkout."""
    python = shutil.which("python3", path="/usr/bin")
    version = "import sys; print(sys.version_info[:2])"
    same = python and subprocess.check_output([python, "-c", version], text=True)
    if os.geteuid() or same != f"{sys.version_info[:2]}\n":
        pytest.skip("needs root, and a Python of the system like this one")
    home.chmod(0o755)
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps"]
    install += ["--no-build-isolation", "--target", str(home / "site"), str(root)]
    subprocess.run(install, check=True)
    chapter = chapters()[0]
    read = "def softmax(logits):\n    return open('/etc/passwd').read()"
    write(
        home / "in", {"a.ipynb": solved(chapter), "b.ipynb": solved(chapter, softmax=read)}
    )
    (home / "out").mkdir()
    os.chown(home / "out", 65534, 65534)
    packages = Path(numpy.__file__).parents[1]
    run = subprocess.run(
        [python, "-m", "nncourse.grade", home / "in", "--out", home / "out" / "g.csv"],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{home / 'site'}:{packages}"},
        cwd=home / "out",
        user=65534,
        group=65534,
        extra_groups=[],
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    text = (home / "out" / "g.csv").read_text("utf-8-sig")
    assert text.count(",passed,") == 11 and "No such file" in text
