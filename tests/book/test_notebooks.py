"""Every notebook of the book is stored clean and is written for the width of a page."""

import ast
import re
from pathlib import Path

import clean_notebooks
import nbformat
import pytest

BOOK = Path(__file__).parents[2] / "book"
NOTEBOOKS = sorted(p for p in BOOK.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)

every_notebook = pytest.mark.parametrize(
    "path", NOTEBOOKS, ids=[p.relative_to(BOOK).as_posix() for p in NOTEBOOKS]
)


def code_cells(path):
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]


@every_notebook
def test_is_stored_clean(path):
    text = path.read_text(encoding="utf-8")
    assert text == clean_notebooks.dump(clean_notebooks.clean(clean_notebooks.read(path)))


@every_notebook
def test_code_fits_the_page(path):
    for cell in code_cells(path):
        lines = cell.source.splitlines()
        assert max(map(len, lines), default=0) <= 92, f"{cell.id}: a line over 92 columns"
        assert len(lines) <= 18, f"{cell.id}: {len(lines)} lines; about 15 is the limit"


@every_notebook
def test_first_cell_imports(path):
    first = code_cells(path)[0]
    source = "\n".join(x for x in first.source.splitlines() if not x.startswith(("%", "!")))
    imports = (ast.Import, ast.ImportFrom)
    assert any(isinstance(node, imports) for node in ast.walk(ast.parse(source)))


@every_notebook
def test_printed_no_warnings(path):
    for cell in code_cells(path):
        assert not [o for o in cell.outputs if o.get("name") == "stderr"], cell.id


@every_notebook
def test_prints_nothing_of_one_machine(path):
    for cell in code_cells(path):
        for output in cell.outputs:
            text = output.get("text", "") + output.get("data", {}).get("text/plain", "")
            assert not re.search(r"0x[0-9a-f]{8}|/home/|/tmp/|C:\\", text), cell.id


@every_notebook
def test_no_cell_is_exempt_from_comparison(path):
    for cell in code_cells(path):
        assert "NBVAL" not in cell.source and "nbval" not in str(cell.metadata.get("tags"))


@every_notebook
def test_opens_with_one_title(path):
    nb = nbformat.read(path, as_version=4)
    assert nb.cells[0].cell_type == "markdown"
    assert nb.cells[0].source.startswith("# ")
    prose = "\n".join(c.source for c in nb.cells if c.cell_type == "markdown")
    prose = re.sub(r"```.*?```", "", prose, flags=re.DOTALL)
    assert len(re.findall(r"^# ", prose, flags=re.MULTILINE)) == 1


def test_chapters_and_exercises_are_numbered_in_one_form():
    for path in NOTEBOOKS:
        if path.parent.name in ("chapters", "exercises"):
            assert re.fullmatch(r"\d\d(-[a-z0-9]+)+", path.stem), path.name
