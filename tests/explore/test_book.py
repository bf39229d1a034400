"""What a book's build does with the extension: caches that do not lie, errors that stop."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nncourse.explore.sources import CACHES_KEPT, cache_for, key_of

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
{code}
```
"""
CODE = """
def {name}(size=2):
    figure = Figure(figsize=(size, 2))
    figure.suptitle(f"{{WORD}} {name} {{size}}")
    return figure

explore({name}, size=[1, 2])
"""
CONFIG = """
title: Caches
only_build_toc_files: true
execute: {execute_notebooks: cache}
sphinx:
  extra_extensions: [nncourse.explore.sphinx]
  config: {explore_packages: [small]}
"""


class Book:
    """Two chapters and a package that they import, in a folder."""

    def __init__(self, folder):
        self.folder, self.package = folder / "book", folder / "small"
        self.package.mkdir(parents=True)
        self.write("first", "The first.")
        self.write("second", "The second.")
        (self.package / "__init__.py").write_text("")
        self.draws("old")
        (self.folder / "_config.yml").write_text(CONFIG)
        toc = "format: jb-book\nroot: first\nchapters:\n  - file: second\n"
        (self.folder / "_toc.yml").write_text(toc)

    def write(self, name, prose, code=None):
        self.folder.mkdir(exist_ok=True)
        code = code or CODE.format(name=name)
        text = CHAPTER.format(title=name, prose=prose, code=code.strip())
        (self.folder / f"{name}.md").write_text(text)

    def draws(self, word):
        (self.package / "drawing.py").write_text(f"WORD = {word!r}\n")

    def build(self):
        """(whether it passed, the chapters executed, the chapters read, all it printed)"""
        tool = shutil.which("jupyter-book", path=str(Path(sys.executable).parent))
        paths = [str(self.folder.parent), os.environ.get("PYTHONPATH", "")]
        run = subprocess.run(
            [tool, "build", "-W", "."],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=200,
        )
        names = ("first", "second")
        ran = [n for n in names if f"{n}.md: Executing notebook" in run.stdout]
        cached = [n for n in names if f"{n}.md: Using cached" in run.stdout]
        return run.returncode == 0, ran, cached, run.stdout

    def page(self, name):
        return (self.folder / "_build" / "html" / f"{name}.html").read_text(
            encoding="utf-8"
        )


def test_a_cache_never_hides_a_change_and_is_used_where_there_is_none(tmp_path):
    book = Book(tmp_path)
    passed, ran, _, told = book.build()
    assert passed, told
    assert ran == ["first", "second"]
    assert "first: first 2/2 pictures" in told
    assert "first.html: frames" in told
    assert "old first 2" in book.page("first")

    passed, ran, cached, _ = book.build()
    assert (passed, ran, cached) == (True, [], [])

    book.write("second", "The second, better said.")
    passed, ran, cached, _ = book.build()
    assert (passed, ran, cached) == (True, [], ["second"])
    assert "better said" in book.page("second")

    book.write("second", "The second.", CODE.format(name="third"))
    passed, ran, cached, _ = book.build()
    assert (passed, ran, cached) == (True, ["second"], [])
    assert "old third 2" in book.page("second")

    book.draws("new")
    passed, ran, _, _ = book.build()
    assert (passed, ran) == (True, ["first", "second"])
    assert "new first 2" in book.page("first")
    assert "old" not in book.page("first").split("<article")[1].split("</article")[0]

    book.draws("old")
    passed, ran, cached, _ = book.build()
    assert (passed, ran, cached) == (True, [], ["first", "second"])
    assert "old first 2" in book.page("first")


FAULTS = {
    "a default not among the choices": (
        ("(size=2)", "(size=3)"),
        "the default size=3 is not among its choices [1, 2]",
    ),
    "a combination that raises": (
        ("return", "assert size < 2, 'too wide'; return"),
        "with size=2 the figure could not be drawn: AssertionError: too wide",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_figure_that_fails_stops_the_build_and_says_where(tmp_path, fault):
    change, said = FAULTS[fault]
    book = Book(tmp_path)
    book.write("first", "The first.", CODE.format(name="first").replace(*change))
    passed, _, _, told = book.build()
    assert not passed
    assert f"first, code cell 2: explore(first): {said}" in told


@pytest.fixture
def package(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    folder = tmp_path / "keyed"
    (folder / "data").mkdir(parents=True)
    (folder / "__init__.py").write_text("one = 1\n")
    (folder / "data" / "digits.csv").write_text("1,2\n")
    return folder


def test_the_key_follows_code_data_and_names_but_not_what_python_leaves(package):
    keys = [key_of(["keyed"])]
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "x.pyc").write_text("compiled")
    assert key_of(["keyed"]) == keys[0]
    (package / "__init__.py").write_text("one = 2\n")
    keys.append(key_of(["keyed"]))
    (package / "data" / "digits.csv").write_text("1,3\n")
    keys.append(key_of(["keyed"]))
    (package / "data" / "digits.csv").rename(package / "data" / "other.csv")
    keys.append(key_of(["keyed"]))
    assert len(set(keys)) == 4
    with pytest.raises(ValueError, match="'no_such_package'"):
        key_of(["no_such_package"])


def test_only_the_latest_caches_are_kept(tmp_path):
    for n in range(6):
        folder = cache_for(f"key{n}", tmp_path)
        os.utime(folder, (n, n))
    kept = {f.name for f in tmp_path.iterdir()}
    assert cache_for("key5", tmp_path).name in kept
    assert len(kept) == CACHES_KEPT
