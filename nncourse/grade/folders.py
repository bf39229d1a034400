"""Finds whose notebooks lie in a class's folder, and how late they are.

SUBMISSIONS holds a folder for each student, with notebooks at any depth (so nbgrader's
submitted/STUDENT/ASSIGNMENT/ will do), or plain files STUDENT.ipynb, or both. Students
chose all the names and made all the folders: one that cannot be opened, that has no end or
that is called like another's costs its own student alone.
"""

import itertools
import math
import os
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from nncourse.grade.lms import owner_of
from nncourse.grade.notebooks import MAX_BYTES, printable

# Of one student:
MAX_NOTEBOOKS = 40
MAX_TOTAL = 200_000_000  # bytes in all notebooks
MAX_DEPTH = 12
MAX_ENTRIES = 5000  # files and folders
MAX_LISTED = 20  # lines on what was ignored
LITTER = {".ipynb_checkpoints", "__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"}


@dataclass
class Submission:
    """One student's notebooks, as paths below the folder of submissions.

    `id` is "canvas 123" or "moodle 123" for a download of these. `late` gives days.
    """

    student: str
    paths: list = field(default_factory=list)
    id: str = ""
    late: dict = field(default_factory=dict)


def find_submissions(folder, due=None):
    """(the Submissions in a folder, sorted by student; [(ignored path, why)]).

    A notebook is late if Canvas says so, or if it was last changed after `due`, seconds
    since 1970.
    """
    folder, by_name, names, ignored = Path(folder), {}, {}, {}
    for entry in _entries(folder):
        is_folder = entry.is_dir(follow_symlinks=False)
        name = entry.name if is_folder else Path(entry.name).stem
        owner, number, late = owner_of(name, is_folder)
        student = printable(owner.replace("\\", "\\\\"))  # no two become the same
        same = unicodedata.normalize("NFC", student).casefold()
        student = names.setdefault(same, student)
        left_out = ignored.setdefault(student, [])
        why = _why_not(entry, is_folder)
        if why:
            left_out.append((entry.name, why))
            continue
        one = by_name.setdefault(student, Submission(student, id=number))
        paths = _notebooks(entry.path, folder, left_out) if is_folder else [entry.name]
        one.paths += paths
        one.late |= {path: _days_late(folder / path, late, due) for path in paths}
    for one in by_name.values():
        _keep_within_bounds(one, folder, ignored[one.student])
    submissions = [by_name[student] for student in sorted(by_name)]
    return submissions, [line for owner in ignored.items() for line in _listed(*owner)]


def _entries(folder, most=None):
    """What lies in a folder, sorted by name, at most so many. Raises OSError."""
    with os.scandir(folder) as inside:
        entries = list(itertools.islice(inside, most))
    entries = [e for e in entries if e.name not in LITTER and not e.name.startswith("._")]
    return sorted(entries, key=lambda entry: entry.name)


def _why_not(entry, is_folder):
    """Why a file or folder is left out, "" if it is not."""
    if entry.name.startswith("."):
        return "its name begins with a dot"
    if is_folder or entry.name.lower().endswith(".ipynb"):
        return ""
    return "no notebook"


def _notebooks(folder, root, ignored):
    """Paths below `root` of the notebooks in `folder`; `ignored` gets what is left out."""
    paths, todo, left = [], [(folder, 0)], MAX_ENTRIES
    while todo:
        place, depth = todo.pop()
        try:
            entries = _entries(place, left + 1)
        except OSError as error:  # the rights of a folder can come from an archive
            where = os.path.relpath(place, root)
            ignored.append((where, f"cannot be opened: {error.strerror}"))
            continue
        left -= len(entries)
        if left < 0:
            where = os.path.relpath(place, root)
            ignored.append((where, f"more than {MAX_ENTRIES} files; here it stopped"))
            return paths
        for entry in entries:
            path = os.path.relpath(entry.path, root)
            is_folder = entry.is_dir(follow_symlinks=False)
            if why := _why_not(entry, is_folder):
                ignored.append((path, why))
            elif not is_folder:
                paths.append(path)
            elif depth < MAX_DEPTH:
                todo.append((entry.path, depth + 1))
            else:
                ignored.append((path, f"more than {MAX_DEPTH} folders deep"))
    return paths


def _keep_within_bounds(one, folder, ignored):
    """Leave out the notebooks that are too many or too large together."""
    kept, total = [], 0
    for path in sorted(one.paths):
        size = _about(folder / path, "st_size")
        total += size if size <= MAX_BYTES else 0  # a larger one is not read
        if len(kept) == MAX_NOTEBOOKS:
            ignored.append((path, f"more than {MAX_NOTEBOOKS} notebooks"))
        elif total > MAX_TOTAL:
            ignored.append((path, f"more than {MAX_TOTAL // 10**6} MB of notebooks"))
        else:
            kept.append(path)
    one.paths = kept


def _listed(student, ignored):
    """Lines on what was left out of a student's, so few that others' can be seen."""
    for path, why in ignored[:MAX_LISTED]:
        yield printable(path), why
    if more := ignored[MAX_LISTED:]:
        yield student, f"{len(more):,} more files of this student"


def _days_late(path, marked_late, due):
    """Days begun after `due`; at least one if the download says late."""
    seconds = _about(path, "st_mtime") - due if due is not None else 0
    return max(math.ceil(seconds / 86400), int(marked_late))


def _about(path, what):
    try:
        return getattr(path.stat(follow_symlinks=False), what)
    except OSError:
        return 0
