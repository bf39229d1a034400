"""nbgrader takes the exercise notebooks as they are, and gives the same points.

It lives in an environment of its own, made once under _build, since it brings extensions of
JupyterLab that are none of the book's. NBGRADER may name the command of another.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nncourse.exercises.course import chapters
from nncourse.grade import __main__ as command
from tests.grade.made_class import wrong_cell

pytestmark = pytest.mark.usefixtures("sandbox")
ROOT = Path(__file__).parents[2]
STUDENTS = ("correct", "wrong", "blank")


def chosen(config):
    """The first and the last chapter, or all of them with --every-notebook."""
    return chapters() if config.getoption("--every-notebook") else chapters()[::7]


def pytest_generate_tests(metafunc):
    if "chapter" in metafunc.fixturenames:
        metafunc.parametrize("chapter", chosen(metafunc.config), ids=lambda c: c.stem)


def nbgrader():
    """Its command, installed under _build once unless NBGRADER names one."""
    if named := os.environ.get("NBGRADER"):
        return named
    home = ROOT / "_build" / "nbgrader"
    bin_ = home / ("Scripts" if os.name == "nt" else "bin")
    pins = Path(__file__).with_name("nbgrader-requirements.txt")
    stamp = home / "installed"
    if not stamp.exists() or stamp.read_text() != pins.read_text():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        install = [bin_ / "python", "-m", "pip", "install", "--quiet", "-r", pins]
        done = subprocess.run([str(a) for a in install], capture_output=True, text=True)
        if done.returncode and not os.environ.get("CI"):
            pytest.skip(f"nbgrader could not be installed: {done.stderr[-300:]}")
        assert done.returncode == 0, done.stderr
        stamp.write_text(pins.read_text())
    return str(bin_ / "nbgrader")


def lost(chapter, student):
    """The names of the questions for which a student gets nothing."""
    names = [question.name for question in chapter.questions]
    return set({"correct": [], "wrong": names[::2], "blank": names}[student])


def answers(chapter, student):
    """The student's cells by the question's name."""
    cells = {}
    for question in chapter.questions:
        wrong = question.name in lost(chapter, student)
        misconception = list(question.misconceptions)[1]
        cells[question.name] = (
            wrong_cell(question, misconception) if wrong else question.answer_cell()
        )
    return {} if student == "blank" else cells


@pytest.fixture(scope="module")
def course(tmp_path_factory, pytestconfig):
    """A course of the chosen chapters that nbgrader has assigned and graded."""
    home = tmp_path_factory.mktemp("course")
    (home / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        "c.CourseDirectory.course_id = 'course'\n"
        f"c.CourseDirectory.root = {str(home)!r}\n"
        "c.ExecutePreprocessor.timeout = 60\n"
    )
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "PATH": str(Path(nbgrader()).parent) + os.pathsep + os.environ["PATH"],  # alembic
        "NNCOURSE_PROGRESS": str(home / "progress.jsonl"),
        "JUPYTER_CONFIG_DIR": str(home / "jupyter"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "IPYTHONDIR": str(home / "ipython"),
    }

    def run(*args):
        done = subprocess.run(
            [nbgrader(), *args], cwd=home, env=environment, capture_output=True, text=True,
            timeout=600,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    for chapter in chosen(pytestconfig):
        stem = chapter.stem
        source = home / "source" / stem / f"{stem}.ipynb"
        source.parent.mkdir(parents=True)
        shutil.copy(ROOT / "book" / "exercises" / f"{stem}.ipynb", source)
        run("generate_assignment", stem)
        released = (home / "release" / stem / f"{stem}.ipynb").read_text()
        for student in STUDENTS:
            nb, sources = json.loads(released), answers(chapter, student)
            for cell in nb["cells"]:
                name = cell["metadata"].get("nbgrader", {}).get("grade_id")
                if name in sources:
                    cell["source"] = sources[name]
            path = home / "submitted" / student / stem / f"{stem}.ipynb"
            path.parent.mkdir(parents=True)
            path.write_text(json.dumps(nb))
        run("autograde", stem)
    run("export")
    ours = home / "ours.csv"
    assert command.main([str(home / "submitted"), "--out", str(ours), "--quiet"]) == 0
    return home


def test_the_released_notebook_asks_and_does_not_tell(chapter, course):
    text = (course / "release" / chapter.stem / f"{chapter.stem}.ipynb").read_text()
    assert text.count("raise NotImplementedError()") == len(chapter.questions)
    assert "BEGIN SOLUTION" not in text


@pytest.mark.parametrize("student", STUDENTS)
def test_its_points_are_ours(student, chapter, course):
    """In all, and question by question as each check cell showed them."""
    with open(course / "ours.csv", newline="", encoding="utf-8-sig") as f:
        rows = [r for r in csv.DictReader(f) if r["student"] == student]
    ours = {r["question"]: int(r["points"]) for r in rows if r["chapter"] == chapter.stem}
    wrong = lost(chapter, student)
    assert ours.keys() == {q.name for q in chapter.questions}
    for question in chapter.questions:
        full = ours[question.name] == question.points
        assert full == (question.name not in wrong)
    with open(course / "grades.csv", newline="") as f:
        (row,) = [
            row
            for row in csv.DictReader(f)
            if (row["student_id"], row["assignment"]) == (student, chapter.stem)
        ]
    assert float(row["score"]) == sum(ours.values())
    path = course / "autograded" / student / chapter.stem / f"{chapter.stem}.ipynb"
    cells = {
        cell["metadata"].get("nbgrader", {}).get("grade_id"): cell
        for cell in json.loads(path.read_text())["cells"]
    }
    for name, points in ours.items():
        outputs = cells[f"check_{name}"]["outputs"]
        assert outputs[-1]["output_type"] == "execute_result", outputs
        assert float("".join(outputs[-1]["data"]["text/plain"])) == points
