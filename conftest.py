"""Options of the tests, and nbval's comparison made to fit notebooks that are stored clean.

nbval skips a cell without an execution count, misses the figures that the cleaner removed,
and prints the value of a last line that ends in a semicolon. So here every cell counts as
run, and today's outputs pass through the cleaner before they are compared.
"""

import os
from pathlib import Path

import clean_notebooks
import pytest
from nbval.plugin import IPyNbCell

LONGEST = "test_each_control_shows_what_python_draws"  # trains for every figure's ends


def pytest_addoption(parser):
    group = parser.getgroup("the course's site")
    group.addoption("--pyodide", metavar="DIR", help="Pyodide to host in the tested site")
    group.addoption(
        "--every-notebook",
        action="store_true",
        help="run all of them in the browser, and the exercises by nbgrader",
    )


def pytest_configure(config):
    """The site that the tests build reads PYODIDE, as with `make site`."""
    if path := config.getoption("--pyodide"):
        os.environ["PYODIDE"] = str(Path(path).resolve())
    # On a slow machine a run grows a progress bar, which no notebook stores.
    os.environ.setdefault("TQDM_DISABLE", "1")


def pytest_collection_modifyitems(items):
    """One file builds the site, while other workers run what needs none; then the rest, of
    which the longest first, or one worker ends with them alone.

    In any other order all workers come to wait for the site.
    """
    builder = next((item.path for item in items if needs_site(item)), None)
    items.sort(
        key=lambda item: (
            item.path != builder,
            needs_site(item),
            LONGEST not in item.nodeid,
        )
    )


def needs_site(item):
    return item.nodeid.startswith("tests/site/")


def pytest_itemcollected(item):
    if isinstance(item, IPyNbCell):
        item.cell.execution_count = 1
        compare = item.compare_outputs
        item.compare_outputs = lambda new, stored: compare(cleaned(item.cell, new), stored)


def cleaned(cell, outputs):
    if cell.source.rstrip().endswith(";"):
        outputs = [o for o in outputs if o.output_type != "execute_result"]
    return clean_notebooks.clean_outputs(outputs)


@pytest.fixture(scope="session")
def root(pytestconfig):
    """The repository's folder."""
    return pytestconfig.rootpath
