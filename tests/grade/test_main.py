"""The command as a teacher runs it."""

import os
import subprocess
import sys

import pytest

from nncourse.exercises.course import chapters
from nncourse.grade import isolation, scheduler
from nncourse.grade.__main__ import main
from nncourse.grade.mark import seed_of
from tests.grade.made_class import solved, write

pytestmark = pytest.mark.usefixtures("sandbox")
CHAPTER = chapters()[0]


@pytest.mark.parametrize(
    ("option", "line"),
    [([], "bubblewrap"), (["--trust-submissions"], "none (--trust-submissions)")],
)
def test_the_summary_says_whether_submissions_were_isolated(option, line, tmp_path, capsys):
    write(tmp_path / "in", {"a/": "", "b.ipynb": solved(CHAPTER), "c.txt": ""})
    out = tmp_path / "x.csv"
    assert main([str(tmp_path / "in"), "--out", str(out), "--jobs", "1", *option]) == 0
    printed = capsys.readouterr().out
    assert line in printed
    assert "Ignored c.txt: no notebook." in printed
    assert out.read_text("utf-8-sig").count("passed,,,b.ipynb,0,") == len(CHAPTER.questions)
    for name in ("x.csv", "x-totals.csv", "x.json", "x-class.html"):
        assert line in (tmp_path / name).read_text("utf-8-sig")


def test_without_a_sandbox_nothing_is_graded(tmp_path, monkeypatch, capsys):
    def fail():
        raise isolation.NoIsolation(isolation.REFUSAL.format(reason="no user namespaces"))

    monkeypatch.setattr(scheduler, "sandbox_command", fail)
    write(tmp_path / "in", {"b.ipynb": solved(CHAPTER)})
    out = tmp_path / "x.csv"
    assert main([str(tmp_path / "in"), "--out", str(out), "--quiet"]) == 3
    message = capsys.readouterr().err
    assert "no user namespaces" in message and "--trust-submissions" in message
    assert not out.exists()


def test_the_seed_is_in_no_file_that_the_command_writes(grades):
    files = [path for path in grades.parent.rglob("*") if path.is_file()]
    assert len(files) > 8
    for path in files:
        assert str(seed_of("one")).encode() not in path.read_bytes()


def test_input_that_cannot_be_graded_is_refused_with_a_reason(tmp_path, capsys):
    handed_in, out = tmp_path / "in", tmp_path / "x.csv"
    handed_in.mkdir()
    assert main([str(handed_in), "--out", str(out), "--quiet"]) == 1
    assert "no notebooks" in capsys.readouterr().err
    assert main(["--self-test", "99-none"]) == 2
    write(tmp_path, {"in/a.ipynb": "{}", "empty": " \n"})
    for seed, message in (("none", "No such file"), ("empty", "is empty")):
        args = [handed_in, "--out", out, "--seed-file", tmp_path / seed]
        assert main([str(arg) for arg in args]) == 2
        assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["none"], "no folder none"),
        (["in", "--late-penalty", "110"], "not 110"),
        (["in", "--jobs", "0"], "not 0"),
        (["in", "--chapter", "99-none"], "no chapter 99-none; there are 01-"),
        (["in", "--out", "in/grades.csv"], "could be taken for"),
        (["in", "--out", "link/deep/grades.csv"], "could be taken for"),
        (["in", "--out", "in"], "a table such as grades.csv, not in"),
        (["in", "--due", "tomorrow"], "tomorrow"),
    ],
    ids=" ".join,
)
def test_options_that_cannot_be_followed_are_refused(
    options, reason, tmp_path, monkeypatch, capsys
):
    write(tmp_path, {"in/a.ipynb": solved(CHAPTER)})
    (tmp_path / "link").symlink_to("in")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(options)
    assert reason in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.ipynb", "in", "link"]


def test_students_files_are_not_run_by_the_grader_itself(root, tmp_path):
    """A new process of Python, and matplotlib, look into the folder they start in."""
    mine = f"open({str(tmp_path / 'run by')!r}, 'a').write(__file__ + chr(10))\n"
    names = ["signal", "struct", "pickle", "tqdm", "random", "multiprocessing/__init__"]
    write(tmp_path / "in", {f"{name}.py": mine for name in names})
    write(tmp_path / "in", {"matplotlibrc": b"\xff", "a.ipynb": solved(CHAPTER)})
    start = "from nncourse.grade.__main__ import main\n"
    start += "if __name__ == '__main__':\n    raise SystemExit(main())\n"
    write(tmp_path, {"bin/start.py": start})
    run = subprocess.run(
        [sys.executable, tmp_path / "bin" / "start.py", ".", "--out", "../out/g.csv"],
        cwd=tmp_path / "in",
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert not (tmp_path / "run by").exists(), (tmp_path / "run by").read_text()
    table = (tmp_path / "out" / "g.csv").read_text("utf-8-sig")
    assert table.count(",passed,") == len(CHAPTER.questions)


def test_it_does_not_start_where_python_would_load_students_files(
    tmp_path, monkeypatch, capsys
):
    write(tmp_path, {"in/a.ipynb": solved(CHAPTER)})
    monkeypatch.syspath_prepend(tmp_path / "in")
    with pytest.raises(SystemExit):
        main([str(tmp_path / "in"), "--out", str(tmp_path / "x.csv")])
    assert "looks for modules" in capsys.readouterr().err


def test_a_new_seed_is_made_for_each_round_and_kept(tmp_path, capsys):
    write(tmp_path, {"in/a.ipynb": solved(CHAPTER)})
    seeds = []
    for out in ("first.csv", "first.csv", "second.csv"):
        args = [tmp_path / "in", "--out", tmp_path / out, "--jobs", "1"]
        assert main([str(arg) for arg in args]) == 0
        seeds.append((tmp_path / out).with_suffix(".seed.txt").read_text())
    assert seeds[0] == seeds[1] != seeds[2]
    args = [tmp_path / "in", "--out", tmp_path / "first.csv", "--jobs", "1", "--fresh"]
    assert main([str(arg) for arg in args]) == 0
    assert (tmp_path / "first.seed.txt").read_text() != seeds[0]
    assert (tmp_path / "first.seed.txt").stat().st_mode & 0o077 == 0


def test_the_self_test_passes(capsys):
    assert main(["--self-test", CHAPTER.stem]) == 0
    assert "kill rate 100%" in capsys.readouterr().out
