"""The list of all pages for search engines, sitemap.xml, if the site's address is known."""

from html import escape
from pathlib import Path

OPENING = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
"""


def write_sitemap(app, error):
    base = app.config.html_baseurl
    if error or app.builder.name != "html" or not base:
        return
    urls = "".join(
        f"<url><loc>{escape(base + app.builder.get_target_uri(page))}</loc></url>\n"
        for page in sorted(app.env.found_docs)
    )
    Path(app.outdir, "sitemap.xml").write_text(OPENING + urls + "</urlset>\n", "utf8")


def setup(app):
    app.connect("build-finished", write_sitemap)
