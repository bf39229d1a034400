"""The Sphinx extension: with it, a plain `jupyter-book build .` gives live figures.

It switches the kernels to drawing all frames, keeps the notebooks' cache honest about
the packages they import, shows how far the drawing is, stops the build where a notebook
fails, and adds the player to the pages that have something to turn. In `_config.yml`:

    sphinx:
      extra_extensions: [nncourse.explore.sphinx]
      config: {explore_packages: [nncourse]}
"""

import json
import os
import sys
import tempfile
import threading
from pathlib import Path

from sphinx.util import logging

from nncourse.explore import build, report
from nncourse.explore.sources import cache_for, digest_of, key_of

logger = logging.getLogger(__name__)
HERE = Path(__file__).parent
PLAYER = ("player.js", "player.css")
PATIENCE = 600  # seconds for a cell, which here draws every picture and not one
# One thread a kernel: the cores are busy with one worker each already.
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def setup(app):
    app.add_config_value("explore_packages", [__name__.split(".")[0]], "env")
    app.add_config_value("explore_key", "", "env")  # a new key: every page is read again
    app.add_config_value("explore_player", "", "html")  # a new player: all are written
    app.connect("config-inited", configure, priority=100)
    app.connect("builder-inited", listen)
    app.connect(
        "source-read", lambda app, page, source: os.environ.update({build.NOTEBOOK: page})
    )
    app.connect("html-page-context", add_player)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": False, "parallel_write_safe": True}


def configure(app, config):
    """Static mode, honest caches, no script from elsewhere; before myst-nb looks."""
    app.explore_before = dict(os.environ)
    os.environ[build.MODE] = "static"
    for name in THREADS:
        os.environ.setdefault(name, "1")
    config.explore_key = key_of(config.explore_packages)
    caches = config.nb_execution_cache_path or Path(app.outdir).parent / ".jupyter_cache"
    config.nb_execution_cache_path = str(cache_for(config.explore_key, caches))
    config.nb_execution_raise_on_error = True
    config.nb_execution_show_tb = True
    if 0 < config.nb_execution_timeout < PATIENCE:
        config.nb_execution_timeout = PATIENCE
    config.nb_ipywidgets_js = {}  # static pages hold no widgets and need no CDN
    config.explore_player = digest_of(HERE / name for name in PLAYER)
    config.html_static_path += [str(HERE / name) for name in PLAYER]


class Listener(threading.Thread):
    """Shows what the kernels tell of their drawing, as it comes."""

    def __init__(self):
        super().__init__(daemon=True)
        handle, self.path = tempfile.mkstemp(suffix=".explore")
        os.close(handle)
        self.done = threading.Event()

    def run(self):
        with open(self.path, encoding="utf-8") as log:
            while True:
                last = self.done.wait(0.3)
                for line in log:
                    self.show(json.loads(line))
                if last:
                    return

    def show(self, told):
        line = "{notebook}: {figure} {done}/{of} pictures, {seconds:.1f} s".format(**told)
        if "packed" in told:
            logger.info("%s, %.1f kB packed", line, told["packed"] / 1000)
        elif sys.stdout.isatty():
            logger.info("%s\r", line, nonl=True)
        elif told["done"] % max(1, told["of"] // 4) == 0:
            logger.info(line)

    def close(self):
        self.done.set()
        self.join()
        os.remove(self.path)


def listen(app):
    app.explore_listener = Listener()
    os.environ[build.LOG] = app.explore_listener.path
    app.explore_listener.start()


# The theme's icons would look through every picture that comes into the page, which takes
# most of the time of a turn; the icons that the page starts with are drawn all the same.
CALM_ICONS = "window.FontAwesomeConfig = { observeMutations: false };"


def add_player(app, page, template, context, doctree):
    """The player, on the pages that have something to turn and on no other."""
    if 'class="explore-controls"' in context.get("body", ""):
        app.add_js_file(None, body=CALM_ICONS)
        app.add_js_file("player.js", loading_method="defer")
    if '<figure class="explore' in context.get("body", ""):
        app.add_css_file("player.css")


def finish(app, exception):
    if hasattr(app, "explore_listener"):
        app.explore_listener.close()
    for name in (build.MODE, build.LOG, build.NOTEBOOK, *THREADS):
        os.environ.pop(name, None)
        if name in app.explore_before:
            os.environ[name] = app.explore_before[name]
    if exception is None and app.builder.format == "html":
        pages = report.weigh(app.outdir)
        for line in report.lines_of(pages) if pages else ():
            logger.info(line)
        for name in report.too_heavy(pages):
            logger.warning("%s carries more than its budget for explore figures", name)
