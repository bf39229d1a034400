"""A glossary word opens where it stands, and the glossary leads to the figures."""

import pytest
from bs4 import BeautifulSoup
from sphinx_course.glossary_figures import SEE

CHAPTER = "book/chapters/03-vanishing-gradients"
SIZES = """box => {
    const { left, right } = box.getBoundingClientRect();
    return [left >= 0, right <= document.documentElement.clientWidth];
}"""


def soup(site, page):
    return BeautifulSoup((site / f"{page}.html").read_text("utf8"), "html.parser")


def carried_words(page):
    """{anchor: definition} of the words in a page's template."""
    words = page.find(id="glossary-words").find_all("div", recursive=False)
    return {part["data-term"]: part for part in words}


def word(page, anchor="term-He-initialisation"):
    link = page.locator(f"article a[href$='#{anchor}']").first
    link.scroll_into_view_if_needed()
    return link


@pytest.fixture
def chapter(open_page, address):
    return open_page(f"{address}/{CHAPTER}.html")


@pytest.fixture(params=[390, 320])
def phone(request, open_page, address):
    size = {"width": request.param, "height": 800}
    options = {"viewport": size, "has_touch": True, "is_mobile": True}
    return open_page(f"{address}/{CHAPTER}.html", **options)


def test_pointing_at_a_word_shows_its_definition_until_one_leaves(chapter):
    word(chapter).hover()
    box = chapter.get_by_role("tooltip")
    assert "Random weights of variance" in box.inner_text()
    box.hover()
    chapter.wait_for_timeout(400)
    assert box.is_visible()
    chapter.mouse.move(640, 5)
    box.wait_for(state="hidden")


def test_by_keyboard_it_opens_on_focus_and_escape_closes_it(chapter):
    link = word(chapter)
    link.focus()
    chapter.keyboard.press("Shift+Tab")
    chapter.keyboard.press("Tab")
    box = chapter.get_by_role("tooltip")
    assert box.is_visible()
    assert link.get_attribute("aria-describedby") == box.get_attribute("id")
    chapter.keyboard.press("Escape")
    assert not box.is_visible() and link.get_attribute("aria-describedby") is None
    chapter.keyboard.press("Enter")
    chapter.wait_for_url("**/glossary.html#term-He-initialisation")


def test_the_first_tap_shows_it_and_the_second_follows_the_link(phone):
    link, box = word(phone), phone.get_by_role("tooltip")
    link.tap()
    assert "Tap the word again" in box.inner_text()
    assert all(box.evaluate(SIZES))
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    link.tap()
    phone.wait_for_url("**/glossary.html#term-He-initialisation")


def test_a_tap_elsewhere_closes_it(phone):
    word(phone).tap()
    phone.touchscreen.tap(10, 400)
    assert phone.get_by_role("tooltip").count() == 0


def test_a_page_carries_the_words_that_it_uses_and_no_others(site):
    page = soup(site, CHAPTER)
    links = page.select('article a[href*="glossary.html#term-"]')
    used = {link["href"].partition("#")[2] for link in links}
    assert used and used == set(carried_words(page))


def test_a_definition_is_the_glossarys(site):
    there = soup(site, "book/glossary").find(id="term-sigmoid").find_next("dd").p
    here = carried_words(soup(site, CHAPTER))["term-sigmoid"].p
    assert here.decode_contents() == there.decode_contents()
    assert here.find("a") is None


def test_every_word_of_the_map_leads_to_a_figure(site):
    page = soup(site, "book/glossary")
    leading = {}
    for link in page.select("dd .see-it a"):
        target, _, figure = link["href"].partition("#")
        chapter = soup(site, f"book/{target.removesuffix('.html')}")
        assert chapter.find("figure", id=figure), link["href"]
        leading[link.find_parent("dd").find_previous("dt").get_text().rstrip("#")] = figure
    assert leading == {term: f"explore-{figure}" for term, (_, figure) in SEE.items()}
