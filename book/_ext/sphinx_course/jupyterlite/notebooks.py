"""The notebooks as JupyterLite lists them, each stamped with a version."""

import json
from hashlib import sha256

from nncourse.live.bench_links import bench_page, link_to_bench

KERNELSPEC = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}


def path_in_browser(notebook):
    """Where a notebook of the repository stands in the browser's list of files."""
    return notebook.removeprefix("book/")


def stage_notebooks(root, docnames, target, site=""):
    """Copy the notebooks among the pages to `target`; {path: version}, a hash of each.

    Where the address of the site is known, they lead to its bench.

    The version tells a copy that a reader saved from the site's newer notebook.
    """
    versions = {}
    target.mkdir()
    bench = bench_page(docnames)
    for docname in sorted(docnames):
        source = root / f"{docname}.ipynb"
        if not source.exists():
            continue
        content = source.read_bytes()
        path = path_in_browser(f"{docname}.ipynb")
        versions[path] = sha256(content).hexdigest()[:12]
        text = content.decode("utf8")
        if site and bench:
            text = link_to_bench(text, f"{site}{bench}.html")
        notebook = json.loads(text)
        notebook["metadata"]["nncourse"] = {"version": versions[path]}
        # With another kernel's name JupyterLite would ask the reader which one to use.
        notebook["metadata"]["kernelspec"] = KERNELSPEC
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(json.dumps(notebook), "utf8")
    return versions
