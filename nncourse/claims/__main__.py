"""Measures claims and stores the values that the book prints.

python -m nncourse.claims NAME ...          at their own settings and beyond them
python -m nncourse.claims --vary NAME ...   along their axes too, and prints the tables
python -m nncourse.claims                   all of them, along their axes too
"""

import argparse
import time
from concurrent.futures.process import BrokenProcessPool

from nncourse.claims import journal
from nncourse.claims.axis_table import table_lines
from nncourse.claims.catalogue import claim_named, claims
from nncourse.claims.parallel import measure_claims
from nncourse.claims.store import store
from nncourse.claims.text import lines


def main(arguments=None):
    """Measure the named claims, or all; every name is looked up first."""
    options = _parser().parse_args(arguments)
    try:
        chosen = [claim_named(name) for name in options.names or claims()]
    except ValueError as error:
        raise SystemExit(error) from None
    path = None if options.names else journal.journal_path()
    axes = options.vary or not options.names
    try:
        values, errors = measure_claims(chosen, axes, path, options.jobs, _teller())
    except BrokenProcessPool:
        raise SystemExit("A process was killed, for lack of memory? Run again.") from None
    store(values)
    if options.names and not errors:
        for name in options.names:
            print("", name, *lines(name)[1:], sep="\n")
            print(*(table_lines(name) if axes else ()), sep="\n")
    if errors:
        raise SystemExit("\n".join(["Not measured:", *sorted(errors)]))
    if path:
        path.unlink(missing_ok=True)


def _parser():
    parser = argparse.ArgumentParser(
        prog="python -m nncourse.claims",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--vary", action="store_true", help="measure along the axes too")
    parser.add_argument("--jobs", type=int, help="processes; without: one a core")
    return parser


def _teller():
    """A printer of lines that begin with the minutes since now."""
    start = time.monotonic()
    return lambda line: print(f"{(time.monotonic() - start) / 60:5.1f} min  {line}")


if __name__ == "__main__":
    main()
