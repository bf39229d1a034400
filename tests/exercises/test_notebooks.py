"""The notebooks: written by the script alone, blank as stored, full marks when solved."""

import json
import os
import subprocess
import sys
from pathlib import Path

import make_exercises
import pytest

from nncourse.exercises.course import chapters

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "book" / "exercises"


def test_the_committed_notebooks_are_what_the_questions_give():
    assert make_exercises.main(["--check"]) == 0


def test_there_is_a_notebook_for_every_chapter_with_questions():
    assert {p.stem for p in FOLDER.glob("*.ipynb")} == {c.stem for c in chapters()}


@pytest.mark.parametrize("chapter", chapters(), ids=lambda c: c.stem)
def test_cells_are_known_by_their_questions(chapter):
    nb = json.loads((FOLDER / f"{chapter.stem}.ipynb").read_text(encoding="utf-8"))
    ids = [cell["id"] for cell in nb["cells"]]
    assert len(ids) == len(set(ids))
    for question in chapter.questions:
        tail = question.name.replace("_", "-").lower()
        assert {f"q-{tail}", f"a-{tail}", f"c-{tail}"} <= set(ids)


def test_solved_they_pass_strict_nbval_with_full_marks(tmp_path):
    """The references put in, run top to bottom, every output as expected."""
    make_exercises.main(["--solved", str(tmp_path)])
    for chapter in chapters():
        text = (tmp_path / f"{chapter.stem}.ipynb").read_text(encoding="utf-8")
        assert f"Chapter {chapter.number}: 100 of 100 points." in text
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "--nbval", "--nbval-current-env",
             "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml"),
             "--rootdir", str(ROOT), "--confcutdir", str(ROOT), "-p", "conftest",
             str(tmp_path / f"{chapter.stem}.ipynb")],
            cwd=ROOT,
            env=os.environ | {
                "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "scripts")]),
                "NNCOURSE_PROGRESS": str(tmp_path / chapter.stem / "progress.jsonl"),
            },
            capture_output=True,
            text=True,
            timeout=300,
        )  # fmt: skip
        assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]
        assert f"{3 + 2 * len(chapter.questions) - 1} passed" in run.stdout
