"""The last page: its table fits one sheet and a phone, and leads to figures at settings."""

from html import unescape

import pytest
from bs4 import BeautifulSoup

from nncourse.explore.page_sizes import figures_in
from nncourse.explore.setting_links import wrong_settings

PAGE = "book/closing.html"
SHEET = 1123 - 2 * 76  # pixels: A4 less 20 mm above and below, at 96 dots an inch
PRINTED = {"width": 660, "height": SHEET}  # and less 18 mm at each side
PHONE = {"width": 320, "height": 640}


@pytest.fixture
def table(open_page, address):
    def table(**options):
        page = open_page(f"{address}/{PAGE}", **options)
        return page.locator(".closing-table")

    return table


def test_every_row_sets_a_figure_that_its_chapter_has(site):
    page = BeautifulSoup((site / PAGE).read_text(encoding="utf-8"), "html.parser")
    links = [a["href"].split("#") for a in page.select("a.claim-figure")]
    assert links
    for chapter, setting in links:
        html = (site / "book" / unescape(chapter)).read_text(encoding="utf-8")
        assert dict(figures_in(html))
        link = f'<a href="#{setting}">'
        assert [*wrong_settings(html + link)] == [*wrong_settings(html)], chapter


def test_the_table_is_printed_on_one_sheet(table):
    shown = table(viewport=PRINTED)
    shown.page.emulate_media(media="print")
    assert 0 < shown.bounding_box()["height"] <= SHEET
    assert shown.evaluate("table => table.scrollWidth") <= PRINTED["width"]


def test_on_a_phone_a_fault_is_a_card_that_begins_with_its_name(table):
    shown = table(viewport=PHONE)
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 320
    first = shown.locator("tbody tr").first
    tops = first.locator("th, td").evaluate_all(
        "cells => cells.map((cell) => [cell.getBoundingClientRect().top, cell.textContent])"
    )
    assert min(tops)[1] == "sigmoid too deep"
    assert not shown.locator("thead").is_visible()
