"""Rewrite the notebooks in the one form that the repository stores.

Text that a cell printed stays, because nbval compares it with what the code prints today.
Figures, widgets, progress bars, execution counts and editors' metadata are removed: they
differ from machine to machine and say nothing that the numbers beside them do not.

    python scripts/clean_notebooks.py             rewrite the notebooks in book/
    python scripts/clean_notebooks.py --check     name those not clean, change nothing
    python scripts/clean_notebooks.py --execute   run them first, several at once

Paths of notebooks or folders may follow; without any, it is book/.
"""

import argparse
import hashlib
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
CELL_METADATA = ("tags", "nbgrader", "mystnb")
# A bar ends in its times, "[00:01<00:03, 5.2it/s]", and starts over with a carriage return.
PROGRESS_BAR = re.compile(r"[^\r\n]*\[\d+:\d\d[^\r\n]*\]\s*")
CELL_ID = re.compile(r"^[a-z0-9][a-z0-9-]{0,63}$")


def is_picture(output):
    """True for an image or a widget, whose text only stands in for it."""
    data = output.get("data", {})
    return any("image/" in mime or "widget-view" in mime for mime in data)


def clean_outputs(outputs):
    """The outputs that repeat from run to run, each stream joined into one."""
    cleaned, streams = [], {}
    for output in map(nbformat.from_dict, outputs):
        if is_picture(output):
            continue
        if "execution_count" in output:
            output.execution_count = None
        if "metadata" in output:
            output.metadata = {}
        if "text/plain" in output.get("data", {}):  # a page's HTML, and the same as text
            output.data.pop("text/html", None)
        if output.output_type == "stream" and output.name in streams:
            streams[output.name].text += output.text
        else:
            cleaned.append(output)
            if output.output_type == "stream":
                streams[output.name] = output
    if "stderr" in streams:
        streams["stderr"].text = PROGRESS_BAR.sub("", streams["stderr"].text).strip("\r\n")
    return [output for output in cleaned if output.get("text") != ""]


def clean(nb):
    """The notebook as the repository stores it; cell ids that are good stay as they are."""
    metadata = {"kernelspec": dict(KERNEL), "language_info": {"name": "python"}}
    cells, seen = [], set()
    for index, old in enumerate(nb.cells):
        own = {k: v for k, v in old.metadata.items() if k in CELL_METADATA and v}
        cell = {
            "cell_type": old.cell_type,
            "id": stable_id(old, index, seen),
            "metadata": own,
            "source": old.source.rstrip(),
        }
        if old.cell_type == "code":
            cell |= {"execution_count": None, "outputs": clean_outputs(old.outputs)}
        elif old.get("attachments"):
            cell["attachments"] = old.attachments
        cells.append(cell)
    return nbformat.from_dict(
        {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    )


def stable_id(cell, index, seen):
    """The cell's own id if it is well formed and unique, else a hash of its source."""
    name = cell.get("id", "")
    if not CELL_ID.match(name) or name in seen:
        text = f"{index} {cell.cell_type} {cell.source}"
        name = hashlib.sha256(text.encode()).hexdigest()[:8]
    seen.add(name)
    return name


def read(path):
    # nbformat.read would give random ids where they are missing or double; `clean` gives
    # ones that are the same each time.
    return nbformat.v4.reads(path.read_text(encoding="utf-8"))


def dump(nb):
    return nbformat.writes(nb, version=nbformat.NO_CONVERT) + "\n"


def execute(path):
    """A notebook with new outputs, run in its own folder as for a reader without points."""
    from nbclient import NotebookClient

    nb = read(path)
    folder = {"metadata": {"path": path.parent}}
    client = NotebookClient(nb, timeout=300, kernel_name="python3", resources=folder)
    with TemporaryDirectory() as empty:
        progress = os.path.join(empty, "progress.jsonl")
        client.execute(env=os.environ | {"NNCOURSE_PROGRESS": progress})
    return nb


def notebooks(paths):
    for path in paths:
        files = sorted(path.rglob("*.ipynb")) if path.is_dir() else [path]
        yield from (p for p in files if ".ipynb_checkpoints" not in p.parts)


def cleaned_text(path, run):
    """(a notebook's clean text, None), or (None, the reason why there is none)."""
    try:
        nb = execute(path) if run else read(path)
        return dump(clean(nb)), None
    except Exception as error:  # one broken notebook must not hide the state of the others
        return None, f"{type(error).__name__}: {error}"


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[Path("book")])
    parser.add_argument("--check", action="store_true", help="change nothing")
    parser.add_argument("--execute", action="store_true", help="run them first")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    args = parser.parse_args(argv)

    paths = list(notebooks(args.paths))
    with ThreadPoolExecutor(args.jobs if args.execute else 1) as pool:
        results = pool.map(lambda path: cleaned_text(path, args.execute), paths)
        failed = False
        for path, (text, problem) in zip(paths, results, strict=True):
            if problem:
                failed = True
                print(f"{path}: {problem}", file=sys.stderr)
            elif text != path.read_text(encoding="utf-8"):
                failed |= args.check
                print(f"{path}: {'not clean' if args.check else 'rewritten'}")
                if not args.check:
                    path.write_text(text, encoding="utf-8", newline="\n")
    if args.check and failed:
        print("make notebooks (or scripts/clean_notebooks.py) mends these", file=sys.stderr)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
