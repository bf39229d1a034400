"""Draws what a page's notebook hands to `explore`, with none of the build's machinery.

`python draw_figures.py NOTEBOOK OUT` runs the notebook's cells with an `explore` that
records, and writes {figure: {"start": svg, "turns": [...]}} as JSON, the figures in the
page's order. A turn is one value of one control with the others at their defaults.
"""

import json
import os
import sys
from pathlib import Path

import nbformat
import nncourse.explore
from myst_nb.core.read import read_myst_markdown_notebook
from nncourse.explore.build import identity
from nncourse.explore.choices import study_of
from nncourse.explore.draw import draw

MAX_VALUES = 3  # of a control: its ends and middle


def code_cells(path):
    text = path.read_text(encoding="utf-8")
    is_markdown = path.suffix == ".md"
    read = read_myst_markdown_notebook if is_markdown else nbformat.v4.reads
    return [cell.source for cell in read(text).cells if cell.cell_type == "code"]


def turns(study, ident):
    for control, choice in enumerate(study.choices):
        last = len(choice.values) - 1
        spread = {round(i * last / (MAX_VALUES - 1)) for i in range(MAX_VALUES)}
        for value in sorted(spread) if last >= MAX_VALUES else range(last + 1):
            point = (*study.start[:control], value, *study.start[control + 1 :])
            svg = draw(study, point, ident)
            yield {"control": control, "value": value, "svg": svg}


def figures_of(path):
    figures = {}

    def explore(figure_function, play="step", describe=None, labels=None, **choices):
        study = study_of(figure_function, play, describe, labels or {}, choices)
        ident = identity(study)
        start = draw(study, study.start, ident)
        figures[ident] = {"start": start, "turns": list(turns(study, ident))}

    nncourse.explore.explore = explore
    os.chdir(path.parent)
    sys.path.insert(0, "")
    namespace = {"__name__": "__main__"}
    for source in code_cells(path):
        exec(compile(source, path.name, "exec"), namespace)
    return figures


if __name__ == "__main__":
    notebook, out = (Path(argument).resolve() for argument in sys.argv[1:])
    out.write_text(json.dumps(figures_of(notebook)), encoding="utf-8")
