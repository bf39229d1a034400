"""`python -m nncourse.claims [NAME ...]` measures claims, or all, and stores the values."""

import sys

from nncourse.claims.catalogue import claim_named, claims
from nncourse.claims.measure import measure
from nncourse.claims.store import store


def main(names):
    """Measure the named claims and store the values; all names are looked up first."""
    try:
        chosen = [claim_named(name) for name in names or claims()]
    except ValueError as error:
        raise SystemExit(error) from None
    for claim in chosen:
        entry = measure(claim)
        store(claim.name, entry)
        print(claim.name, entry)


if __name__ == "__main__":
    main(sys.argv[1:])
