"""`python -m nncourse.claims [--vary] [NAME ...]` measures claims and stores the values."""

import argparse

from nncourse.claims.axis_table import table_lines
from nncourse.claims.catalogue import claim_named, claims
from nncourse.claims.measure import measure, measure_axes
from nncourse.claims.store import store, store_axes


def main(arguments=None):
    """Measure the named claims, or all; every name is looked up first."""
    parser = argparse.ArgumentParser(prog="python -m nncourse.claims", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="without: all the claims")
    parser.add_argument(
        "--vary", action="store_true", help="measure along the axes too, print the table"
    )
    asked = parser.parse_args(arguments)
    try:
        chosen = [claim_named(name) for name in asked.names or claims()]
    except ValueError as error:
        raise SystemExit(error) from None
    for claim in chosen:
        entry = measure(claim)
        store(claim.name, entry)
        print(claim.name, entry)
        if asked.vary:
            store_axes(claim.name, measure_axes(claim))
            print("\n".join(table_lines(claim.name)))


if __name__ == "__main__":
    main()
