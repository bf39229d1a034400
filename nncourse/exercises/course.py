"""All questions of the course. A chapter's stand in its folder's questions/."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules


@cache
def chapters():
    """Every Chapter that has questions, in order."""
    home = import_module("nncourse.chapters")
    names = [
        f"{folder.name}.questions"
        for folder in iter_modules(home.__path__, f"{home.__name__}.")
        if folder.ispkg
    ]
    found = [import_module(name).chapter for name in names if find_spec(name)]
    return tuple(sorted(found, key=lambda chapter: chapter.stem))


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
