"""Wheels for the in-browser Python, made on this machine without a network.

The course is zipped from its source; pure-Python packages that Pyodide lacks are zipped
again from this environment, whose versions the requirements pin. A wheel's name carries a
hash of its content, so that no cache serves an older one.
"""

import io
import zipfile
from hashlib import sha256
from importlib import metadata
from pathlib import Path

INSTALLER_FILES = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")
# What this machine alone can run, and has as Python too; what JupyterLab has already.
LEFT_OUT = (".so", ".pyd", ".js")
EARLIEST_DATE = (1980, 1, 1, 0, 0, 0)  # one date for all: same content, same bytes


def wheel(name, version, files):
    """(file name, bytes) of a wheel that holds `files`, a dict from path to bytes."""
    info = f"{name}-{version}.dist-info"
    files = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        **files,
        f"{info}/RECORD": "",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted(files.items()):
            archive.writestr(
                zipfile.ZipInfo(path, EARLIEST_DATE), content, zipfile.ZIP_DEFLATED
            )
    content = packed.getvalue()
    tag = sha256(content).hexdigest()[:10]
    return f"{name}-{version}+{tag}-py3-none-any.whl", content


def from_source(package, version):
    """The wheel of a package's source folder."""
    files = {
        path.relative_to(package.parent).as_posix(): path.read_bytes()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    return wheel(package.name, version, files)


def from_environment(name):
    """The wheel of an installed pure-Python distribution."""
    distribution = metadata.distribution(name)
    files = {}
    for entry in distribution.files:
        inside = entry.parts[0] != ".." and "__pycache__" not in entry.parts
        if inside and entry.name not in INSTALLER_FILES and entry.suffix not in LEFT_OUT:
            files[entry.as_posix()] = Path(entry.locate()).read_bytes()
    return wheel(name, distribution.version, files)


def lock_entry(name, file_name, content, depends=()):
    """The entry of a pure-Python wheel in Pyodide's lock file."""
    return {
        "name": name,
        "version": file_name.split("-")[1],
        "file_name": file_name,
        "install_dir": "site",
        "sha256": sha256(content).hexdigest(),
        "package_type": "package",
        "imports": [name],
        "depends": list(depends),
        "unvendored_tests": False,
    }
