"""The exercise notebooks are compared as a newcomer sees them: nothing solved yet."""

import os
import tempfile
from pathlib import Path

import pytest

FOLDER = Path(tempfile.mkdtemp(prefix="nncourse-"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Each notebook's kernel begins with a record of its own, which no other test fills."""
    os.environ["NNCOURSE_PROGRESS"] = str(FOLDER / f"{item.path.stem}.jsonl")
