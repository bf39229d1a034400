"""Python in the page: from the button on a chapter to a figure that turns, on one's own.

Needs a Pyodide (`--pyodide DIR` or PYODIDE); in CI one must be given.
"""

import ast
import json
import os
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from notebook_driver import OpenNotebook

from nncourse.exercises.course import chapters
from nncourse.exercises.function import Function
from tests.site.hand import draw, words

BOOK = Path(__file__).parents[2] / "book"
NOTEBOOKS = sorted(
    f"{folder}/{path.stem}"
    for folder in ("chapters", "exercises")
    for path in (BOOK / folder).glob("*.ipynb")
)
CHAPTER, EXERCISES = "chapters/01-reading-digits", "exercises/05-dead-relu-units"


def pytest_generate_tests(metafunc):
    if "notebook" in metafunc.fixturenames:
        every = metafunc.config.getoption("--every-notebook")
        metafunc.parametrize("notebook", NOTEBOOKS if every else [CHAPTER])


@pytest.fixture(scope="session", autouse=True)
def pyodide():
    if not os.environ.get("PYODIDE"):
        missing = "no Pyodide named (--pyodide DIR), so no Python in the page to try"
        if os.environ.get("CI") == "true":
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)


@pytest.fixture
def page(browser, proxy):
    """Of a reader who never was here before; no host but the site's may be asked."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    proxy.refused.clear()
    yield context.new_page()
    context.close()
    assert proxy.refused == []


@pytest.fixture
def replacements(site_server):
    """Contents {path: bytes} that the server sends in place of the site's files."""
    yield site_server.replacements
    site_server.replacements.clear()


@pytest.fixture
def delays(site_server):
    """Seconds that the server holds files back, by a part of their path."""
    yield site_server.delays
    site_server.delays.clear()


def run_in_browser(page, address, name):
    """Go from the notebook's page through its button."""
    page.goto(f"{address}/book/{name}.html")
    page.get_by_role("link", name="Open in JupyterLab").click()
    return OpenNotebook(page)


def test_a_notebook_runs_from_its_button(page, address, site_server, notebook, report_line):
    site_server.bytes_sent.clear()
    start = time.monotonic()
    opened = run_in_browser(page, address, notebook)
    wait = time.monotonic() - start
    first, last = opened.run_all()
    assert opened.errors() == []
    megabytes = sum(site_server.bytes_sent.values()) / 1e6
    report_line(
        f"{notebook}: first output {wait + first:.1f} s after the click, "
        f"all cells {wait + last:.1f} s, {megabytes:.1f} MB sent"
    )
    if opened.has_slider():
        seconds = opened.move_slider()
        report_line(f"{notebook}: a slider's new figure after {seconds:.2f} s")


def test_a_live_piece_is_a_widget_of_the_notebook(page, address):
    notebook = run_in_browser(page, address, "chapters/01-reading-digits")
    notebook.run("from nncourse.live import reader")
    page.wait_for_selector(".live-reader:not(:has(.live-still)) .live-pad")
    draw(page)
    assert words(page).startswith("Read as 7")
    assert notebook.errors() == []


def test_cells_run_before_the_kernel_is_ready_wait_for_it(page, address, delays):
    """JupyterLab itself passes over such cells and says nothing."""
    delays["pyodide-kernel-extension/static/"] = 2
    run_in_browser(page, address, EXERCISES).start_all()


def test_the_built_settings_are_the_ones_meant(site):
    built = json.loads((site / "lite" / "jupyter-lite.json").read_text(encoding="utf-8"))
    plugins = built["jupyter-config-data"]["litePluginSettings"]
    kernel = plugins["@jupyterlite/pyodide-kernel-extension:kernel"]
    assert kernel["pyodideUrl"] == "./python/load_pyodide.js"
    assert kernel["disablePyPIFallback"] is True
    loader = (site / "lite" / "python" / "load_pyodide.js").read_text(encoding="utf-8")
    assert 'const cdn = "";' in loader


def imported_modules(path):
    """The names of the modules that a notebook or module imports at its top level."""
    text = path.read_text(encoding="utf-8")
    sources = [text]
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        sources = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    for source in sources:
        lines = (x for x in source.splitlines() if x.lstrip()[:1] not in ("%", "!"))
        for node in ast.parse("\n".join(lines)).body:
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield node.module.split(".")[0]


def test_all_that_notebooks_import_is_in_the_lock(site, root):
    """No cell can fail for want of a package that the page does not carry."""
    lock = json.loads((site / "lite" / "python" / "pyodide-lock.json").read_text())
    carried = {name for entry in lock["packages"].values() for name in entry["imports"]}
    package = root / "nncourse"
    outside = package / "grade"  # its worker runs on a teacher's machine alone
    modules = [path for path in package.rglob("*.py") if outside not in path.parents]
    paths = [*BOOK.rglob("*.ipynb"), *modules]
    imported = {name for path in paths for name in imported_modules(path)}
    builders = {"sphinx", "jupyter_cache", "nbformat"}  # only where the book is built
    assert imported - carried - set(sys.stdlib_module_names) <= builders


def first_function():
    """The exercises' first question for a function, a mistake in it and its code."""
    chapter = next(c for c in chapters() if c.stem == Path(EXERCISES).name)
    question = next(q for q in chapter.questions if isinstance(q, Function))
    mistake, misconception = next(iter(question.misconceptions.items()))
    wrong = misconception.answer
    # A wrong answer may call the right one, so that one stays at hand.
    code = question.answer_cell(wrong).replace(f"{question.name}(", "right(")
    code = code.replace(f"def {wrong.__name__}(", f"def {question.name}(")
    code += f"\n\n\nfrom {wrong.__module__} import {question.name} as right"
    return question, mistake, code


def on_one_line(texts):
    return " ".join(" ".join(texts).split())


def test_exercises_name_the_mistake_and_remember_the_points(page, address):
    """By keyboard from the button; blank, a wrong answer, the right one, and a reload."""
    question, mistake, wrong = first_function()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{address}/book/{EXERCISES}.html")
    page.evaluate("readerRecord.set('passed', 'book/exercises/02-x#relu_backward', 15)")
    page.get_by_role("link", name="Open in JupyterLab").press("Enter")
    notebook = OpenNotebook(page)
    notebook.run_all()
    assert notebook.errors() == []

    notebook.replace(f"def {question.name}(", wrong)
    asked = f"{question.check_cell}; hint({question.name!r})"
    verdict = on_one_line(notebook.replace(question.check_cell, asked))
    assert on_one_line(question.hint(mistake).split()) in verdict
    notebook.replace(f"def {question.name}(", question.answer_cell())
    verdict = on_one_line(notebook.run(question.check_cell))
    assert f"{question.points} of {question.points}" in verdict
    before = on_one_line(notebook.run("progress()"))
    assert " 15 of 100 " in before  # earned on the course's page
    assert page.get_by_role("paragraph").filter(has_text="To hand in").is_visible()
    page.locator("[data-command='notebook:interrupt-kernel']").first.click()
    page.get_by_text("cannot be interrupted").first.wait_for()

    page.reload()
    notebook.wait_until_open()
    notebook.run("from nncourse.exercises import")
    after = on_one_line(notebook.run("progress()"))
    assert after == before and f" {question.points} " in after


# Whether the browser's storage holds the reader's words.
IS_SAVED = """async (lite) => {
    const finished = (request) => new Promise((done) => (request.onsuccess = done));
    const path = new URL(lite, location).pathname;
    const opening = indexedDB.open(`JupyterLite Storage - ${path}`);
    await finished(opening);
    const files = opening.result.transaction("files").objectStore("files").getAll();
    await finished(files);
    opening.result.close();
    return JSON.stringify(files.result).includes("# mine");
}"""


def write_and_save(page):
    """Write "# mine" into the first code cell and save the notebook, as a reader does."""
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text("# mine ")
    page.keyboard.press("Control+s")
    page.wait_for_function(IS_SAVED, arg="../", timeout=60_000)


def test_a_saved_copy_stays_and_does_not_hide_a_newer_notebook(
    page, address, site, replacements
):
    name, mine = NOTEBOOKS[0], page.get_by_text("# mine").first
    notebook = run_in_browser(page, address, name)
    write_and_save(page)
    page.reload()
    notebook.wait_until_open()
    mine.wait_for(state="attached", timeout=60_000)

    versions = json.loads((site / "lite" / "versions.json").read_text())
    versions[f"{name}.ipynb"] = "newer"
    path = f"{urlsplit(address).path}/lite/versions.json"
    replacements[path] = json.dumps(versions).encode()
    page.goto(f"{address}/book/{name}.html")
    page.get_by_role("link", name="Open in JupyterLab").click()
    page.wait_for_url("**/saved_copies.html*")
    assert page.get_by_role("heading", name="Newer notebooks").is_visible()
    page.get_by_role("link", name="New:").click()
    notebook.wait_until_open()
    assert not page.get_by_text("# mine").count()
    page.go_back()
    page.get_by_role("link", name="Yours:").click()
    notebook.wait_until_open()
    mine.wait_for(state="attached", timeout=60_000)
