"""The benchmarks run, their contenders learn alike, and the page can show what they write.

What they measure is for `make bench` and a quiet machine.
"""

import json
import re
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import pytest

from benchmarks.contenders import REQUIRES, disagreement, why_not
from benchmarks.contenders.course import Contender as Course
from benchmarks.core_bench import TOLERANCE
from benchmarks.faster_lines import FASTER
from benchmarks.gains_bench import course, in_place
from benchmarks.page_engine_bench import run as run_page_engine
from benchmarks.tricks import UNDONE
from benchmarks.workloads import TINY
from tests.live.bench_node import NODE

FLOAT32 = np.dtype("float32")
LEARNERS = [name for name in REQUIRES if name not in ("course", "floor")]


@pytest.fixture(scope="module")
def tiny(root, tmp_path_factory):
    """(results, what was printed) of all parts at the tiny size."""
    out = tmp_path_factory.mktemp("benchmarks") / "results.json"
    command = [sys.executable, "-m", "benchmarks", "--tiny", "--out", out]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(out.read_text()), done.stdout


def test_every_part_runs(tiny):
    results, _ = tiny
    assert {"date", "machine", "versions", "core", "gains", "growth", "start"} <= set(
        results
    )
    for row in results["core"]["speed"]:
        assert row["microseconds"]["course"] > 0
        assert row["times_ours"]["textbook"][0] > 0
        assert row["what"] == "epoch" or row["times_ours"]["floor"][0] > 0
    for table in results["gains"].values():
        assert all(len(ratios) == len(TINY) for ratios in table.values())


def test_the_pages_engine_runs_and_playgrounds_is_left_out_where_it_is_not_at_hand(
    monkeypatch, tmp_path
):
    monkeypatch.setenv("PLAYGROUND", str(tmp_path))
    monkeypatch.setattr("shutil.which", lambda name: NODE)
    rows = run_page_engine(tiny=True)
    assert len(rows) == 2
    for found in rows.values():
        assert found["ms a step"] > 0
        assert found["Playground's engine"] == "was not at hand"
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert run_page_engine(tiny=True) == {}


def test_what_is_not_installed_is_left_out_and_named(tiny):
    results, printed = tiny
    for name, package in {"pytorch": "torch", "jax_jit": "jax"}.items():
        missing = find_spec(package) is None
        assert (f"{name} left out: {package} is not installed" in printed) == missing
        assert (results["versions"][package] is None) == missing


@pytest.mark.parametrize("name", [n for n in LEARNERS if not why_not(n)])
def test_contenders_learn_as_the_course_does(name):
    """Those installed here: all of them in the environment of `make bench`."""
    theirs = import_module(f"benchmarks.contenders.{name}").Contender
    tried = 0
    for workload in TINY:
        if name == "pytorch_compiled" and workload.name != "W4":
            continue  # compiled once is enough here
        try:
            off = disagreement(workload, FLOAT32, Course, theirs, 5)
        except NotImplementedError:
            continue  # this one has no such layers
        assert off < TOLERANCE["float32"], workload.name
        tried += 1
    assert tried


@pytest.mark.parametrize("workload", TINY, ids=lambda w: w.name)
@pytest.mark.parametrize("name", [*UNDONE, *FASTER])
def test_a_trick_undone_or_a_faster_line_computes_the_same(name, workload):
    choices = {k: v for k, v in workload.choices.items() if k != "dropout"}
    workload = replace(workload, choices=choices)  # a mask drawn in float64 is another one
    loss = last_loss(workload, {**UNDONE, **FASTER}[name])
    assert loss == pytest.approx(last_loss(workload, []), rel=1e-5)


def last_loss(workload, patches):
    contender = course(workload, patches)
    with in_place(patches):
        return [contender.step() for _ in range(3)][-1]


def test_the_page_shows_what_the_benchmarks_write(tiny, root, tmp_path, monkeypatch):
    for name, results in [
        ("tiny", tiny[0]),
        ("committed", json.loads((root / "benchmarks/results.json").read_text())),
    ]:
        (tmp_path / name / "benchmarks").mkdir(parents=True)
        (tmp_path / name / "book").mkdir()
        (tmp_path / name / "benchmarks/results.json").write_text(json.dumps(results))
        monkeypatch.chdir(tmp_path / name / "book")
        page = (root / "book/benchmarks.md").read_text()
        cells = re.findall(r"```\{code-cell\}[^\n]*\n(.*?)```", page, re.DOTALL)
        names = {}
        for cell in cells:
            code = "\n".join(line for line in cell.split("\n") if not line.startswith(":"))
            exec(compile(code, "book/benchmarks.md", "exec"), names)
