"""All claims are found, each is cited, and all that the article says is tried."""

from pathlib import Path

import pytest

from nncourse.claims import claims
from nncourse.claims.catalogue import claim_named, claims_by_chapter

CHAPTERS = Path(__file__).parents[2] / "book/chapters"
THE_ARTICLE = {  # what the article states, chapter by chapter
    "01-reading-digits": {"reads-digits", "loss-falls"},
    "02-backpropagation": {"chain-rule", "against-gradient"},
    "03-vanishing-gradients": {
        "small-factors-multiply", "sigmoid-saturated", "relu-relieves"},
    "04-exploding-gradients": {
        "large-weights-large-factors", "updates-overshoot", "weights-abnormal",
        "collapse-to-nan",
        "batch-norm-tames", "lower-rate-helps"},
    "05-dead-relu-units": {
        "dead-no-gradient", "dead-stays-dead", "lower-rate-spares", "leaky-keeps-gradient"},
    "06-batch-normalisation": {"bn-stable-inputs"},
    "08-dropout": {
        "complex-overfits", "dropout-robust-features",
        "dropout-twenty-of-hundred", "dropout-exactly-twenty", "dropout-rate-zero",
        "dropout-rate-one", "dropout-usual-rates", "dropout-more-is-stronger",
        "dropout-too-strong", "dropout-prevents-over-fitting"},
}  # fmt: skip


def test_every_sentence_of_the_article_is_tried():
    tried = {
        chapter: {claim.name for claim in some if claim.source == "article"}
        for chapter, some in claims_by_chapter().items()
    }
    assert {chapter: names for chapter, names in tried.items() if names} == THE_ARTICLE


def test_more_than_twenty_claims_come_from_the_literature():
    others = "article", "this course"
    assert sum(claim.source not in others for claim in claims().values()) > 20


def test_every_chapter_of_the_book_puts_something_on_trial():
    assert list(claims_by_chapter()) == sorted(
        path.stem for path in CHAPTERS.glob("*.ipynb")
    )


@pytest.mark.parametrize("chapter", claims_by_chapter())
def test_a_chapter_cites_its_claims(chapter):
    text = (CHAPTERS / f"{chapter}.ipynb").read_text()
    for claim in claims_by_chapter()[chapter]:
        assert f'cite(\\"{claim.name}\\")' in text


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
