"""What a learner has solved so far: a row for each first attempt and each question passed.

The file is ~/.nncourse/progress.jsonl, or what the environment variable NNCOURSE_PROGRESS
names. In the browser it lies on the drive of the page, which the browser keeps.
"""

import contextlib
import json
import os
import sys
from pathlib import Path

from nncourse.exercises import json_lines


def path():
    """Where progress is kept on this machine."""
    if named := os.environ.get("NNCOURSE_PROGRESS"):
        return Path(named)
    if sys.platform == "emscripten":
        drive = Path("/drive")
        return (drive if drive.is_dir() else Path.cwd()) / "nncourse-progress.jsonl"
    return Path.home() / ".nncourse" / "progress.jsonl"


def read():
    """(points by question, for every question attempted; number of unreadable lines).

    The question saved last comes last.
    """
    points, unreadable = {}, 0
    try:
        lines = path().read_bytes().splitlines()
    except OSError:
        return points, unreadable
    for line in lines:
        try:
            row = json.loads(line)
            name, earned = row["question"], row["points"]
            if not isinstance(name, str) or not isinstance(earned, int):
                raise ValueError
        except (ValueError, KeyError, TypeError, RecursionError):
            unreadable += bool(line.strip())
            continue
        points[name] = max(earned, points.pop(name, 0))
    return points, unreadable


def save(name, points):
    """Saves an attempt. Returns "" or why it could not be written."""
    best, _ = read()
    if best.get(name, -1) >= points:
        return ""
    file = path()
    try:
        with contextlib.suppress(FileExistsError):
            file.parent.mkdir(parents=True, exist_ok=True)
        json_lines.append(file, {"question": name, "points": points})
    except OSError as error:
        return f"{type(error).__name__}: {error}"
    return ""
