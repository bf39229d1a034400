"""Names in the downloads of Canvas and Moodle.

Canvas gives one folder of files `smithanna_LATE_123_456_01-reading-digits.ipynb` (123 is
the student, 456 the file), Moodle folders `Zoe Smith_1234_assignsubmission_file_`, or files
that begin so. Students choose what follows the numbers, and some choose their name before
them, so either may hold what looks like somebody else's number. lms_tables.py writes what
the two read back.
"""

import re

CANVAS = re.compile(r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<id>[0-9]+)_[0-9]+_.+")
MOODLE_FOLDER = re.compile(r"(?P<name>.+)_(?P<id>[0-9]+)_assignsubmission_[a-z]+_?")
MOODLE_FILE = re.compile(r"(?P<name>.+?)_(?P<id>[0-9]+)_assignsubmission_[a-z]+_.*")


def owner_of(name, is_folder):
    """(student, id, late) of a file or folder in a download; id is "" for plain names."""
    patterns = [("canvas", CANVAS), ("moodle", MOODLE_FILE)]
    for system, pattern in [("moodle", MOODLE_FOLDER)] if is_folder else patterns:
        if parts := pattern.fullmatch(name):
            late = bool(parts.groupdict().get("late"))
            return f"{parts['name']} ({parts['id']})", f"{system} {parts['id']}", late
    return name, "", False
