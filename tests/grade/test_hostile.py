"""Hostile and broken submissions: each costs its own points only, and its row says why."""

import csv
import os
import sys

import pytest

from nncourse.exercises.course import chapters
from nncourse.grade import __main__ as command
from tests.grade.hostile import hostile_submissions, target_of
from tests.grade.made_class import solved, write

pytestmark = pytest.mark.usefixtures("sandbox")
CHAPTER = chapters()[0]
TARGET = target_of(CHAPTER).name
HOSTILE = hostile_submissions(CHAPTER, "h")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The whole class graded by one command: student -> question -> row."""
    home = tmp_path_factory.mktemp("class")
    folder = home / "handed in"
    for one in HOSTILE.values():
        write(folder, one.files)
    for name in ("first", "zz-last"):
        write(folder, {f"{name}.ipynb": solved(CHAPTER)})
    if sys.platform == "linux":  # where a file's name may be any bytes
        latin = folder / "latin" / os.fsdecode(b"caf\xe9.ipynb")
        latin.parent.mkdir()
        latin.write_text(solved(CHAPTER))
    (folder / "linked").mkdir()
    (folder / "linked" / "a.ipynb").symlink_to(folder / "first.ipynb")
    (home / "seed").write_text("a private seed\n")
    out = home / "grades.csv"
    assert (
        command.main(
            [str(folder), "--out", str(out), "--seed-file", str(home / "seed"), "--quiet"]
        )
        == 0
    )
    rows = {}
    with open(out, newline="", encoding="utf-8-sig") as f:
        for row in csv.DictReader(f):
            rows.setdefault(row["student"], {})[row["question"]] = row
    return {"home": home, "rows": rows}


def student_of(one):
    return next(iter(one.files)).split("/")[0].removesuffix(".ipynb")


@pytest.mark.parametrize("name", HOSTILE)
def test_it_costs_its_own_points_only_and_the_row_says_why(name, graded):
    one = HOSTILE[name]
    student = student_of(one)
    rows = graded["rows"][("'" if student[0] == "=" else "") + student]
    if one.verdict == "unreadable":
        assert rows[""]["verdict"] == "unreadable"
        assert rows[""]["reason"]
        assert all(row["points"] == "0" for row in rows.values())
        return
    row = rows[TARGET]
    expected = "passed" if one.verdict is None else one.verdict
    assert row["verdict"] in expected.split("|"), row
    assert one.reason in row["reason"], row
    if one.others != "any":
        others = {k: r["verdict"] for k, r in rows.items() if k != TARGET}
        assert set(others.values()) == {one.others}, others


@pytest.mark.parametrize("name", ["first", "zz-last"])
def test_the_others_lose_nothing(name, graded):
    assert sum(int(row["points"]) for row in graded["rows"][name].values()) == 100


@pytest.mark.skipif(sys.platform != "linux", reason="names are text here")
def test_a_file_whose_name_is_no_text_is_graded(graded):
    rows = graded["rows"]["latin"]
    assert sum(int(row["points"]) for row in rows.values()) == 100
    assert "caf\\udce9.ipynb~" in rows[TARGET]["notebook"]


def test_a_link_to_another_student_is_not_followed(graded):
    rows = graded["rows"]["linked"]
    assert "a link" in rows[""]["reason"]
    assert all(row["points"] == "0" for row in rows.values())


def test_nothing_was_written_outside(graded):
    names = {path.name for path in graded["home"].iterdir()}
    assert names == {
        "handed in", "seed", "grades.csv", "grades.json", "grades-totals.csv",
        "grades.journal.jsonl", "grades.png", "grades-class.html", "grades-feedback",
    }  # fmt: skip
