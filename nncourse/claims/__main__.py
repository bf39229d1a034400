"""`python -m nncourse.claims [name ...]` measures claims and stores their values."""

import sys

from nncourse.claims.ledger import measure_all

measure_all(sys.argv[1:])
