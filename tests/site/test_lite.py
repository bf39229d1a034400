"""Python in the page: from the button on a chapter to figures that turn, behind a wall.

Needs a Pyodide (`--pyodide DIR` or PYODIDE); in CI one must be given.
"""

import json
import os
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lab_driver import Lab

from nncourse.exercises.course import chapters
from nncourse.exercises.function import Function

BOOK = Path(__file__).parents[2] / "book"
EVERY = sorted(
    f"{part}/{path.stem}"
    for part in ("chapters", "exercises")
    for path in (BOOK / part).glob("*.ipynb")
)
pytestmark = pytest.mark.alone  # it measures, and browsers that run Python want the cores
TRIED = ("chapters/03-vanishing-gradients", "exercises/05-dead-relu-units")


def pytest_generate_tests(metafunc):
    if "notebook" in metafunc.fixturenames:
        every = metafunc.config.getoption("--every-notebook")
        tried = [name for name in EVERY if name in TRIED] or EVERY[:1]
        metafunc.parametrize("notebook", EVERY if every else tried)


@pytest.fixture(scope="session", autouse=True)
def pyodide():
    if not os.environ.get("PYODIDE"):
        missing = "no Pyodide given (--pyodide DIR), so no Python in the page to try"
        if os.environ.get("CI") == "true":
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)


@pytest.fixture
def visitor(walled_browser, wall):
    """A reader who never was here before; nobody but the site may be asked for anything."""
    context = walled_browser.new_context(viewport={"width": 1280, "height": 900})
    wall.asked.clear()
    yield context.new_page()
    context.close()
    assert wall.asked == []


def start(page, below, notebook):
    """Go from the notebook's page through its button."""
    page.goto(f"{below}book/{notebook}.html")
    page.get_by_role("link", name="Run in the browser").click()
    return Lab(page).opened()


def test_a_notebook_runs_from_its_button(visitor, below, traffic, notebook, record):
    traffic.clear()
    began = time.monotonic()
    lab = start(visitor, below, notebook)
    opened = time.monotonic() - began
    first, last = lab.run_all()
    assert lab.faults() == []
    sent = sum(traffic.values()) / 1e6
    record(
        f"{notebook}: first output {opened + first:.1f} s after the click, "
        f"all cells {opened + last:.1f} s, {sent:.1f} MB sent"
    )
    if visitor.locator(".noUi-handle").count():
        record(f"{notebook}: a slider's new figure after {lab.turn():.2f} s")


def test_what_is_run_before_the_kernel_is_there_waits_for_it(visitor, below, late):
    """JupyterLab itself passes over such cells and says nothing."""
    late["pyodide-kernel-extension/static/"] = 2
    lab = start(visitor, below, EVERY[0])
    lab.begin()


def test_the_built_settings_are_the_ones_meant(site):
    built = json.loads((site / "lite" / "jupyter-lite.json").read_text(encoding="utf-8"))
    plugins = built["jupyter-config-data"]["litePluginSettings"]
    kernel = plugins["@jupyterlite/pyodide-kernel-extension:kernel"]
    assert kernel["pyodideUrl"] == "./python/start.js"
    assert kernel["disablePyPIFallback"] is True
    assert "cdn" not in (site / "lite" / "python" / "start.js").read_text().split("\n")[2]


def test_all_that_notebooks_import_is_in_the_lock(site, root):
    """No cell can fail for want of a package that the page does not carry."""
    import ast
    import sys

    lock = json.loads((site / "lite" / "python" / "pyodide-lock.json").read_text())
    carried = {name for entry in lock["packages"].values() for name in entry["imports"]}
    wanted = set()
    for path in [*BOOK.rglob("*.ipynb"), *(root / "nncourse").rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        sources = [text]
        if path.suffix == ".ipynb":
            cells = json.loads(text)["cells"]
            sources = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
        for source in sources:
            lines = (x for x in source.splitlines() if x.lstrip()[:1] not in ("%", "!"))
            for node in ast.parse("\n".join(lines)).body:
                if isinstance(node, ast.Import):
                    wanted |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    wanted.add(node.module.split(".")[0])
    assert wanted - carried - set(sys.stdlib_module_names) <= {"sphinx"}


def question_of(stem):
    """An exercise's first question that asks for a function, and a wrong answer to it."""
    chapter = next(c for c in chapters() if c.stem == stem)
    question = next(q for q in chapter.questions if isinstance(q, Function))
    name, misconception = next(iter(question.misconceptions.items()))
    wrong = misconception.answer
    # A wrong answer may call the right one, so that one stays at hand.
    code = question.answer_cell(wrong).replace(f"{question.name}(", "right(")
    code = code.replace(f"def {wrong.__name__}(", f"def {question.name}(")
    code += f"\n\n\nfrom {wrong.__module__} import {question.name} as right"
    return question, name, code


def words(shown):
    return " ".join(" ".join(shown).split())


def test_an_exercise_names_the_mistake_and_remembers_the_points(visitor, below):
    """By keyboard from the button on; a wrong answer, the right one, and a reload."""
    tried = [name for name in EVERY if name.startswith("exercises/")]
    name = next((name for name in tried if name in TRIED), tried[0])
    question, mistake, wrong = question_of(name.removeprefix("exercises/"))
    visitor.on("dialog", lambda dialog: dialog.accept())
    visitor.goto(f"{below}book/{name}.html")
    visitor.get_by_role("link", name="Run in the browser").press("Enter")
    lab = Lab(visitor).opened()
    lab.run("from nncourse.exercises import")

    lab.write(f"def {question.name}(", wrong)
    told = words(lab.run(question.check_cell))
    assert words(question.hint(mistake).split()) in told
    lab.write(f"def {question.name}(", question.answer_cell())
    told = words(lab.run(question.check_cell))
    assert f"{question.points} of {question.points}" in told
    before = words(lab.run("progress()"))

    visitor.reload()
    lab.opened()
    lab.run("from nncourse.exercises import")
    after = words(lab.run("progress()"))
    assert after == before and f" {question.points} " in after


def save(lab, text):
    """Write a cell and save the notebook, as a reader does."""
    lab.page.locator(".jp-CodeCell .cm-content").first.click()
    lab.page.keyboard.press("Control+Home")
    lab.page.keyboard.insert_text(text)
    lab.page.keyboard.press("Control+s")
    lab.page.wait_for_timeout(6000)


def test_a_saved_copy_stays_and_does_not_hide_a_newer_notebook(
    visitor, below, site, instead
):
    name = EVERY[0]
    lab = start(visitor, below, name)
    save(lab, "# mine ")
    visitor.reload()
    lab.opened()
    visitor.get_by_text("# mine").first.wait_for(state="attached", timeout=60_000)

    versions = json.loads((site / "lite" / "versions.json").read_text())
    versions[f"{name}.ipynb"] = "newer"
    instead[urlsplit(below).path + "lite/versions.json"] = json.dumps(versions).encode()
    visitor.goto(f"{below}book/{name}.html")
    visitor.get_by_role("link", name="Run in the browser").click()
    visitor.wait_for_url("**/kept.html*")
    assert visitor.get_by_role("heading", name="Newer notebooks").is_visible()
    visitor.get_by_role("link", name="New:").click()
    lab.opened()
    assert not visitor.get_by_text("# mine").count()
    visitor.go_back()
    visitor.get_by_role("link", name="Yours:").click()
    lab.opened()
    visitor.get_by_text("# mine").first.wait_for(state="attached", timeout=60_000)
