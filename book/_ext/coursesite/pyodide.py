"""Pyodide, the Python that runs in a browser: the pinned release, checked file by file.

The builder hands over an unpacked release or its archive. Every package is checked
against the official lock file, and the lock and the core files, which no lock covers,
against the sums below (those of the npm package `pyodide` of the same version).
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
    """The Pyodide given is not the release that the course is pinned to."""


def unpacked(given, workspace):
    """The release's folder; an archive is unpacked once, in `workspace`."""
    given = Path(given).expanduser().resolve()
    if given.is_dir():
        inner = given / "pyodide"
        return inner if (inner / LOCK).exists() else given
    if not given.is_file():
        raise PyodideError(f"PYODIDE={given}: no such folder or archive")
    stamp = given.stat()
    folder = Path(workspace, f"{given.name}-{stamp.st_size}-{int(stamp.st_mtime)}")
    if not folder.exists():
        partial = folder.with_suffix(".partial")
        with tarfile.open(given) as archive:
            archive.extractall(partial, filter="data")
        partial.rename(folder)
    return folder / "pyodide"


def read(folder, name, digest):
    """The bytes of a release's file, if they are the official ones."""
    path = Path(folder, name)
    if not path.is_file():
        raise PyodideError(f"{path}: missing from the Pyodide {VERSION} given")
    content = path.read_bytes()
    if sha256(content).hexdigest() != digest:
        raise PyodideError(f"{path}: not the official file of Pyodide {VERSION}")
    return content


def closure(packages, wanted):
    """`wanted` and all that they depend on, by the lock file's normalised names."""
    found, waiting = set(), list(wanted)
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name not in found:
            found.add(name)
            waiting += packages[name]["depends"]
    return found


def host(folder, target, extra, wanted):
    """Copy what is needed to `target`, with a lock file that lists it and `extra`."""
    lock = json.loads(read(folder, LOCK, CORE[LOCK]))
    everything = {**lock["packages"], **extra}
    kept = closure(everything, wanted)
    target.mkdir(parents=True, exist_ok=True)
    for name in sorted(kept - extra.keys()):
        entry = lock["packages"][name]
        content = read(folder, entry["file_name"], entry["sha256"])
        (target / entry["file_name"]).write_bytes(content)
    for name, digest in CORE.items():
        (target / name).write_bytes(read(folder, name, digest))
    lock["packages"] = {name: everything[name] for name in sorted(kept)}
    (target / LOCK).write_text(json.dumps(lock), "utf8")
