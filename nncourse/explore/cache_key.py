"""A key for everything but the notebook that the notebook's outputs depend on.

jupyter-cache compares only a notebook's own cells, so it would hide a changed line in a
package that the notebook imports. The key is a hash of those packages' files and of the
versions that draw; each key has a cache of its own.
"""

import hashlib
import shutil
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

# of this subpackage: what runs in the build or in the page, never in a notebook's kernel
NOT_IN_KERNELS = ("sphinx.py", "cache_key.py", "page_files.py", "page_sizes.py")
NOT_IN_KERNELS += ("setting_links.py", "frame_file.py", "side_by_side.py")
OF_THE_PAGE = (".js", ".css")
MAX_CACHES = 3


def cache_key(packages):
    """A short hash of the packages' files, of Python and of what draws."""
    versions = [f"{name} {version(name)}" for name in ("numpy", "matplotlib")]
    files = [file for package in packages for file in package_files(package)]
    return hash_files(files, sys.version, *versions)


def package_files(package):
    """All files of an importable package that its code or its data may come from."""
    spec = find_spec(package)
    if spec is None:
        raise ValueError(f"explore_packages names {package!r}, which cannot be imported")
    if not spec.submodule_search_locations:
        return [Path(spec.origin)]
    here = Path(__file__).parent
    ignored = {here / name for name in NOT_IN_KERNELS}
    ignored |= {file for file in here.rglob("*") if file.suffix in OF_THE_PAGE}
    return sorted(
        file
        for root in spec.submodule_search_locations
        for file in Path(root).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and file not in ignored
    )


def hash_files(files, *texts):
    """A short hash of the names and contents of files, and of further texts."""
    digest = hashlib.sha256("\n".join(texts).encode())
    for file in files:
        digest.update(f"{file.parent.name}/{file.name}".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def cache_folder(key, parent):
    """The folder of a key's cache, made if new; of the others the latest used are kept."""
    folder = Path(parent) / key
    folder.mkdir(parents=True, exist_ok=True)
    folder.touch()
    others = [f for f in Path(parent).iterdir() if f.is_dir() and f != folder]
    others.sort(key=lambda f: f.stat().st_mtime, reverse=True)
    for stale in others[MAX_CACHES - 1 :]:
        shutil.rmtree(stale, ignore_errors=True)
    return folder
