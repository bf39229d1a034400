"""Reads notebooks' bytes, and tells which chapter one answers. Nothing is trusted."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from nncourse.exercises.course import chapters

MAX_BYTES = 64_000_000


class Unreadable(Exception):
    """A file that is no notebook of this course; the text says why."""


@dataclass
class Cell:
    """A code cell, and the names to which it gives a value."""

    id: str
    source: str
    names: list


def printable(text):
    """The text with what a file or terminal cannot take escaped."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def label(path):
    """The path as tables show it: at most 200 characters, and like no other path's."""
    text = printable(path)
    if text == path and len(text) <= 200:
        return text
    digest = hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()
    return f"{text[:187]}~{digest[:12]}"


def read_bytes(folder, path):
    """The bytes of a submitted file. Links and devices are refused, and not opened."""
    full = Path(folder) / path
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):
        flags |= getattr(os, name, 0)
    try:
        if not stat.S_ISREG(full.stat(follow_symlinks=False).st_mode):
            raise Unreadable("no ordinary file, or a link to one")
        with open(os.open(full, flags), "rb") as f:
            size = os.fstat(f.fileno()).st_size
            if size > MAX_BYTES:
                raise Unreadable(f"{size // 10**6} MB long; 64 MB are the most")
            return f.read(MAX_BYTES)
    except OSError as error:
        raise Unreadable(f"cannot be opened: {error.strerror}") from None


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
