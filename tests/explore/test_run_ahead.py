"""Notebooks executed ahead of Sphinx: the same pages, each executed once."""

import io
import os
from contextlib import redirect_stderr, redirect_stdout

import nbformat
import pytest
from sphinx.cmd.build import build_main

from nncourse.explore import run_ahead

CONFIG = """
extensions = ["myst_nb", "nncourse.explore.sphinx"]
nb_execution_mode = "cache"
html_theme = "basic"
root_doc = "a"
exclude_patterns = ["_build"]
"""
PAGES = "a", "b", "c", "d"
CELL = """
import os, time  # for {page}: equal notebooks would share a place in the cache
page = os.environ["NNCOURSE_EXPLORE_NOTEBOOK"]
with open("executed.txt", "a") as file:
    print(page, file=file)
until = time.monotonic() + {wait}
while "d" not in open("executed.txt").read() and time.monotonic() < until:
    time.sleep(0.05)
print("this is", page)
{then}
"""


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A folder of four notebooks, the first of which waits for the last; and two cores."""
    monkeypatch.setattr(run_ahead, "core_count", lambda: 2)
    (tmp_path / "conf.py").write_text(CONFIG)
    for page in PAGES:
        write(tmp_path, page)
    return tmp_path


def write(book, page, then="", wait=60):
    wait = wait if page == "a" else 0
    code = CELL.format(page=page, wait=wait, then=then)
    toctree = "```{toctree}\nb\nc\nd\n```" if page == "a" else ""
    cells = [
        nbformat.v4.new_markdown_cell(f"# {page}\n\n{toctree}"),
        nbformat.v4.new_code_cell(code),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), book / f"{page}.ipynb")


def build(book):
    """(whether it passed, its output, the pages that were executed, in order)"""
    output, log = io.StringIO(), book / "executed.txt"
    log.write_text("")
    with redirect_stdout(output), redirect_stderr(output):
        failed = build_main(["--no-color", str(book), str(book / "_build/html")])
    return not failed, output.getvalue(), log.read_text().split()


def test_the_last_pages_are_executed_while_the_first_is_and_each_once(book):
    passed, output, executed = build(book)
    assert passed, output
    assert sorted(executed) == list(PAGES)
    assert executed.index("d") < 2
    assert "d.ipynb: Using cached notebook" in output
    assert "a.ipynb: Executing notebook" in output
    for page in PAGES:
        html = (book / f"_build/html/{page}.html").read_text("utf-8")
        assert f"this is {page}\n" in html
    assert build(book)[2] == []


def test_a_notebook_that_fails_ahead_fails_with_its_message(book):
    write(book, "d", then="raise ValueError('seven is not even')")
    passed, output, executed = build(book)
    assert not passed
    assert "seven is not even" in output
    assert executed.count("d") == 2
    assert "NNCOURSE_EXPLORE_NOTEBOOK" not in os.environ


def test_on_one_core_nothing_runs_ahead(book, monkeypatch):
    monkeypatch.setattr(run_ahead, "core_count", lambda: 1)
    write(book, "a", wait=0)
    passed, output, executed = build(book)
    assert passed, output
    assert executed == list(PAGES)
    assert "Using cached" not in output
