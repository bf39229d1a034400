"""Collects what JupyterLite is made of in a staging folder and runs its own build."""

import json
import subprocess
import sys
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from shutil import copyfile, copytree, rmtree

from sphinx.errors import ExtensionError
from sphinx.util import logging

from . import pyodide, settings
from .bench_links import lead_to_bench
from .notebooks import stage_notebooks
from .python import stage_python

LOG = logging.getLogger(__name__)
STATIC = Path(__file__).parent / "static"
EXTENSIONS = {  # of JupyterLab: {name: its script}
    "nncourse-run-when-ready": "run_when_ready.js",
    "nncourse-say-restart": "say_restart.js",
    "nncourse-share-points": "share_points.js",
}


def build_jupyterlite(app, error):
    if error or app.builder.name != "html" or not app.config.course_lite:
        return
    output, workspace = Path(app.outdir, "lite"), Path(app.outdir).parent / "lite"
    staging, built = workspace / "staging", workspace / "built.txt"
    rmtree(staging, ignore_errors=True)
    stage(app, staging, workspace)
    digest = digest_of(staging)
    if output.exists() and built.exists() and built.read_text() == digest:
        return
    rmtree(output, ignore_errors=True)
    LOG.info("building JupyterLite at lite/ ...")
    run_jupyterlite(staging, output)
    check_settings(output)
    add_to_output(staging, output)
    built.write_text(digest)


def stage(app, staging, workspace):
    root = Path(app.confdir)
    try:
        stage_python(root, staging / "python", workspace)
    except pyodide.PyodideError as problem:
        raise ExtensionError(str(problem)) from problem
    versions = stage_notebooks(root, app.env.found_docs, staging / "contents")
    lead_to_bench(staging / "contents", app.env.found_docs, app.config.html_baseurl)
    for name, script in EXTENSIONS.items():
        stage_extension(staging / "labextensions" / name, script)
    site_settings = settings.site_settings(app.config.html_title)
    write_json(staging / "jupyter-lite.json", site_settings)
    write_json(staging / "overrides.json", settings.OVERRIDES)
    write_json(staging / "versions.json", versions)
    for name in ("saved_copies.js", "saved_copies.html"):
        copyfile(STATIC / name, staging / name)


def stage_extension(folder, script):
    """An extension of JupyterLab that is one script."""
    entry = {"_build": {"load": script, "extension": "./extension"}}
    folder.mkdir(parents=True)
    package = {"name": folder.name, "version": "1", "jupyterlab": entry}
    write_json(folder / "package.json", package)
    copyfile(STATIC / script, folder / script)


def write_json(path, content):
    path.write_text(json.dumps(content), "utf8")


def digest_of(folder):
    """A hash of the staged files and of the versions of what builds them."""
    total = sha256()
    for name in ("jupyterlite-core", "jupyterlite-pyodide-kernel", "jupyterlab_widgets"):
        total.update(metadata.version(name).encode())
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return total.hexdigest()


def run_jupyterlite(staging, output):
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", "."]
    command += ["--contents", "contents", "--output-dir", str(output)]
    command += ["--apps", "notebooks", "--apps", "lab"]
    command += ["--FederatedExtensionAddon.extra_labextensions_path=labextensions"]
    command += ["--no-sourcemaps", "--no-unused-shared-packages"]
    run = subprocess.run(
        command, cwd=staging, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if run.returncode:
        raise ExtensionError(f"jupyter lite build failed:\n{run.stdout}")


def check_settings(output):
    """JupyterLite's build drops settings without a word, so they are looked up."""
    config = json.loads((output / "jupyter-lite.json").read_text("utf8"))
    built = config["jupyter-config-data"]
    kept = {item["name"] for item in built["federated_extensions"]}
    if dropped := sorted(EXTENSIONS.keys() - kept):
        raise ExtensionError(f"jupyter lite build dropped {', '.join(dropped)}")
    for plugin, values in settings.PLUGIN_SETTINGS.items():
        found = built.get("litePluginSettings", {}).get(plugin, {})
        if any(found.get(key) != value for key, value in values.items()):
            raise ExtensionError(f"jupyter lite build dropped settings of {plugin}")


def add_to_output(staging, output):
    """Python's folder, and the script that moves outdated saved copies, in every app."""
    copytree(staging / "python", output / "python")
    for name in ("saved_copies.js", "saved_copies.html", "versions.json"):
        copyfile(staging / name, output / name)
    for app in ("notebooks", "lab"):
        page = output / app / "index.html"
        script = '<script type="module" src="../saved_copies.js"></script>'
        html = page.read_text("utf8").replace("<head>", f"<head>\n    {script}", 1)
        page.write_text(html, "utf8")
