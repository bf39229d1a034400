"""The notebooks' cache depends on what they import, and old caches go."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nncourse.explore import cache_key as module
from nncourse.explore.cache_key import NOT_IN_KERNELS, cache_folder, cache_key


@pytest.fixture
def package(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    folder = tmp_path / "keyed"
    (folder / "data").mkdir(parents=True)
    (folder / "__init__.py").write_text("one = 1\n")
    (folder / "data" / "digits.csv").write_text("1,2\n")
    return folder


def test_the_key_follows_code_data_and_names_but_not_what_python_leaves(package):
    keys = [cache_key(["keyed"])]
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "x.pyc").write_text("compiled")
    assert cache_key(["keyed"]) == keys[0]
    (package / "__init__.py").write_text("one = 2\n")
    keys.append(cache_key(["keyed"]))
    (package / "data" / "digits.csv").write_text("1,3\n")
    keys.append(cache_key(["keyed"]))
    (package / "data" / "digits.csv").rename(package / "data" / "other.csv")
    keys.append(cache_key(["keyed"]))
    assert len(set(keys)) == 4


def test_the_key_follows_the_version_that_draws(package, monkeypatch):
    before = cache_key(["keyed"])
    version = module.version
    monkeypatch.setattr(
        module, "version", lambda name: "0" if name == "matplotlib" else version(name)
    )
    assert cache_key(["keyed"]) != before


def test_a_package_that_cannot_be_imported_is_named():
    with pytest.raises(ValueError, match="'no_such_package'"):
        cache_key(["no_such_package"])


def test_files_left_out_of_the_key_exist_and_no_kernel_loads_them():
    folder = Path(module.__file__).parent
    assert all((folder / name).is_file() for name in NOT_IN_KERNELS)
    left_out = [f"nncourse.explore.{Path(name).stem}" for name in NOT_IN_KERNELS]
    code = (
        "import sys, nncourse.explore, nncourse.explore.widgets\n"
        f"print([name for name in {left_out} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout.strip() == "[]", run.stderr


def test_only_the_latest_used_caches_are_kept(tmp_path):
    for n in range(6):
        os.utime(cache_folder(f"key{n}", tmp_path), (n, n))
    assert {folder.name for folder in tmp_path.iterdir()} == {"key3", "key4", "key5"}
    cache_folder("key3", tmp_path)
    cache_folder("key6", tmp_path)
    assert {folder.name for folder in tmp_path.iterdir()} == {"key3", "key5", "key6"}
