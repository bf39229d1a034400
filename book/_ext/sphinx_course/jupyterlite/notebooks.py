"""The notebooks as JupyterLite lists them, each stamped with a version."""

import json
from hashlib import sha256

EXERCISES = "exercises/"
HAND_IN = (
    "In this JupyterLab your work and your points stay in your browser. To hand in, choose "
    "*File*, then *Download*. A loop that never ends is stopped by *Kernel*, then *Restart "
    "Kernel*. What you write here and what you write on the course's own page are two "
    "copies; the points are shared."
)
KERNELSPEC = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}


def path_in_browser(notebook):
    """Where a notebook of the repository stands in the browser's list of files."""
    return notebook.removeprefix("book/")


def stage_notebooks(root, docnames, target):
    """Copy the notebooks among the pages to `target`; {path: version}, a hash of each.

    The version tells a copy that a reader saved from the site's newer notebook.
    """
    versions = {}
    target.mkdir()
    for docname in sorted(docnames):
        source = root / f"{docname}.ipynb"
        if not source.exists():
            continue
        content = source.read_bytes()
        path = path_in_browser(f"{docname}.ipynb")
        versions[path] = sha256(content).hexdigest()[:12]
        notebook = json.loads(content)
        notebook["metadata"]["nncourse"] = {"version": versions[path]}
        # With another kernel's name JupyterLite would ask the reader which one to use.
        notebook["metadata"]["kernelspec"] = KERNELSPEC
        if path.startswith(EXERCISES):
            notebook["cells"].insert(1, note(HAND_IN))
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(json.dumps(notebook), "utf8")
    return versions


def note(text):
    """A cell of text that the course's own notebook does not have."""
    return {"cell_type": "markdown", "id": "in-jupyterlab", "metadata": {}, "source": text}
