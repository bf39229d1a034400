"""Runs need numpy alone: whoever measures a claim or answers a question loads no plots."""

import subprocess
import sys
from pathlib import Path

import nncourse.chapters

FOLDER = Path(nncourse.chapters.__file__).parent


def test_no_run_imports_matplotlib():
    runs = sorted(FOLDER.glob("*/*runs.py"))
    names = [f"nncourse.chapters.{path.parent.name}.{path.stem}" for path in runs]
    assert len(names) >= 8
    code = f"import sys, {', '.join(names)}; print('matplotlib' in sys.modules)"
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert run.stdout.strip() == "False", run.stderr
