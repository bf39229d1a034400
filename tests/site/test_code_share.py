"""How much of a chapter's page is shown code and printout."""

import pytest
from make_pdf import ROOT

STEMS = sorted(path.stem for path in (ROOT / "book/chapters").glob("*.ipynb"))
# Chapter 2 is about code: its reader types a backward pass and a check of it.
ABOUT_CODE = "02-backpropagation"
MOST = 0.12

# The share of the article's height in which code or what it printed is seen. Listings in
# the prose count, lines within a sentence do not.
SHARE = """() => {
    const article = document.querySelector("article");
    const seen = [...article.querySelectorAll("div.highlight")]
        .filter((block) => block.checkVisibility());
    const height = (block) => block.getBoundingClientRect().height;
    return seen.map(height).reduce((sum, h) => sum + h, 0) / height(article);
}"""


@pytest.fixture
def share(open_page, address, report_line):
    def measure(stem):
        page = open_page(f"{address}/book/chapters/{stem}.html")
        found = page.evaluate(SHARE)
        report_line(f"{stem}: {found:.1%} of the page's height is code and printout")
        return found

    return measure


@pytest.mark.parametrize("stem", STEMS)
def test_most_of_a_chapter_is_no_code(stem, share):
    assert 0 < share(stem) < (1 if stem == ABOUT_CODE else MOST)
