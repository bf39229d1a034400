"""Grade a folder of exercise notebooks.

    python -m nncourse.grade SUBMISSIONS/ --out grades.csv --seed-file seed.txt
    python -m nncourse.grade --self-test             test the grader itself

SUBMISSIONS holds a folder for each student, or files STUDENT.ipynb. Beside grades.csv come
grades.json, grades-totals.csv, grades.png, and a journal from which a run that was cut off
resumes. The same notebooks and the same seed give the same grades.
"""

import argparse
import sys
import time
from pathlib import Path

from nncourse.exercises.catalog import chapters
from nncourse.exercises.question import PUBLIC
from nncourse.exercises.selftest import examine, table
from nncourse.grade.isolation import NoIsolation
from nncourse.grade.mark import seed_of
from nncourse.grade.notebooks import find_submissions
from nncourse.grade.report import (
    as_text,
    rows_of,
    summarise,
    write_csv,
    write_json,
    write_picture,
    write_totals,
)
from nncourse.grade.scheduler import Journal, mark_class

ISOLATION = {
    False: "Each submission ran in a sandbox of its own (bubblewrap).",
    True: "Submissions were trusted: they ran without a sandbox, with your rights.",
}


def main(argv=None):
    first, *_, last = __doc__.partition("\n")
    parser = argparse.ArgumentParser(
        prog="python -m nncourse.grade",
        description=first,
        epilog=last,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("submissions", type=Path, nargs="?", help="the class's folder")
    parser.add_argument("--out", type=Path, default=Path("grades.csv"), metavar="CSV")
    parser.add_argument("--seed-file", type=Path, help="a file with any private text in it")
    parser.add_argument("--jobs", type=int, help="processes at once; all cores by default")
    parser.add_argument("--dask", metavar="SCHEDULER", help="address of a dask cluster")
    parser.add_argument(
        "--fresh", action="store_true", help="take nothing from the journal"
    )
    parser.add_argument(
        "--trust-submissions",
        action="store_true",
        help="run them without a sandbox; only if you wrote or read every notebook",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress bar, no summary")
    parser.add_argument(
        "--self-test", nargs="*", metavar="STEM", help="test the grader on these chapters"
    )
    args = parser.parse_args(argv)
    if args.self_test is not None:
        return self_test(args.self_test)
    if args.submissions is None or not args.submissions.is_dir():
        parser.error(f"there is no folder {args.submissions}")
    seed = PUBLIC
    if args.seed_file:
        try:
            text = args.seed_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            parser.error(f"the seed file cannot be read: {error}")
        if not text:
            parser.error(f"the seed file {args.seed_file} is empty")
        seed = seed_of(text)
    return grade(args, seed)


def self_test(stems):
    unknown = set(stems) - {chapter.stem for chapter in chapters()}
    if unknown:
        print(f"no such chapter: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    chosen = [c for c in chapters() if not stems or c.stem in stems]
    rows = [examine(question) for c in chosen for question in c.questions]
    print(table(rows))
    return int(not all(row.fine for row in rows))


def grade(args, seed):
    started = time.monotonic()
    if not args.seed_file and not args.quiet:
        print("No --seed-file: the cases are those that students see in `check`.")
    submissions, ignored = find_submissions(args.submissions)
    if not submissions:
        print(f"{args.submissions} holds no notebooks", file=sys.stderr)
        return 1
    args.out.parent.mkdir(parents=True, exist_ok=True)
    beside = args.out.with_suffix("")
    journal = Journal(f"{beside}.journal.jsonl")
    if args.fresh:
        journal.path.unlink(missing_ok=True)
    results = {}
    marked = mark_class(
        submissions,
        args.submissions,
        seed,
        args.jobs,
        journal,
        trust=args.trust_submissions,
        dask=args.dask,
    )
    try:
        for student, result in _bar(marked, len(submissions), args.quiet):
            results[student] = result
    except KeyboardInterrupt:
        marked.close()
        print(f"Stopped. The same command goes on from {journal.path}.", file=sys.stderr)
        return 130
    except NoIsolation as error:
        print(error, file=sys.stderr)
        return 3
    rows = rows_of(results, [submission.student for submission in submissions])
    summary = summarise(rows)
    write_csv(args.out, rows)
    write_totals(f"{beside}-totals.csv", rows)
    write_json(f"{beside}.json", rows, summary)
    write_picture(f"{beside}.png", summary)
    if not args.quiet:
        print(as_text(summary))
        new = [r for r in results.values() if "from_journal" not in r]
        print(ISOLATION[args.trust_submissions])
        for path, why in ignored:
            print(f"Ignored {path}: {why}.")
        print(f"{len(new)} marked in {time.monotonic() - started:.0f} s.")
        if len(new) < len(results):
            print(f"{len(results) - len(new)} taken from {journal.path}.")
        print(f"Grades in {args.out}.")
    return 0


def _bar(items, total, quiet):
    try:
        from tqdm import tqdm
    except ImportError:
        return items
    return tqdm(items, total=total, unit=" students", disable=quiet or None)


if __name__ == "__main__":
    sys.exit(main())
