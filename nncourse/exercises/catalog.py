"""All chapters' questions, found by name. Loaded when asked for."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

STEMS = (
    "01-reading-digits",
    "02-backpropagation",
    "03-vanishing-gradients",
    "04-exploding-gradients",
    "05-dead-relu-units",
    "06-batch-normalisation",
    "07-learning-rate",
    "08-dropout",
)


def module_of(stem):
    """A chapter's questions: those of 01-reading-digits are in ch01_reading_digits."""
    return f"nncourse.chapters.ch{stem.replace('-', '_')}.questions"


@cache
def chapters():
    """Every Chapter whose questions are written, in order."""
    return tuple(
        import_module(module_of(stem)).CHAPTER
        for stem in STEMS
        if find_spec(module_of(stem))
    )


@cache
def questions():
    """name -> (Chapter, Question) over the whole course."""
    found = {}
    for chapter in chapters():
        for question in chapter.questions:
            if question.name in found:
                raise ValueError(f"two questions are called {question.name!r}")
            found[question.name] = chapter, question
    return found
