"""Pyodide, the Python that runs in a browser: the pinned release, checked file by file.

The builder names an unpacked release or its archive. Every package is checked against the
official lock file; the lock and the core files, which no lock covers, against the sums
below (those of the npm package `pyodide` of the same version).
"""

import json
import tarfile
from hashlib import sha256
from pathlib import Path

VERSION = "0.27.7"
CDN_HOST = "cdn.jsdelivr.net"
CDN = f"https://{CDN_HOST}/pyodide/v{VERSION}/full/"
LOCK = "pyodide-lock.json"
CORE = {
    LOCK: "9c45b916001a750f4102fc287494f3eab215909c7535c626a20db80fd6333e2c",
    "pyodide.asm.js": "6b4c90de5b7172873f04f21884d0e9d2274e305fe32116558fe3e4fbe3618d51",
    "pyodide.asm.wasm": "a50dd1843f805a0b7c45b61037ee0d7b26dfe85efe0e18ef95a34ad24e401f5f",
    "pyodide.js": "b4cb23a53aba19c221659b9fb40a2f18281d685691dc06647fb0afd0681baf98",
    "python_stdlib.zip": "16611534726e5d8ac2bd8f926410b2dcb8d6f49aa24913463533b457a2115c16",
}


class PyodideError(Exception):
    """The files named are not those of the release that the course is pinned to."""


def unpack(source, workspace):
    """The release's folder, from a folder or an archive (unpacked once in `workspace`)."""
    source = Path(source).expanduser().resolve()
    if source.is_dir():
        inner = source / "pyodide"
        return inner if (inner / LOCK).exists() else source
    if not source.is_file():
        raise PyodideError(f"PYODIDE={source}: no such folder or archive")
    stat = source.stat()
    folder = Path(workspace, f"{source.name}-{stat.st_size}-{int(stat.st_mtime)}")
    if not folder.exists():
        partial = folder.with_suffix(".partial")
        with tarfile.open(source) as archive:
            archive.extractall(partial, filter="data")
        partial.rename(folder)
    return folder / "pyodide"


def read_official(folder, name, digest):
    """The bytes of a release's file; PyodideError unless they have the official hash."""
    path = Path(folder, name)
    if not path.is_file():
        raise PyodideError(f"{path}: missing from the folder of Pyodide {VERSION}")
    content = path.read_bytes()
    if sha256(content).hexdigest() != digest:
        raise PyodideError(f"{path}: not the official file of Pyodide {VERSION}")
    return content


def with_dependencies(names, packages):
    """`names` and all that they depend on, as the lock file writes names."""
    needed, queue = set(), list(names)
    while queue:
        name = queue.pop().lower().replace("_", "-")
        if name not in needed:
            needed.add(name)
            queue += packages[name]["depends"]
    return needed


def copy_packages(folder, target, added, names):
    """Copy the core and the packages `names` with their dependencies to `target`.

    `added` are lock entries of wheels that lie in `target` already. The lock file written
    there lists just what is there.
    """
    lock = json.loads(read_official(folder, LOCK, CORE[LOCK]))
    packages = {**lock["packages"], **added}
    needed = with_dependencies(names, packages)
    target.mkdir(parents=True, exist_ok=True)
    for name in sorted(needed - added.keys()):
        entry = lock["packages"][name]
        content = read_official(folder, entry["file_name"], entry["sha256"])
        (target / entry["file_name"]).write_bytes(content)
    for name, digest in CORE.items():
        (target / name).write_bytes(read_official(folder, name, digest))
    lock["packages"] = {name: packages[name] for name in sorted(needed)}
    (target / LOCK).write_text(json.dumps(lock), "utf8")
