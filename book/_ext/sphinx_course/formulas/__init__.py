"""Formulas as MathML, written while the site is built.

The browser draws them itself and says them to whoever listens, so that a page needs no
script for them, only a font (`README.md`). Their look is in `static/formulas.css`.
"""

from pathlib import Path

from docutils.nodes import SkipNode

from .mathml import mathml

FONT = Path(__file__).with_name("math.woff2")


def write_formula(translator, node):
    """A formula within a line of text."""
    translator.body.append(mathml(node.astext()))
    raise SkipNode


def write_displayed_formula(translator, node):
    """A formula on a line of its own."""
    if node.get("label"):
        raise ValueError(
            f"formulas have no numbers here, but one asks for {node['label']!r}"
        )
    place = translator.starttag(node, "div", "", CLASS="math")
    translator.body.append(f"{place}{mathml(node.astext(), display=True)}</div>\n")
    raise SkipNode


def set_renderer(app, config):
    config.html_math_renderer = "mathml"
    config.html_static_path.append(str(FONT))


def setup(app):
    inline, displayed = (write_formula, None), (write_displayed_formula, None)
    app.add_html_math_renderer("mathml", inline, displayed)
    app.connect("config-inited", set_renderer)
