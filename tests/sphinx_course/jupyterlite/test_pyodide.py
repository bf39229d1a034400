"""Only the official Pyodide gets into the site, whole or not at all."""

import json
import tarfile
from hashlib import sha256

import pytest
from sphinx_course.jupyterlite import pyodide
from sphinx_course.jupyterlite.pyodide import PyodideError


@pytest.fixture
def release(tmp_path, monkeypatch):
    """A small release: the core files and three packages, one of which needs another."""
    folder = tmp_path / "release" / "pyodide"
    folder.mkdir(parents=True)
    packages = {}
    for name, depends in {"numpy": [], "matplotlib": ["numpy"], "unused": []}.items():
        content = name.encode()
        (folder / f"{name}.whl").write_bytes(content)
        packages[name] = {
            "file_name": f"{name}.whl",
            "sha256": sha256(content).hexdigest(),
            "depends": depends,
            "imports": [name],
        }
    for name in pyodide.CORE:
        (folder / name).write_text(f"this is {name}")
    (folder / pyodide.LOCK).write_text(json.dumps({"packages": packages}))
    sums = {name: sha256((folder / name).read_bytes()).hexdigest() for name in pyodide.CORE}
    monkeypatch.setattr(pyodide, "CORE", sums)
    return folder


COURSE = {"course": {"file_name": "course.whl", "depends": ["matplotlib"]}}


def test_what_a_package_depends_on_is_copied_and_listed(release, tmp_path):
    pyodide.copy_packages(release, tmp_path / "out", COURSE, ["course"])
    copied = {path.name for path in (tmp_path / "out").iterdir()}
    assert copied == {"numpy.whl", "matplotlib.whl", *pyodide.CORE}
    lock = json.loads((tmp_path / "out" / pyodide.LOCK).read_text())
    assert set(lock["packages"]) == {"course", "matplotlib", "numpy"}


@pytest.mark.parametrize("name", ["numpy.whl", "pyodide.asm.wasm", pyodide.LOCK])
def test_a_changed_file_is_refused_and_named(release, tmp_path, name):
    with open(release / name, "ab") as file:
        file.write(b" ")
    with pytest.raises(PyodideError, match=f"{name}: not the official file"):
        pyodide.copy_packages(release, tmp_path / "out", COURSE, ["course"])


def test_a_missing_file_is_named(release, tmp_path):
    (release / "matplotlib.whl").unlink()
    with pytest.raises(PyodideError, match=r"matplotlib\.whl: missing"):
        pyodide.copy_packages(release, tmp_path / "out", COURSE, ["course"])


def test_a_folder_and_an_archive_are_accepted(release, tmp_path):
    archive = tmp_path / "pyodide.tar.bz2"
    with tarfile.open(archive, "w:bz2") as packed:
        packed.add(release, "pyodide")
    for source in (release, release.parent, archive):
        folder = pyodide.unpack(source, tmp_path / "work")
        assert json.loads((folder / pyodide.LOCK).read_text())["packages"]
    with pytest.raises(PyodideError, match="no such folder or archive"):
        pyodide.unpack(tmp_path / "nowhere", tmp_path)
