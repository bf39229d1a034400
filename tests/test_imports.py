"""Modules import only what the contracts in pyproject.toml allow, and numpy is enough for
networks and exercises."""

import os
import re
import shutil
import subprocess
import sys


def run(code, folder):
    """Run Python code in a folder, whose packages come first."""
    path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


LINT = (
    "import sys; from importlinter.cli import lint_imports\n"
    "sys.exit(lint_imports(no_cache=True, no_logo=True))"
)


def test_every_contract_is_kept(root):
    lint = run(LINT, root)
    assert lint.returncode == 0, lint.stdout + lint.stderr


FORBIDDEN = [  # (module, a line added to it, what it must not import)
    ("init", "from .training import train", "training"),
    ("probes", "from nncourse import plots", "plots"),
    ("losses", "def late():\n    import nncourse.optim", "optim"),
    ("plots", "import nncourse.exercises", "exercises"),
    ("explore.svg", "from ..checks import finite", "checks"),
    ("claims", "from nncourse import grade", "grade"),
    ("exercises", "import nncourse.claims", "claims"),
    ("chapters.ch05_dead_relu_units.runs", "from . import questions", "questions"),
    ("chapters.ch06_batch_normalisation.runs", "from . import figures", "figures"),
    ("chapters.ch07_learning_rate.claims", "from . import questions", "questions"),
    (
        "chapters.ch02_backpropagation.runs",
        "from ..ch05_dead_relu_units import figures",
        "",
    ),
    ("chapters.telemetry", "from .ch05_dead_relu_units import runs", ""),
    ("chapters.ch08_dropout.runs", "from ..telemetry import telemetry", "telemetry"),
    ("network", "import torch", "torch"),
]


def test_a_forbidden_import_is_reported(root, tmp_path):
    shutil.copytree(root / "nncourse", tmp_path / "nncourse")
    shutil.copy(root / "pyproject.toml", tmp_path)
    (tmp_path / "nncourse" / "unknown.py").write_text("")
    for module, line, _ in FORBIDDEN:
        path = tmp_path / "nncourse" / module.replace(".", "/")
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
    lint = run(LINT, tmp_path)
    assert lint.returncode == 1, lint.stderr
    report = " ".join(lint.stdout.split())
    missed = [
        (module, line)
        for module, line, target in FORBIDDEN
        if not re.search(rf"{module.split('.')[-1]} -> \S*{target}", report)
    ]
    assert missed == []
    assert "not listed as layers: - nncourse.unknown" in report


HEAVY = ("IPython", "anywidget", "ipywidgets", "matplotlib", "pandas", "scipy", "tqdm")


def test_importing_the_package_loads_numpy_alone(root):
    code = f"import sys, nncourse; print([name for name in {HEAVY} if name in sys.modules])"
    python = run(code, root)
    assert python.stdout.strip() == "[]", python.stderr


EVENING = """
import numpy as np
from nncourse import SGD, batches, digits, mlp, softmax_cross_entropy, train
from nncourse.exercises import check

rng = np.random.default_rng(0)
x, labels = digits()
train(mlp([64, 10], rng), softmax_cross_entropy, SGD(0.1), batches(x, labels, 50, 1, rng))

def relu_backward(x, dy):
    return dy * (x > 0)

check(relu_backward)
"""


def test_networks_and_exercises_run_with_numpy_alone(root, tmp_path):
    blocked = f"import sys; sys.modules.update(dict.fromkeys({HEAVY}))"  # as if missing
    python = run(f"{blocked}; sys.path.insert(0, {str(root)!r}){EVENING}", tmp_path)
    assert "15 of 15 points" in python.stdout, python.stderr
