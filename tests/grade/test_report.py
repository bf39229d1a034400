"""What the teacher gets besides the table."""

import csv
import json
from dataclasses import asdict

import pytest

from nncourse.exercises.course import chapters
from nncourse.grade.folders import Submission
from nncourse.grade.mark import Row
from nncourse.grade.report import rows_of

FIRST, LAST = chapters()[0].stem, chapters()[-1].stem


def test_the_teacher_gets_a_summary_and_a_picture(grades):
    data = json.loads((grades.parent / "grades.json").read_text(encoding="utf-8"))
    summary = data["summary"]
    assert summary["students"] == 9
    assert summary["points"]["possible"] == 100
    counts = [m["students"] for m in summary["misconceptions"]]
    assert counts == sorted(counts, reverse=True) and counts
    assert all(m["hint"] for m in summary["misconceptions"])
    assert (grades.parent / "grades.png").read_bytes()[:4] == b"\x89PNG"
    totals = list(
        csv.DictReader((grades.parent / "grades-totals.csv").open(encoding="utf-8-sig"))
    )
    rows = list(csv.DictReader(grades.open(encoding="utf-8-sig")))
    for line in totals:
        own = sum(int(row["points"]) for row in rows if row["student"] == line["student"])
        assert int(line["total"]) == own


def rows_for(student, notebooks, penalty=0, stems=()):
    """The rows of a student whose notebooks are {path: (points, days late, chapter)}."""
    rows = [
        asdict(Row(student, stem, "q", points, 100, "passed", "", "", path))
        for path, (points, _, stem) in notebooks.items()
    ]
    late = {path: days for path, (_, days, _) in notebooks.items()}
    one = Submission(student, list(notebooks), late=late)
    return rows_of({student: {"rows": rows}}, [one], penalty, stems)


@pytest.mark.parametrize(
    ("notebooks", "counted"),
    [
        ({"a": (60, 0, FIRST), "b": (100, 8, FIRST)}, 60),  # not the better one, too late
        ({"a": (60, 0, FIRST), "b": (100, 1, FIRST)}, 90),
        ({"x" * 300 + "a": (20, 0, FIRST), "x" * 300 + "b": (100, 3, FIRST)}, 70),
        ({"a": (100, 20, FIRST)}, 0),
    ],
)
def test_of_two_notebooks_the_one_that_counts_more_is_taken(notebooks, counted):
    (row,) = rows_for("ann", notebooks, penalty=10)
    assert row.counted == counted
    assert ("2 notebooks" in row.reason) == (len(notebooks) == 2)


def test_only_the_chapters_asked_for_are_expected():
    """So that one student's notebook of a later chapter makes nobody else absent."""
    notebooks = {"a": (60, 0, FIRST), "b": (100, 0, LAST)}
    assert {row.chapter for row in rows_for("ann", notebooks)} == {FIRST, LAST}
    assert {row.chapter for row in rows_for("ann", notebooks, stems=[FIRST])} == {FIRST}
