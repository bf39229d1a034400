"""All the files that the teacher gets, beside the table of grades."""

from importlib.util import find_spec

from nncourse.grade.feedback import write_class_page, write_student_pages
from nncourse.grade.lms_tables import write_canvas, write_moodle
from nncourse.grade.report import (
    rows_of,
    summarise,
    write_grades,
    write_json,
    write_picture,
    write_totals,
)


def write_everything(args, submissions, results, ignored, isolation):
    """Returns the summary. `ignored` gets notebooks of chapters that were not asked for."""
    beside = args.out.with_suffix("")
    rows = rows_of(results, submissions, args.late_penalty, args.chapter)
    ignored += _of_other_chapters(results, args.chapter)
    summary = summarise(rows) | {"isolation": isolation}
    ids = {one.student: one.id for one in submissions}
    write_grades(args.out, rows, isolation)
    write_totals(f"{beside}-totals.csv", rows, isolation)
    write_json(f"{beside}.json", rows, summary)
    note = f"Isolation of the submissions: {isolation}."
    picture = f"{beside.name}.png" if find_spec("matplotlib") else ""
    if picture:
        write_picture(f"{beside}.png", summary)
    write_class_page(f"{beside}-class.html", summary, ignored, picture, note)
    write_student_pages(f"{beside}-feedback", rows, args.show_cases)
    if any(identity.startswith("canvas") for identity in ids.values()):
        write_canvas(f"{beside}-canvas.csv", rows, ids)
    if any(identity.startswith("moodle") for identity in ids.values()):
        for stem in sorted({row.chapter for row in rows if row.chapter}):
            write_moodle(f"{beside}-moodle-{stem}.csv", rows, ids, stem)
    return summary


def _of_other_chapters(results, stems):
    """[(path, why)] for notebooks of other chapters than those asked for, if any were."""
    rows = [row for _, result in sorted(results.items()) for row in result["rows"]]
    others = {r["notebook"]: r["chapter"] for r in rows if r["chapter"]} if stems else {}
    return [
        (path, f"of chapter {stem}, which was not asked for")
        for path, stem in others.items()
        if stem not in stems
    ]
