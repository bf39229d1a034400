"""How many bytes the interactive figures add to each page of a built book.

`python -m nncourse.explore.page_sizes _build/html` prints a line a page and fails beyond
the budget: 600 kB of frames a page, as transferred with gzip, and 10 kB of script.
"""

import gzip
import json
import re
import sys
from pathlib import Path

from nncourse.explore.book_build import PAGE_BUDGET
from nncourse.explore.frame_file import frames_in
from nncourse.explore.page_files import page_file

SCRIPT_BUDGET = 10_000
FIGURE = re.compile(
    r'<figure class="explore[^>]*id="explore-([^"]*)".*?</figure>', re.DOTALL
)
FRAMES = re.compile(r'data-frames="([^"?]*)')
DATA = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)


def figures_in(html):
    """Yield (id, data) of every figure of a page; `data` is what `player.js` reads."""
    for figure in FIGURE.finditer(html):
        if data := DATA.search(figure.group()):
            yield figure.group(1), json.loads(data.group(1))


def gzipped(text):
    return len(gzip.compress(text.encode(), 6))


def page_sizes(site):
    """Bytes by page: {"figures": {id: bytes}, "frames": their sum, "page": all of it}."""
    pages = {}
    for page in sorted(Path(site).rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        if file := FRAMES.search(html):
            script = Path(site, "_static", file.group(1))
            frames = frames_in(script.read_text(encoding="utf-8"))
            pages[str(page.relative_to(site))] = {
                "figures": {name: gzipped(text) for name, text in frames.items()},
                "frames": gzipped("".join(frames.values())),
                "page": gzipped(html) + gzipped(script.read_text(encoding="utf-8")),
            }
    return pages


def script_size():
    return len(page_file("player.js").encode())


def report_lines(pages):
    """The sizes in words: a line a page, and one for the script."""
    for name, sizes in pages.items():
        each = ", ".join(f"{f} {size / 1000:.0f}" for f, size in sizes["figures"].items())
        yield (
            f"{name}: frames {sizes['frames'] / 1000:.0f} kB of {PAGE_BUDGET // 1000}"
            f" ({each}), page {sizes['page'] / 1000:.0f} kB"
        )
    yield f"player.js: {script_size() / 1000:.1f} kB of {SCRIPT_BUDGET // 1000}"


def over_budget(pages):
    """The names of the pages, and of the script, that are beyond their budget."""
    heavy = [name for name, sizes in pages.items() if sizes["frames"] > PAGE_BUDGET]
    return heavy + ["player.js"] * (script_size() > SCRIPT_BUDGET)


if __name__ == "__main__":
    pages = page_sizes(sys.argv[1])
    print(*report_lines(pages), sep="\n")
    sys.exit(f"over budget: {over_budget(pages)}" if over_budget(pages) else 0)
