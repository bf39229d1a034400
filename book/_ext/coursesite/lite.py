"""JupyterLite at `lite/`: every notebook of the course, with Python in the page.

Built when the HTML is finished, and only if something that goes into it changed. With
PYODIDE (a folder or an archive) the site hosts Python itself and needs no other host;
without, `lite/`, and nothing else, loads Python from Pyodide's pinned CDN.
"""

import json
import os
import subprocess
import sys
import tomllib
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from shutil import copyfile, copytree, rmtree

from sphinx.errors import ExtensionError
from sphinx.util import logging

from . import pyodide, wheels

LOG = logging.getLogger(__name__)
STATIC = Path(__file__).parent / "static"
KERNEL = "@jupyterlite/pyodide-kernel-extension"
# What the kernel would fetch one after another if it were not named here.
PRELOADED = ["micropip", "piplite", "ssl", "sqlite3", "ipykernel", "comm"]
PRELOADED += ["pyodide_kernel", "jedi", "ipython"]
# Pure-Python packages that Pyodide lacks, with what each imports.
ADDED = {
    "comm": ["traitlets"],
    "ipywidgets": ["comm", "ipython", "traitlets", "widgetsnbextension"],
    "tqdm": [],
}
COURSE = ["numpy", "matplotlib", "ipywidgets", "tqdm"]
KERNELSPEC = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
KERNEL_WHEELS = {
    "piplite": ["micropip"],
    "pyodide_kernel": ["ipython", "comm", "ipykernel"],
    "ipykernel": [],
    "widgetsnbextension": [],
}
# The notebook takes the arrow keys wherever the focus is; sliders need them back.
COMMAND_MODE = ".jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite) :focus"
ARROWS = {
    "ArrowDown": "notebook:move-cursor-down",
    "ArrowUp": "notebook:move-cursor-up",
    "ArrowLeft": "notebook:move-cursor-heading-above-or-collapse",
    "ArrowRight": "notebook:move-cursor-heading-below-or-expand",
}
SHORTCUTS = [
    {"command": command, "keys": [key], "selector": COMMAND_MODE + without, **options}
    for key, command in ARROWS.items()
    for without, options in (("", {"disabled": True}), (":not([role=slider])", {}))
]
OVERRIDES = {
    # Whole notebooks in the page, so that the browser's own search finds all of it.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    "@jupyterlab/shortcuts-extension:shortcuts": {"shortcuts": SHORTCUTS},
}
# Writing a file of a type that JupyterLite does not know would hang the kernel.
PROGRESS = {"extensions": [".jsonl"], "mimeTypes": ["application/jsonl"]}
FILE_TYPES = {"jsonl": {"name": "jsonl", "fileFormat": "text", **PROGRESS}}
KEEPER = ("keeper.js", "kept.html", "versions.json")
WAITS = {"name": "nncourse-waits", "version": "1"}
WAITS["jupyterlab"] = {"_build": {"load": "waits.js", "extension": "./extension"}}


def pyodide_given():
    return os.environ.get("PYODIDE", "")


def stored_path(notebook):
    """Where a notebook of the repository stands in the in-browser file list."""
    return notebook.removeprefix("book/")


def kernel_wheels():
    folder = Path(sys.prefix, "share/jupyter/labextensions", KERNEL, "static/pypi")
    for name, depends in KERNEL_WHEELS.items():
        newest = sorted(folder.glob(f"{name}-*.whl"))[-1]
        yield name, newest.name, newest.read_bytes(), depends


def our_wheels(root):
    """(name, file name, bytes, what it depends on) of every wheel beside Pyodide's own."""
    yield from kernel_wheels()
    for name, depends in ADDED.items():
        yield name, *wheels.from_environment(name), depends
    project = tomllib.loads((root / "pyproject.toml").read_text("utf8"))["project"]
    yield "nncourse", *wheels.from_source(root / "nncourse", project["version"]), COURSE


def stage_python(root, target, workspace):
    """Fill the folder `python`: Pyodide or the way to it, our wheels, the lock file."""
    target.mkdir(parents=True)
    given = pyodide_given()
    start = (STATIC / "lite" / "start.js").read_text("utf8")
    start = start.replace("{HOME}", "" if given else pyodide.CDN)
    (target / "start.js").write_text(start, "utf8")
    extra = {}
    for name, file_name, content, depends in our_wheels(root):
        (target / file_name).write_bytes(content)
        extra[name.replace("_", "-")] = wheels.entry(name, file_name, content, depends)
    if given:
        folder = pyodide.unpacked(given, workspace)
        pyodide.host(folder, target, extra, [*PRELOADED, "nncourse"])
    else:
        (target / "course-lock.json").write_text(json.dumps(extra), "utf8")


def stage_notebooks(root, docnames, target):
    """Copy the notebooks, each stamped with the hash that tells a newer version."""
    versions = {}
    target.mkdir()
    for docname in sorted(docnames):
        source = root / f"{docname}.ipynb"
        if not source.exists():
            continue
        content = source.read_bytes()
        path = stored_path(f"{docname}.ipynb")
        versions[path] = sha256(content).hexdigest()[:12]
        notebook = json.loads(content)
        notebook["metadata"]["nncourse"] = {"version": versions[path]}
        notebook["metadata"]["kernelspec"] = KERNELSPEC  # or it would ask the reader
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(json.dumps(notebook), "utf8")
    return versions


def stage_waits(target):
    """The extension that keeps what is run until the kernel is there."""
    target.mkdir(parents=True)
    (target / "package.json").write_text(json.dumps(WAITS), "utf8")
    copyfile(STATIC / "lite" / "waits.js", target / "waits.js")


def settings(title):
    kernel = {
        "pyodideUrl": "./python/start.js",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": [*PRELOADED, "nncourse"]},
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": title,
            "fileTypes": FILE_TYPES,
            "litePluginSettings": {f"{KERNEL}:kernel": kernel},
        },
    }


def fingerprint(stage):
    """A hash of all that goes into the build."""
    total = sha256()
    for name in ("jupyterlite-core", "jupyterlite-pyodide-kernel", "jupyterlab_widgets"):
        total.update(metadata.version(name).encode())
    for path in sorted(path for path in stage.rglob("*") if path.is_file()):
        total.update(str(path.relative_to(stage)).encode() + path.read_bytes())
    return total.hexdigest()


def run_jupyterlite(stage, output):
    # A database left by an earlier build would make this one skip settings silently.
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", "."]
    command += ["--contents", "contents", "--output-dir", str(output)]
    command += ["--apps", "notebooks", "--apps", "lab"]
    command += ["--FederatedExtensionAddon.extra_labextensions_path=labextensions"]
    command += ["--no-sourcemaps", "--no-unused-shared-packages"]
    done = subprocess.run(
        command, cwd=stage, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise ExtensionError(f"jupyter lite build failed:\n{done.stdout}")
    built = json.loads((output / "jupyter-lite.json").read_text("utf8"))
    loaded = built["jupyter-config-data"]["federated_extensions"]
    if WAITS["name"] not in {extension["name"] for extension in loaded}:
        raise ExtensionError(f"jupyter lite build dropped {WAITS['name']}")
    meant = settings("")["jupyter-config-data"]["litePluginSettings"]
    for plugin, values in meant.items():
        got = built["jupyter-config-data"].get("litePluginSettings", {}).get(plugin, {})
        if any(got.get(key) != value for key, value in values.items()):
            raise ExtensionError(f"jupyter lite build dropped settings of {plugin}")


def add_ours(stage, output):
    """Python's folder, and what looks after saved copies before an app starts."""
    copytree(stage / "python", output / "python")
    for name in KEEPER:
        copyfile(stage / name, output / name)
    for app in ("notebooks", "lab"):
        page = output / app / "index.html"
        script = '<script type="module" src="../keeper.js"></script>'
        text = page.read_text("utf8").replace("<head>", f"<head>\n    {script}", 1)
        page.write_text(text, "utf8")


def build(app, failure):
    if failure or app.builder.name != "html" or not app.config.course_lite:
        return
    root, output = Path(app.confdir), Path(app.outdir, "lite")
    workspace = Path(app.outdir).parent / "lite"
    stage = workspace / "stage"
    rmtree(stage, ignore_errors=True)
    try:
        stage_python(root, stage / "python", workspace)
    except pyodide.PyodideError as problem:
        raise ExtensionError(str(problem)) from problem
    versions = stage_notebooks(root, app.env.found_docs, stage / "contents")
    stage_waits(stage / "labextensions" / WAITS["name"])
    title = app.config.html_title
    (stage / "jupyter-lite.json").write_text(json.dumps(settings(title)), "utf8")
    (stage / "overrides.json").write_text(json.dumps(OVERRIDES), "utf8")
    (stage / "versions.json").write_text(json.dumps(versions), "utf8")
    for name in ("keeper.js", "kept.html"):
        copyfile(STATIC / "lite" / name, stage / name)
    mark, stamp = fingerprint(stage), workspace / "built"
    if output.exists() and stamp.exists() and stamp.read_text() == mark:
        return
    rmtree(output, ignore_errors=True)
    LOG.info("building JupyterLite at lite/ ...")
    run_jupyterlite(stage, output)
    add_ours(stage, output)
    stamp.write_text(mark)


def setup(app):
    app.add_config_value("course_lite", True, "")
    app.connect("build-finished", build)
