"""The notebooks' cells on the page, each under its id, which stays for good.

Of the folded ones the page also has the names that they define: it need not run one for a
cell that asks for none of its names.
"""

import ast
import json
from functools import lru_cache

import nbformat
from docutils import nodes

FOLDED = {"hide-cell", "hide-input"}
DATA = '<script type="application/json" id="folded-cells">{}</script>'


def name_cells(app, doctree):
    path = app.env.doc2path(app.env.docname)
    if not path.endswith(".ipynb"):
        return
    known, folded = cells(path), {}
    for part in doctree.findall(nodes.container):
        if part.get("nb_element") == "cell_code":
            cell = known[part["cell_index"]]
            part["ids"].append(f"cell-{cell.id}")
            if FOLDED & set(cell.metadata.get("tags", [])):
                folded[cell.id] = sorted(defined_names(cell.source))
    if folded:
        doctree.append(nodes.raw("", DATA.format(json.dumps(folded)), format="html"))


@lru_cache(maxsize=4)
def cells(path):
    return nbformat.read(path, as_version=4).cells


def defined_names(source):
    """The names that a cell gives a value, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
    return names


def setup(app):
    app.connect("doctree-read", name_cells)
