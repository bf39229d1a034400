"""The closing table: every fault of the clinic, its numbers from where they stand."""

import re

import pytest
from bs4 import BeautifulSoup

from nncourse.chapters.ch09_training_clinic import closing_table as table
from nncourse.chapters.ch09_training_clinic.closing_rows import HEADINGS, ROWS
from nncourse.clinic import EXAMINATIONS, FAULTS, TREATMENTS


@pytest.fixture(scope="module")
def rows():
    """The page's rows as {likely cause: {heading: its cell}}."""
    page = BeautifulSoup(table.closing_table().html, "html.parser")
    cells = [row.find_all(["th", "td"]) for row in page.select("tbody tr")]
    named = [{cell["data-head"]: cell for cell in some} for some in cells]
    return {row["likely cause"].text: row for row in named}


def test_every_fault_has_a_line_with_every_heading(rows):
    assert list(rows) == list(ROWS)
    assert rows.keys() == FAULTS.keys()
    assert all(tuple(row) == HEADINGS for row in rows.values())
    assert len(repr(table.closing_table()).splitlines()) == len(FAULTS)


def test_tests_and_treatments_have_the_clinics_names(rows):
    for row in rows.values():
        for test in re.findall(r"test: ([\w ]+)", row["what to look at"].text):
            assert test in EXAMINATIONS
        first, second = row["treatment"].text.split("; if that fails, ")
        assert {first, second} <= TREATMENTS.keys()


def test_a_row_leads_to_a_figure_and_to_the_ledger(rows):
    for row in rows.values():
        assert re.fullmatch(r"chapters/\d\d-.*\.ipynb#.*=.*", row["likely cause"].a["href"])
        assert row["where it fails"].a["href"].startswith("claims.ipynb#claim-")


def test_counts_are_the_clinics_and_percentages_the_ledgers(monkeypatch):
    counts = {"by right": 7, "cases": 9, "by wrong": 2}
    monkeypatch.setattr(table, "of_clinic", lambda: {"cured": {"sigmoid too deep": counts}})
    monkeypatch.setattr(table, "of_claim", lambda _: {"values": [71, 73], "limit": [3]})
    assert table.cured("sigmoid too deep") == "cures 7 of 9; “lower the rate” cures 2"
    assert "72%" in table.in_ledger("sigmoid too deep")
    assert "3%" in table.in_ledger("sigmoid too deep")


def test_no_number_is_typed_into_signs_and_limits():
    for row in ROWS.values():
        assert not re.search(r"\d", row.sign + row.look + row.fails)
        assert bool(row.effect) == bool(row.effect_claim) == ("{value}" in row.effect)
