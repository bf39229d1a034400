"""The page that a server shows for an address that does not exist: 404.html.

A server shows it at any depth, so its links start at the site's root. Where that is, says
the site's public address, or else the page finds it out by itself (`find_root.js`).
"""

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


FIND_ROOT = Path(__file__).with_name("find_root.js")


def add_error_page(app):
    uri = app.builder.get_relative_uri
    body = BODY.format(first=uri("404", app.config.root_doc), search=uri("404", "search"))
    yield "404", {"title": "Page not found", "body": body}, "page.html"


def link_from_root(app, error):
    if error or app.builder.name != "html":
        return
    page = Path(app.outdir, "404.html")
    html = page.read_text("utf8")
    if base := app.config.html_baseurl:
        html = RELATIVE_LINK.sub(rf'\1="{urlsplit(base).path}', html)
    else:
        script = f"<head>\n<script>\n{FIND_ROOT.read_text('utf8')}</script>"
        html = html.replace("<head>", script, 1)
    page.write_text(html, "utf8")


def setup(app):
    app.connect("html-collect-pages", add_error_page)
    app.connect("build-finished", link_from_root)
