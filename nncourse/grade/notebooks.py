"""Finds a class's notebooks and reads their cells. Nothing in them is trusted.

SUBMISSIONS holds a folder for each student, with notebooks at any depth (so nbgrader's
submitted/STUDENT/ASSIGNMENT/ will do), or plain files STUDENT.ipynb, or both.
"""

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from nncourse.exercises.course import chapters

MAX_BYTES = 100_000_000
MAX_CELLS = 2000
IGNORED = {".ipynb_checkpoints", "__MACOSX"}


class Unreadable(Exception):
    """A file that is no notebook of ours; the text says why."""


@dataclass
class Submission:
    """One student's notebooks, as paths below the folder of submissions."""

    student: str
    paths: list


def find_submissions(folder):
    """The Submissions in a folder, sorted by student."""
    folder = Path(folder)
    by_student = {}
    for entry in sorted(folder.iterdir(), key=lambda path: path.name):
        if entry.name.startswith(".") or entry.name in IGNORED:
            continue
        if entry.is_dir() and not entry.is_symlink():
            by_student.setdefault(entry.name, []).extend(_notebooks(entry))
        elif entry.suffix == ".ipynb":
            by_student.setdefault(entry.stem, []).append(entry)
    return [
        Submission(printable(name), sorted(str(path.relative_to(folder)) for path in paths))
        for name, paths in sorted(by_student.items())
    ]


def _notebooks(folder):
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in IGNORED)
        for name in sorted(files):
            if name.endswith(".ipynb") and not name.startswith("."):
                yield Path(place) / name


def printable(text):
    """The text with what a file or terminal cannot take escaped; no two become the same."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def read_bytes(folder, path):
    """The bytes of a submitted file. Links out of the folder and devices are refused."""
    full = Path(folder) / path
    try:
        fd = os.open(
            full, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except OSError as error:
        raise Unreadable(f"cannot be opened: {error.strerror}") from None
    with os.fdopen(fd, "rb") as f:
        if not full.resolve().is_relative_to(Path(folder).resolve() / Path(path).parts[0]):
            raise Unreadable("a link to a file outside the student's own folder")
        about = os.fstat(f.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable("no ordinary file")
        if about.st_size > MAX_BYTES:
            raise Unreadable(f"{about.st_size // 1_000_000} MB long; 100 MB are the most")
        return f.read(MAX_BYTES)


def cells(data):
    """The code cells of a notebook as (id, source), in order."""
    if not data.strip():
        raise Unreadable("an empty file")
    try:
        nb = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"no notebook: {type(error).__name__}, {error}"[:200]) from None
    entries = nb.get("cells") if isinstance(nb, dict) else None
    if not isinstance(entries, list):
        raise Unreadable("no notebook: it has no list of cells")
    sources = []
    for cell in entries[:MAX_CELLS]:
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        source = cell.get("source", "")
        if isinstance(source, list):
            source = "".join(line for line in source if isinstance(line, str))
        if isinstance(source, str) and source.strip():
            sources.append(
                (str(cell.get("id", "")), source.encode("utf-8", "replace").decode())
            )
    return sources


def chapter_of(path, sources):
    """The chapter that a notebook answers, by its cells' ids, its checks or its name."""
    best, most = None, 0
    ids = {name for name, _ in sources}
    text = "\n".join(source for _, source in sources)
    for chapter in chapters():
        names = [question.name for question in chapter.questions]
        hits = sum(f"a-{name.replace('_', '-').lower()}" in ids for name in names)
        hits += sum(
            f"check({name})" in text or f'check("{name}")' in text for name in names
        )
        hits += sum(f"def {name}(" in text or f"{name} = " in text for name in names)
        hits += chapter.stem in Path(path).stem
        if hits > most:
            best, most = chapter, hits
    return best
