"""What a reader sees of the claims on their page."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from nncourse.claims import claims, entries, tally
from nncourse.claims.catalogue import claims_by_chapter
from nncourse.claims.claim import Kind, Verdict
from nncourse.claims.page import fold, place, who
from nncourse.claims.sources import SOURCES
from tests.claims.example import example

BOOK = Path(__file__).parents[2] / "book"


def test_a_fold_is_closed_and_has_the_rows_of_the_table(the_only_claim):
    claim = the_only_claim()
    soup = BeautifulSoup(fold(claim), "html.parser")
    assert not soup.details.has_attr("open")
    assert (
        soup.summary.text == "One setting changed at a time: width 4 to 10; rate 0.1 to 0.2"
    )
    assert (
        soup.p.text == "The claim holds where the number lies from 0% to 4% for every seed."
    )
    names = [(name.text, name["rowspan"]) for name in soup.select("tbody th")]
    assert names == [("width", "4"), ("rate", "2")]
    rows = [[cell.text for cell in row.select("td")] for row in soup.select("tbody tr")]
    assert len(rows) == 6
    assert rows[3] == ["20", "7.8% (7.7% to 7.9%), 3 seeds", "does not hold"]


def test_a_fold_is_one_block_of_html_whatever_a_setting_is_called(the_only_claim):
    """A blank line would end it in Markdown, and what follows would be shown as text."""
    claim = the_only_claim(
        vary={"by": [None, "<i>"]}, outside={}, along={"by": {"<i>": [3.0]}}
    )
    assert "\n\n" not in fold(claim)
    assert "<i>" not in fold(claim)


def test_a_claim_without_axes_has_no_fold(the_only_claim, monkeypatch):
    for parts, folds in (({}, 1), ({"vary": {}, "outside": {}}, 0)):
        claim = the_only_claim(**parts)
        monkeypatch.setattr(
            "nncourse.claims.page.claims_by_chapter", lambda c=claim: {1: [c]}
        )
        assert entries(1).count("<details") == folds


@pytest.mark.parametrize(
    "source, where, text",
    [
        ("he2015delving", "", "He 2015, reported"),
        ("he2015delving", "section 2.2", "He 2015, section 2.2"),
        ("article", "", "article"),
        ("this course", "", "this course"),
    ],
)
def test_a_source_that_was_not_looked_up_is_marked_so(source, where, text):
    assert who(example(source=source, where=where)) == text


def test_every_claim_is_counted_once():
    assert sum(tally().values()) == len(claims())


def test_arithmetic_is_counted_apart_from_what_was_measured(monkeypatch):
    verdicts = [*Verdict, Verdict.FAILS, Verdict.HOLDS]
    some = {str(i): example(verdict=verdict) for i, verdict in enumerate(verdicts)}
    some["by arithmetic"] = example(kind=Kind.ARITHMETIC)
    monkeypatch.setattr("nncourse.claims.page.claims", lambda: some)
    assert list(tally().values()) == [2, 1, 3, 1]


@pytest.mark.parametrize("claim", claims().values(), ids=list(claims()))
def test_the_place_of_a_measurement_is_where_one_finds_it(claim):
    module, name = place(claim.measure).rsplit(".", 1)
    assert getattr(import_module(f"nncourse.{module}"), name) is claim.measure
    assert re.match(r"chapters\.ch\d\d_\w+\.\w+$", module)


def test_the_page_shows_every_claim_once():
    text = (BOOK / "claims.ipynb").read_text()
    shown = re.findall(r'entries\(\\"([\w-]+)\\"\)', text)
    assert shown == list(claims_by_chapter())
    entered = re.findall(r"entry `([\w-]+)`\.", "\n".join(map(entries, shown)))
    assert entered == list(claims())


def test_sources_are_those_of_the_references_and_each_makes_a_claim():
    keys = re.findall(r"^@\w+\{(\w+),", (BOOK / "references.bib").read_text(), re.M)
    assert set(SOURCES) <= {"this course", *keys}
    assert set(SOURCES) == {claim.source for claim in claims().values()}


@pytest.mark.parametrize("key, name", SOURCES.items())
def test_a_source_is_named_by_its_first_author_and_year(key, name):
    """The key says both: a slip of the pen between the two is seen."""
    author_and_year = re.match(r"([a-z]+)(\d{4})", key)
    if author_and_year:
        author, year = author_and_year.groups()
        assert name.lower() == f"{author} {year}"
