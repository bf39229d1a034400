"""Draw afresh what a notebook hands to `explore`, with none of the build's machinery.

`python redraw.py NOTEBOOK OUT` writes {figure: {"start": n, "turns": [...]}} as JSON: for
each control each of its values (a dozen of them, if there are more), the others at their
defaults, with the picture that the figure function draws there. Of the notebook only the
statements run that the figures need.
"""

import ast
import json
import os
import sys
from pathlib import Path

import nbformat
from IPython.core.inputtransformer2 import TransformerManager
from myst_nb.core.read import read_myst_markdown_notebook

MOST = 12


def statements(path):
    """The top-level statements of a notebook's code cells, magics made plain."""
    text = Path(path).read_text(encoding="utf-8")
    if path.endswith(".md"):
        notebook = read_myst_markdown_notebook(text)
    else:
        notebook = nbformat.reads(text, 4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            yield from ast.parse(TransformerManager().transform_cell(cell.source)).body


def names(node, context):
    return {
        n.id
        for n in ast.walk(node)
        if isinstance(n, ast.Name) and isinstance(n.ctx, context)
    }


def gives(statement):
    """The names that a statement binds, or changes through a method, an item or a field."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {(a.asname or a.name).split(".")[0] for a in statement.names}
    given = names(statement, ast.Store)
    for node in ast.walk(statement):
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(
            node.ctx, ast.Store
        ):
            given |= names(node.value, ast.Load)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            method = node.value.func
            given |= (
                names(method.value, ast.Load)
                if isinstance(method, ast.Attribute)
                else set()
            )
    return given


def is_explore(statement):
    value = getattr(statement, "value", None)
    called = value.func if isinstance(value, ast.Call) else None
    return getattr(called, "id", getattr(called, "attr", "")) == "explore"


def needed(body):
    """The calls of explore, and before them what they need, in the notebook's order."""
    wanted, kept = set(), []
    for statement in reversed(body):
        shows = isinstance(statement, ast.Expr) and not is_explore(statement)
        prints = shows and "print" in names(statement, ast.Load)
        if is_explore(statement) or (gives(statement) & wanted and not prints):
            kept.append(statement)
            wanted |= names(statement, ast.Load)
    return kept[::-1]


def turns(study, ident, draw):
    """Each value of each control, the others at their defaults, and its picture."""
    for k, choice in enumerate(study.choices):
        count = len(choice.values)
        places = {round(j * (count - 1) / (MOST - 1)) for j in range(MOST)}
        for i in sorted(places) if count > MOST else range(count):
            point = (*study.start[:k], i, *study.start[k + 1 :])
            number = study.index(point)
            yield {
                "control": k,
                "value": i,
                "frame": number,
                "svg": draw(study, point, ident),
            }


def redrawn(path):
    import nncourse.explore
    from nncourse.explore.book_build import new_figure_id
    from nncourse.explore.frame import draw_frame
    from nncourse.explore.interactive_figure import interactive_figure

    found = {}

    def record(figure_function, play="step", describe=None, labels=None, **choices):
        study = interactive_figure(figure_function, choices, play, describe, labels)
        ident = new_figure_id(study)
        found[ident] = {
            "start": draw_frame(study, study.start, ident),
            "turns": list(turns(study, ident, draw_frame)),
        }

    nncourse.explore.explore = record
    body = needed(list(statements(path)))
    os.chdir(Path(path).parent)
    sys.path.insert(0, "")
    exec(compile(ast.Module(body, []), path, "exec"), {"__name__": "__main__"})
    return found


if __name__ == "__main__":
    source, out = (str(Path(p).resolve()) for p in sys.argv[1:])
    Path(out).write_text(json.dumps(redrawn(source)), encoding="utf-8")
