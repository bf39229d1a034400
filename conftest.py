"""Let nbval compare notebooks that are stored clean.

nbval takes a cell without an execution count for one that never ran, and skips it; it would
miss the figures that the cleaner took out; and it prints the value of a last line that ends
in a semicolon. So every cell counts as run, and what the code gives today passes through
the same cleaner as what is stored before the two are compared.
"""

import os
from pathlib import Path

import clean_notebooks
import pytest
from nbval.plugin import IPyNbCell


def pytest_addoption(parser):
    group = parser.getgroup("the course's site")
    group.addoption("--pyodide", metavar="DIR", help="Pyodide to host in the tested site")
    group.addoption(
        "--every-notebook",
        action="store_true",
        help="run all of them in the browser, and the exercises by nbgrader",
    )


def pytest_configure(config):
    """The build that the tests look at reads the variable, as `make site` sets it."""
    if given := config.getoption("--pyodide"):
        os.environ["PYODIDE"] = str(Path(given).resolve())
    # On a slow machine a run grows a progress bar, which no notebook stores.
    os.environ.setdefault("TQDM_DISABLE", "1")


def pytest_itemcollected(item):
    if isinstance(item, IPyNbCell):
        item.cell.execution_count = 1
        compare = item.compare_outputs
        item.compare_outputs = lambda new, stored: compare(
            as_stored(item.cell, new), stored
        )


def as_stored(cell, outputs):
    if cell.source.rstrip().endswith(";"):
        outputs = [o for o in outputs if o.output_type != "execute_result"]
    return clean_notebooks.clean_outputs(outputs)


@pytest.fixture(scope="session")
def root(pytestconfig):
    """The repository's folder."""
    return pytestconfig.rootpath
