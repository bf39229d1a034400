"""A page's kernel, and what it has put out."""

import sys

import pytest

from nncourse import exercises, training
from nncourse.page.kernel import Kernel


@pytest.fixture
def put():
    """What the kernel has put out: [kind, text] of each piece."""
    return []


@pytest.fixture
def kernel(put, monkeypatch):
    """A kernel whose traces in this process are undone after the test."""
    for name in ("IPython", "IPython.display", "IPython.core", "IPython.core.pylabtools"):
        monkeypatch.setitem(sys.modules, name, sys.modules.get(name))
    monkeypatch.setattr(exercises, "show_verdict", print)
    monkeypatch.setattr(training, "watchers", [])
    monkeypatch.setenv("NNCOURSE_PROGRESS", "set by the kernel")
    monkeypatch.setenv("MPLBACKEND", "agg")
    return Kernel(lambda kind, text: put.append([kind, text]))
