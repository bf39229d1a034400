"""Points as tables that Canvas and Moodle import."""

from nncourse.grade.report import points_by_chapter
from nncourse.grade.tables import write_table


def write_canvas(path, rows, ids):
    """A table for Canvas's "Import Grades", with a column for each chapter."""
    stems, points = points_by_chapter(rows)
    lines = [
        [student.rpartition(" (")[0], number, "", "", *(points[student, s] for s in stems)]
        for student, number in _numbers(ids, "canvas")
    ]
    write_table(path, ["Student", "ID", "SIS Login ID", "Section", *stems], lines)


def write_moodle(path, rows, ids, stem):
    """One chapter as Moodle's worksheet, which "Upload grading worksheet" reads."""
    _, points = points_by_chapter(rows)
    of = {row.question: row.of for row in rows if row.chapter == stem}
    lines = [
        [
            f"Participant {number}",
            name.rpartition(" (")[0],
            points[name, stem],
            sum(of.values()),
        ]
        for name, number in _numbers(ids, "moodle")
    ]
    write_table(path, ["Identifier", "Full name", "Grade", "Maximum Grade"], lines)


def _numbers(ids, system):
    """(student, the system's own number) of those who come from that system."""
    for student, identity in sorted(ids.items()):
        kind, _, number = identity.partition(" ")
        if kind == system:
            yield student, number
