"""Printed tables, which keep their columns where the lines of other output wrap.

Where it is too wide, such a table scrolls sideways (`static/wide_output.css`).
"""

import re

from docutils import nodes

COLUMNS = re.compile(r"\S {3,}\S")


def mark_tables(app, doctree):
    for block in doctree.findall(nodes.literal_block):
        if "output" in block["classes"] and COLUMNS.search(block.astext()):
            block["classes"].append("wide-output")


def setup(app):
    app.connect("doctree-read", mark_tables)
