"""The ledger opens with what fell, maps all claims, and has a row for each."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from nncourse.claims import claims, fallen, overview, rows
from nncourse.claims.catalogue import chapter_title, claims_by_chapter
from nncourse.claims.claim import Kind, Verdict
from nncourse.claims.ledger import tally
from nncourse.claims.sources import SOURCES
from nncourse.claims.text import verdict
from tests.claims.example import example

BOOK = Path(__file__).parents[2] / "book"


def soup(*parts):
    return BeautifulSoup("".join(part.html for part in parts), "html.parser")


def test_arithmetic_is_counted_apart_from_what_was_measured(monkeypatch):
    verdicts = [*Verdict, Verdict.FAILS, Verdict.HOLDS]
    some = {str(i): example(verdict=verdict) for i, verdict in enumerate(verdicts)}
    some["by arithmetic"] = example(kind=Kind.ARITHMETIC)
    monkeypatch.setattr("nncourse.claims.ledger.claims", lambda: some)
    counts = {one.word: count for one, count in tally().items()}
    assert counts == {"holds": 2, "holds when": 1, "fails": 3, "by arithmetic": 1}


def test_the_fallen_are_all_claims_that_fail_each_with_its_verdict_in_full():
    items = soup(fallen()).select("li")
    failed = [c for c in claims().values() if c.verdict.value.startswith("fails")]
    assert [item.a["href"] for item in items] == [f"#claim-{c.name}" for c in failed]
    for item, claim in zip(items, failed, strict=True):
        assert claim.sentence in item.text
        words = re.sub(r"\W+", " ", verdict(claim)).strip()
        assert words in re.sub(r"\W+", " ", item.text)


def test_the_map_has_a_cell_for_each_claim_which_sign_and_name_tell_without_colour():
    page = soup(overview())
    cells = page.select("a.claim-cell")
    assert [cell["href"] for cell in cells] == [f"#claim-{name}" for name in claims()]
    for cell, claim in zip(cells, claims().values(), strict=True):
        word, sentence = cell["aria-label"].split(": ", 1)
        assert sentence == claim.sentence
        signs = {"holds": "✓", "holds when": "◐", "fails": "✕", "by arithmetic": "="}
        assert cell.text == signs[word]
    chapters = [part.text for part in page.select(".claim-chapter")]
    assert chapters == [*map(chapter_title, claims_by_chapter())]


def test_the_filters_offer_every_standing_source_and_chapter_that_a_row_has():
    form = soup(overview()).form
    assert form.has_attr("hidden"), "without a script they would do nothing"
    boxes = {box["value"] for box in form.select("input[name=standing][checked]")}
    offered = {
        name: {option["value"] for option in form.select(f"select[name={name}] option")}
        for name in ("source", "chapter")
    }
    shown = soup(*map(rows, claims_by_chapter()))
    details = shown.select(".claim-row")
    assert boxes == {row["data-standing"] for row in details}
    assert offered["source"] == {"", *(row["data-source"] for row in details)}
    assert offered["chapter"] == {
        "",
        *(c["data-chapter"] for c in shown.select("[data-chapter]")),
    }


def test_the_page_shows_every_claim_once_and_opens_with_the_fallen():
    text = (BOOK / "claims.ipynb").read_text()
    order = re.findall(r"(fallen|overview|rows)\(", text)
    assert order == ["fallen", "overview", *["rows"] * len(claims_by_chapter())]
    shown = re.findall(r'rows\(\\"([\w-]+)\\"\)', text)
    assert shown == list(claims_by_chapter())
    entered = soup(*map(rows, shown)).select(".claim-row")
    assert [row["id"] for row in entered] == [f"claim-{name}" for name in claims()]


def test_where_no_html_is_shown_the_same_is_told_in_lines():
    assert len(repr(fallen()).splitlines()) == len(soup(fallen()).select("li"))
    assert re.match(r".+\. \(.+\) ✕ fails.*\.$", repr(fallen()), re.M)
    first, *chapters = repr(overview()).splitlines()
    assert re.fullmatch(
        r"\d+ claims: holds \d+, holds when \d+, fails \d+, by .* \d+", first
    )
    assert sum(len(re.match(r"[✓◐✕=]+", line)[0]) for line in chapters) == len(claims())
    told = [line for stem in claims_by_chapter() for line in repr(rows(stem)).splitlines()]
    for line, claim in zip(told, claims().values(), strict=True):
        assert claim.sentence in line


def test_a_chapter_is_titled_by_its_number_and_name():
    assert chapter_title("05-dead-relu-units") == "5 Dead ReLU units"


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
