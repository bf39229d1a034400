"""The Sphinx extension: with it, a plain `jupyter-book build .` gives interactive figures.

It has the kernels draw all frames, executes notebooks ahead of their turn, makes their
cache depend on the packages that they import, prints the progress of the drawing, stops
the build where a notebook fails, and adds the player to the pages that have interactive
figures. In `_config.yml`:

    sphinx:
      extra_extensions: [nncourse.explore.sphinx]
      config: {explore_packages: [nncourse]}
"""

import json
import os
import sys
import tempfile
import threading
from hashlib import sha256
from pathlib import Path

from sphinx.util import logging

from nncourse.explore import book_build
from nncourse.explore.cache_key import cache_folder, cache_key, hash_files
from nncourse.explore.frame_file import frame_file, without_frames
from nncourse.explore.page_files import PARTS, page_file, write_page_files
from nncourse.explore.page_sizes import over_budget, page_sizes, report_lines
from nncourse.explore.run_ahead import RunAhead
from nncourse.explore.setting_links import wrong_settings

logger = logging.getLogger(__name__)
CELL_TIMEOUT = 600  # seconds at least: a cell draws every frame here, and not one
# One thread a kernel: the cores are busy with one worker each already.
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def setup(app):
    environment, progress, ahead = EnvironmentVariables(), ProgressPrinter(), RunAhead()
    app.add_config_value("explore_packages", [__name__.split(".")[0]], "env")
    app.add_config_value("explore_player", "", "html")  # a new player: all are written
    app.connect("config-inited", environment.set, priority=100)
    app.connect("config-inited", configure, priority=100)
    app.connect("builder-inited", progress.start)
    app.connect("builder-inited", write_files)
    app.connect("env-before-read-docs", ahead.start)
    app.connect("source-read", ahead.wait)
    app.connect("source-read", set_notebook)
    app.connect("html-page-context", add_files)
    app.connect("build-finished", ahead.stop)
    app.connect("build-finished", progress.stop)
    app.connect("build-finished", environment.restore)
    app.connect("build-finished", report_sizes)
    return {"parallel_read_safe": False, "parallel_write_safe": True}


def configure(app, config):
    """Set the options of myst-nb, which reads them later: cache, errors, timeout."""
    key = cache_key(config.explore_packages)
    caches = config.nb_execution_cache_path or Path(app.outdir).parent / ".jupyter_cache"
    # Another path makes Sphinx read every page again, beside giving another cache.
    config.nb_execution_cache_path = str(cache_folder(key, caches))
    config.nb_execution_raise_on_error = True
    config.nb_execution_show_tb = True
    if 0 < config.nb_execution_timeout < CELL_TIMEOUT:
        config.nb_execution_timeout = CELL_TIMEOUT
    config.nb_ipywidgets_js = {}  # static pages hold no widgets and need no CDN
    config.explore_player = hash_files([], *map(page_file, PARTS))


def write_files(app):
    write_page_files(Path(app.outdir) / "_static")


def set_notebook(app, page, source):
    os.environ[book_build.NOTEBOOK] = page


class EnvironmentVariables:
    """The variables that tell kernels of the build, and their values before it."""

    names = (book_build.MODE, book_build.LOG, book_build.NOTEBOOK, *THREADS)

    def set(self, app, config):
        self.before = {name: os.environ.get(name) for name in self.names}
        os.environ[book_build.MODE] = "static"
        for name in THREADS:
            os.environ.setdefault(name, "1")

    def restore(self, app, error):
        for name, value in self.before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


class ProgressPrinter:
    """Prints, in a thread, what the kernels log of their drawing."""

    def start(self, app):
        handle, self.path = tempfile.mkstemp(suffix=".explore")
        os.close(handle)
        os.environ[book_build.LOG] = self.path
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.follow, daemon=True)
        self.thread.start()

    def stop(self, app, error):
        self.stopped.set()
        self.thread.join()
        Path(self.path).unlink(missing_ok=True)  # Sphinx ends a failed build twice

    def follow(self):
        with open(self.path, encoding="utf-8") as file:
            last = False
            while not last:
                last = self.stopped.wait(0.3)
                for line in file:
                    self.print(json.loads(line))

    def print(self, entry):
        line = "{notebook}: {figure} {done}/{of} frames, {seconds:.1f} s".format(**entry)
        if "compressed" in entry:
            logger.info("%s, %.1f kB compressed", line, entry["compressed"] / 1000)
        elif sys.stdout.isatty():
            logger.info("%s\r", line, nonl=True)
        elif entry["done"] % max(1, entry["of"] // 4) == 0:
            logger.info(line)


def add_files(app, page, template, context, doctree):
    """Load on each page the scripts and sheets of what stands on it, and no other."""
    body = context.get("body", "")
    if 'class="prediction ' in body:  # before the player: it finds its figures covered
        app.add_css_file("prediction.css")
        app.add_js_file("prediction.js", loading_method="defer", **{"data-page": page})
    if 'class="explore-controls"' in body:
        context["body"], frames = without_frames(body)
        needs = {
            "data-version": app.config.explore_player,
            "data-frames": write_frames(app, page, frame_file(frames)),
        }
        app.add_js_file("player.js", loading_method="defer", **needs)
    if '<figure class="explore' in body:
        app.add_css_file("player.css")
        for words in wrong_settings(body):
            logger.warning("%s", words, location=page)


def write_frames(app, page, text):
    """Write the script with a page's frames; its address, seen from the player."""
    name = f"frames/{page.replace('/', '-')}.js"
    path = Path(app.outdir, "_static", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return f"{name}?v={sha256(text.encode()).hexdigest()[:8]}"


def report_sizes(app, error):
    if error or app.builder.format != "html":
        return
    pages = page_sizes(app.outdir)
    for line in report_lines(pages) if pages else ():
        logger.info(line)
    for name in over_budget(pages):
        logger.warning("%s carries more than its budget for interactive figures", name)
