"""The command as a teacher runs it."""

import pytest

from nncourse.exercises.course import chapters
from nncourse.grade.__main__ import main
from nncourse.grade.mark import seed_of
from tests.grade.made_class import solved, write

CHAPTER = chapters()[0]


def test_the_fences_printed_stood_around_every_submission(tmp_path, capsys):
    write(tmp_path, {"a/": "", "b.ipynb": solved(CHAPTER)})
    assert main([str(tmp_path), "--out", str(tmp_path / "x.csv"), "--jobs", "1"]) == 0
    (line,) = [x for x in capsys.readouterr().out.splitlines() if x.startswith("Fences")]
    assert "audit, limits" in line


def test_the_seed_is_in_no_file_that_the_command_writes(grades):
    for path in grades.parent.glob("grades*"):
        assert str(seed_of("one")).encode() not in path.read_bytes()


def test_input_that_cannot_be_graded_is_refused_with_a_reason(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main([str(tmp_path / "none")])
    assert main([str(tmp_path), "--quiet"]) == 1
    assert "no notebooks" in capsys.readouterr().err
    assert main(["--self-test", "99-none"]) == 2
    for seed, message in (
        (tmp_path / "none", "cannot be read"),
        (tmp_path / "empty", "is empty"),
    ):
        (tmp_path / "empty").write_text(" \n")
        with pytest.raises(SystemExit):
            main([str(tmp_path), "--seed-file", str(seed)])
        assert message in capsys.readouterr().err


def test_the_self_test_passes(capsys):
    assert main(["--self-test", CHAPTER.stem]) == 0
    assert "kill rate 100%" in capsys.readouterr().out
