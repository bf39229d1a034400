"""Write the exercise notebooks, book/exercises/<stem>.ipynb, from the chapters' questions.

    python scripts/make_exercises.py                 all chapters that have questions
    python scripts/make_exercises.py 01-reading-digits
    python scripts/make_exercises.py --check         name those out of date, change nothing
    python scripts/make_exercises.py --solved DIR    with the references put in, into DIR

The outputs stored are those of the blank notebook, which is what nbval compares.
"""

import argparse
import sys
from pathlib import Path

import nbformat

from nncourse.exercises.course import chapters
from nncourse.exercises.notebook import notebook

BOOK = Path(__file__).resolve().parent.parent / "book" / "exercises"


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stems", nargs="*", help="all of them by default")
    parser.add_argument("--check", action="store_true", help="change nothing")
    parser.add_argument("--solved", type=Path, metavar="DIR", help="with the references")
    args = parser.parse_args(argv)

    stale = False
    folder = args.solved or BOOK
    for chapter in chapters():
        if args.stems and chapter.stem not in args.stems:
            continue
        path = folder / f"{chapter.stem}.ipynb"
        answers = (
            {q.name: q.answer_cell() for q in chapter.questions} if args.solved else None
        )
        nb = nbformat.from_dict(notebook(chapter, answers))
        nbformat.validate(nb)
        text = nbformat.writes(nb, version=nbformat.NO_CONVERT) + "\n"
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale = True
        print(f"{path}: {'out of date' if args.check else 'written'}")
        if not args.check:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return int(stale and args.check)


if __name__ == "__main__":
    sys.exit(main())
