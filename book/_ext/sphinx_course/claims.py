"""Links among claims, made for notebooks, lead to pages on the site.

A card and the ledger name each other's notebooks, so that the links work in Jupyter; as
pages the two lie beside each other in the same way.
"""

import re

LINK = re.compile(r'(<a class="claim-[\w-]+" href="[^"#]*)\.ipynb(?=[#"])')


def link_pages(app, pagename, templatename, context, doctree):
    if "body" in context:
        context["body"] = LINK.sub(r"\1.html", context["body"])


def setup(app):
    app.connect("html-page-context", link_pages)
