"""What was compiled is packed in steps, and the next start imports it without compiling."""

import importlib
import sys
import zipfile

import pytest

from nncourse.page.bytecode import Bytecode


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A library of one module in a zip, and a package of two, all of them imported."""
    with zipfile.ZipFile(tmp_path / "lib.zip", "w") as library:
        library.writestr("in_library.py", "value = 'compiled'\n")
        library.writestr("never_imported.py", "value = 'source'\n")
    package = tmp_path / "packages" / "in_packages"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("value = 'compiled'\n")
    (package / "other.py").write_text("")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "lib.zip"), str(package.parent)])
    importlib.invalidate_caches()
    yield tmp_path
    forget()


def forget():
    for name in ("in_library", "never_imported", "in_packages", "in_packages.other"):
        sys.modules.pop(name, None)
    importlib.invalidate_caches()


def bytecode(place):
    return Bytecode(place / "lib.zip", place / "packages", place)


def test_the_next_start_imports_what_this_one_compiled(place):
    importlib.import_module("in_library")
    importlib.import_module("in_packages.other")
    assert len(list(bytecode(place).pack())) == 3
    forget()
    # Other sources show that none of them is read again.
    package = place / "packages" / "in_packages"
    (package / "__init__.py").write_text("value = 'compiled again'\n")
    with zipfile.ZipFile(place / "packages.zip") as archive:
        archive.extractall(package.parent)
    sys.path[0] = str(place / "library.zip")
    assert importlib.import_module("in_packages").value == "compiled"
    assert importlib.import_module("in_library").__file__.endswith(".pyc")
    assert importlib.import_module("never_imported").value == "source"


def test_only_what_is_new_is_packed(place):
    importlib.import_module("in_packages")
    pack = bytecode(place)
    assert len(list(pack.pack())) == 1
    assert list(pack.pack()) == []
    importlib.import_module("in_packages.other")
    assert len(list(pack.pack())) == 1
    names = zipfile.ZipFile(place / "packages.zip").namelist()
    assert len(names) == len(set(names)) == 2
    forget()
    with zipfile.ZipFile(place / "packages.zip") as archive:
        archive.extractall(place / "packages")
    importlib.import_module("in_packages.other")
    assert list(bytecode(place).pack()) == []


def test_a_run_can_come_between_two_steps(place):
    importlib.import_module("in_packages")
    importlib.import_module("in_library")
    steps = bytecode(place).pack()
    next(steps)
    importlib.import_module("in_packages.other")
    assert len(list(steps)) == 1
