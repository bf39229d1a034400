"""What search engines and messengers read of a page: description, title and picture.

Canonical links and pictures need the site's public address, since a messenger takes no
relative one; the environment variable SITE_URL or `html: baseurl:` gives it.
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
    properties = {
        "og:type": "article",
        "og:title": title,
        "og:site_name": app.config.html_title,
        "og:description": text,
    }
    if base := app.config.html_baseurl:
        picture = f"_static/cards/{pagename.replace('/', '-')}.png"
        draw_social_card(Path(app.outdir, picture), title, app.config.html_title)
        properties |= {
            "og:image": base + picture,
            "og:image:alt": title,
            "og:url": context["pageurl"],
        }
    tags = [
        f'<meta property="{name}" content="{escape(value)}">'
        for name, value in properties.items()
        if value
    ]
    card = "summary_large_image" if base else "summary"
    tags.append(f'<meta name="twitter:card" content="{card}">')
    if text and 'name="description"' not in context["metatags"]:
        tags.append(f'<meta name="description" content="{escape(text)}">')
    context["metatags"] += "\n" + "\n".join(tags)


def setup(app):
    app.connect("config-inited", set_base_url)
    app.connect("html-page-context", add_metadata)
