"""The ledger in a browser: short, filtered, and every claim at its own address."""

import pytest

from nncourse.claims import claims

SHOWN = ".claim-row:visible"


@pytest.fixture
def ledger(open_page, address):
    return lambda claim="", **options: open_page(
        f"{address}/book/claims.html{claim and '#claim-'}{claim}", **options
    )


@pytest.mark.parametrize("width, most", [(1280, 76), (390, 109)])  # pixels a claim
def test_the_page_is_not_long_although_it_has_a_row_for_each_claim(ledger, width, most):
    page = ledger(viewport={"width": width, "height": 900})
    assert page.locator(SHOWN).count() == len(claims())
    assert page.evaluate("document.documentElement.scrollHeight") <= most * len(claims())


def test_filters_leave_the_rows_that_fit_and_say_how_many(ledger):
    page = ledger()
    page.get_by_label("Who says it").select_option("He 2015")
    assert page.locator(SHOWN).count() == 2
    assert page.locator("h2:visible", has_text="Vanishing gradients").count() == 1
    assert page.locator("h2:visible", has_text="Dropout").count() == 0
    assert page.get_by_role("status").inner_text() == f"2 of {len(claims())} claims shown"
    page.get_by_label("Who says it").select_option("all")
    for word in ("✓ holds", "◐ holds when", "= by arithmetic"):
        page.get_by_label(word, exact=True).uncheck()
    page.get_by_label("Chapter").select_option("8 Dropout")
    words = page.locator(f"{SHOWN} .claim-badge").all_inner_texts()
    assert set(words) == {"✕ fails"}


def test_a_filtered_view_has_an_address(ledger, open_page, address):
    page = ledger()
    page.get_by_label("Chapter").select_option("8 Dropout")
    page.get_by_label("✓ holds", exact=True).uncheck()
    shown = page.get_by_role("status").inner_text()
    there = page.evaluate("location.hash")
    assert "chapter=08-dropout" in there
    page = open_page(f"{address}/book/claims.html{there}")
    assert page.get_by_role("status").inner_text() == shown
    assert not page.get_by_label("✓ holds", exact=True).is_checked()
    top = page.locator(".claim-filters").evaluate("f => f.getBoundingClientRect().top")
    assert 0 <= top < 200
    page.evaluate("location.hash = 'standing=fails'")
    page.wait_for_function(
        "document.querySelector('.claim-filters [name=chapter]').value === ''"
    )
    words = page.locator(f"{SHOWN} .claim-badge").all_inner_texts()
    assert set(words) == {"✕ fails"}


@pytest.mark.parametrize("hash", ["chapter=99", "%", "chapters=8"])
def test_an_address_that_leads_nowhere_shows_all(open_page, address, hash):
    page = open_page(f"{address}/book/claims.html#{hash}")
    assert page.locator(SHOWN).count() == len(claims())


def test_the_address_of_a_claim_opens_its_row(ledger):
    page = ledger("he-keeps")
    row = page.locator("#claim-he-keeps")
    assert row.locator(".claim-dots").is_visible()
    assert row.evaluate("row => row.getBoundingClientRect().top") < 100


def test_a_cell_of_the_map_opens_its_row_by_keyboard_even_if_it_is_filtered(ledger):
    page = ledger()
    page.get_by_label("Chapter").select_option("1 Reading digits")
    row = page.locator("#claim-he-keeps")
    cell = page.locator('.claim-cell[href="#claim-he-keeps"]')
    for _ in range(2):  # the second time the address stays as it is
        assert not row.is_visible()
        cell.focus()
        page.keyboard.press("Enter")
        row.locator(".claim-dots").wait_for()
        page.get_by_label("Chapter").select_option("2 Backpropagation")
        page.get_by_label("Chapter").select_option("1 Reading digits")


def test_without_a_script_all_rows_are_there_and_no_filter_is(ledger):
    page = ledger(java_script_enabled=False)
    assert page.locator(SHOWN).count() == len(claims())
    assert not page.locator(".claim-filters").is_visible()


def test_a_card_leads_to_its_row(open_page, address):
    page = open_page(f"{address}/book/chapters/01-reading-digits.html")
    page.locator(".claim-card a", has_text="loss-falls").click()
    page.wait_for_url("**/book/claims.html#claim-loss-falls")
    page.locator("#claim-loss-falls .claim-dots").wait_for()
