"""Runs that take too long to be made anew for a page are stored beside their chapter.

A module NAME_measured.py measures them, when it is run, and stores them in a JSON file;
figures, notebooks and tests read that.
"""

import json
from functools import cache


@cache
def stored(file):
    """{name: what was measured}, as `store` left it in the file, a Path."""
    return json.loads(file.read_text())


def store(file, rows):
    """Write {name: what was measured}, a line each, so that one shows what has changed."""
    lines = (f"{json.dumps(name)}: {json.dumps(row)}" for name, row in rows.items())
    file.write_text("{" + ",\n ".join(lines) + "}\n")
