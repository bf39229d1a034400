"""Names in the downloads of Canvas and Moodle.

Canvas gives one folder of files `smithanna_LATE_123_456_01-reading-digits.ipynb` (123 is
the student, 456 the file), Moodle folders `Zoe Smith_1234_assignsubmission_file_`, or files
that begin so. lms_tables.py writes what the two read back.
"""

import re

CANVAS = re.compile(r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<id>\d+)_\d+_.+")
MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_[a-z]+(_.*)?")


def owner_of(name):
    """(student, id, late) of a file or folder in a download; id is "" for plain names."""
    for system, pattern in (("canvas", CANVAS), ("moodle", MOODLE)):
        if parts := pattern.fullmatch(name):
            late = bool(parts.groupdict().get("late"))
            return f"{parts['name']} ({parts['id']})", f"{system} {parts['id']}", late
    return name, "", False
