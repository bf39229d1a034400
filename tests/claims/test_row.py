"""A claim's row: closed it is one line, opened it has all that was measured."""

import re
from importlib import import_module

import pytest
from bs4 import BeautifulSoup

from nncourse.claims import claims
from nncourse.claims.axes import points
from nncourse.claims.claim import Kind
from nncourse.claims.row import axes, place, row
from nncourse.claims.setting_words import ELSEWHERE, WORDS, setting_in_words
from nncourse.claims.text import lines, who
from tests.claims.example import example


def soup(text):
    return BeautifulSoup(text, "html.parser")


def test_a_row_is_closed_and_has_the_claims_address_and_one_line(the_only_claim):
    (details,) = soup(row(the_only_claim())).find_all("details")
    assert details["id"] == "claim-numbers-shrink"
    assert not details.has_attr("open")
    assert details.summary.text == "◐ holds when Numbers shrink. (this course)"


def test_a_row_opens_to_verdict_measurement_limit_settings_and_place(the_only_claim):
    claim = the_only_claim()
    details = soup(row(claim))
    assert details.select_one(".claim-verdict").text == lines(claim.name)[-1]
    told = [line.text for line in details.select(".claim-legend li")]
    assert told[:-1] == lines(claim.name)[1:-1]
    assert details.select_one(".claim-ranges").text == (
        "One setting changed at a time: units per layer 4 to 10; learning rate 0.1 to 0.2"
    )
    link = details.select_one(".claim-place a")
    assert (link.text, link["href"]) == ("numbers-shrink", "#claim-numbers-shrink")


def test_what_is_arithmetic_is_called_so_whatever_its_verdict(the_only_claim):
    details = soup(row(the_only_claim(kind=Kind.ARITHMETIC))).details
    assert details["data-standing"] == "by arithmetic"
    assert details.summary.text.startswith("= by arithmetic Numbers")
    assert details.select_one(".claim-verdict").text.startswith("Verdict: holds when")


def test_the_settings_are_a_table_with_a_row_a_value(the_only_claim):
    table = soup(axes(the_only_claim())).table
    names = [(name.text, name["rowspan"]) for name in table.select("tbody th")]
    assert names == [("units per layer", "4"), ("learning rate", "2")]
    cells = [[cell.text for cell in line.select("td")] for line in table.select("tbody tr")]
    assert len(cells) == 6
    assert cells[3] == ["20", "7.8% (7.7% to 7.9%), 3 seeds", "does not hold"]


def test_no_value_is_a_word_of_the_codes_own(the_only_claim):
    claim = the_only_claim(
        vary={"by": [None, True]}, outside={}, along={"by": {"True": [3.0]}}
    )
    table = soup(axes(claim))
    assert table.select_one(".claim-ranges").text.endswith(": by the best / yes")
    assert [row.td.text for row in table.select("tbody tr")] == ["the best", "yes"]


@pytest.mark.parametrize("claim", claims().values(), ids=list(claims()))
def test_every_setting_has_words_of_the_readers_own(claim):
    known = {*WORDS.values(), *ELSEWHERE.values()}
    names = {point.axis for point in points(claim)}
    assert {setting_in_words(claim, name) for name in names} <= known


def test_a_name_means_what_it_means_in_its_chapter():
    found = [
        setting_in_words(claims()[name], "rate")
        for name in ("loss-falls", "dropout-binomial")
    ]
    assert found == ["learning rate", "dropout rate"]


def test_a_claim_without_axes_has_no_table(the_only_claim):
    assert "<table" in row(the_only_claim())
    assert "<table" not in row(the_only_claim(vary={}, outside={}))


def test_a_row_is_one_block_of_html_whatever_a_setting_is_called(the_only_claim):
    claim = the_only_claim(
        vary={"by": [None, "<i>"]}, outside={}, along={"by": {"<i>": [3.0]}}
    )
    assert "\n\n" not in row(claim)
    assert "<i>" not in row(claim)


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


@pytest.mark.parametrize("claim", claims().values(), ids=list(claims()))
def test_the_place_of_a_measurement_is_where_one_finds_it(claim):
    module, name = place(claim.measure).rsplit(".", 1)
    assert getattr(import_module(f"nncourse.{module}"), name) is claim.measure
    assert re.match(r"chapters\.ch\d\d_\w+\.\w+$", module)
