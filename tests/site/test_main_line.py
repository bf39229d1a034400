"""A chapter's main line is short: what goes further waits in an aside."""

import pytest
from make_pdf import ROOT

STEMS = sorted(path.stem for path in (ROOT / "book/chapters").glob("0[1-8]*.ipynb"))
MOST_FIGURES = 5  # the one picture of the chapter's idea among them
MOST_CARDS = 3
MOST_WORDS = 5000  # 25 minutes at 200 a minute, beside what one does

COUNTS = """() => {
    const seen = (selector) => [...document.querySelectorAll(selector)]
        .filter((part) => part.checkVisibility());
    const words = (part) => part.textContent.split(/\\s+/).length;
    return {
        figures: seen("article figure").length,
        cards: seen("article .claim-card").length,
        words: seen("article :is(p, li)").map(words).reduce((sum, n) => sum + n, 0),
    };
}"""
CLOSE_ASIDES = """() => document.querySelectorAll("section > details.aside")
    .forEach((aside) => (aside.open = false))"""


@pytest.mark.parametrize("stem", STEMS)
def test_the_main_line_keeps_to_its_length(stem, open_page, address, report_line):
    page = open_page(f"{address}/book/chapters/{stem}.html")
    page.evaluate(CLOSE_ASIDES)
    found = page.evaluate(COUNTS)
    report_line(f"{stem}: {found}")
    assert found["figures"] <= MOST_FIGURES
    assert found["cards"] <= MOST_CARDS
    assert found["words"] <= MOST_WORDS
