"""What cells printed: a table keeps its columns on a phone, where other lines wrap."""

import re

from docutils import nodes

COLUMNS = re.compile(r"\S {3,}\S")


def mark_columns(app, doctree):
    for block in doctree.findall(nodes.literal_block):
        if "output" in block["classes"] and COLUMNS.search(block.astext()):
            block["classes"].append("columns")


def setup(app):
    app.connect("doctree-read", mark_columns)
