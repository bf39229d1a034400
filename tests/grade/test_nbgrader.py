"""nbgrader takes the exercise notebooks as they are, and gives the points that we give.

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

from nncourse.exercises.catalog import chapters
from nncourse.grade import __main__ as command
from nncourse.grade import classroom

ROOT = Path(__file__).parents[2]
CHAPTER = chapters()[0]
WRONG = {
    "chance_loss": 0,
    "one_hot": 1,
    "cross_entropy": 2,
}  # question -> which misconception


def nbgrader():
    """Its command, installed under _build once unless NBGRADER names one."""
    if named := os.environ.get("NBGRADER"):
        return named
    home = ROOT / "_build" / "nbgrader"
    bin_ = home / ("Scripts" if os.name == "nt" else "bin")
    pins = Path(__file__).with_name("nbgrader-requirements.txt")
    mark = home / "installed"
    if not mark.exists() or mark.read_text() != pins.read_text():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        install = [bin_ / "python", "-m", "pip", "install", "--quiet", "-r", pins]
        done = subprocess.run([str(a) for a in install], capture_output=True, text=True)
        if done.returncode and not os.environ.get("CI"):
            pytest.skip(f"nbgrader could not be installed: {done.stderr[-300:]}")
        assert done.returncode == 0, done.stderr
        mark.write_text(pins.read_text())
    return str(bin_ / "nbgrader")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course that nbgrader has assigned and graded."""
    home = tmp_path_factory.mktemp("course")
    stem = CHAPTER.stem
    source = home / "source" / stem / f"{stem}.ipynb"
    source.parent.mkdir(parents=True)
    shutil.copy(ROOT / "book" / "exercises" / f"{stem}.ipynb", source)
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
            timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stderr

    run("generate_assignment", stem)
    released = json.loads((home / "release" / stem / f"{stem}.ipynb").read_text())
    questions = {q.name: q for q in CHAPTER.questions}
    wrong = {
        name: classroom.wrong_cell(questions[name], list(questions[name].wrong)[i])
        for name, i in WRONG.items()
    }
    right = {name: q.answered() for name, q in questions.items()}
    for student, answers in {"correct": right, "wrong": right | wrong, "blank": {}}.items():
        nb = json.loads(json.dumps(released))
        for cell in nb["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if name in answers:
                cell["source"] = answers[name]
        path = home / "submitted" / student / stem / f"{stem}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(nb))
    run("autograde", stem)
    run("export")
    return home


def test_the_released_notebook_asks_and_does_not_tell(course):
    stem = CHAPTER.stem
    text = (course / "release" / stem / f"{stem}.ipynb").read_text()
    assert text.count("raise NotImplementedError()") == len(CHAPTER.questions)
    assert "BEGIN SOLUTION" not in text


@pytest.mark.parametrize("student", ["correct", "wrong", "blank"])
def test_its_points_are_ours(student, course):
    ours = course / "ours.csv"
    assert command.main([str(course / "submitted"), "--out", str(ours), "--quiet"]) == 0
    rows = list(csv.DictReader(ours.open()))
    points = {r["question"]: int(r["points"]) for r in rows if r["student"] == student}
    theirs = float(_exported(course, student)["score"])
    assert theirs == sum(points.values())
    of = {q.name: q.points for q in CHAPTER.questions}
    lost = {"correct": set(), "wrong": set(WRONG), "blank": set(of)}[student]
    assert points == {name: 0 if name in lost else full for name, full in of.items()}


def test_its_points_are_ours_question_by_question(course):
    """Read from the notebooks that nbgrader executed: what each check cell returned."""
    stem = CHAPTER.stem
    for student in ("correct", "wrong", "blank"):
        nb = json.loads(
            (course / "autograded" / student / stem / f"{stem}.ipynb").read_text()
        )
        for question in CHAPTER.questions:
            name = f"check_{question.name}"
            (cell,) = [
                c
                for c in nb["cells"]
                if c["metadata"].get("nbgrader", {}).get("grade_id") == name
            ]
            kinds = [output["output_type"] for output in cell["outputs"]]
            assert kinds[-1] == "execute_result", cell["outputs"]
            given = float("".join(cell["outputs"][-1]["data"]["text/plain"]))
            lost = student == "blank" or (student == "wrong" and question.name in WRONG)
            assert given == (0 if lost else question.points)


def _exported(course, student):
    with open(course / "grades.csv", newline="") as f:
        (row,) = [row for row in csv.DictReader(f) if row["student_id"] == student]
    return row
