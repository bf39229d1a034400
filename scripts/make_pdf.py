"""The whole book as one PDF, printed by Chromium from the built site.

    make pdf    writes _build/pdf/nncourse.pdf

The pages' articles are joined into one document in the order of the contents, so that
links between chapters stay links and page numbers run through. Figures stand at their
default choice, each with a line that says where the live one is.
"""

import os
import re
import shutil
import sys
from html import escape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build" / "html"
TARGET = ROOT / "_build" / "pdf" / "nncourse.pdf"
NOT_PRINTED = (
    ".run-bar, .before-you-go-on, .folded, .headerlink, .copybtn, script, form, noscript, "
    "[role=status]"
)
BROWSERS = "chromium", "chromium-browser", "google-chrome"
MARGINS = {"top": "18mm", "bottom": "20mm", "left": "18mm", "right": "18mm"}
FOOTER = (
    '<div style="width: 100%; text-align: center; font: 8px sans-serif">'
    '<span class="pageNumber"></span></div>'
)
SETTLED = """async () => {
    await document.fonts.ready;
    document.querySelectorAll("details").forEach((part) => (part.open = true));
}"""


def contents(toc):
    """Every page that _toc.yml names, in reading order and without its suffix."""
    if isinstance(toc, dict):
        pages = [toc[key] for key in ("root", "file") if key in toc]
        return pages + contents(list(toc.values()))
    if isinstance(toc, list):
        return [page for part in toc for page in contents(part)]
    return []


def slug(page):
    return page.replace("/", "-")


def link_target(link, page, pages):
    """A page's link as the joined document has it: an anchor, a file or an address."""
    parts = urlsplit(link)
    if parts.scheme or link.startswith("//"):
        return link
    path = urljoin(f"{page}.html", parts.path) if parts.path else f"{page}.html"
    name = path.removesuffix(".html")
    if name in pages:
        return f"#{slug(name)}" + (f"--{parts.fragment}" if parts.fragment else "")
    return path


def live_address(figure, page, title, base):
    """The line under a printed figure that says where the live one is."""
    path = f"{page}.html#{figure.get('id', '')}".rstrip("#")
    if base:
        return f'Turn this figure at <a href="{base}{path}">{escape(base + path)}</a>.'
    return f"Turn this figure on the course's site: {escape(title)} ({escape(path)})."


def article(page, pages, base):
    """(HTML, title) of a page's article, its ids and links made unique to the page."""
    soup = BeautifulSoup((SITE / f"{page}.html").read_text("utf8"), "html.parser")
    body, title = soup.find("article"), soup.h1.get_text().rstrip("#")
    for figure in body.select("figure.explore"):
        note = f'<p class="live-at">{live_address(figure, page, title, base)}</p>'
        figure.append(BeautifulSoup(note, "html.parser"))
    for part in body.select(NOT_PRINTED):
        part.decompose()
    for part in body.select("[id]"):
        if not part.find_parent("svg"):
            part["id"] = f"{slug(page)}--{part['id']}"
    for part in body.select("a[href]"):
        part["href"] = link_target(part["href"], page, pages)
    for part in body.select("img[src]"):
        part["src"] = urljoin(f"{page}.html", part["src"])
    body["id"] = slug(page)
    return str(body), title


def whole_book(base):
    """One HTML page that holds all articles under the first page's head."""
    pages = list(dict.fromkeys(contents(yaml.safe_load((ROOT / "_toc.yml").read_text()))))
    settings = yaml.safe_load((ROOT / "_config.yml").read_text())
    first = (SITE / f"{pages[0]}.html").read_text("utf8")
    to_root = re.escape("../" * pages[0].count("/"))
    head = re.sub(rf'(href|src)="{to_root}', r'\1="', first[: first.index("</head>")])
    head = re.sub(
        r"<script[^>]*course\.js[^>]*></script>", "", head
    )  # for readers' screens
    articles = [article(page, set(pages), base) for page in pages]
    entries = "".join(
        f'<li><a href="#{slug(page)}">{escape(title)}</a></li>'
        for page, (_, title) in zip(pages, articles, strict=True)
    )
    opening = f"<h1>{escape(settings['title'])}</h1><ol>{entries}</ol>"
    return (
        f'{head}</head><body class="book-print" data-default-mode="light">'
        f'<main class="bd-content"><article class="bd-article">{opening}</article>'
        + "".join(body for body, _ in articles)
        + "</main></body></html>"
    )


def print_pdf(base=""):
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise SystemExit("make pdf prints with Chromium, and none is on the PATH")
    page_file = SITE / "whole-book.html"
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    try:
        page_file.write_text(whole_book(base), "utf8")
        with sync_playwright() as playwright:
            options = {"executable_path": browser, "args": ["--no-sandbox"]}
            chromium = playwright.chromium.launch(**options)
            page = chromium.new_page(color_scheme="light")
            page.goto(page_file.as_uri(), wait_until="load", timeout=120_000)
            page.evaluate(SETTLED)
            page.pdf(
                path=TARGET,
                format="A4",
                margin=MARGINS,
                scale=0.85,
                print_background=True,
                display_header_footer=True,
                header_template="<span></span>",
                footer_template=FOOTER,
                outline=True,
                tagged=True,
            )
            chromium.close()
    finally:
        page_file.unlink(missing_ok=True)
    return TARGET


if __name__ == "__main__":
    address = os.environ.get("SITE_URL", "")
    pdf = print_pdf(address.rstrip("/") + "/" if address else "")
    sys.stdout.write(f"{pdf.relative_to(ROOT)}: {pdf.stat().st_size / 1e6:.1f} MB\n")
