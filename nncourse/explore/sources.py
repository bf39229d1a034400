"""A key for everything but the notebook that its outputs depend on.

jupyter-cache compares only a notebook's own cells, so a changed line in a package that
the notebook imports would stay hidden. The key is a hash of those packages' files and of
the versions that draw; a cache is good for one key only.
"""

import hashlib
import shutil
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

# of this subpackage: what runs in the page or in the build, never in a notebook's kernel
OUTSIDE_THE_KERNEL = {"player.js", "player.css", "sphinx.py", "sources.py", "report.py"}
CACHES_KEPT = 3


def files_of(package):
    """All files of an importable package that its code or its data may come from."""
    spec = find_spec(package)
    if spec is None:
        raise ValueError(f"explore_packages names {package!r}, which cannot be imported")
    if not spec.submodule_search_locations:
        return [Path(spec.origin)]
    here = Path(__file__).parent
    return sorted(
        file
        for root in spec.submodule_search_locations
        for file in Path(root).rglob("*")
        if file.is_file()
        and "__pycache__" not in file.parts
        and not (file.parent == here and file.name in OUTSIDE_THE_KERNEL)
    )


def key_of(packages, mode="static"):
    """A short hash of the packages' files, of Python and of what draws."""
    drawn_by = [f"{name} {version(name)}" for name in ("numpy", "matplotlib")]
    files = [file for package in packages for file in files_of(package)]
    return digest_of(files, mode, sys.version, *drawn_by)


def digest_of(files, *words):
    """A short hash of files, their names and what is in them, and of further words."""
    digest = hashlib.sha256("\n".join(words).encode())
    for file in files:
        digest.update(f"{file.parent.name}/{file.name}".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def cache_for(key, parent):
    """The folder of this key's cache; those longest unused are removed."""
    folder = Path(parent) / key
    folder.mkdir(parents=True, exist_ok=True)
    folder.touch()
    old = sorted(Path(parent).iterdir(), key=lambda f: f.stat().st_mtime, reverse=True)
    for stale in [f for f in old if f.is_dir() and f != folder][CACHES_KEPT - 1 :]:
        shutil.rmtree(stale, ignore_errors=True)
    return folder
