"""The small book's figures, as a module."""

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def figures():
    path = Path(__file__).parent / "book" / "figures.py"
    spec = importlib.util.spec_from_file_location("small_book_figures", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
