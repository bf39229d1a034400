"""A file of JSON rows, one a line, that only ever grows.

Nothing is rewritten, so two writers at once or a crash in between lose nothing, and a row
that was cut off spoils no other.
"""

import json
import os


def append(path, row):
    """Adds a row at the end of the file, on a line of its own. Raises OSError."""
    line = json.dumps(row).encode() + b"\n"
    with open(path, "ab+") as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                line = b"\n" + line
        file.write(line)
