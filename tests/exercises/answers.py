"""The questions by name; a right answer to `softmax`, and ways to go wrong from it."""

import numpy as np

from nncourse.exercises import course

QUESTIONS = {name: question for name, (_, question) in course.questions().items()}


def softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def named(name, fn):
    """`fn` under the name by which `check` finds the question."""
    fn.__name__ = name
    return fn
