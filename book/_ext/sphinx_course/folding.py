"""Folded cells: one quiet line, "code", where a cell serves the page and teaches nothing.

In the notebooks such a cell has a tag: `hide-input` where the reader wants what it shows,
`hide-cell` where code and printout only guard the prose. MyST-NB folds them; here its box
becomes a plain `details` element, below the figure that the code has drawn.
"""

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode

from .messages import MESSAGES


def put_below_output(app, doctree, docname):
    for cell in doctree.findall(nodes.container):
        cell.children.sort(key=lambda part: isinstance(part, HideCodeCellNode))


def open_folded(translator, node):
    printed = any(part.get("nb_element") == "cell_code_output" for part in node)
    words = MESSAGES["code_and_printout" if printed else "code"]
    translator.body.append(f'<details class="folded"><summary>{words}</summary>\n')


def close_folded(translator, node):
    translator.body.append("</details>\n")


def setup(app):
    app.add_node(HideCodeCellNode, override=True, html=(open_folded, close_folded))
    app.connect("doctree-resolved", put_below_output)
