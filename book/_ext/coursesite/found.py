"""To be found, and to be read by machines: descriptions, pictures, sitemap, 404 page.

What needs the site's public address (canonical links, the sitemap, absolute picture
addresses) appears when the environment variable SITE_URL or `html: baseurl:` names it.
"""

import os
import re
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from docutils import nodes

from .card import draw_card

LENGTH = 160  # characters of a description that search engines show
LOST = """
<h1>There is no such page</h1>
<p>The address may be old or mistyped. Start again from
<a href="{home}">the first page</a>, or <a href="{search}">search the course</a>.</p>
"""
ENTRY = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<link rel="icon" href="_static/icon.svg">
<meta http-equiv="refresh" content="0; url={home}">{canonical}</head>
<body><p><a href="{home}">{title}</a></p></body></html>
"""


def use_site_url(app, config):
    address = os.environ.get("SITE_URL") or config.html_baseurl
    config.html_baseurl = address.rstrip("/") + "/" if address else ""


def shorten(text):
    text = " ".join(text.split())
    if len(text) <= LENGTH:
        return text
    return text[: LENGTH - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def description(doctree):
    """The first paragraph of prose, formulas left out."""
    for paragraph in doctree.findall(nodes.paragraph):
        words = [
            part.astext()
            for part in paragraph.findall(nodes.Text)
            if not isinstance(part.parent, (nodes.math, nodes.raw))
        ]
        if len(text := "".join(words)) > 40:
            return shorten(text)
    return ""


def plain(markup):
    return re.sub(r"<[^>]+>", "", markup)


def add_tags(app, pagename, templatename, context, doctree):
    icon = context["pathto"]("_static/icon.svg", 1)
    context["metatags"] = context.get("metatags", "") + f'<link rel="icon" href="{icon}">'
    if doctree is None:
        return
    title, about = plain(context["title"]), description(doctree)
    picture = f"_static/cards/{pagename.replace('/', '-')}.png"
    draw_card(Path(app.outdir, picture), title, app.config.html_title)
    base = app.config.html_baseurl
    tags = {
        "og:type": "article",
        "og:title": title,
        "og:site_name": app.config.html_title,
        "og:description": about,
        "og:image": base + picture if base else context["pathto"](picture, 1),
        "og:image:alt": title,
    }
    if base:
        tags["og:url"] = context["pageurl"]
    lines = [f'<meta property="{k}" content="{escape(v)}">' for k, v in tags.items() if v]
    lines.append('<meta name="twitter:card" content="summary_large_image">')
    if 'name="description"' not in context["metatags"] and about:
        lines.append(f'<meta name="description" content="{escape(about)}">')
    context["metatags"] += "\n" + "\n".join(lines)


def lost_page(app):
    uri = app.builder.get_relative_uri
    home, search = uri("404", app.config.root_doc), uri("404", "search")
    body = LOST.format(home=home, search=search)
    yield "404", {"title": "Page not found", "body": body}, "page.html"


def anchor_lost_page(app):
    """A server shows 404.html at any depth, so its links start at the site's root."""
    page = Path(app.outdir, "404.html")
    root = urlsplit(app.config.html_baseurl).path
    relative = r'\b(href|src|action|data-content_root)="(?![#/]|[a-z]+:)(?:\./)?'
    page.write_text(re.sub(relative, rf'\1="{root}', page.read_text("utf8")), "utf8")


def write_entry(app):
    home = app.builder.get_relative_uri("index", app.config.root_doc)
    base = app.config.html_baseurl
    canonical = f'<link rel="canonical" href="{base}{home}">' if base else ""
    page = ENTRY.format(title=escape(app.config.html_title), home=home, canonical=canonical)
    Path(app.outdir, "index.html").write_text(page, "utf8")


def write_sitemap(app):
    base = app.config.html_baseurl
    places = [
        f"<url><loc>{escape(base + app.builder.get_target_uri(page))}</loc></url>"
        for page in sorted(app.env.found_docs)
    ]
    opening = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    text = '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join([opening, *places])
    Path(app.outdir, "sitemap.xml").write_text(text + "\n</urlset>\n", "utf8")


def finish(app, failure):
    if failure or app.builder.name != "html":
        return
    write_entry(app)
    if app.config.html_baseurl:
        anchor_lost_page(app)
        write_sitemap(app)


def setup(app):
    app.connect("config-inited", use_site_url)
    app.connect("html-page-context", add_tags)
    app.connect("html-collect-pages", lost_page)
    app.connect("build-finished", finish, priority=900)
