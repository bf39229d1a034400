"""Claims as the site shows them: their links lead to pages, their sections have a name.

A card and the ledger name each other's notebooks, so that the links work in Jupyter; as
pages the two lie beside each other in the same way.
"""

import re

from docutils import nodes

LINK = re.compile(r'(<a class="claim-[\w-]+" href="[^"#]*)\.ipynb(?=[#"])')


def link_pages(app, pagename, templatename, context, doctree):
    if "body" in context:
        context["body"] = LINK.sub(r"\1.html", context["body"])


def name_sections(app, doctree, docname):
    """The ledger's sections get a class, for the size of their headings."""
    for section in doctree.findall(nodes.section):
        for cell in filter(lambda part: isinstance(part, nodes.container), section):
            if any('class="claim-rows' in raw.astext() for raw in cell.findall(nodes.raw)):
                section["classes"].append("claim-section")


def setup(app):
    app.connect("doctree-resolved", name_sections)
    app.connect("html-page-context", link_pages)
