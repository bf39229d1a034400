"""All questions of the course. A chapter's stand in its folder's questions/.

Each in the file of its own name, so that one can be found without loading the others.
"""

from functools import cache
from importlib import import_module
from pathlib import Path

POINTS = 100  # of each chapter


@cache
def folders():
    """The folders of the chapters that have questions, in order."""
    home = Path(import_module("nncourse.chapters").__path__[0])
    return tuple(sorted(path.parents[1] for path in home.glob("*/questions/__init__.py")))


def stem_of(folder):
    """A chapter's stem, as its notebooks are called: its folder says it without loading."""
    return folder.name.removeprefix("ch").replace("_", "-")


@cache
def chapter_in(folder):
    """The Chapter that a folder holds."""
    return import_module(f"nncourse.chapters.{folder.name}.questions").chapter


def chapters():
    """Every Chapter that has questions, in order."""
    return tuple(map(chapter_in, folders()))


@cache
def folder_of(name):
    """The folder of the chapter that asks a question, or None."""
    if not str(name).isidentifier():
        return None
    file = Path("questions", f"{name}.py")
    return next((folder for folder in folders() if (folder / file).exists()), None)


def find(name):
    """(Chapter, Question) of that name, or (None, None); loads that chapter alone."""
    folder = folder_of(name)
    if folder is not None:
        chapter = chapter_in(folder)
        for question in chapter.questions:
            if question.name == name:
                return chapter, question
    return None, None


@cache
def questions():
    """name -> (Chapter, Question) over the whole course."""
    by_name = {}
    for chapter in chapters():
        for question in chapter.questions:
            if question.name in by_name:
                raise ValueError(f"two questions are called {question.name!r}")
            by_name[question.name] = chapter, question
    return by_name
