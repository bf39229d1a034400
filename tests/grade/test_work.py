"""The command as a teacher runs it: the same grades every time, resumed, spread, told."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nncourse.exercises.catalog import chapters
from nncourse.grade import __main__ as command
from nncourse.grade import classroom, marking, notebooks, report, work

ROOT = Path(__file__).parents[2]
CHAPTER = chapters()[0]


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    folder = tmp_path_factory.mktemp("room") / "handed in"
    classroom.make_class(folder, CHAPTER, students=8, hostiles=0)
    classroom.write(folder, {"nobody/": ""})
    return folder


def grade(room, out, *more, seed="one"):
    (out.parent / f"{seed}.seed").write_text(seed)
    args = [
        room,
        "--out",
        out,
        "--seed-file",
        out.parent / f"{seed}.seed",
        "--quiet",
        *more,
    ]
    assert command.main([str(arg) for arg in args]) == 0
    return out.read_bytes()


@pytest.fixture(scope="module")
def first(room, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "grades.csv"
    grade(room, out, "--jobs", "1")
    return out


def test_each_answer_gets_what_was_put_in(room, first):
    rows = list(csv.DictReader(first.open(encoding="utf-8")))
    by_student = {}
    for row in rows:
        by_student.setdefault(row["student"], {})[row["question"]] = row
    assert len(by_student) == 9
    seen = set()
    for student, answers in by_student.items():
        path = room / f"{student}.ipynb"
        if not path.exists():
            assert {row["verdict"] for row in answers.values()} == {"absent"}
            continue
        cells = dict(notebooks.cells(path.read_bytes()))
        for question in CHAPTER.questions:
            source = cells["a-" + question.name.replace("_", "-")]
            row = answers[question.name]
            seen.add(row["verdict"])
            if source == question.answered():
                assert (row["verdict"], row["points"]) == ("passed", str(question.points))
            elif source == question.stub:
                assert (row["verdict"], row["points"]) == ("blank", "0")
            else:
                expected = {classroom.wrong_cell(question, m): m for m in question.wrong}
                assert row["misconception"] == expected[source]
                assert row["points"] == "0"
    assert seen == {"passed", "blank", "misconception"}


def test_the_packages_own_function_is_no_answer_and_numpys_numbers_are(tmp_path):
    room, second = tmp_path / "room", chapters()[1]
    gone = classroom.solved(second, numerical_gradient="3 / 0")
    known = classroom.solved(
        second, numerical_gradient="from nncourse import numerical_gradient"
    )
    typed = classroom.solved(
        CHAPTER, reader="reader = dict(width=np.int64(64), lr=np.float64(0.3))\nreader?"
    )
    classroom.write(room, {"gone.ipynb": gone, "known.ipynb": known, "typed.ipynb": typed})
    out = tmp_path / "grades.csv"
    grade(room, out)
    rows = {
        (row["student"], row["question"]): row["points"]
        for row in csv.DictReader(out.open(encoding="utf-8"))
    }
    assert rows["gone", "numerical_gradient"] == rows["known", "numerical_gradient"] == "0"
    assert rows["gone", "dense_backward"] == "20"
    assert rows["typed", "reader"] == "20"


def test_more_processes_give_the_same_bytes(room, first, tmp_path):
    out = tmp_path / "grades.csv"
    assert grade(room, out, "--jobs", "3") == first.read_bytes()
    for name in ("grades.json", "grades-totals.csv"):
        assert (tmp_path / name).read_bytes() == (first.parent / name).read_bytes()


def test_dask_gives_the_same_bytes(room, first, tmp_path):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None
    ) as cluster:
        out = tmp_path / "grades.csv"
        assert grade(room, out, "--dask", cluster.scheduler_address) == first.read_bytes()


def test_a_run_cut_off_goes_on(room, first, tmp_path, monkeypatch):
    out = tmp_path / "grades.csv"
    grade(room, out, "--jobs", "1")
    journal = tmp_path / "grades.journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:4]) + lines[4][:25])  # the plug was pulled here
    out.unlink()
    marked = []
    real = work._on_processes

    def count(todo, *rest):
        marked.extend(submission.student for submission, _ in todo)
        return real(todo, *rest)

    monkeypatch.setattr(work, "_on_processes", count)
    assert grade(room, out, "--jobs", "1") == first.read_bytes()
    assert len(marked) == len(lines) - 4
    marked.clear()
    assert grade(room, out) == first.read_bytes()
    assert marked == []
    grade(room, out, seed="two")  # another seed: nothing old is taken
    assert len(marked) == len(lines)
    path = next(room.glob("*.ipynb"))
    kept = path.read_bytes()
    try:
        path.write_bytes(kept + b"\n")
        marked.clear()
        grade(room, out, seed="two")
        assert marked == [path.stem]
    finally:
        path.write_bytes(kept)


@pytest.mark.skipif(os.name != "posix", reason="no signals as terminals send them")
def test_ctrl_c_stops_and_what_is_done_is_kept(tmp_path):
    slow = classroom.solved(CHAPTER, one_hot="import time\ntime.sleep(2)")
    classroom.write(tmp_path / "in", {f"{i}.ipynb": slow for i in range(40)})
    journal = tmp_path / "grades.journal.jsonl"
    command = [sys.executable, "-m", "nncourse.grade", tmp_path / "in", "--jobs", "2"]
    run = subprocess.Popen(
        [*command, "--out", tmp_path / "grades.csv"],
        cwd=ROOT,
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
    _, said = run.communicate(timeout=120)
    assert run.returncode == 130 and "Stopped" in said
    kept = work.Journal(journal).read()
    assert 1 <= len(kept) < 40
    points = [sum(r["points"] for r in one["result"]["rows"]) for one in kept.values()]
    assert set(points) == {85}


def test_a_fault_of_the_graders_own_costs_one_notebook(room, tmp_path, monkeypatch):
    real, path = work.mark, next(room.glob("*.ipynb"))

    def mark(student, *rest):
        return 1 / 0 if student == path.stem else real(student, *rest)

    monkeypatch.setattr(work, "mark", mark)
    files = work.load(room, [path.name])
    (row,) = work.mark_student(path.stem, files, 1)["rows"]
    assert row["verdict"] == "ungraded" and "ZeroDivisionError" in row["reason"]

    def here(todo, folder, seed, *_):
        for submission, key in todo:
            yield (
                submission,
                key,
                work.mark_paths(submission.student, folder, submission.paths, seed),
            )

    monkeypatch.setattr(work, "_on_processes", here)
    journal = work.Journal(tmp_path / "journal.jsonl")
    done = dict(work.mark_all(notebooks.find(room), room, 1, 1, journal))
    assert set(done) - set(journal.read()) == {path.stem}


def test_the_teacher_gets_a_summary_and_a_picture(first):
    data = json.loads((first.parent / "grades.json").read_text(encoding="utf-8"))
    summary = data["summary"]
    assert summary["students"] == 9
    assert summary["points"]["possible"] == 100
    counts = [m["students"] for m in summary["misconceptions"]]
    assert counts == sorted(counts, reverse=True) and counts
    assert all(m["hint"] for m in summary["misconceptions"])
    assert (first.parent / "grades.png").read_bytes()[:4] == b"\x89PNG"
    totals = list(
        csv.DictReader((first.parent / "grades-totals.csv").open(encoding="utf-8"))
    )
    rows = list(csv.DictReader(first.open(encoding="utf-8")))
    for line in totals:
        own = sum(int(row["points"]) for row in rows if row["student"] == line["student"])
        assert int(line["total"]) == own


def test_the_fences_told_stood_around_every_submission(tmp_path, capsys):
    classroom.write(tmp_path, {"a/": "", "b.ipynb": classroom.solved(CHAPTER)})
    assert (
        command.main([str(tmp_path), "--out", str(tmp_path / "x.csv"), "--jobs", "1"]) == 0
    )
    (told,) = [x for x in capsys.readouterr().out.splitlines() if x.startswith("Fences")]
    assert "audit, limits" in told
    many = [{"fences": ["user", "audit"]}, {"fences": []}, {"fences": ["audit"]}]
    assert report.fences_of(many) == ["audit"]


def test_the_seed_is_no_number_one_can_read_off_the_command(room, first):
    for path in first.parent.glob("grades*"):
        assert str(marking.seed_of("one")).encode() not in path.read_bytes()


def test_what_cannot_be_graded_is_said(tmp_path, capsys):
    with pytest.raises(SystemExit):
        command.main([str(tmp_path / "none")])
    assert command.main([str(tmp_path), "--quiet"]) == 1
    assert "no notebooks" in capsys.readouterr().err
    assert command.main(["--self-test", "99-none"]) == 2
    for seed, said in (
        (tmp_path / "none", "cannot be read"),
        (tmp_path / "empty", "is empty"),
    ):
        (tmp_path / "empty").write_text(" \n")
        with pytest.raises(SystemExit):
            command.main([str(tmp_path), "--seed-file", str(seed)])
        assert said in capsys.readouterr().err


def test_the_self_test_is_a_command(capsys):
    assert command.main(["--self-test", CHAPTER.stem]) == 0
    assert "kill rate 100%" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("files", "students"),
    [
        (["anna/a.ipynb", "anna/deep/b.ipynb"], {"anna": 2}),
        (["anna.ipynb", "ben/01/x.ipynb"], {"anna": 1, "ben": 1}),
        (["anna/.ipynb_checkpoints/a.ipynb", ".hidden/a.ipynb"], {"anna": 0}),
        (["anna/notes.txt", "read me.txt"], {"anna": 0}),
    ],
)
def test_folders_and_files_are_students(files, students, tmp_path):
    classroom.write(tmp_path, dict.fromkeys(files, "{}"))
    assert {s.student: len(s.paths) for s in notebooks.find(tmp_path)} == students


def test_a_pipe_is_no_notebook(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes with names here")
    os.mkfifo(tmp_path / "a.ipynb")
    with pytest.raises(notebooks.Unreadable, match="ordinary"):
        notebooks.read_bytes(tmp_path, "a.ipynb")


def test_names_for_terminals():
    assert notebooks.printable("a\nb\x1b[31m\udcff") == "a\\nb\\x1b[31m\\udcff"
    assert Path(notebooks.printable("Zoë 李")).name == "Zoë 李"
