"""The notebooks' comparison itself: it passes what repeats and fails what does not."""

import re
import shutil
import subprocess
import sys

import clean_notebooks
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output


def text(printed):
    return new_output("stream", text=printed)


def result(shown):
    return new_output("execute_result", data={"text/plain": shown})


REPEATS = {
    "import matplotlib.pyplot as plt": None,
    "print(6 * 7)": text("42\n"),
    "2 + 2": result("4"),
    "plt.plot([1, 2]);": None,
    "from tqdm import tqdm\n\nfor _ in tqdm(range(3)):\n    pass": None,
}
DIFFERS = {
    "print(6 * 7)": text("41\n"),
    "2 + 2": result("5"),
    "print(1)": None,
    "3 + 3": None,
    "pass": text("gone\n"),
    "import warnings\n\nwarnings.warn('late')": None,
    "1 / 0": None,
}


@pytest.fixture(scope="module")
def outcomes(root, tmp_path_factory):
    """{notebook: [outcome of each cell]}, compared as the book's own notebooks are."""
    folder = tmp_path_factory.mktemp("strict")
    shutil.copy(root / "conftest.py", folder)
    for name, cells in {"repeats": REPEATS, "differs": DIFFERS}.items():
        stored = [new_code_cell(s, outputs=[o] if o else []) for s, o in cells.items()]
        nb = clean_notebooks.clean(new_notebook(cells=stored))
        nbformat.write(nb, folder / f"{name}.ipynb")
    command = [sys.executable, "-m", "pytest", "-v", "--color=no", "-p", "no:cacheprovider"]
    command += ["-c", root / "pyproject.toml", "--rootdir", folder, folder]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300)
    found = re.findall(r"(\w+)\W+ipynb::Cell \d+ (PASSED|FAILED)", run.stdout)
    return {
        name: [was for at, was in found if at == name] for name in ("repeats", "differs")
    }


def test_what_repeats_passes(outcomes):
    assert outcomes["repeats"] == ["PASSED"] * len(REPEATS)


def test_what_differs_fails(outcomes):
    assert outcomes["differs"] == ["FAILED"] * len(DIFFERS)
