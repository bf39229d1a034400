"""The folder `python/` of the site: Pyodide or the way to it, and the course's wheels."""

import json
import os
import sys
import tomllib
from pathlib import Path

from . import pyodide, wheels
from .compiled_ahead import compile_ahead

LOADER = Path(__file__).parent / "static" / "load_pyodide.js"
KERNEL_EXTENSION = "@jupyterlite/pyodide-kernel-extension"
# What the kernel would fetch one after another if it were not named here.
PRELOADED = ["micropip", "piplite", "ssl", "sqlite3", "ipykernel", "comm"]
PRELOADED += ["pyodide_kernel", "jedi", "ipython", "nncourse"]
# Wheels that Pyodide lacks, with what each imports: those that come with JupyterLite's
# kernel, those zipped from this environment, the course's own.
FROM_KERNEL = {
    "piplite": ["micropip"],
    "pyodide_kernel": ["ipython", "comm", "ipykernel"],
    "ipykernel": [],
    "widgetsnbextension": [],
}
FROM_ENVIRONMENT = {
    "comm": ["traitlets"],
    "ipywidgets": ["comm", "ipython", "traitlets", "widgetsnbextension"],
    "anywidget": ["ipywidgets", "psygnal", "typing-extensions"],
    "psygnal": [],
    "typing_extensions": [],
    "tqdm": [],
}
OWN = {"nncourse": ["numpy", "matplotlib", "ipywidgets", "anywidget", "tqdm"]}


def pyodide_folder():
    """The Pyodide that the builder names, or "" where it is to come from its CDN."""
    return os.environ.get("PYODIDE", "")


def pyodide_host():
    """The host that a reader's Python comes from, or "" if it is the site's own."""
    return "" if pyodide_folder() else pyodide.CDN_HOST


def added_wheels(root):
    """(name, file name, content, dependencies) of every wheel beside Pyodide's own."""
    folder = Path(
        sys.prefix, "share/jupyter/labextensions", KERNEL_EXTENSION, "static/pypi"
    )
    for name, depends in FROM_KERNEL.items():
        newest = sorted(folder.glob(f"{name}-*.whl"))[-1]
        yield name, newest.name, newest.read_bytes(), depends
    for name, depends in FROM_ENVIRONMENT.items():
        yield name, *wheels.from_environment(name), depends
    project = tomllib.loads((root / "pyproject.toml").read_text("utf8"))["project"]
    for name, depends in OWN.items():
        yield name, *wheels.from_source(root / name, project["version"]), depends


def stage_python(root, target, workspace):
    """Fill the folder; an archive of Pyodide is unpacked in `workspace`."""
    target.mkdir(parents=True)
    source = pyodide_folder()
    loader = LOADER.read_text("utf8").replace("{CDN}", "" if source else pyodide.CDN)
    (target / LOADER.name).write_text(loader, "utf8")
    lock_entries = {}
    for name, file_name, content, depends in added_wheels(root):
        (target / file_name).write_bytes(content)
        entry = wheels.lock_entry(name, file_name, content, depends)
        lock_entries[name.replace("_", "-")] = entry
    if source:
        release = pyodide.unpack(source, workspace)
        pyodide.copy_packages(release, target, lock_entries, PRELOADED)
        compile_ahead(target, workspace)
    else:
        (target / "course-lock.json").write_text(json.dumps(lock_entries), "utf8")
