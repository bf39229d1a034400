"""Keep the reading pages to their own host: MathJax comes along, Thebe stays out.

Sphinx would load MathJax from a content delivery network, and Jupyter Book adds scripts
that can fetch a kernel client and comment boxes. A reader of this site talks to nobody
but the host that serves it.
"""

from importlib.util import find_spec
from pathlib import Path
from shutil import copyfile, copytree

# One bundle reads TeX, draws with web fonts and writes MathML for screen readers.
BUNDLE = "tex-chtml.js"
FONTS = "output/chtml/fonts/woff-v2"
UNWANTED = ("sphinx_thebe", "sphinx_comments")


def mathjax_folder():
    """The MathJax that the `sphinx-mathjax-offline` distribution carries."""
    spec = find_spec("sphinx-mathjax-offline")
    if spec is None:
        raise RuntimeError("the build needs the package sphinx-mathjax-offline")
    return Path(spec.origin).parent / "static" / "mathjax"


def ask_nobody(app, config):
    config.nb_ipywidgets_js = {}  # widgets live in a kernel; pages carry frames instead
    config.mathjax_path = f"mathjax/{BUNDLE}"
    settings = config.mathjax3_config or {}
    # The menu makes every formula a tab stop and loads parts that are not shipped.
    config.mathjax3_config = {**settings, "options": {"enableMenu": False}}


def silence(app, config):
    """Disconnect the extensions that Jupyter Book always loads and that ask other hosts."""
    app.registry.css_files[:] = [
        (name, options) for name, options in app.registry.css_files if "thebe" not in name
    ]
    for listeners in app.events.listeners.values():
        listeners[:] = [
            listener
            for listener in listeners
            if listener.handler.__module__.split(".")[0] not in UNWANTED
        ]


def copy_mathjax(app, failure):
    if failure or app.builder.format != "html":
        return
    source, target = mathjax_folder(), Path(app.outdir, "_static", "mathjax")
    (target / FONTS).mkdir(parents=True, exist_ok=True)
    copyfile(source / BUNDLE, target / BUNDLE)
    copytree(source / FONTS, target / FONTS, dirs_exist_ok=True)


def setup(app):
    app.connect("config-inited", ask_nobody, priority=100)
    app.connect("config-inited", silence, priority=100)
    app.connect("build-finished", copy_mathjax)
