"""The command: python -m nncourse.grade."""

import sys

from nncourse.exercises.catalog import chapters
from nncourse.exercises.selftest import examine, table


def main(argv=None):
    stems = (sys.argv[1:] if argv is None else argv)[1:]
    chosen = [c for c in chapters() if not stems or c.stem in stems]
    rows = [examine(q) for c in chosen for q in c.questions]
    print(table(rows))
    return int(not all(row.fine for row in rows))


if __name__ == "__main__":
    sys.exit(main())
