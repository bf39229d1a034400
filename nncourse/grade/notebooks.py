"""Finds a class's notebooks and reads their bytes. Nothing in them is trusted.

SUBMISSIONS holds a folder for each student, with notebooks at any depth (so nbgrader's
submitted/STUDENT/ASSIGNMENT/ will do), or plain files STUDENT.ipynb, or both.
"""

import math
import os
import stat
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from nncourse.exercises.course import chapters
from nncourse.grade.lms import owner_of

MAX_BYTES = 64_000_000
MAX_NOTEBOOKS = 40  # of one student
MAX_DEPTH = 12
MAX_ENTRIES = 5000  # files and folders of one student
IGNORED = {".ipynb_checkpoints", "__MACOSX"}


class Unreadable(Exception):
    """A file that is no notebook of this course; the text says why."""


@dataclass
class Submission:
    """One student's notebooks, as paths below the folder of submissions.

    `id` is "canvas 123" or "moodle 123" for a download of these. `late` gives days.
    """

    student: str
    paths: list
    id: str = ""
    late: dict = field(default_factory=dict)


@dataclass
class Cell:
    """A code cell, and the names to which it gives a value."""

    id: str
    source: str
    names: list


def find_submissions(folder, due=None):
    """(the Submissions in a folder, sorted by student; [(ignored path, why)]).

    A notebook is late if Canvas says so, or if it was last changed after `due`, seconds
    since 1970.
    """
    folder = Path(folder)
    by_name, names, ignored = {}, {}, []
    for entry in sorted(folder.iterdir(), key=lambda path: path.name):
        if entry.name in IGNORED or entry.name.startswith("."):
            continue
        is_folder = entry.is_dir() and not entry.is_symlink()
        if not is_folder and entry.suffix.lower() != ".ipynb":
            ignored.append((entry.name, "no notebook"))
            continue
        owner, number, late = owner_of(entry.name if is_folder else entry.stem)
        student = printable(owner.replace("\\", "\\\\"))  # no two become the same
        same = unicodedata.normalize("NFC", student).casefold()
        student = names.setdefault(same, student)
        one = by_name.setdefault(student, Submission(student, [], number))
        paths = _notebooks(entry, folder, ignored) if is_folder else [entry.name]
        one.paths += paths
        one.late |= {path: _days_late(folder / path, late, due) for path in paths}
    for one in by_name.values():
        one.paths.sort()
        for path in one.paths[MAX_NOTEBOOKS:]:
            ignored.append((path, f"more than {MAX_NOTEBOOKS} notebooks of {one.student}"))
        del one.paths[MAX_NOTEBOOKS:]
    submissions = [by_name[student] for student in sorted(by_name)]
    return submissions, [(printable(path), why) for path, why in ignored]


def _days_late(path, marked_late, due):
    """Days begun after `due`; at least one if the download says late."""
    if due is None:
        return int(marked_late)
    try:
        seconds = path.stat(follow_symlinks=False).st_mtime - due
    except OSError:
        seconds = 0
    return max(math.ceil(seconds / 86400), int(marked_late))


def _notebooks(folder, root, ignored):
    """Paths below `root` of the notebooks in `folder`; `ignored` gets what is left out."""
    paths, todo, entries = [], [(folder, 0)], 0
    while todo:
        place, depth = todo.pop()
        for entry in sorted(os.scandir(place), key=lambda entry: entry.name):
            entries += 1
            path = os.path.relpath(entry.path, root)
            if entry.name in IGNORED or entry.name.startswith("."):
                continue
            if entries > MAX_ENTRIES:
                ignored.append((path, f"more than {MAX_ENTRIES} files; here it stopped"))
                return paths
            if entry.is_dir(follow_symlinks=False):
                if depth < MAX_DEPTH:
                    todo.append((entry.path, depth + 1))
                else:
                    ignored.append((path, f"more than {MAX_DEPTH} folders deep"))
            elif entry.name.lower().endswith(".ipynb"):
                paths.append(path)
            else:
                ignored.append((path, "no notebook"))
    return paths


def printable(text):
    """The text with what a file or terminal cannot take escaped."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def read_bytes(folder, path):
    """The bytes of a submitted file. Links out of the folder and devices are refused."""
    full = Path(folder) / path
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        fd = os.open(full, flags)
    except OSError as error:
        raise Unreadable(f"cannot be opened: {error.strerror}") from None
    try:
        about = os.fstat(fd)
        if not full.resolve().is_relative_to(Path(folder).resolve() / Path(path).parts[0]):
            raise Unreadable("a link to a file outside the student's own folder")
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable("no ordinary file")
        if about.st_size > MAX_BYTES:
            raise Unreadable(f"{about.st_size // 10**6} MB long; 64 MB are the most")
        with open(fd, "rb", closefd=False) as f:
            return f.read(MAX_BYTES)
    except (
        OSError,
        RuntimeError,
    ) as error:  # resolve() raises the latter on loops of links
        raise Unreadable(f"cannot be read: {error}"[:200]) from None
    finally:
        os.close(fd)


def chapter_of(path, cells):
    """The chapter that a notebook answers, by its cells' ids, its checks or its name."""
    best, most = None, 0
    ids = {cell.id for cell in cells}
    defined = {name for cell in cells for name in cell.names}
    text = "\n".join(cell.source for cell in cells)
    for chapter in chapters():
        names = [question.name for question in chapter.questions]
        hits = sum(f"a-{name.replace('_', '-').lower()}" in ids for name in names)
        hits += sum(
            f"check({name})" in text or f'check("{name}")' in text for name in names
        )
        hits += len(defined.intersection(names))
        hits += chapter.stem in Path(path).stem
        if hits > most:
            best, most = chapter, hits
    return best
