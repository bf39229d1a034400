"""Marks all notebooks of one student, within a time of their own."""

import time
from dataclasses import asdict

from nncourse.grade.mark import Row, mark_notebook
from nncourse.grade.notebooks import Unreadable, read_bytes

NOTEBOOK_SECONDS = 120.0  # of the clock, for one notebook
STUDENT_SECONDS = 600.0  # of the clock, for all of a student's notebooks


def mark_student(student, files, seed, command):
    """One student's {"rows": ...}; files are (path, bytes or Unreadable)."""
    end = time.monotonic() + STUDENT_SECONDS
    started = time.thread_time()
    rows, inside = [], 0.0
    for path, data in files:
        deadline = min(end, time.monotonic() + NOTEBOOK_SECONDS)
        try:
            own, seconds = mark_notebook(student, path, data, seed, command, deadline)
            inside += seconds
        except Exception as error:  # one of the grader's own costs this notebook alone
            own = [ungraded(student, path, f"{type(error).__name__}: {error}")]
        rows += own
    return {
        "rows": [asdict(row) for row in rows],
        "seconds": {"judging": time.thread_time() - started, "submission": inside},
    }


def ungraded(student, path, why):
    """The Row for what the grader itself failed on."""
    reason = f"the grader failed on it: {why}"
    return Row(student, "", "", 0, 0, "ungraded", "", reason, path)


def load(folder, paths):
    """[(path, bytes or Unreadable)] for files below `folder`, one at a time."""
    for path in paths:
        try:
            yield path, read_bytes(folder, path)
        except Unreadable as error:
            yield path, error
