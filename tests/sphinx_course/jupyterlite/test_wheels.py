"""Wheels made from a source folder and from what is installed."""

import io
import zipfile
from hashlib import sha256

from sphinx_course.jupyterlite import wheels


def entries(wheel):
    return zipfile.ZipFile(io.BytesIO(wheel)).infolist()


def files_in(wheel):
    return [entry.filename for entry in entries(wheel)]


def test_a_wheels_name_follows_its_content(tmp_path):
    package = tmp_path / "course"
    (package / "__pycache__").mkdir(parents=True)
    (package / "__init__.py").write_text("x = 1\n")
    (package / "__pycache__" / "a.pyc").write_text("")
    name, content = wheels.from_source(package, "1.0")
    assert wheels.from_source(package, "1.0") == (name, content)
    assert {entry.date_time for entry in entries(content)} == {wheels.EARLIEST_DATE}
    assert "course/__init__.py" in files_in(content)
    assert not [file for file in files_in(content) if "pycache" in file]
    (package / "__init__.py").write_text("x = 2\n")
    assert wheels.from_source(package, "1.0")[0] != name


def test_an_installed_package_becomes_a_wheel():
    name, content = wheels.from_environment("ipywidgets")
    assert name.startswith("ipywidgets-8")
    assert "ipywidgets/__init__.py" in files_in(content)
    assert not [file for file in files_in(content) if file.endswith("INSTALLER")]
    entry = wheels.lock_entry("ipywidgets", name, content)
    assert entry["file_name"] == name
    assert entry["sha256"] == sha256(content).hexdigest()


def test_a_compiled_package_goes_as_its_python_and_a_widget_without_its_scripts():
    for name in ("psygnal", "anywidget"):
        _, content = wheels.from_environment(name)
        endings = {file.rpartition(".")[2] for file in files_in(content)}
        assert "py" in endings and not endings & {"so", "pyd", "js"}
