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
UNPRINTED = ".run-bar, .headerlink, .copybtn, script, form, noscript, [role=status]"
BROWSERS = "chromium", "chromium-browser", "google-chrome"
MARGINS = {"top": "18mm", "bottom": "20mm", "left": "18mm", "right": "18mm"}
FOOTER = (
    '<div style="width: 100%; text-align: center; font: 8px sans-serif">'
    '<span class="pageNumber"></span></div>'
)
DRAWN = """async () => {
    await window.MathJax?.startup?.promise;
    await document.fonts.ready;
    document.querySelectorAll("details").forEach((part) => (part.open = true));
}"""


def contents(toc):
    """Every page of the contents in reading order, as `file` without its ending."""
    if isinstance(toc, dict):
        own = [toc[key] for key in ("root", "file") if key in toc]
        return own + contents(list(toc.values()))
    if isinstance(toc, list):
        return [page for part in toc for page in contents(part)]
    return []


def slug(page):
    return page.replace("/", "-")


def target_of(link, page, pages):
    """Where a link leads once all pages are one: inside, to a file of the site, or out."""
    parts = urlsplit(link)
    if parts.scheme or link.startswith("//"):
        return link
    path = urljoin(f"{page}.html", parts.path) if parts.path else f"{page}.html"
    inside = path.removesuffix(".html")
    if inside in pages:
        return f"#{slug(inside)}" + (f"--{parts.fragment}" if parts.fragment else "")
    return path


def whereabouts(figure, page, title, base):
    """The line under a figure that the reader of a printed page cannot turn."""
    place = f"{page}.html#{figure.get('id', '')}".rstrip("#")
    if base:
        return f'Turn this figure at <a href="{base}{place}">{escape(base + place)}</a>.'
    return f"Turn this figure on the course's site: {escape(title)} ({escape(place)})."


def article(page, pages, base):
    """The page's article, ready to stand among the others."""
    soup = BeautifulSoup((SITE / f"{page}.html").read_text("utf8"), "html.parser")
    body, title = soup.find("article"), soup.h1.get_text().rstrip("#")
    for figure in body.select("figure.explore"):
        note = f'<p class="live-at">{whereabouts(figure, page, title, base)}</p>'
        figure.append(BeautifulSoup(note, "html.parser"))
    for part in body.select(UNPRINTED):
        part.decompose()
    for part in body.select("[id]"):
        if not part.find_parent("svg"):
            part["id"] = f"{slug(page)}--{part['id']}"
    for part in body.select("a[href]"):
        part["href"] = target_of(part["href"], page, pages)
    for part in body.select("img[src]"):
        part["src"] = urljoin(f"{page}.html", part["src"])
    body["id"] = slug(page)
    return str(body), title


def joined(base):
    """One HTML page that holds the book."""
    pages = list(dict.fromkeys(contents(yaml.safe_load((ROOT / "_toc.yml").read_text()))))
    settings = yaml.safe_load((ROOT / "_config.yml").read_text())
    first = (SITE / f"{pages[0]}.html").read_text("utf8")
    up = re.escape("../" * pages[0].count("/"))
    head = re.sub(rf'(href|src)="{up}', r'\1="', first[: first.index("</head>")])
    bodies = [article(page, set(pages), base) for page in pages]
    lines = "".join(
        f'<li><a href="#{slug(page)}">{escape(title)}</a></li>'
        for page, (_, title) in zip(pages, bodies, strict=True)
    )
    opening = f"<h1>{escape(settings['title'])}</h1><ol>{lines}</ol>"
    return (
        f'{head}</head><body class="book-print" data-default-mode="light">'
        f'<main class="bd-content"><article class="bd-article">{opening}</article>'
        + "".join(body for body, _ in bodies)
        + "</main></body></html>"
    )


def print_pdf(base=""):
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise SystemExit("make pdf prints with Chromium, and none is on the PATH")
    page_file = SITE / "whole-book.html"
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    try:
        page_file.write_text(joined(base), "utf8")
        with sync_playwright() as playwright:
            options = {"executable_path": browser, "args": ["--no-sandbox"]}
            chromium = playwright.chromium.launch(**options)
            page = chromium.new_page(color_scheme="light")
            page.goto(page_file.as_uri(), wait_until="load", timeout=120_000)
            page.evaluate(DRAWN)
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
    made = print_pdf(address.rstrip("/") + "/" if address else "")
    sys.stdout.write(f"{made.relative_to(ROOT)}: {made.stat().st_size / 1e6:.1f} MB\n")
