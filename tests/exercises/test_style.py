"""A sentence on the style of a right answer: what is so, or nothing."""

import linecache
import textwrap

import numpy as np
import pytest

from nncourse.exercises.function import Function
from nncourse.exercises.messages import STYLE
from nncourse.exercises.style import on_style
from tests.exercises.answers import QUESTIONS


def reference(z):
    p = np.exp(z)
    return p / p.sum(axis=1, keepdims=True)


def made(body, name="<cell of a test>"):
    """A function of z, defined in a cell."""
    source = "def softmax(z):\n" + textwrap.indent(body, "    ")
    linecache.cache[name] = len(source), None, source.splitlines(keepends=True), name
    world = {"np": np}
    exec(compile(source, name, "exec"), world)
    return world["softmax"]


def told(body, printed=False):
    sentence = on_style(made(body), reference, [0], printed)
    return next((name for name in STYLE if _fits(sentence, STYLE[name])), "")


def _fits(sentence, template):
    """Whether a sentence was made from a template with fields."""
    parts = [part.partition("{")[0] for part in template.split("}")]
    return bool(sentence) and all(part in sentence for part in parts)


RIGHT = "p = np.exp(z)\nreturn p / p.sum(axis=1, keepdims=True)"


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("", RIGHT),
        ("loop", "return np.array([np.exp(row) / np.exp(row).sum() for row in z])"),
        ("loop", "n, d = z.shape\nfor i in range(n):\n    z[i]\n" + RIGHT),
        ("", "for _ in range(3):\n    pass\n" + RIGHT),
        ("", "for a, b in ((z, 1), (z, 2)):\n    a, b\n" + RIGHT),
        ("disguised", "return np.vectorize(float)(z)"),
        ("twice", "return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)"),
        ("", "p = np.exp(z)\nz = z + 1\nq = np.exp(z)\nreturn p / q"),
        ("", "a = np.random.rand(3)\nb = np.random.rand(3)\nreturn a, b, z"),
        ("", "p = np.exp(z)\nif p.all():\n    return np.exp(z)\nreturn p"),
        ("unread", "n = len(z)\n" + RIGHT),
        ("", "n, d = z.shape\nreturn np.exp(z) / d"),
        ("", "_ = len(z)\n" + RIGHT),
        ("hides", "sum = np.exp(z)\nreturn sum / sum.sum(axis=1, keepdims=True)"),
        ("longer", "\n".join(f"a{i} = z + {i}" for i in range(8))
         + "\nreturn " + " + ".join(f"a{i}" for i in range(8))),
    ],
)  # fmt: skip
def test_what_is_so_is_said_and_nothing_else(sentence, body):
    assert told(body) == sentence


def test_a_print_is_minded_only_if_it_printed():
    assert told(RIGHT, printed=True) == "prints"
    assert told(RIGHT, printed=False) == ""


def test_nothing_is_said_of_a_source_that_is_not_what_runs():
    old = made("n = len(z)\n" + RIGHT)
    assert on_style(old, reference)
    made("unused = len(z)\n" + RIGHT)
    assert on_style(old, reference) == ""
    assert on_style(np.exp, reference) == ""
    assert on_style(lambda z: [2 * e for e in z], reference, [0]) == ""


def test_a_solution_is_in_good_style():
    functions = [q for q in QUESTIONS.values() if isinstance(q, Function)]
    for question in functions:
        outcomes = question.run(question.reference)
        verdict = question.judge(outcomes)
        assert question.explain(verdict, outcomes, fn=question.reference).style == ""


def test_a_loop_over_rows_is_told_with_the_pass(checked):
    def softmax(logits):
        return np.array([np.exp(row - row.max()) / np.exp(row - row.max()).sum()
                         for row in logits], logits.dtype)  # fmt: skip

    points, text = checked(softmax)
    assert points == 20 and f"Style: {STYLE['loop']}" in text
