"""Draws what a page's notebook hands to `explore`, with none of the build's machinery.

`python draw_figures.py NOTEBOOK OUT` runs the cells that figures come from with an
`explore` that records, and writes {figure: {"start": svg, "turns": [...]}} as JSON, the
figures in the page's order. A turn is an end of one control that is not its default, the
others at their defaults; each turn costs a training run.
"""

import json
import os
import sys
from pathlib import Path
from symtable import symtable

import nbformat
from myst_nb.core.read import read_myst_markdown_notebook

import nncourse.explore
from nncourse.explore.book_build import new_figure_id
from nncourse.explore.frame import draw_frame
from nncourse.explore.interactive_figure import interactive_figure


def code_cells(path):
    text = path.read_text(encoding="utf-8")
    is_markdown = path.suffix == ".md"
    read = read_myst_markdown_notebook if is_markdown else nbformat.v4.reads
    return [cell for cell in read(text).cells if cell.cell_type == "code"]


def figures_come_from(cells):
    """The sources of the cells whose outcome a reader sees, and of the folded ones that
    bind what these go on to use: the others check the text."""
    wanted, kept = set(), []
    for cell in reversed(cells):
        bound, used = names_in(symtable(cell.source, "cell", "exec"))
        if "hide-cell" not in cell.metadata.get("tags", ()) or bound & wanted:
            wanted = wanted - bound | used
            kept.insert(0, cell.source)
    return kept


def names_in(cell):
    """The names that a cell binds, and those that it or a function in it refers to."""
    symbols = cell.get_symbols()
    bound = {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}
    used = {s.get_name() for s in symbols if s.is_referenced()}
    return bound, used.union(*map(globals_in, cell.get_children()))


def globals_in(scope):
    used = {s.get_name() for s in scope.get_symbols() if s.is_global()}
    return used.union(*map(globals_in, scope.get_children()))


def turns(figure, ident):
    for control, choice in enumerate(figure.choices):
        last = len(choice.values) - 1
        value = 0 if choice.start == last else last
        point = (*figure.start[:control], value, *figure.start[control + 1 :])
        svg = draw_frame(figure, point, ident)
        yield {"control": control, "value": value, "svg": svg}


def pictures_of(path):
    pictures = {}

    def explore(
        figure_function, play="step", describe=None, labels=None, by_hand=False, **choices
    ):
        figure = interactive_figure(figure_function, choices, play, describe, labels)
        ident = new_figure_id(figure.name)
        start = draw_frame(figure, figure.start, ident)
        pictures[ident] = {"start": start, "turns": list(turns(figure, ident))}

    nncourse.explore.explore = explore
    os.chdir(path.parent)
    sys.path.insert(0, "")
    namespace = {"__name__": "__main__"}
    for source in figures_come_from(code_cells(path)):
        exec(compile(source, path.name, "exec"), namespace)
    return pictures


if __name__ == "__main__":
    notebook, out = (Path(argument).resolve() for argument in sys.argv[1:])
    out.write_text(json.dumps(pictures_of(notebook)), encoding="utf-8")
