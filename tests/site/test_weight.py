"""A chapter is light: what it asks for before anything is run, as a host sends it."""

import gzip
from urllib.parse import urlsplit

import pytest
import yaml
from make_pdf import ROOT, contents

CONTENTS = contents(yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8")))
CHAPTERS = [name for name in CONTENTS if "/chapters/" in name]
COMPRESSED = (".png", ".jpg", ".woff2")  # a host does not compress these again
BUDGET = 450_000
REQUESTS = 12
TO_THE_END = "scrollTo(0, document.body.scrollHeight)"


def bytes_sent(response):
    is_compressed = urlsplit(response.url).path.endswith(COMPRESSED)
    return len(response.body() if is_compressed else gzip.compress(response.body(), 6))


@pytest.fixture
def responses(open_page, address):
    """{path: response} of all that a page asks for until it is read to its end."""

    def responses(name):
        page = open_page("about:blank")
        found = []
        page.on("response", lambda response: found.append(response))
        page.goto(f"{address}/{name}.html")
        page.evaluate(TO_THE_END)
        page.wait_for_load_state("networkidle")
        return {urlsplit(r.url).path.removeprefix("/some/course/"): r for r in found}

    return responses


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_stays_within_its_budget(name, responses):
    sizes = {path: bytes_sent(response) for path, response in responses(name).items()}
    assert sum(sizes.values()) <= BUDGET, sizes
    assert len(sizes) <= REQUESTS, sizes


def test_words_are_looked_up_only_where_somebody_searches(responses):
    search = {"searchindex.js", "_static/searchtools.js", "_static/language_data.js"}
    assert not search & set(responses(CHAPTERS[0]))
    assert search <= set(responses("search"))
