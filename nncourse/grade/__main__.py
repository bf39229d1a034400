"""The command `nncourse-grade`: a folder of notebooks in, tables and pages out."""

import contextlib
import os
import secrets
import sys
import time

from nncourse.exercises.course import chapters
from nncourse.exercises.selftest import examine, table
from nncourse.grade.cluster import NoCluster
from nncourse.grade.command_line import read_options
from nncourse.grade.folders import find_submissions
from nncourse.grade.isolation import NoIsolation
from nncourse.grade.journal import Journal
from nncourse.grade.mark import seed_of
from nncourse.grade.report import as_text
from nncourse.grade.results import write_everything
from nncourse.grade.scheduler import mark_class

ISOLATION = {False: "bubblewrap", True: "none (--trust-submissions)"}


def main(argv=None):
    """Returns the exit code."""
    for stream in (sys.stdout, sys.stderr):  # a name may have letters that a terminal lacks
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    args = read_options(argv)
    if args.self_test is not None:
        return self_test(args.self_test)
    try:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        # Not where students' files may lie: new processes of Python look for modules, and
        # matplotlib for its settings, in the folder they are started from.
        with contextlib.chdir(args.out.parent):
            return grade(args)
    except KeyboardInterrupt:
        print("Stopped. The same command goes on from the journal.", file=sys.stderr)
        return 130
    except (NoIsolation, NoCluster) as error:
        print(error, file=sys.stderr)
        return 3


def self_test(stems):
    unknown = set(stems) - {chapter.stem for chapter in chapters()}
    if unknown:
        print(f"no such chapter: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    chosen = [c for c in chapters() if not stems or c.stem in stems]
    rows = [examine(question, unknown=True) for c in chosen for question in c.questions]
    print(table(rows))
    return int(not all(row.fine for row in rows))


def grade(args):
    """Mark the class and write everything. Returns the exit code."""
    started = time.monotonic()
    submissions, ignored = find_submissions(args.submissions, args.due)
    if not submissions:
        print(f"{args.submissions} holds no notebooks", file=sys.stderr)
        return 1
    journal = Journal(args.out.with_suffix(".journal.jsonl"))
    try:
        if args.fresh:
            journal.path.unlink(missing_ok=True)
        seed = seed_of(seed_text(args))
    except (OSError, ValueError) as error:
        print(f"the seed file cannot be used: {error}", file=sys.stderr)
        return 2
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
    with contextlib.closing(marked):
        for student, result in _bar(marked, len(submissions), args.quiet):
            results[student] = result
    isolation = ISOLATION[args.trust_submissions]
    summary = write_everything(args, submissions, results, ignored, isolation)
    if not args.quiet:
        print(as_text(summary))
        for path, why in ignored:
            print(f"Ignored {path}: {why}.")
        old = sum("from_journal" in result for result in results.values())
        print(f"{len(results) - old} marked in {time.monotonic() - started:.0f} s", end="")
        print(f", {old} taken from {journal.path}." if old else ".")
        print(f"Isolation of the submissions: {isolation}.")
        print(f"Grades in {args.out}.")
    return 0


def seed_text(args):
    """The private text from which the cases are drawn. Made and kept if none is named."""
    path = args.seed_file or args.out.with_suffix(".seed.txt")
    if not args.seed_file and (args.fresh or not path.exists()):
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        with os.fdopen(os.open(path, flags, 0o600), "w") as f:
            f.write(secrets.token_urlsafe() + "\n")
    text = path.read_text(encoding="utf-8").strip()
    if not text:
        raise ValueError(f"{path} is empty")
    return text


def _bar(items, total, quiet):
    try:
        from tqdm import tqdm
    except ImportError:
        return items
    return tqdm(items, total=total, unit=" students", disable=quiet)


if __name__ == "__main__":
    sys.exit(main())
