"""Which packages a cell needs before it can run.

A page fetches nothing that no cell asks for: an exercise needs numpy alone, a figure
matplotlib. So a cell's imports are followed through the course's own modules without
running them. What their functions import when they are called does not count.
"""

import ast
import sys
from functools import cache
from pathlib import Path

import nncourse

HOME = Path(nncourse.__file__).parent
BESIDES = {"matplotlib", "ipywidgets", "tqdm"}  # what the course's lock has to offer


def wanted_by(source):
    """The packages, besides those that are here, that running `source` would import."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    found, queue = set(), [name for node in ast.walk(tree) for name in imported(node)]
    while queue:
        name = queue.pop()
        if name in found:
            continue
        found.add(name)
        is_loaded = name in sys.modules  # and then all that it imports is here
        if name.partition(".")[0] == HOME.name and not is_loaded:
            queue += imported_by_module(name)
    tops = {name.partition(".")[0] for name in found}
    return sorted(top for top in tops & BESIDES if top not in sys.modules)


@cache
def imported_by_module(name):
    """The modules that one of the course's own imports, and the packages it lies in."""
    names = [name.rpartition(".")[0]] if "." in name else []
    place = HOME.joinpath(*name.split(".")[1:])
    files = [place / "__init__.py", place.with_suffix(".py")]
    file = next((file for file in files if file.is_file()), None)
    if file is not None:
        names += imported(ast.parse(file.read_text(encoding="utf-8")))
    return names


def imported(node):
    """The names that a syntax tree imports outside its functions."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        for alias in node.names:  # each could be a module itself
            yield f"{node.module}.{alias.name}"
    elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        for child in ast.iter_child_nodes(node):
            yield from imported(child)
