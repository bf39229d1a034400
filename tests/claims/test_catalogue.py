"""All claims are found, and each is cited in its chapter."""

import re
from pathlib import Path

import pytest

from nncourse.claims import claims
from nncourse.claims.catalogue import claim_named, claims_by_chapter

CHAPTERS = Path(__file__).parents[2] / "book/chapters"
CLINIC = "09-training-clinic"


def test_more_than_twenty_claims_come_from_the_literature():
    others = "article", "this course"
    assert sum(claim.source not in others for claim in claims().values()) > 20


def test_every_chapter_of_the_book_puts_something_on_trial():
    """Chapter 9's rules are measured by the clinic; its claims stand on the last page."""
    chapters = {path.stem for path in CHAPTERS.glob("*.ipynb")}
    assert chapters - {CLINIC} <= set(claims_by_chapter()) <= chapters


@pytest.mark.parametrize("chapter", claims_by_chapter())
def test_a_chapter_shows_some_of_its_own_claims_as_cards(chapter):
    """The ledger has the rest: test_page.py."""
    pages = [CHAPTERS / f"{chapter}.ipynb"]
    if chapter == CLINIC:
        pages.append(CHAPTERS.parent / "closing.ipynb")
    text = "".join(page.read_text() for page in pages)
    cited = re.findall(r'cite\(\\"([\w-]+)\\"[,)]', text)
    own = {claim.name for claim in claims_by_chapter()[chapter]}
    assert 2 <= len(cited) == len(set(cited)) <= 4
    assert set(cited) <= own


def test_a_claim_is_found_by_its_name():
    assert claim_named("relu-relieves").name == "relu-relieves"
    with pytest.raises(ValueError, match=r"no claim 'relu-relievs'; .* relu-relieves"):
        claim_named("relu-relievs")


def test_two_claims_of_one_name_are_refused(monkeypatch):
    twice = [claim_named("relu-relieves")] * 2
    monkeypatch.setattr(
        "nncourse.claims.catalogue.claims_by_chapter", lambda: {"01": twice}
    )
    with pytest.raises(ValueError, match="two claims are called 'relu-relieves'"):
        claims.__wrapped__()


def test_a_chapters_links_to_the_ledger_name_its_claims():
    for path in CHAPTERS.glob("*.ipynb"):
        for name in re.findall(r"claims\.(?:ipynb|html)#claim-([\w-]+)", path.read_text()):
            claim_named(name)
