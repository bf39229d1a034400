"""How much each page of a built book carries for its figures.

`python -m nncourse.explore.report _build/html` prints a line a page and fails beyond the
budget: 600 kB of frames a page as transferred with gzip, 10 kB of script.
"""

import gzip
import json
import re
import sys
from pathlib import Path

from nncourse.explore.build import PAGE_BUDGET

SCRIPT_BUDGET = 10_000
BLOCK = re.compile(
    r'<figure class="explore[^>]*id="explore-([^"]*)".*?</figure>', re.DOTALL
)
DATA = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)


def figures_in(html):
    """(id, state) of every figure of a page; the state holds choices and packed frames."""
    for block in BLOCK.finditer(html):
        data = DATA.search(block.group())
        if data:
            yield block.group(1), json.loads(data.group(1))


def transferred(text):
    return len(gzip.compress(text.encode(), 6))


def weigh(site):
    """For every page with figures: its figures' sizes, their sum, and the page's own."""
    pages = {}
    for page in sorted(Path(site).rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        figures = {ident: transferred(state["frames"]) for ident, state in figures_in(html)}
        if figures:
            frames = transferred("".join(s["frames"] for _, s in figures_in(html)))
            name = str(page.relative_to(site))
            pages[name] = {"figures": figures, "frames": frames, "page": transferred(html)}
    return pages


def script_size():
    return (Path(__file__).parent / "player.js").stat().st_size


def lines_of(pages):
    for name, sizes in pages.items():
        each = ", ".join(
            f"{ident} {size / 1000:.0f}" for ident, size in sizes["figures"].items()
        )
        yield (
            f"{name}: frames {sizes['frames'] / 1000:.0f} kB of {PAGE_BUDGET // 1000}"
            f" ({each}), page {sizes['page'] / 1000:.0f} kB"
        )
    yield f"player.js: {script_size() / 1000:.1f} kB of {SCRIPT_BUDGET // 1000}"


def too_heavy(pages):
    """The pages, or the script, beyond their budget."""
    heavy = [name for name, sizes in pages.items() if sizes["frames"] > PAGE_BUDGET]
    return heavy + ["player.js"] * (script_size() > SCRIPT_BUDGET)


if __name__ == "__main__":
    found = weigh(sys.argv[1])
    print(*lines_of(found), sep="\n")
    sys.exit(f"too heavy: {too_heavy(found)}" if too_heavy(found) else 0)
