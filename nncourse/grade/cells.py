"""Inside the sandbox: reads a notebook's code cells, and runs them.

The notebook is parsed here and not in the grader, since a file made for it can take a
parser's time and memory. Nothing of the student's has run when it is.
"""

import ast
import json
import linecache
import re
import types

import safe_call

MAX_CELLS = 2000
MAX_CODE = 300_000  # characters in all cells together
KEPT_MAGICS = "%%time", "%%timeit", "%%capture", "%%prun"  # their cell is still Python


def read_notebook(data):
    """{"cells": [[id, source, names it binds], ...]} or {"problem": what is wrong}."""
    if not data.strip():
        return {"problem": "an empty file"}
    try:
        nb = json.loads(data)
    except (ValueError, RecursionError, MemoryError) as error:
        return {"problem": f"no notebook: {type(error).__name__}, {error}"[:200]}
    entries = nb.get("cells") if isinstance(nb, dict) else None
    if not isinstance(entries, list):
        return {"problem": "no notebook: it has no list of cells"}
    cells, total = [], 0
    for entry in entries[:MAX_CELLS]:
        source = _source_of(entry)
        total += len(source)
        if total > MAX_CODE:
            return {"problem": f"more than {MAX_CODE:,} characters of code"}
        if source.strip():
            source = without_magics(source)
            cells.append([str(entry.get("id", ""))[:100], source, defined_names(source)])
    return {"cells": cells}


def _source_of(entry):
    if not isinstance(entry, dict) or entry.get("cell_type") != "code":
        return ""
    source = entry.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return source.encode("utf-8", "replace").decode() if isinstance(source, str) else ""


def without_magics(source):
    """The source as plain Python with the same lines; magics and shell lines do nothing."""
    first_line, _, rest = source.lstrip().partition("\n")
    if first_line.startswith("%%"):
        source = "\n" + rest if first_line.split()[0] in KEPT_MAGICS else ""
    try:
        ast.parse(source)
    except SyntaxError:
        source = "\n".join(_without_magic(line) for line in source.split("\n"))
    except (ValueError, MemoryError, RecursionError):
        pass
    return source


def _without_magic(line):
    bare = line.strip()
    shell = bare[:1] in ("%", "!", "?") or re.fullmatch(r"[\w.]+\?{1,2}", bare)
    return line[: len(line) - len(line.lstrip())] + "pass" if shell else line


def defined_names(source):
    """The names that a cell binds, sorted. One with a syntax error is read line by line."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        words = (line.split() for line in source.split("\n"))
        heads = {w[1].partition("(")[0] for w in words if w[:1] == ["def"] and len(w) > 1}
        return sorted(name for name in heads if name.isidentifier())
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name) for alias in node.names}
    return sorted(names)


def run_cell(source, name, limit, namespace):
    """Outcome of one cell of plain Python, called `name` in its errors."""
    file = f"<{name}>"
    try:
        code = compile(source, file, "exec")
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
        return safe_call.Outcome(
            error=type(error).__name__,
            message=str(getattr(error, "msg", error))[:300],
            line=str(getattr(error, "text", "") or "").strip()[:200],
            lineno=getattr(error, "lineno", 0) or 0,
        )
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    run = types.FunctionType(code, namespace)
    return safe_call.call(run, (), limit, keyboard=False)
