"""What search engines and messengers read of a page: description, title and picture.

Canonical links and absolute picture addresses need the site's public address, which the
environment variable SITE_URL or `html: baseurl:` gives.
"""

import os
import re
from html import escape
from pathlib import Path

from docutils import nodes

from .social_card import draw_social_card

MAX_DESCRIPTION = 160  # characters that search engines show
MIN_DESCRIPTION = 40  # a shorter first paragraph describes no page


def set_base_url(app, config):
    url = os.environ.get("SITE_URL") or config.html_baseurl
    config.html_baseurl = url.rstrip("/") + "/" if url else ""


def shorten(text):
    text = " ".join(text.split())
    if len(text) <= MAX_DESCRIPTION:
        return text
    return text[: MAX_DESCRIPTION - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def description(doctree):
    """The first paragraph of prose without its formulas, shortened; "" if there is none."""
    for paragraph in doctree.findall(nodes.paragraph):
        text = "".join(
            node.astext()
            for node in paragraph.findall(nodes.Text)
            if not isinstance(node.parent, (nodes.math, nodes.raw))
        )
        if len(text) > MIN_DESCRIPTION:
            return shorten(text)
    return ""


def without_markup(html):
    return re.sub(r"<[^>]+>", "", html)


def add_metadata(app, pagename, templatename, context, doctree):
    icon = context["pathto"]("_static/icon.svg", 1)
    context["metatags"] = context.get("metatags", "") + f'<link rel="icon" href="{icon}">'
    if doctree is None:
        return
    title, text = without_markup(context["title"]), description(doctree)
    picture = f"_static/cards/{pagename.replace('/', '-')}.png"
    draw_social_card(Path(app.outdir, picture), title, app.config.html_title)
    base = app.config.html_baseurl
    properties = {
        "og:type": "article",
        "og:title": title,
        "og:site_name": app.config.html_title,
        "og:description": text,
        "og:image": base + picture if base else context["pathto"](picture, 1),
        "og:image:alt": title,
        "og:url": context["pageurl"] if base else "",
    }
    tags = [
        f'<meta property="{name}" content="{escape(value)}">'
        for name, value in properties.items()
        if value
    ]
    tags.append('<meta name="twitter:card" content="summary_large_image">')
    if text and 'name="description"' not in context["metatags"]:
        tags.append(f'<meta name="description" content="{escape(text)}">')
    context["metatags"] += "\n" + "\n".join(tags)


def setup(app):
    app.connect("config-inited", set_base_url)
    app.connect("html-page-context", add_metadata)
