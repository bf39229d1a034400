"""The page that a server shows for an address that does not exist: 404.html."""

import re
from pathlib import Path
from urllib.parse import urlsplit

BODY = """
<h1>There is no such page</h1>
<p>The address may be old or mistyped. Start again from
<a href="{first}">the first page</a>, or <a href="{search}">search the course</a>.</p>
"""
RELATIVE_LINK = re.compile(
    r'\b(href|src|action|data-content_root)="(?![#/]|[a-z]+:)(?:\./)?'
)


def add_error_page(app):
    uri = app.builder.get_relative_uri
    body = BODY.format(first=uri("404", app.config.root_doc), search=uri("404", "search"))
    yield "404", {"title": "Page not found", "body": body}, "page.html"


def link_from_root(app, error):
    """A server shows 404.html at any depth, so its links start at the site's root."""
    if error or app.builder.name != "html" or not app.config.html_baseurl:
        return
    page = Path(app.outdir, "404.html")
    root = urlsplit(app.config.html_baseurl).path
    html = RELATIVE_LINK.sub(rf'\1="{root}', page.read_text("utf8"))
    page.write_text(html, "utf8")


def setup(app):
    app.connect("html-collect-pages", add_error_page)
    app.connect("build-finished", link_from_root)
