"""The package is built in floors: a module imports only from lower ones, and numpy alone
is enough for the core."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "nncourse"
FLOORS = {
    "checks": 0, "flat": 0,
    "init": 1, "losses": 1, "optim": 1, "data": 1,
    "layers": 2,
    "network": 3,
    "gradcheck": 4, "probes": 4, "training": 4,
    "plots": 5, "explore": 5,
    "exercises": 6, "claims": 6,
    "chapters": 7, "grade": 8,
}  # fmt: skip
MODULES = sorted(p.relative_to(PACKAGE) for p in PACKAGE.rglob("*.py"))


def part(name):
    """The first name below the package: nncourse.explore.live belongs to explore."""
    return name.split(".")[1] if "." in name else None


def imports(tree, module):
    """Absolute names of all that a module imports, wherever in the file it does."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(module.split(".")[: -node.level])
            base = f"{base}.{node.module}" if node.module else base
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def from_higher_floors(source, module):
    """The imports of a module that lead to its own floor's other parts or above it."""
    here = part(module)
    for name in imports(ast.parse(source), module):
        there = part(name) if name.split(".")[0] == "nncourse" else None
        if there in FLOORS and there != here and FLOORS[there] >= FLOORS[here]:
            yield name


@pytest.mark.parametrize("path", MODULES, ids=[p.as_posix() for p in MODULES])
def test_a_module_imports_only_from_lower_floors(path):
    name = path.parts[0].removesuffix(".py")
    if name in ("__init__", "__main__"):
        return
    assert name in FLOORS, f"{name} stands on no floor: give it one here"
    dots = ".".join(("nncourse", *path.with_suffix("").parts))
    source = (PACKAGE / path).read_text(encoding="utf-8")
    assert list(from_higher_floors(source, dots)) == []


def test_an_import_from_above_is_found():
    assert list(from_higher_floors("from .training import train", "nncourse.layers"))
    assert list(from_higher_floors("from nncourse import plots", "nncourse.probes"))
    assert list(from_higher_floors("def f():\n    import nncourse.claims", "nncourse.init"))
    assert list(from_higher_floors("from ..claims import x", "nncourse.explore.live"))
    assert not list(from_higher_floors("from .init import he", "nncourse.layers"))


def test_the_core_loads_numpy_alone():
    heavy = ("matplotlib", "ipywidgets", "tqdm", "IPython", "pandas", "scipy")
    code = f"import sys, nncourse; print([m for m in {heavy} if m in sys.modules])"
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert run.stdout.strip() == "[]", run.stderr


def test_the_package_never_imports_its_benchmarks_or_tests():
    for path in MODULES:
        tree = ast.parse((PACKAGE / path).read_text(encoding="utf-8"))
        for name in imports(tree, ".".join(("nncourse", *path.with_suffix("").parts))):
            assert name.split(".")[0] not in ("benchmarks", "tests", "torch", "sklearn")


def test_the_core_can_be_read_in_an_evening():
    core = [name for name, floor in FLOORS.items() if floor <= 4]
    lines = [len((PACKAGE / f"{name}.py").read_text("utf-8").splitlines()) for name in core]
    assert 1050 < sum(lines) < 1150  # the landing page says about 1,100
