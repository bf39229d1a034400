"""Formulas: MathJax comes with the site, since pages load nothing from other hosts."""

from importlib.util import find_spec
from pathlib import Path
from shutil import copyfile, copytree

# One bundle reads TeX, draws with web fonts and writes MathML for screen readers.
BUNDLE = "tex-chtml.js"
FONTS = "output/chtml/fonts/woff-v2"


def mathjax_folder():
    """The MathJax inside the package `sphinx-mathjax-offline`."""
    spec = find_spec("sphinx-mathjax-offline")
    if spec is None:
        raise RuntimeError("the build needs the package sphinx-mathjax-offline")
    return Path(spec.origin).parent / "static" / "mathjax"


def use_local_mathjax(app, config):
    config.mathjax_path = f"mathjax/{BUNDLE}"
    settings = config.mathjax3_config or {}
    # The menu makes every formula a tab stop and loads files that are not copied.
    config.mathjax3_config = {**settings, "options": {"enableMenu": False}}


def copy_mathjax(app, error):
    if error or app.builder.format != "html":
        return
    source, target = mathjax_folder(), Path(app.outdir, "_static", "mathjax")
    (target / FONTS).mkdir(parents=True, exist_ok=True)
    copyfile(source / BUNDLE, target / BUNDLE)
    copytree(source / FONTS, target / FONTS, dirs_exist_ok=True)


def setup(app):
    app.connect("config-inited", use_local_mathjax, priority=100)
    app.connect("build-finished", copy_mathjax)
