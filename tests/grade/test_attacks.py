"""Attacks, each by a student of its own, who learns nothing and costs nobody anything."""

import csv
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from nncourse.exercises.course import chapters
from nncourse.grade.__main__ import main
from tests.grade.attacks import attacks, cell
from tests.grade.hostile import target_of
from tests.grade.installation import run_installed
from tests.grade.made_class import solved, write

CHAPTER = chapters()[0]
PLACES = dict.fromkeys(("teacher", "seed", "classmate", "checkout"), "") | {"pid": 1}
NAMES = list(attacks(PLACES))
pytestmark = pytest.mark.usefixtures("sandbox")


# For the ways to grade that differ in who may read what: one or two of each class.
FEW = ["read-checkout", "read-seed", "read-walk-for-text", "read-user", "escape-fork"]
FEW += ["escape-signal-to-the-grader", "persist-write-course"]


def handed_in(home, root, names=NAMES):
    """Attacks as notebooks, and where the class lies."""
    places = {
        "teacher": str(home),
        "seed": str(home / "seed"),
        "classmate": str(home / "class" / "ann.ipynb"),
        "checkout": str(root),
        "pid": os.getpid(),
    }
    target = target_of(CHAPTER)
    write(home, {"seed": "a private seed", "class/ann.ipynb": solved(CHAPTER)})
    bodies = attacks(places)
    for name in names:
        answer = cell(bodies[name], target.answer_cell())
        notebook = solved(CHAPTER, **{target.name: answer})
        write(home, {f"class/{name}.ipynb": notebook})
    return home / "class"


def graded(folder, *options, command=None, **way):
    """student -> {question: row}, from the command of the checkout or an installed one."""
    out = folder.parent / "grades.csv"
    seed = folder.parent / "seed"
    args = [str(arg) for arg in (folder, "--out", out, "--seed-file", seed, *options)]
    if command:
        run = run_installed(command, *args, cwd=folder.parent, **way)
        assert run.returncode == 0, run.stderr
    else:
        assert main([*args, "--quiet"]) == 0
    rows = {}
    with open(out, newline="", encoding="utf-8-sig") as f:
        for row in csv.DictReader(f):
            rows.setdefault(row["student"], {})[row["question"]] = row
    return rows


@pytest.fixture(scope="module", params=["checkout", "installation"])
def grades(request, root):
    """Graded by who runs the tests, and by an ordinary user from an installation."""
    command = request.param == "installation" and request.getfixturevalue("installed")
    with tempfile.TemporaryDirectory() as home:
        yield graded(handed_in(Path(home), root), command=command)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_refused(name, grades):
    rows = grades[name]
    problems = {row["reason"] for row in rows.values() if row["verdict"] != "passed"}
    assert not problems


def test_there_are_enough_of_them_and_the_others_lose_nothing(grades):
    assert len(NAMES) > 80
    assert {row["verdict"] for row in grades["ann"].values()} == {"passed"}


@pytest.mark.parametrize("as_others", [False, True], ids=["installation", "checkout"])
def test_a_few_are_refused_where_root_installed_it_and_where_others_have_a_checkout(
    as_others, root, installed
):
    """The two ways that the fixture above leaves out, a checkout copied to be readable."""
    with tempfile.TemporaryDirectory() as home:
        package = None
        if as_others:
            package = installed.parents[1] / "checkout"
            shutil.copytree(root / "nncourse", package / "nncourse")
        folder = handed_in(Path(home), package or root, FEW)
        way = {"as_others": as_others, "package": package}
        rows = graded(folder, command=installed, **way)
    assert len(rows) == len(FEW) + 1
    verdicts = {row["verdict"] for answers in rows.values() for row in answers.values()}
    assert verdicts == {"passed"}


def test_without_the_sandbox_they_would_work(root, tmp_path):
    """So the attacks are no blanks. Only those that do no harm to who runs the tests."""
    harmless = ["read-passwd", "read-proc", "read-teacher", "read-seed", "read-classmate"]
    harmless += ["read-checkout", "read-catalog", "escape-pipe", "escape-socket-pair"]
    harmless += ["escape-unix-socket", "persist-symbolic-link"]
    folder = handed_in(tmp_path, root, harmless)
    rows = graded(folder, "--trust-submissions")
    worked = [n for n in rows if any("WORKED" in r["reason"] for r in rows[n].values())]
    assert sorted(worked) == sorted(set(harmless) - {"read-catalog"})
