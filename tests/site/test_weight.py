"""A chapter is light: what it asks for before anything is run, as a host sends it."""

from pathlib import PurePath
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from make_pdf import ROOT, contents

from benchmarks.weight_bench import bytes_sent, files_of

CONTENTS = contents(yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8")))
CHAPTERS = [name for name in CONTENTS if "/chapters/" in name or name == "book/closing"]
BUDGET, REQUESTS = 450_000, 14
TEXT = 90_000  # of the page itself, which comes before a first paint
TO_THE_END = "scrollTo(0, document.body.scrollHeight)"


@pytest.fixture
def asked_for(open_page, address, site):
    """The site's files that a page asks for until it is read to its end."""

    def asked_for(name):
        page = open_page("about:blank")
        urls = []
        page.on("request", lambda request: urls.append(request.url))
        page.goto(f"{address}/{name}.html")
        page.evaluate(TO_THE_END)
        page.wait_for_load_state("networkidle")
        root = PurePath(urlsplit(address).path)
        paths = [PurePath(unquote(urlsplit(url).path)) for url in urls]
        return {site.resolve() / path.relative_to(root) for path in paths}

    return asked_for


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_stays_within_its_budget(name, asked_for, site):
    sizes = {path.name: bytes_sent(path) for path in asked_for(name)}
    assert sum(sizes.values()) <= BUDGET, sizes
    assert len(sizes) <= REQUESTS, sizes


@pytest.mark.parametrize("name", CHAPTERS)
def test_what_a_first_paint_waits_for_is_short(name, site):
    page = site / f"{name}.html"
    assert bytes_sent(page) <= TEXT


def test_the_benchmark_counts_what_a_browser_asks_for(asked_for, site):
    page = site / f"{CHAPTERS[2]}.html"
    assert files_of(page, site) - asked_for(CHAPTERS[2]) <= {site / "_static/icon.svg"}
    assert asked_for(CHAPTERS[2]) <= files_of(page, site)


def test_words_are_looked_up_only_where_somebody_searches(asked_for):
    search = {"searchindex.js", "searchtools.js", "language_data.js"}
    assert not search & {path.name for path in asked_for(CHAPTERS[0])}
    assert search <= {path.name for path in asked_for("search")}
