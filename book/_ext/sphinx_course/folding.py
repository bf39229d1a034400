"""Folded cells: one quiet line where a cell serves the page and teaches nothing.

In the notebooks such a cell has a tag: `hide-input` where the reader wants what it shows,
`hide-cell` where code and printout only guard the prose. MyST-NB folds them; here its box
becomes a plain `details` element, below the figure that the code has drawn, and its line
says what the code is there for.
"""

import ast

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode

from .messages import MESSAGES

# {message: how the calls begin that show the thing}
PURPOSES = {"question_code": "predict_", "figure_code": "explore", "card_code": "cite"}


def put_below_output(app, doctree, docname):
    for cell in doctree.findall(nodes.container):
        cell.children.sort(key=is_fold)
        if any(map(is_fold, cell)):
            cell["classes"].append("with-fold")
            if len(cell) == 1:
                cell["classes"].append("all-folded")


def is_fold(part):
    return isinstance(part, HideCodeCellNode)


def open_folded(translator, node):
    printed = any(part.get("nb_element") == "cell_code_output" for part in node)
    code = next((block.astext() for block in node.findall(nodes.literal_block)), "")
    words = MESSAGES[purpose(code) or ("code_and_printout" if printed else "code")]
    translator.body.append(f'<details class="folded"><summary>{words}</summary>\n')


def purpose(code):
    """The message that says what a cell's code is for; None for nothing in particular."""
    tree = ast.parse(code)
    called = [ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)]
    for message, beginning in PURPOSES.items():
        if any(name.startswith(beginning) for name in called):
            return message
    if any(isinstance(n, ast.Assert) for n in ast.walk(tree)):
        return "checking_code"
    if all(isinstance(n, ast.Import | ast.ImportFrom) for n in tree.body):
        return "imports"
    return None


def close_folded(translator, node):
    translator.body.append("</details>\n")


def setup(app):
    app.add_node(HideCodeCellNode, override=True, html=(open_folded, close_folded))
    app.connect("doctree-resolved", put_below_output)
