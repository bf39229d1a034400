"""The notebooks' cells on the page, each under its id, which stays for good."""

from functools import lru_cache

import nbformat
from docutils import nodes


def name_cells(app, doctree):
    path = app.env.doc2path(app.env.docname)
    if not path.endswith(".ipynb"):
        return
    ids = cell_ids(path)
    for part in doctree.findall(nodes.container):
        if part.get("nb_element") == "cell_code":
            part["ids"].append(f"cell-{ids[part['cell_index']]}")


@lru_cache(maxsize=4)
def cell_ids(path):
    return [cell.id for cell in nbformat.read(path, as_version=4).cells]


def setup(app):
    app.connect("doctree-read", name_cells)
