"""The options of `nncourse-grade`, and what is wrong with those that cannot be followed."""

import argparse
import datetime
import sys
from importlib.util import find_spec
from pathlib import Path

from nncourse.exercises.course import chapters

ABOUT = "Grade a folder of exercise notebooks."
MORE = """\
SUBMISSIONS holds a folder for each student, or files STUDENT.ipynb, or is an unpacked
download of Canvas or Moodle. Beside grades.csv come totals, a page of the class, feedback
for each student, tables for Canvas and Moodle, the private seed, and a journal from which a
run that was cut off resumes. The same notebooks and the same seed give the same grades.
`nncourse-grade --self-test` tests the grader itself."""


def read_options(argv=None):
    """The options, paths made absolute. What cannot be followed ends the program."""
    parser = _parser()
    args = parser.parse_args(argv)
    if args.self_test is None and (problem := _problem(args)):
        parser.error(problem)
    for name in ("submissions", "out", "seed_file"):
        if path := getattr(args, name):
            setattr(args, name, path.absolute())
    return args


def _parser():
    parser = argparse.ArgumentParser(
        prog="nncourse-grade",
        description=ABOUT,
        epilog=MORE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("submissions", type=Path, nargs="?", help="the class's folder")
    add("--out", type=Path, default=Path("grades.csv"), metavar="CSV")
    add("--chapter", nargs="+", metavar="STEM", help="these alone, from everybody")
    add("--seed-file", type=Path, help="private text; by default a new one beside --out")
    add("--jobs", type=int, help="processes at once; all cores by default")
    add("--dask", metavar="SCHEDULER", help="address of a dask cluster")
    add("--due", type=moment, metavar="DATE", help="2026-03-01 or 2026-03-01T18:00")
    add("--late-penalty", type=int, default=0, metavar="PERCENT", help="off for each day")
    add("--show-cases", action="store_true", help="private cases in the feedback pages")
    add(
        "--fresh",
        action="store_true",
        help="a new round: no journal, and new cases unless --seed-file",
    )
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


def _problem(args):
    """Why these options cannot be followed, "" if they can."""
    if args.submissions is None:
        return "name the class's folder"
    if not args.submissions.is_dir():
        return f"there is no folder {args.submissions}"
    if not 0 <= args.late_penalty <= 100:
        return f"--late-penalty is a share of 100, not {args.late_penalty}"
    if args.jobs is not None and args.jobs < 1:
        return f"--jobs is a number of processes, not {args.jobs}"
    stems = [chapter.stem for chapter in chapters()]
    if unknown := set(args.chapter or []) - set(stems):
        return f"no chapter {', '.join(sorted(unknown))}; there are {', '.join(stems)}"
    if args.dask and not find_spec("distributed"):
        return "--dask needs the package distributed: pip install distributed"
    if args.out.is_dir() or not args.out.suffix:
        return f"--out names a table such as grades.csv, not {args.out}"
    class_folder = args.submissions.resolve()
    if args.out.resolve().is_relative_to(class_folder):
        return (
            f"--out lies in {args.submissions}: a student's file there could be taken for "
            "the seed or the journal. Name a place outside, as in --out ../grades.csv"
        )
    searched = [Path(place).resolve() for place in sys.path if place]
    if any(place.is_relative_to(class_folder) for place in searched):
        return (
            f"Python looks for modules in {args.submissions}, where students' files lie. "
            "Run the command nncourse-grade, or from another folder"
        )
    return ""
