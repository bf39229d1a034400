"""Only the official Pyodide gets into the site, whole or not at all."""

import io
import json
import tarfile
import zipfile
from hashlib import sha256

import pytest
from coursesite import pyodide, wheels
from coursesite.pyodide import PyodideError


@pytest.fixture
def release(tmp_path, monkeypatch):
    """A little release: the core files and two packages, one of which needs the other."""
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


def extra():
    return {"course": {"file_name": "course.whl", "depends": ["matplotlib"]}}


def test_what_is_needed_is_copied_and_listed(release, tmp_path):
    pyodide.host(release, tmp_path / "out", extra(), ["course"])
    copied = {path.name for path in (tmp_path / "out").iterdir()}
    assert copied == {"numpy.whl", "matplotlib.whl", *pyodide.CORE}
    lock = json.loads((tmp_path / "out" / pyodide.LOCK).read_text())
    assert set(lock["packages"]) == {"course", "matplotlib", "numpy"}


@pytest.mark.parametrize("name", ["numpy.whl", "pyodide.asm.wasm", pyodide.LOCK])
def test_a_changed_file_is_refused_and_named(release, tmp_path, name):
    with open(release / name, "ab") as file:
        file.write(b" ")
    with pytest.raises(PyodideError, match=f"{name}: not the official file"):
        pyodide.host(release, tmp_path / "out", extra(), ["course"])


def test_a_missing_file_is_named(release, tmp_path):
    (release / "matplotlib.whl").unlink()
    with pytest.raises(PyodideError, match=r"matplotlib\.whl: missing"):
        pyodide.host(release, tmp_path / "out", extra(), ["course"])


def test_a_folder_or_its_archive_will_do(release, tmp_path):
    archive = tmp_path / "pyodide.tar.bz2"
    with tarfile.open(archive, "w:bz2") as packed:
        packed.add(release, "pyodide")
    for given in (release, release.parent, archive):
        folder = pyodide.unpacked(given, tmp_path / "work")
        assert json.loads((folder / pyodide.LOCK).read_text())["packages"]
    with pytest.raises(PyodideError, match="no such folder or archive"):
        pyodide.unpacked(tmp_path / "nowhere", tmp_path)


def test_a_wheel_is_the_same_for_the_same_source_and_another_for_another(tmp_path):
    package = tmp_path / "course"
    (package / "__pycache__").mkdir(parents=True)
    (package / "__init__.py").write_text("x = 1\n")
    (package / "__pycache__" / "a.pyc").write_text("")
    first, again = (wheels.from_source(package, "1.0") for _ in range(2))
    assert first == again
    names = zipfile.ZipFile(io.BytesIO(first[1])).namelist()
    assert "course/__init__.py" in names and not [n for n in names if "pycache" in n]
    (package / "__init__.py").write_text("x = 2\n")
    assert wheels.from_source(package, "1.0")[0] != first[0]


def test_an_installed_package_becomes_a_wheel():
    name, content = wheels.from_environment("ipywidgets")
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert name.startswith("ipywidgets-8") and "ipywidgets/__init__.py" in names
    assert (
        wheels.entry("ipywidgets", name, content)["sha256"] == sha256(content).hexdigest()
    )
