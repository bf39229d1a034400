"""The notebooks' cells on the page, each under its id, which stays for good.

The page also knows which are folded, and what names each reads and defines: it need not run
a folded cell for one that reads none of its names.
"""

import dis
import json
from functools import lru_cache
from types import CodeType

import nbformat
from docutils import nodes

FOLDED = {"hide-cell", "hide-input"}
DATA = '<script type="application/json" id="cell-names">{}</script>'
READS = {"LOAD_NAME", "LOAD_GLOBAL"}


def name_cells(app, doctree):
    path = app.env.doc2path(app.env.docname)
    if not path.endswith(".ipynb"):
        return
    known, names = cells(path), {}
    for part in doctree.findall(nodes.container):
        if part.get("nb_element") == "cell_code":
            cell = known[part["cell_index"]]
            part["ids"].append(f"cell-{cell.id}")
            reads, defines = names_of(cell.source)
            names[cell.id] = {
                "reads": sorted(reads),
                "defines": sorted(defines),
                "isFolded": not FOLDED.isdisjoint(cell.metadata.get("tags", ())),
            }
    doctree.append(nodes.raw("", DATA.format(json.dumps(names)), format="html"))


@lru_cache(maxsize=4)
def cells(path):
    return nbformat.read(path, as_version=4).cells


def names_of(source):
    """(reads, defines): the names that a cell takes from those above it, or from Python
    itself, and those to which it gives a value.
    """
    defines = set()
    return read_by(compile(source, "cell", "exec"), defines), defines


def read_by(code, defines):
    """The names that code reads before it has defined them; adds to what is defined."""
    reads = set()
    for step in dis.get_instructions(code):
        if step.opname == "STORE_NAME":
            defines.add(step.argval)
        elif step.opname in READS and step.argval not in defines:
            reads.add(step.argval)
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            reads |= read_by(inner, set(defines))
    return reads


def setup(app):
    app.connect("doctree-read", name_cells)
