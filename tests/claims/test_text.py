"""What a reader sees of a claim, in print and on the claims' page."""

import re
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

from nncourse.claims import cite, claims, entries, tally
from nncourse.claims.catalogue import claims_by_chapter
from nncourse.claims.claim import Verdict
from nncourse.claims.sources import SOURCES
from nncourse.claims.text import lines, number, place, spread, verdict

BOOK = Path(__file__).parents[2] / "book"


def test_a_claim_is_printed_with_its_limit_in_lines_of_80(monkeypatch, capsys):
    entry = {"values": [1.152, 0.96, 1.755, 2.178, 1.902], "limit": [-0.009, -0.0253]}
    monkeypatch.setattr("nncourse.claims.text.measured", lambda name: entry)
    cite("bn-statistics-lag")
    assert capsys.readouterr().out == (
        "Claim (this course): Running statistics that move slowly lag behind the network.\n"
        "Measured: loss by running statistics minus loss by the set's own, steps 10 to\n"
        "  30, moving 0.01 a step: 1.59 (0.96 to 2.18), 5 seeds\n"
        "But moving 0.1 a step: -0.02 (-0.03 to -0.01), 2 seeds\n"
        "Verdict: holds.\n"
    )


def test_a_claim_without_a_limit_has_no_line_for_it():
    starts = [line.split()[0] for line in lines("dropout-exactly-twenty")]
    assert starts == ["Claim", "Measured:", "Verdict:"]


@pytest.mark.parametrize(
    "digits, unit, value, text",
    [
        (2, "", 0.12345, "0.12"),
        (0, "%", 41.5001, "42%"),
        (1, "x", 6.94, "6.9x"),
        (1, "", 627392.0, "627,000"),
        (-1, "", 6.08e-11, "6e-11"),
    ],
)
def test_a_number_is_printed_to_the_digits_that_the_claim_asks_for(
    digits, unit, value, text
):
    assert number(SimpleNamespace(digits=digits, unit=unit), value) == text


def test_a_spread_is_mean_lowest_and_highest():
    claim = SimpleNamespace(digits=1, unit="%")
    assert spread(claim, [3.0, 1.0, 8.0]) == "4.0% (1.0% to 8.0%), 3 seeds"


@pytest.mark.parametrize(
    "kind, note, text",
    [
        (Verdict.HOLDS, "", "holds"),
        (Verdict.HOLDS, ", to the last bit", "holds, to the last bit"),
        (Verdict.FAILS, ": it grows", "fails: it grows"),
        (Verdict.HOLDS_WHEN, "the rate is low", "holds when the rate is low"),
    ],
)
def test_a_verdict_and_its_note_read_as_one_phrase(kind, note, text):
    assert verdict(SimpleNamespace(verdict=kind, note=note)) == text


def test_every_claim_is_counted_once():
    assert sum(tally().values()) == len(claims())
    assert tally()["fails"] == sum("fails" in c.verdict.value for c in claims().values())
    assert all(tally().values())


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
