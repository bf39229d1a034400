"""The same grades however the work is spread, and a run that was cut off resumes."""

import contextlib
import csv
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from nncourse.exercises.course import chapters
from nncourse.grade import cluster, scheduler, student
from nncourse.grade.__main__ import main
from nncourse.grade.folders import find_submissions
from nncourse.grade.isolation import sandbox_command
from nncourse.grade.journal import Journal
from nncourse.grade.mark import mark_notebook
from tests.grade.made_class import solved, write

pytestmark = pytest.mark.usefixtures("sandbox")
CHAPTER = chapters()[0]


def test_more_processes_give_the_same_bytes(grade, handed_in, grades, tmp_path):
    out = tmp_path / "grades.csv"
    assert grade(handed_in, out, "--jobs", "3") == grades.read_bytes()
    for name in ("grades.json", "grades-totals.csv"):
        assert (tmp_path / name).read_bytes() == (grades.parent / name).read_bytes()


def test_a_cluster_of_two_workers_gives_the_same_bytes(
    grade, handed_in, grades, tmp_path, monkeypatch
):
    """And what its workers fail on costs one student alone."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as local:
        out, address = tmp_path / "grades.csv", local.scheduler_address
        monkeypatch.setattr(cluster, "MAX_IN_FLIGHT", 100_000)  # bytes: two or three
        assert grade(handed_in, out, "--dask", address) == grades.read_bytes()
        real, unlucky = cluster._mark_on_worker, sorted(handed_in.glob("*.ipynb"))[2].stem

        def fail_for_one(student, *rest):
            return 1 / 0 if student == unlucky else real(student, *rest)

        monkeypatch.setattr(cluster, "_mark_on_worker", fail_for_one)
        table = grade(handed_in, out, "--dask", address, "--fresh").decode("utf-8-sig")
    assert table.count(",ungraded,") == 1 and "ZeroDivisionError" in table
    assert table.count("absent") == 2 * len(chapters()[0].questions)


def test_where_no_cluster_answers_it_says_so(handed_in, tmp_path, capsys, monkeypatch):
    pytest.importorskip("distributed")
    dask = pytest.importorskip("dask")
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        args = [handed_in, "--out", tmp_path / "g.csv", "--dask", "tcp://127.0.0.1:9"]
        assert main([str(arg) for arg in args]) == 3
    assert "no dask scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err


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


def slow_class(folder, students=40):
    """Right notebooks, each with an answer that sleeps for two seconds."""
    slow = solved(CHAPTER, one_hot="import time\ntime.sleep(2)")
    write(folder, {f"{i}.ipynb": slow for i in range(students)})


@pytest.fixture
def started(root, tmp_path):
    """The command that has just started on a slow class."""
    slow_class(tmp_path / "in")
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
    yield run
    run.kill()
    run.communicate()


@pytest.fixture
def running(started, tmp_path):
    """The same command after its first result."""
    while not (tmp_path / "grades.journal.jsonl").exists():
        assert started.poll() is None
        time.sleep(0.1)
    return started


def family(pid):
    """The process and all its descendants, as {process id: what it runs}."""
    parents, commands = {}, {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            stat = Path("/proc", name, "stat").read_text()
            commands[int(name)] = Path("/proc", name, "cmdline").read_text()
            parents[int(name)] = int(stat.rpartition(")")[2].split()[1])
    members, new = {pid}, {pid}
    while new:
        new = {p for p, parent in parents.items() if parent in members} - members
        members |= new
    return {p: commands[p] for p in members if p in commands}


def assert_gone(processes, seconds=3):
    end = time.monotonic() + seconds
    while alive := [p for p in processes if Path("/proc", str(p), "exe").is_symlink()]:
        assert time.monotonic() < end, [processes[p] for p in alive]
        time.sleep(0.05)


def test_ctrl_c_stops_at_once_and_the_journal_keeps_what_is_done(running, tmp_path):
    processes, started = family(running.pid), time.monotonic()
    assert len(processes) > 4
    os.killpg(running.pid, signal.SIGINT)  # a terminal sends it to all of them
    _, errors = running.communicate(timeout=60)
    assert time.monotonic() - started < 2
    assert running.returncode == 130 and "Stopped" in errors
    assert "Traceback" not in errors
    assert_gone(processes)
    entries = Journal(tmp_path / "grades.journal.jsonl").read()
    assert 1 <= len(entries) < 40
    points = [sum(r["points"] for r in one["result"]["rows"]) for one in entries.values()]
    assert set(points) == {85}


def first_to_import(run):
    """The first of the command's own processes that begins to load the package."""
    while True:
        assert run.poll() is None
        for pid, command in family(run.pid).items():
            with contextlib.suppress(OSError):
                maps = Path("/proc", str(pid), "maps").read_text()
                if "spawn_main" in command and "numpy" in maps:
                    return pid
        time.sleep(0.005)


def test_ctrl_c_stops_it_while_its_processes_start(started):
    first_to_import(started)
    processes, before = family(started.pid), time.monotonic()
    os.killpg(started.pid, signal.SIGINT)
    _, errors = started.communicate(timeout=60)
    assert time.monotonic() - before < 2
    assert started.returncode == 130 and "Traceback" not in errors
    assert_gone(processes)


def test_ctrl_c_is_for_the_parent_alone(started, tmp_path):
    child = first_to_import(started)
    os.kill(child, signal.SIGINT)
    while not (tmp_path / "grades.journal.jsonl").exists():
        assert started.poll() is None
        time.sleep(0.1)
    assert "spawn_main" in family(started.pid).get(child, "")


def test_a_killed_grader_leaves_nothing_running_and_nothing_behind(running, tmp_path):
    processes, before = family(running.pid), set(os.listdir(tempfile.gettempdir()))
    assert any("worker.py" in command for command in processes.values())
    running.kill()
    running.communicate(timeout=60)
    assert_gone(processes)
    left = set(os.listdir(tempfile.gettempdir())) - before
    assert not [name for name in left if name.startswith("nncourse")]


def test_a_process_of_the_grader_that_dies_costs_its_submission_alone(tmp_path, grade):
    slow_class(tmp_path / "in", students=6)

    def kill_one_at_work():
        while True:
            for pid, command in family(os.getpid()).items():
                at_work = any("worker.py" in inner for inner in family(pid).values())
                if "spawn_main" in command and at_work:
                    return os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)

    killer = threading.Thread(target=kill_one_at_work)
    killer.start()
    grade(tmp_path / "in", tmp_path / "grades.csv", "--jobs", "2")
    killer.join()
    with open(tmp_path / "grades.csv", newline="", encoding="utf-8-sig") as f:
        rows = list(csv.DictReader(f))
    ungraded = [row["student"] for row in rows if row["verdict"] == "ungraded"]
    assert len(ungraded) == 1
    others = {row["student"] for row in rows if row["verdict"] == "passed"}
    assert len(others) == 5


def test_a_notebook_has_a_deadline_as_a_whole():
    """Fourteen cells, each within its own limit of three seconds."""
    nb = json.loads(solved(CHAPTER))
    cell = {"cell_type": "code", "id": "x", "source": "for _ in range(10**9): pass"}
    nb["cells"] = [cell] * 14 + nb["cells"]
    data, started = json.dumps(nb).encode(), time.monotonic()
    rows, _ = mark_notebook("x", "x.ipynb", data, 1, sandbox_command(), started + 5)
    assert time.monotonic() - started < 8
    assert {row.verdict for row in rows} == {"timeout"}
    assert {"as a whole" in row.reason for row in rows} == {True}


def test_an_error_of_the_grader_costs_one_notebook(handed_in, tmp_path, monkeypatch):
    real, path = student.mark_notebook, next(handed_in.glob("*.ipynb"))

    def fail_for_one(name, *rest):
        return 1 / 0 if name == path.stem else real(name, *rest)

    monkeypatch.setattr(student, "mark_notebook", fail_for_one)
    files = student.load(handed_in, [path.name])
    (row,) = student.mark_student(path.stem, files, 1, sandbox_command())["rows"]
    assert row["verdict"] == "ungraded" and "ZeroDivisionError" in row["reason"]

    def in_this_process(todo, folder, seed, command, _jobs):
        for one, key in todo:
            files = student.load(folder, one.paths)
            yield one, key, student.mark_student(one.student, files, seed, command)

    monkeypatch.setattr(scheduler, "_in_processes", in_this_process)
    journal = Journal(tmp_path / "journal.jsonl")
    submissions, _ = find_submissions(handed_in)
    done = dict(scheduler.mark_class(submissions, handed_in, 1, 1, journal))
    assert set(done) - set(journal.read()) == {path.stem}
