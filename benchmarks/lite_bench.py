"""Python in the page: seconds from the click to the first output, and the bytes sent.

The browser and its driver belong to the site's environment, not to this one, so `run` asks
that environment's Python to measure. It needs a site that carries Python itself.
"""

import json
import shutil
import subprocess
import sys
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks import on_the_page

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build" / "html"
NOTEBOOKS = "chapters/03-vanishing-gradients", "exercises/05-dead-relu-units"
BROWSERS = "chromium", "chromium-browser", "google-chrome"


def run(quick=False):
    """{notebook: what was measured}, or nothing and why."""
    python = ROOT / ".venv" / "bin" / "python"
    wanted = {
        "the tests' environment (make test)": ROOT / ".venv" / "test.stamp",
        "a site with Python in it (make site PYODIDE=...)": SITE
        / "lite/python/pyodide.asm.wasm",
    }
    missing = [name for name, path in wanted.items() if not path.exists()]
    if not any(map(shutil.which, BROWSERS)):
        missing.append("Chromium")
    if missing:
        print(f"Python in the page is left out, for want of {', '.join(missing)}")
        return {}
    asked = [str(python), "-m", "benchmarks.lite_bench"]
    said = subprocess.run(asked, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(said.stdout)
    for name, measured in found.items():
        print(name, measured, flush=True)
    return found


class Counting(SimpleHTTPRequestHandler):
    """Serves the site and lists the files that it sends."""

    files = []  # noqa: RUF012 - one list for all requests

    def copyfile(self, source, outputfile):
        Counting.files.append(Path(self.translate_path(self.path)))
        super().copyfile(source, outputfile)

    def log_message(self, *args):
        pass


def measured(browser, address, notebook):
    """A first visit: the notebook's page, its button, all cells, the first slider."""
    from notebook_driver import OpenNotebook

    context, before = browser.new_context(), len(Counting.files)
    page = context.new_page()
    page.goto(f"{address}/book/{notebook}.html")
    began = time.monotonic()
    page.get_by_role("link", name="Open in JupyterLab").click()
    opened_notebook = OpenNotebook(page)
    opened = time.monotonic() - began
    first, last = opened_notebook.run_all()
    found = {
        "first output after the click, s": round(opened + first, 1),
        "all cells after the click, s": round(opened + last, 1),
        "sent, MB": on_the_page.megabytes(Counting.files[before:]),
    }
    if opened_notebook.has_slider():
        found["slider to its new figure, s"] = round(opened_notebook.move_slider(), 2)
    context.close()
    return found


def main():
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(ROOT / "scripts"))
    path = next(filter(None, map(shutil.which, BROWSERS)))
    handler = partial(Counting, directory=SITE)
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        options = {"executable_path": path, "args": ["--no-sandbox", "--disable-gpu"]}
        launch = partial(playwright.chromium.launch, **options)
        address = f"http://127.0.0.1:{server.server_port}"
        keeping = partial(playwright.chromium.launch_persistent_context, **options)
        found = on_the_page.measured(keeping, address, Counting.files)
        with launch() as browser:
            found |= {name: measured(browser, address, name) for name in NOTEBOOKS}
        print(json.dumps(found))
        server.shutdown()


if __name__ == "__main__":
    main()
