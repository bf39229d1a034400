"""What a page's Python needs first is compiled by the build where there is Node, once."""

import gzip
import json
import sys
from hashlib import sha256

import pytest
from sphinx_course.jupyterlite import compiled_ahead

WORKS = """
import sys
from pathlib import Path
Path(__file__).with_name("runs.txt").open("a").write("run ")
for name in ("library", "packages"):
    Path(sys.argv[2], f"{name}.zip").write_text(name)
"""
FAILS = "raise SystemExit(1)"


@pytest.fixture
def python(tmp_path):
    """A folder with the lock file of the two packages."""
    names = ("numpy", "nncourse")
    packages = {name: {"file_name": f"{name}-1.whl"} for name in names}
    folder = tmp_path / "python"
    folder.mkdir()
    (folder / "pyodide-lock.json").write_text(json.dumps({"packages": packages}))
    return folder


@pytest.fixture
def with_node(tmp_path, monkeypatch):
    """Let Python with a script stand in for Node, or nothing."""

    def with_node(script):
        found = sys.executable if script else None
        (tmp_path / "in_node.py").write_text(script or "")
        monkeypatch.setattr(compiled_ahead, "SCRIPT", tmp_path / "in_node.py")
        monkeypatch.setattr(compiled_ahead.shutil, "which", lambda name: found)

    return with_node


def lock(folder):
    return json.loads((folder / "pyodide-lock.json").read_text())


@pytest.mark.parametrize("script", [None, FAILS], ids=["no Node", "one that fails"])
def test_without_node_the_site_is_as_it_was(script, with_node, python, tmp_path):
    with_node(script)
    before = lock(python)
    compiled_ahead.compile_ahead(python, tmp_path / "workspace")
    assert lock(python) == before
    assert [path.name for path in python.iterdir()] == ["pyodide-lock.json"]


def test_both_archives_are_listed_with_their_sums(with_node, python, tmp_path):
    with_node(WORKS)
    compiled_ahead.compile_ahead(python, tmp_path / "workspace")
    for name, entry in lock(python)["compiled"].items():
        content = (python / entry["file_name"]).read_bytes()
        assert sha256(content).hexdigest() == entry["sha256"]
        assert gzip.decompress(content) == name.encode()


def test_node_is_asked_again_only_for_other_packages(with_node, python, tmp_path):
    with_node(WORKS)
    runs = tmp_path / "runs.txt"
    for _ in range(2):
        compiled_ahead.compile_ahead(python, tmp_path / "workspace")
    assert runs.read_text() == "run "
    changed = lock(python)
    changed["packages"]["nncourse"]["file_name"] = "nncourse-2.whl"
    (python / "pyodide-lock.json").write_text(json.dumps(changed))
    compiled_ahead.compile_ahead(python, tmp_path / "workspace")
    assert runs.read_text() == "run run "
