"""What grading costs: processor seconds for a submission, and the time of one `check`.

The answers alone, cells and calls, are also run in this process, and that time is taken
off what grading took in all processes together.
"""

import contextlib
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nncourse.exercises import check
from nncourse.exercises.course import chapters, questions
from nncourse.exercises.function import Function
from tests.grade.made_class import make_class


def run(quick=False, tiny=False):
    """A class graded by the command; seconds a submission, and milliseconds a check."""
    checks = _checks()  # first, while nothing is cached
    students = 4 if tiny else 200 if quick else 1000
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "class"
        make_class(folder, chapters()[0], students)
        began, spent = time.perf_counter(), _children()
        command = [sys.executable, "-m", "nncourse.grade", folder, "--quiet"]
        command += ["--out", Path(home) / "grades.csv"]
        subprocess.run([str(word) for word in command], check=True)
        wall, total = time.perf_counter() - began, _children() - spent
        lines = (Path(home) / "grades.journal.jsonl").read_text().splitlines()
        parts = [json.loads(line)["result"]["seconds"] for line in lines]
        inside = statistics.mean(part["submission"] for part in parts)
        bare = _bare([path.read_bytes() for path in sorted(folder.iterdir())[:50]])
    results = {
        "submissions": students,
        "cores": os.cpu_count(),
        "wall seconds": wall,
        "CPU s a submission, all": total / students + inside,
        "CPU s a submission, in its sandbox": inside,
        "CPU s a submission, judging": statistics.mean(p["judging"] for p in parts),
        "CPU s a submission, answers alone": bare,
        "CPU s a submission beyond the answers": total / students + inside - bare,
        "slowest check, ms": 1e3 * max(checks.values()),
        "median check, ms": 1e3 * statistics.median(checks.values()),
    }
    for name, value in results.items():
        print(
            f"{name:44} {value:.3f}" if isinstance(value, float) else f"{name:44} {value}"
        )
    return results


def _children():
    times = os.times()
    return times.children_user + times.children_system


def _bare(notebooks):
    """Mean processor seconds of a notebook's cells and calls alone, in this process."""
    spent = 0.0
    for data in notebooks:
        namespace = {}
        began = time.process_time()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
            for cell in json.loads(data)["cells"]:
                if cell["cell_type"] == "code" and not cell["id"].startswith(
                    ("c-", "prog")
                ):
                    exec("".join(cell["source"]), namespace)
        for _, question in questions().values():
            if isinstance(question, Function) and callable(namespace.get(question.name)):
                question.run(namespace[question.name], 1)
        spent += time.process_time() - began
    return spent / len(notebooks)


def _checks():
    """Seconds that `check` takes on the reference of every question."""
    seconds = {}
    with tempfile.TemporaryDirectory() as home:
        before = os.environ.get("NNCOURSE_PROGRESS")
        os.environ["NNCOURSE_PROGRESS"] = str(Path(home) / "progress.jsonl")
        for name, (_, question) in questions().items():
            fn = isinstance(question, Function)
            answer = question.reference if fn else question.reference()
            began = time.perf_counter()
            with contextlib.redirect_stdout(io.StringIO()):
                check(name, answer)
            seconds[name] = time.perf_counter() - began
        if before is None:
            del os.environ["NNCOURSE_PROGRESS"]
        else:
            os.environ["NNCOURSE_PROGRESS"] = before
    return seconds
