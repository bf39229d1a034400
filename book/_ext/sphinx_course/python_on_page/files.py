"""The script and the worker of Python on the page, and which pages load them."""

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from nncourse.live.bundle import bundle

from ..jupyterlite import pyodide
from ..jupyterlite.python import pyodide_folder
from .messages import MESSAGES

HERE = Path(__file__).parent
STATIC, CODEMIRROR = HERE / "static", HERE / "codemirror" / "codemirror.js"
SCRIPT, WORKER = "python_on_page.js", "python_worker.js"
WHEELS = "lite/python/"


def page_script():
    """The page's script; it begins with the sentences and with where Python is."""
    known = {
        "words": MESSAGES,
        "place": place(),
        "worker": address(WORKER, worker_script().encode()),
        "codemirror": address(CODEMIRROR.name, CODEMIRROR.read_bytes()),
    }
    text = bundle(STATIC / "page.js", "page")
    return f"window.pythonOnPage = {json.dumps(known)};\n{in_function(text)}"


def address(name, content):
    """A static file's, which is another one when its content changes."""
    return f"_static/{name}?v={sha256(content).hexdigest()[:8]}"


def worker_script():
    return in_function(bundle(STATIC / "worker" / "worker.js", "worker"))


def in_function(text):
    return f'(() => {{\n"use strict";\n{text}}})();\n'


def place():
    """Where Pyodide is and where the course's wheels are, seen from the site's top.

    What another host sends is used only if it has the official sums.
    """
    if pyodide_folder():
        return {"core": WHEELS, "wheels": WHEELS, "sums": {}}
    sums = {
        name: "sha256-" + b64encode(bytes.fromhex(digest)).decode()
        for name, digest in pyodide.CORE.items()
    }
    return {"core": pyodide.CDN, "wheels": WHEELS, "sums": sums}


def write_files(app, config):
    folder = Path(app.doctreedir) / "python_on_page"
    folder.mkdir(parents=True, exist_ok=True)
    files = {SCRIPT: page_script(), WORKER: worker_script()}
    for name, text in files.items():
        (folder / name).write_text(text, "utf8")
    config.python_on_page_files = "".join(files.values())
    config.html_static_path += [str(folder), str(CODEMIRROR)]


def add_files(app, pagename, templatename, context, doctree):
    if app.config.course_lite and 'id="cell-' in context.get("body", ""):
        app.add_js_file(SCRIPT, loading_method="defer")


def setup(app):
    # Other files: all pages are written, which link them by a sum.
    app.add_config_value("python_on_page_files", "", "html")
    app.connect("config-inited", write_files)
    app.connect("html-page-context", add_files)
