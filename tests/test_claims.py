"""The ledger keeps its word: every claim measured again, with seeds of its own."""

import re
from pathlib import Path

import pytest

from nncourse.claims import (
    MEASURED,
    SEEDS,
    claims,
    entries,
    measure_all,
    measured,
    source_name,
    spread,
)

ROOT = Path(__file__).parent.parent
CLAIMS = list(claims().values())
NEW_SEEDS = 101, 102
THE_ARTICLE = {  # what the article states, chapter by chapter
    "01": {"reads-digits", "loss-falls"},
    "02": {"chain-rule", "against-gradient"},
    "03": {"small-factors-multiply", "sigmoid-slope-quarter", "sigmoid-saturated",
           "relu-relieves"},
    "04": {"large-weights-large-factors", "updates-overshoot", "collapse-to-nan",
           "batch-norm-tames", "lower-rate-helps"},
    "05": {"dead-no-gradient", "dead-stays-dead", "lower-rate-spares",
           "leaky-keeps-gradient"},
    "08": {"dropout-twenty-of-hundred", "dropout-exactly-twenty", "dropout-rate-zero",
           "dropout-rate-one", "dropout-usual-rates", "dropout-more-is-stronger",
           "dropout-too-strong", "dropout-prevents-over-fitting"},
}  # fmt: skip
each_claim = pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)


def test_every_sentence_of_the_article_is_tried():
    tried = {}
    for claim in CLAIMS:
        if claim.source == "article":
            tried.setdefault(claim.chapter[:2], set()).add(claim.name)
    assert tried == THE_ARTICLE


def test_more_than_twenty_claims_come_from_the_literature():
    assert sum(claim.source not in ("article", "this course") for claim in CLAIMS) > 20


@each_claim
@pytest.mark.parametrize("seed", NEW_SEEDS)
def test_measurement_upholds_the_verdict(claim, seed):
    value = claim.measure(seed)
    assert claim.upholds(value), (
        f"{claim.verdict!r} needs {claim.low} to {claim.high}, got {value}"
    )


@each_claim
def test_limit_lies_beyond_the_verdict(claim):
    if claim.limit:
        value = claim.limit(NEW_SEEDS[0])
        assert not claim.upholds(value), (
            f"{claim.name}: {claim.limit_condition} gives {value}"
        )


@each_claim
def test_committed_values_uphold_the_verdict(claim):
    found = measured(claim.name)
    assert len(found["values"]) == len(SEEDS) >= 5
    assert all(map(claim.upholds, found["values"]))
    if claim.limit:
        assert len(found["limit"]) == len(SEEDS)
        assert not any(map(claim.upholds, found["limit"]))


@each_claim
def test_committed_values_are_those_of_today(claim):
    """Trainings differ in the last digits between machines, so: within twice the spread."""
    values = measured(claim.name)["values"]
    room = max(values) - min(values) + 1e-3 * max(map(abs, values)) + 10.0**-claim.digits
    assert min(values) - room <= claim.measure(SEEDS[0]) <= max(values) + room


@each_claim
def test_claim_says_who_where_and_what(claim):
    assert re.match(r"holds|fails", claim.verdict)
    assert bool(claim.limit) == bool(claim.limit_condition)
    assert claim.sentence.endswith(".") and not claim.verdict.endswith(".")
    keys = re.findall(r"^@\w+\{(\w+),", (ROOT / "book/references.bib").read_text(), re.M)
    assert claim.source in ("this course", *keys)
    assert str(len(SEEDS)) in spread(claim, measured(claim.name)["values"])


@each_claim
def test_chapter_cites_its_claim(claim):
    text = (ROOT / "book/chapters" / f"{claim.chapter}.ipynb").read_text()
    assert f'cite(\\"{claim.name}\\")' in text


def test_the_ledger_shows_every_claim_once():
    text = (ROOT / "book/claims.ipynb").read_text()
    shown = re.findall(r'entries\(\\"([\w-]+)\\"\)', text)
    assert shown == sorted({claim.chapter for claim in CLAIMS})
    for claim in CLAIMS:
        assert f"entry `{claim.name}`." in entries(claim.chapter)


@pytest.mark.parametrize(
    "source, name",
    [
        ("nielsen2015neural", "Nielsen 2015"),
        ("lecun1998efficient", "LeCun 1998"),
        ("numpytutorials", "NumPy's tutorials"),
        ("this course", "this course"),
    ],
)
def test_sources_are_spelt_as_they_spell_themselves(source, name):
    assert source_name(source) == name


def test_a_claim_that_does_not_exist_is_named_before_anything_is_measured():
    before = MEASURED.read_bytes()
    with pytest.raises(SystemExit, match=r"no claim 'relu-relievs'; .* relu-relieves"):
        measure_all(["relu-relievs"])
    assert MEASURED.read_bytes() == before
