"""What the teacher gets besides the table."""

import csv
import json


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
