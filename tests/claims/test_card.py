"""A card says what the printed lines say, and where the claim stands in the ledger."""

import pytest
from bs4 import BeautifulSoup

from nncourse.claims.card import card
from nncourse.claims.claim import Kind, Verdict
from nncourse.claims.standing import BY_ARITHMETIC, of_verdict
from nncourse.claims.text import lines


def soup(claim):
    return BeautifulSoup(card(claim.name), "html.parser")


def test_a_card_says_all_that_is_printed(the_only_claim):
    claim = the_only_claim()
    page = soup(claim)
    assert page.select_one(".claim-sentence").text == "Numbers shrink."
    assert page.select_one(".claim-verdict").text == "◐ holds when the rate is high."
    assert [line.text for line in page.select(".claim-legend li")] == [
        *lines(claim.name)[1:-1],
        "The claim counts as holding if every seed gives at most 4%.",
    ]


def test_a_card_names_its_source_with_its_section_and_leads_to_the_ledger(the_only_claim):
    claim = the_only_claim(source="he2015delving", where="section 2.2")
    head = soup(claim).select_one(".claim-head")
    assert head.span.text == "Claim: He 2015, section 2.2"
    assert head.a["href"] == "../claims.ipynb#claim-numbers-shrink"


@pytest.mark.parametrize(
    "verdict, text, note, behind",
    [
        (Verdict.HOLDS, "✓ holds", "", ""),
        (Verdict.HOLDS, "✓ holds", ", to the last bit", ", to the last bit."),
        (Verdict.FAILS, "✕ fails", ": it grows", ": it grows."),
        (Verdict.FAILS_WHEN, "✕ fails when", "the run is short", " the run is short."),
    ],
)
def test_a_verdict_is_a_sign_and_a_word_beside_its_colour(
    the_only_claim, verdict, text, note, behind
):
    page = soup(the_only_claim(verdict=verdict, note=note))
    assert page.select_one(".claim-badge").text == text
    assert of_verdict(verdict).colour in page.select_one(".claim-badge")["style"]
    assert page.select_one(".claim-verdict").text == text + behind


def test_what_is_arithmetic_is_called_so_on_its_card_too(the_only_claim):
    page = soup(the_only_claim(kind=Kind.ARITHMETIC))
    assert (
        page.select_one(".claim-verdict").text == "= by arithmetic when the rate is high."
    )
    assert BY_ARITHMETIC.colour in page.select_one(".claim-card")["style"]


def test_a_card_is_one_block_of_html_whatever_the_claim_says(the_only_claim):
    claim = the_only_claim(sentence="<i> & n < 3.", quantity="a<b", note="n < 3")
    assert "\n\n" not in card(claim.name)
    assert "<i>" not in card(claim.name)
    assert soup(claim).select_one(".claim-sentence").text == "<i> & n < 3."
