"""A build with the extension: caches that hide no change, and errors that stop it."""

import io
import os
from contextlib import redirect_stderr, redirect_stdout

import pytest
from sphinx.cmd.build import build_main

from nncourse.explore import side_by_side

CONFIG = """
extensions = ["myst_nb", "nncourse.explore.sphinx"]
explore_packages = ["small"]
nb_execution_mode = "cache"
html_theme = "basic"
root_doc = "first"
exclude_patterns = ["_build"]
"""
CHAPTER = """---
file_format: mystnb
kernelspec: {{name: python3}}
---

# {title}

```{{code-cell}}
from matplotlib.figure import Figure
from small.drawing import WORD
from nncourse.explore import explore
```

{prose}

```{{code-cell}}
def {name}(size=2):
    figure = Figure(figsize=(size, 2))
    figure.suptitle(f"{{WORD}} {name} {{size}}")
    return figure

explore({name}, size=[1, 2])
```
"""
TOC = """
```{toctree}
second
```
"""


class Book:
    """Two chapters and a package that they import, in a folder."""

    def __init__(self, folder):
        self.folder, self.package = folder / "book", folder / "small"
        self.folder.mkdir()
        self.package.mkdir()
        (self.folder / "conf.py").write_text(CONFIG)
        (self.package / "__init__.py").write_text("")
        self.write("first")
        self.write("second")
        self.write_package("old")

    def write(self, chapter, prose="Prose.", function=None, replace=("", "")):
        text = CHAPTER.format(title=chapter, prose=prose, name=function or chapter)
        text = text.replace(*replace) + TOC * (chapter == "first")
        (self.folder / f"{chapter}.md").write_text(text)

    def write_package(self, word):
        (self.package / "drawing.py").write_text(f"WORD = {word!r}\n")

    def build(self, *options):
        """(whether it passed, chapters executed, chapters from the cache, its output)"""
        places = [str(self.folder), str(self.folder / "_build/html")]
        output = io.StringIO()
        with redirect_stdout(output), redirect_stderr(output):
            failed = build_main(["--no-color", *options, *places])
        text = output.getvalue()
        chapters = ("first", "second")
        executed = [c for c in chapters if f"{c}: executed in" in text]
        found_done = [c for c in chapters if f"{c}.md: Using cached" in text]
        assert failed or set(executed) <= set(found_done)
        cached = [c for c in found_done if c not in executed]
        return not failed, executed, cached, text

    def page(self, chapter):
        return (self.folder / f"_build/html/{chapter}.html").read_text(encoding="utf-8")


@pytest.fixture
def book(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)  # for the extension, and here for the kernels
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    return Book(tmp_path)


def test_the_cache_hides_no_change_and_is_used_where_there_is_none(book):
    environment = dict(os.environ)
    passed, executed, _, output = book.build("-W")
    assert passed, output
    assert os.environ == environment
    assert executed == ["first", "second"]
    assert "first: first 2/2 frames" in output
    assert "first.html: frames" in output
    assert "old first 2" in book.page("first")

    assert book.build()[:3] == (True, [], [])

    book.write("first", "Other prose.")
    book.write("second", function="third")
    assert book.build()[:3] == (True, ["second"], ["first"])
    assert "Other prose" in book.page("first")
    assert "old third 2" in book.page("second")

    book.write_package("new")
    assert book.build()[:3] == (True, ["first", "second"], [])
    assert "new first 2" in book.page("first")
    assert "old first" not in book.page("first")

    book.write_package("old")
    assert book.build()[:3] == (True, [], ["first", "second"])
    assert "old first 2" in book.page("first")


def test_notebooks_are_executed_side_by_side(book, monkeypatch):
    monkeypatch.setattr(side_by_side, "core_count", lambda: 2)
    here = str(book.folder)
    for chapter, other in ("first", "second"), ("second", "first"):
        wait = WAIT.format(here=here, chapter=chapter, other=other)
        book.write(chapter, replace=("return", f"{wait}; return"))
    passed, executed, _, output = book.build("-W")
    assert passed, output
    assert executed == ["first", "second"]


# Draws no figure until the other notebook is at its figure too.
WAIT = (
    "from pathlib import Path; from time import sleep; "
    "Path('{here}/{chapter}.begun').touch(); "
    "[sleep(0.05) for _ in range(600) if not Path('{here}/{other}.begun').exists()]; "
    "assert Path('{here}/{other}.begun').exists()"
)


def test_a_figure_that_fails_stops_the_build_and_says_where(book):
    book.write("first", replace=("return", "assert size < 2, 'too wide'; return"))
    passed, _, _, output = book.build()
    assert not passed
    assert (
        "first, code cell 2: explore(first): with size=2 the figure could not be drawn: "
        "AssertionError: too wide"
    ) in output
