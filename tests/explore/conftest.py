"""Figures that the tests of several modules explore."""

import importlib.util
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from nncourse.explore import book_build
from nncourse.explore.interactive_figure import interactive_figure


@pytest.fixture(scope="session")
def figures():
    """The module of the small book's figure functions."""
    path = Path(__file__).parent / "book" / "figures.py"
    spec = importlib.util.spec_from_file_location("small_book_figures", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def activity():
    """An InteractiveFigure with a control of every kind, quick to draw."""

    def activity(depth=10, activation="relu", palette="magma", batch_norm=True, step=0):
        drawn = Figure(figsize=(1, 1))
        drawn.suptitle(f"{depth} {activation} {palette} {batch_norm} {step}")
        return drawn

    choices = {
        "depth": [5, 10],
        "activation": ["relu", "tanh"],
        "palette": ["viridis", "magma", "gray", "cividis", "plasma"],
        "batch_norm": [False, True],
        "step": range(3),
    }
    return interactive_figure(activity, choices)


@pytest.fixture(scope="session")
def html(activity):
    """That figure as a build puts it into a page."""
    return book_build.static_html(activity)
