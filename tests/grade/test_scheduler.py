"""The same grades however the work is spread, and a run that was cut off resumes."""

import os
import signal
import subprocess
import sys
import time

import pytest

from nncourse.exercises.catalog import chapters
from nncourse.grade import scheduler
from nncourse.grade.isolation import sandbox_command
from nncourse.grade.notebooks import find_submissions
from tests.grade.made_class import solved, write

CHAPTER = chapters()[0]


def test_more_processes_give_the_same_bytes(grade, handed_in, grades, tmp_path):
    out = tmp_path / "grades.csv"
    assert grade(handed_in, out, "--jobs", "3") == grades.read_bytes()
    for name in ("grades.json", "grades-totals.csv"):
        assert (tmp_path / name).read_bytes() == (grades.parent / name).read_bytes()


def test_dask_gives_the_same_bytes(grade, handed_in, grades, tmp_path):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None
    ) as cluster:
        out = tmp_path / "grades.csv"
        assert (
            grade(handed_in, out, "--dask", cluster.scheduler_address)
            == grades.read_bytes()
        )


def test_a_run_that_was_cut_off_resumes(grade, handed_in, grades, tmp_path, monkeypatch):
    out = tmp_path / "grades.csv"
    grade(handed_in, out, "--jobs", "1")
    journal = tmp_path / "grades.journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:4]) + lines[4][:25])  # the plug was pulled here
    out.unlink()
    marked = []
    real = scheduler._in_processes

    def count(todo, *rest):
        marked.extend(submission.student for submission, _ in todo)
        return real(todo, *rest)

    monkeypatch.setattr(scheduler, "_in_processes", count)
    assert grade(handed_in, out, "--jobs", "1") == grades.read_bytes()
    assert len(marked) == len(lines) - 4
    marked.clear()
    assert grade(handed_in, out) == grades.read_bytes()
    assert marked == []
    grade(handed_in, out, seed="two")  # another seed: nothing old is taken
    assert len(marked) == len(lines)
    path = next(handed_in.glob("*.ipynb"))
    before = path.read_bytes()
    try:
        path.write_bytes(before + b"\n")
        marked.clear()
        grade(handed_in, out, seed="two")
        assert marked == [path.stem]
    finally:
        path.write_bytes(before)


@pytest.mark.skipif(os.name != "posix", reason="no signals as terminals send them")
def test_ctrl_c_stops_and_the_journal_keeps_what_is_done(root, tmp_path):
    slow = solved(CHAPTER, one_hot="import time\ntime.sleep(2)")
    write(tmp_path / "in", {f"{i}.ipynb": slow for i in range(40)})
    journal = tmp_path / "grades.journal.jsonl"
    command = [sys.executable, "-m", "nncourse.grade", tmp_path / "in", "--jobs", "2"]
    run = subprocess.Popen(
        [*command, "--out", tmp_path / "grades.csv"],
        cwd=root,
        start_new_session=True,
        # what a shell puts into the background ignores the signal, and so do its children
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not journal.exists():
        assert run.poll() is None
        time.sleep(0.1)
    os.killpg(run.pid, signal.SIGINT)  # a terminal sends it to all of them
    _, errors = run.communicate(timeout=120)
    assert run.returncode == 130 and "Stopped" in errors
    entries = scheduler.Journal(journal).read()
    assert 1 <= len(entries) < 40
    points = [sum(r["points"] for r in one["result"]["rows"]) for one in entries.values()]
    assert set(points) == {85}


def test_an_error_of_the_grader_costs_one_notebook(handed_in, tmp_path, monkeypatch):
    real, path = scheduler.mark_notebook, next(handed_in.glob("*.ipynb"))

    def fail_for_one(student, *rest):
        return 1 / 0 if student == path.stem else real(student, *rest)

    monkeypatch.setattr(scheduler, "mark_notebook", fail_for_one)
    files = scheduler.load(handed_in, [path.name])
    (row,) = scheduler.mark_student(path.stem, files, 1, sandbox_command())["rows"]
    assert row["verdict"] == "ungraded" and "ZeroDivisionError" in row["reason"]

    def in_this_process(todo, folder, seed, command, _jobs):
        for one, key in todo:
            files = scheduler.load(folder, one.paths)
            yield one, key, scheduler.mark_student(one.student, files, seed, command)

    monkeypatch.setattr(scheduler, "_in_processes", in_this_process)
    journal = scheduler.Journal(tmp_path / "journal.jsonl")
    submissions, _ = find_submissions(handed_in)
    done = dict(scheduler.mark_class(submissions, handed_in, 1, 1, journal))
    assert set(done) - set(journal.read()) == {path.stem}
