"""What became of the article: all claims of its own, those that fell first."""

from bs4 import BeautifulSoup

from nncourse.claims import article_in_short, claims
from nncourse.claims.standing import FAILS, standing

ITS_OWN = {name for name, claim in claims().items() if claim.source == "article"}


def test_each_of_its_claims_stands_once_and_leads_to_its_row():
    items = BeautifulSoup(article_in_short().html, "html.parser").select("li")
    names = [item.a["href"].removeprefix("claims.ipynb#claim-") for item in items]
    assert sorted(names) == sorted(ITS_OWN)
    for name, item in zip(names, items, strict=True):
        assert claims()[name].sentence == item.a.text
        assert standing(claims()[name]).sign in item.strong.text


def test_what_fell_comes_first_here_and_in_lines_of_text():
    fell = sum(standing(claims()[name]) is FAILS for name in ITS_OWN)
    signs = [line[0] for line in repr(article_in_short()).splitlines()]
    assert len(signs) == len(ITS_OWN)
    assert fell and signs[:fell] == fell * ["✕"] and "✕" not in signs[fell:]


def test_the_counts_are_those_of_the_lines():
    page = BeautifulSoup(article_in_short().html, "html.parser")
    counts = [int(span.text.split()[-1]) for span in page.select(".claim-key > span")]
    assert sum(counts) == len(ITS_OWN) and f"{len(ITS_OWN)} claims" in page.text
