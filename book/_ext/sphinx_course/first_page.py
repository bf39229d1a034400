"""What the site's bare address shows: an index.html that leads to the first page."""

from html import escape
from pathlib import Path

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<link rel="icon" href="_static/icon.svg">
<meta http-equiv="refresh" content="0; url={first}">{canonical}</head>
<body><p><a href="{first}">{title}</a></p></body></html>
"""


def write_index(app, error):
    if error or app.builder.name != "html":
        return
    first = app.builder.get_relative_uri("index", app.config.root_doc)
    base = app.config.html_baseurl
    canonical = f'<link rel="canonical" href="{base}{first}">' if base else ""
    title = escape(app.config.html_title)
    page = PAGE.format(title=title, first=first, canonical=canonical)
    Path(app.outdir, "index.html").write_text(page, "utf8")


def setup(app):
    app.connect("build-finished", write_index)
