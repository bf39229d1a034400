"""Points as tables that Canvas and Moodle import.

Both know a student by the system's own number. Who handed in no notebook for a chapter has
an empty cell: what that comes to is up to the system's own rule for missing work.
"""

from nncourse.grade.report import points_by_chapter
from nncourse.grade.tables import write_table


def write_canvas(path, rows, ids):
    """A table for Canvas's "Import Grades", with a column for each chapter."""
    stems, _ = points_by_chapter(rows)
    earned, most = _given_points(rows)
    lines = [["    Points Possible", "", "", "", *(most[stem] for stem in stems)]]
    for student, number in _numbers(ids, "canvas"):
        own = [earned.get((student, stem), "") for stem in stems]
        lines.append([_without_number(student), number, "", "", *own])
    write_table(path, ["Student", "ID", "SIS Login ID", "Section", *stems], lines)


def write_moodle(path, rows, ids, stem):
    """One chapter as Moodle's worksheet, which "Upload grading worksheet" reads.

    Moodle refuses a worksheet without a column for when a grade was last changed. Empty
    means never, so a grade that Moodle has already stays unless its form is told otherwise.
    """
    earned, most = _given_points(rows)
    header = ["Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)"]
    lines = []
    for student, number in _numbers(ids, "moodle"):
        grade = earned.get((student, stem), "")
        name = _without_number(student)
        lines.append([f"Participant {number}", name, grade, most[stem], ""])
    write_table(path, header, lines)


def _given_points(rows):
    """({(student, stem): points counted} without those absent, {stem: points possible})."""
    _, earned = points_by_chapter(rows)
    handed_in = {(row.student, row.chapter) for row in rows if row.verdict != "absent"}
    of = {}
    for row in rows:
        of.setdefault(row.chapter, {})[row.question] = row.of
    most = {stem: sum(each.values()) for stem, each in of.items()}
    return {key: earned[key] for key in handed_in}, most


def _without_number(student):
    return student.rpartition(" (")[0]


def _numbers(ids, system):
    """(student, the system's own number) of those who come from that system."""
    for student, identity in sorted(ids.items()):
        kind, _, number = identity.partition(" ")
        if kind == system:
            yield student, number
