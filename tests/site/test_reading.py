"""Search and the keyboard, as a reader uses them."""

import pytest

CHAPTER = "book/chapters/03-vanishing-gradients"
FOCUS = """() => {
    const element = document.activeElement, style = getComputedStyle(element);
    const rings = [style.outlineStyle, style.boxShadow];
    return [element.outerHTML.slice(0, 90), rings.some((ring) => ring !== "none")];
}"""


@pytest.fixture
def chapter(open_page, address):
    return open_page(f"{address}/{CHAPTER}.html")


@pytest.fixture
def page_from_folder(browser, proxy):
    """Without a server, the theme's search complains in the console and still works."""
    proxy.refused.clear()
    page = browser.new_page()
    yield page
    page.close()
    assert proxy.refused == []


def test_search_finds_a_word(open_page, address):
    page = open_page(f"{address}/search.html?q=gradient")
    page.locator("#search-results li a").first.wait_for(timeout=10_000)
    assert "gradient" in page.locator("#search-results").inner_text().lower()


def test_pages_and_search_work_from_a_folder(page_from_folder, site):
    page = page_from_folder
    page.goto((site / "book" / "notation.html").as_uri())
    page.wait_for_selector("math")
    page.goto((site / "search.html").as_uri() + "?q=gradient")
    page.locator("#search-results li a").first.click(timeout=10_000)
    page.locator("article h1").wait_for()
    assert page.url.startswith("file:") and "search.html" not in page.url


def test_from_a_folder_the_run_button_says_why_it_does_not_run(page_from_folder, site):
    page_from_folder.goto((site / f"{CHAPTER}.html").as_uri())
    button = page_from_folder.get_by_role("link", name="Open in JupyterLab", disabled=True)
    assert button.get_attribute("href") is None
    note = page_from_folder.locator("#" + button.get_attribute("aria-describedby"))
    assert "python -m http.server" in note.inner_text()
    button.focus()
    page_from_folder.keyboard.press("Enter")
    button.click(force=True)
    assert page_from_folder.url.endswith(f"{CHAPTER}.html")


def test_a_chapter_can_be_walked_through_by_keyboard(chapter):
    """The skip link comes first; every stop shows where it is and is not stepped over."""
    chapter.keyboard.press("Tab")
    first = chapter.evaluate("document.activeElement.textContent")
    assert first.strip().startswith("Skip")
    chapter.keyboard.press("Enter")
    stops = []
    for _ in range(12):
        chapter.keyboard.press("Tab")
        stops.append(chapter.evaluate(FOCUS))
    hidden = [html for html, has_ring in stops if not has_ring]
    assert not [html for html in hidden if not html.startswith("<body")]


def test_the_run_button_is_two_stops_away(chapter):
    """A second skip link leads to it."""
    chapter.keyboard.press("Tab")
    chapter.keyboard.press("Tab")
    chapter.keyboard.press("Enter")
    chapter.keyboard.press("Tab")
    focused = chapter.evaluate("document.activeElement.textContent")
    assert focused == "Run all"


def test_on_a_phone_wide_lines_scroll_by_keyboard(open_page, address):
    phone = {"width": 390, "height": 844}
    page = open_page(f"{address}/{CHAPTER}.html", viewport=phone)
    page.wait_for_function(
        """() => [...document.querySelectorAll("article pre")].every((pre) =>
            pre.closest("details:not([open])")
            || pre.scrollWidth <= pre.clientWidth || pre.tabIndex === 0)"""
    )
    assert page.locator("article pre[tabindex='0']").count()
