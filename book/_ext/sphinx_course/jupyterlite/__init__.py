"""JupyterLite at `lite/`: the course's notebooks with Python inside the browser.

Built when the HTML is finished, and only if something that goes into it changed. With
PYODIDE (a folder or an archive) the site hosts Python itself and needs no other host;
without it, `lite/`, and nothing else, loads Python from Pyodide's pinned CDN.
"""

from .build import build_jupyterlite
from .notebooks import path_in_browser
from .python import pyodide_host

__all__ = ["path_in_browser", "pyodide_host", "setup"]


def setup(app):
    app.add_config_value("course_lite", True, "")
    app.connect("build-finished", build_jupyterlite)
