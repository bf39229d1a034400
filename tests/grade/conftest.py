"""A small class and its grades, made once for all tests of the grader."""

import os
import sys
import tempfile
from pathlib import Path

import pytest

from nncourse.exercises.course import chapters
from nncourse.grade.__main__ import main
from nncourse.grade.isolation import NoIsolation, sandbox_command
from tests.grade.installation import install
from tests.grade.made_class import make_class, write


@pytest.fixture(scope="session")
def sandbox():
    """The command that makes sandboxes. Skips where there is none, except in CI."""
    try:
        return sandbox_command()
    except NoIsolation as error:
        if os.environ.get("CI") and sys.platform == "linux":
            raise
        pytest.skip(str(error).splitlines()[1])


@pytest.fixture(scope="session")
def installed(sandbox, root):
    """The command `nncourse-grade` of an installation that others may enter."""
    with tempfile.TemporaryDirectory() as home:
        yield install(root, Path(home))


@pytest.fixture(scope="session")
def grade(sandbox):
    """grade(folder, out, *more, seed="one") runs the command; returns the table's bytes."""

    def run(folder, out, *more, seed="one"):
        seed_file = out.parent / f"{seed}.seed"
        seed_file.write_text(seed)
        args = [folder, "--out", out, "--seed-file", seed_file, "--quiet", *more]
        assert main([str(arg) for arg in args]) == 0
        return out.read_bytes()

    return run


@pytest.fixture(scope="session")
def handed_in(tmp_path_factory):
    """Eight students who answered the first chapter, and one who handed in nothing."""
    folder = tmp_path_factory.mktemp("class") / "handed in"
    make_class(folder, chapters()[0], students=8)
    write(folder, {"nobody/": ""})
    return folder


@pytest.fixture(scope="session")
def grades(grade, handed_in, tmp_path_factory):
    """The table of their grades, from one process."""
    out = tmp_path_factory.mktemp("out") / "grades.csv"
    grade(handed_in, out, "--jobs", "1")
    return out
