"""In a chapter code that teaches is shown, and code that serves is folded."""

import ast
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

CHAPTERS = sorted((Path(__file__).parents[2] / "book/chapters").glob("*.ipynb"))
TAGS = {"hide-input", "hide-cell"}
WIDEST = 75  # columns of code that a desktop's page shows without scrolling
SERVES = ("explore", "cite", "predict_")

GOES_ON_BELOW = {"sharpness-code", "wide-layer-check"}  # its code is used or said there

every_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)


def code_cells(path):
    cells = nbformat.read(path, as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]


def is_folded(cell):
    return bool(TAGS & set(cell.metadata.get("tags", [])))


def serves_the_page(source):
    """Whether the code imports, asserts, or shows a figure, a claim or a question."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Assert):
            return True
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(SERVES):
            return True
    return False


@every_chapter
def test_what_serves_the_page_is_folded(path):
    for cell in code_cells(path):
        assert is_folded(cell) or not serves_the_page(cell.source), cell.id


@every_chapter
def test_no_line_without_a_name_stands_above_shown_code(path):
    """A closed "more code" there would look like the fold of the code below it."""
    cells = nbformat.read(path, as_version=4).cells
    for above, below in pairwise(cells):
        if above.cell_type == below.cell_type == "code" and not is_folded(below):
            named = serves_the_page(above.source) or above.id in GOES_ON_BELOW
            assert not is_folded(above) or named, above.id


@every_chapter
def test_what_is_shown_is_at_most_15_lines(path):
    for cell in code_cells(path):
        assert is_folded(cell) or len(cell.source.splitlines()) <= 15, cell.id


@every_chapter
def test_what_is_shown_fits_the_column_of_a_page(path):
    cells = nbformat.read(path, as_version=4).cells
    shown = [
        cell.source
        if cell.cell_type == "code"
        else "\n".join(re.findall(r"^```.*?^```", cell.source, re.DOTALL | re.MULTILINE))
        for cell in cells
        if not is_folded(cell)
    ]
    lines = "\n".join(shown).splitlines()
    assert [line for line in lines if len(line) > WIDEST] == []


@every_chapter
def test_some_code_is_shown(path):
    assert not all(map(is_folded, code_cells(path)))


@pytest.mark.parametrize(
    ("source", "serves"),
    [
        ("import numpy as np", True),
        ("def f():\n    assert True", True),
        ('cite("first-loss")', True),
        ("predict_choice('Which?', ['a'], 'a', '')", True),
        ("y = x @ W + b  # explore(x)", False),
        ("prediction = predicted(x)", False),
    ],
)
def test_what_serves_the_page(source, serves):
    assert serves_the_page(source) == serves
