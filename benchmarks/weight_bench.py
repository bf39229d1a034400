"""What a chapter's page weighs before anything is run: requests, and bytes as a host sends
them. Counted in the built site's files; `tests/site/test_weight.py` asks a browser.
"""

import gzip
from html.parser import HTMLParser
from pathlib import Path

SITE = Path(__file__).parents[1] / "_build" / "html"
CHAPTERS = "book/chapters"
COMPRESSED = {".png", ".jpg", ".woff2"}  # a host does not compress these again
FONTS = {"math": "_static/math.woff2"}  # asked for by the first element of that name


class Page(HTMLParser):
    """`files`: what a page loads, relative to the page; `tags`: the elements it has."""

    def __init__(self, html):
        super().__init__()
        self.files, self.tags = set(), set()
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.add(tag)
        if tag == "link" and attributes.get("rel") in ("stylesheet", "icon"):
            self.files.add(attributes["href"])
        if tag in ("script", "img") and "src" in attributes:
            self.files.add(attributes["src"])
        if "data-frames" in attributes:  # of the page's figures, which their player loads
            folder = attributes["src"].rpartition("/")[0]
            self.files.add(f"{folder}/{attributes['data-frames']}")


def files_of(page, site):
    """The paths of all that a page of the site loads, its own among them."""
    parsed = Page(page.read_text(encoding="utf-8"))
    names = {name.split("?")[0] for name in parsed.files if not name.startswith("data:")}
    loaded = {(page.parent / name).resolve() for name in names}
    fonts = {site.resolve() / font for tag, font in FONTS.items() if tag in parsed.tags}
    return {page.resolve()} | loaded | fonts


def bytes_sent(path):
    content = path.read_bytes()
    return len(content if path.suffix in COMPRESSED else gzip.compress(content, 6))


def run(quick=False, tiny=False, site=SITE):
    """{chapter: kB and requests}, or nothing where no site is built."""
    weights = {}
    for page in sorted((site / CHAPTERS).glob("*.html")):
        files = files_of(page, site)
        kilobytes = sum(map(bytes_sent, files)) / 1000
        weights[page.stem] = {"kB": round(kilobytes), "requests": len(files)}
        print(page.stem, weights[page.stem], flush=True)
    if not weights:
        print("The pages' weight is left out, for want of a built site (make site)")
    return weights
