"""Grade a folder of exercise notebooks.

    nncourse-grade SUBMISSIONS/ --out grades.csv     or: python -m nncourse.grade ...
    nncourse-grade --self-test                       test the grader itself

SUBMISSIONS holds a folder for each student, or files STUDENT.ipynb, or is an unpacked
download of Canvas or Moodle. Beside grades.csv come totals, a page of the class, feedback
for each student, tables for Canvas and Moodle, the private seed, and a journal from which a
run that was cut off resumes. The same notebooks and the same seed give the same grades.
"""

import argparse
import datetime
import os
import secrets
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from nncourse.exercises.course import chapters
from nncourse.exercises.selftest import examine, table
from nncourse.grade.feedback import write_class_page, write_student_pages
from nncourse.grade.isolation import NoIsolation
from nncourse.grade.lms_tables import write_canvas, write_moodle
from nncourse.grade.mark import seed_of
from nncourse.grade.notebooks import find_submissions
from nncourse.grade.report import (
    as_text,
    rows_of,
    summarise,
    write_grades,
    write_json,
    write_picture,
    write_totals,
)
from nncourse.grade.scheduler import Journal, mark_class

ISOLATION = {False: "bubblewrap", True: "none (--trust-submissions)"}


def main(argv=None):
    parser = options()
    args = parser.parse_args(argv)
    if args.self_test is not None:
        return self_test(args.self_test)
    if args.submissions is None or not args.submissions.is_dir():
        parser.error(f"there is no folder {args.submissions}")
    if not 0 <= args.late_penalty <= 100:
        parser.error(f"--late-penalty is a share of 100, not {args.late_penalty}")
    return grade(args)


def options():
    first, _, rest = __doc__.partition("\n")
    parser = argparse.ArgumentParser(
        prog="nncourse-grade",
        description=first,
        epilog=rest,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("submissions", type=Path, nargs="?", help="the class's folder")
    add("--out", type=Path, default=Path("grades.csv"), metavar="CSV")
    add(
        "--seed-file",
        type=Path,
        help="private text; by default a new one beside the grades",
    )
    add("--jobs", type=int, help="processes at once; all cores by default")
    add("--dask", metavar="SCHEDULER", help="address of a dask cluster")
    add("--due", type=moment, metavar="DATE", help="2026-03-01 or 2026-03-01T18:00")
    add("--late-penalty", type=int, default=0, metavar="PERCENT", help="off for each day")
    add("--show-cases", action="store_true", help="private cases in the feedback pages")
    add("--fresh", action="store_true", help="take nothing from the journal")
    add("--quiet", action="store_true", help="no progress bar, no summary")
    add(
        "--trust-submissions",
        action="store_true",
        help="run them without a sandbox; only if you wrote or read every notebook",
    )
    add("--self-test", nargs="*", metavar="STEM", help="test the grader on these chapters")
    return parser


def moment(text):
    """Seconds since 1970 of a local date and time; a date alone is the end of that day."""
    when = datetime.datetime.fromisoformat(text)
    if len(text) <= 10:
        when += datetime.timedelta(days=1)
    return when.timestamp()


def seed_text(args):
    """The private text from which the cases are drawn. Made and kept if none is named."""
    path = args.seed_file or args.out.with_suffix(".seed.txt")
    if not args.seed_file and not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as f:
            f.write(secrets.token_urlsafe() + "\n")
    text = path.read_text(encoding="utf-8").strip()
    if not text:
        raise ValueError(f"{path} is empty")
    return text


def self_test(stems):
    unknown = set(stems) - {chapter.stem for chapter in chapters()}
    if unknown:
        print(f"no such chapter: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    chosen = [c for c in chapters() if not stems or c.stem in stems]
    rows = [examine(question) for c in chosen for question in c.questions]
    print(table(rows))
    return int(not all(row.fine for row in rows))


def grade(args):
    """Mark the class and write everything. Returns the exit code."""
    started = time.monotonic()
    submissions, ignored = find_submissions(args.submissions, args.due)
    if not submissions:
        print(f"{args.submissions} holds no notebooks", file=sys.stderr)
        return 1
    args.out.parent.mkdir(parents=True, exist_ok=True)
    try:
        seed = seed_of(seed_text(args))
    except (OSError, ValueError) as error:
        print(f"the seed file cannot be used: {error}", file=sys.stderr)
        return 2
    journal = Journal(args.out.with_suffix(".journal.jsonl"))
    if args.fresh:
        journal.path.unlink(missing_ok=True)
    marked = mark_class(
        submissions,
        args.submissions,
        seed,
        args.jobs,
        journal,
        trust=args.trust_submissions,
        dask=args.dask,
    )
    results = {}
    try:
        for student, result in _bar(marked, len(submissions), args.quiet):
            results[student] = result
        summary = write_everything(args, submissions, results, ignored)
    except KeyboardInterrupt:
        marked.close()
        print(f"Stopped. The same command goes on from {journal.path}.", file=sys.stderr)
        return 130
    except NoIsolation as error:
        print(error, file=sys.stderr)
        return 3
    if not args.quiet:
        print(as_text(summary))
        for path, why in ignored:
            print(f"Ignored {path}: {why}.")
        old = sum("from_journal" in result for result in results.values())
        print(f"{len(results) - old} marked in {time.monotonic() - started:.0f} s", end="")
        print(f", {old} taken from {journal.path}." if old else ".")
        print(f"Isolation of the submissions: {ISOLATION[args.trust_submissions]}.")
        print(f"Grades in {args.out}.")
    return 0


def write_everything(args, submissions, results, ignored):
    """All the files beside `args.out`. Returns the summary."""
    isolation, beside = ISOLATION[args.trust_submissions], args.out.with_suffix("")
    rows = rows_of(results, submissions, args.late_penalty)
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


def _bar(items, total, quiet):
    try:
        from tqdm import tqdm
    except ImportError:
        return items
    return tqdm(items, total=total, unit=" students", disable=quiet)


if __name__ == "__main__":
    sys.exit(main())
