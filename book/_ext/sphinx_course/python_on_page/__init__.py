"""Python on the page: the cells of a notebook's page are edited, run and checked there.

At build time each cell gets its id, and the page one script; nothing else is fetched before
a reader presses a button. Then one worker a page runs the Python that JupyterLite uses too,
from `lite/python/` or Pyodide's pinned CDN. `static/` holds the page's side, a module for
each concept; `static/worker/` the worker's; the kernel itself is `nncourse.page`. The style
is with the other parts', in the site's one sheet.
"""

from . import cell_names, files

__all__ = ["setup"]


def setup(app):
    cell_names.setup(app)
    files.setup(app)
