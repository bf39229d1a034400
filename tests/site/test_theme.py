"""The theme's buttons work, have names and show an icon, without the theme's icon fonts."""

import pytest
from axe_playwright_python.sync_playwright import Axe

CHAPTER = "book/chapters/03-vanishing-gradients"
ICON = "element => getComputedStyle(element).maskImage"
WITHOUT_PICTURE = """() => [...document.querySelectorAll("[class*='fa-']")].filter(
    (icon) => !getComputedStyle(icon).maskImage.startsWith("url(")
).map((icon) => icon.outerHTML)"""


@pytest.fixture
def page(open_page, address):
    page = open_page(f"{address}/{CHAPTER}.html")
    page.wait_for_function("window.bootstrap")
    return page


@pytest.mark.parametrize("name", [CHAPTER, "book/intro", "book/glossary", "search"])
def test_every_icon_has_a_picture(name, open_page, address):
    page = open_page(f"{address}/{name}.html")
    assert page.evaluate(WITHOUT_PICTURE) == []


def test_the_colours_follow_the_button(page):
    button = page.get_by_role("button", name="Color mode")
    seen = set()
    for _ in range(3):
        button.click()
        seen.add(page.evaluate("document.documentElement.dataset.mode"))
        assert button.locator(".theme-switch:visible").count() == 1
    assert seen == {"light", "dark", "auto"}


def test_the_sidebar_goes_and_comes(page):
    sidebar = page.locator("#pst-primary-sidebar")
    button = page.get_by_role("button", name="Toggle primary sidebar")
    button.click()
    sidebar.wait_for(state="hidden")
    button.click()
    sidebar.wait_for(state="visible")


def test_on_a_phone_the_sidebar_opens_over_the_page(open_page, address):
    page = open_page(f"{address}/{CHAPTER}.html", viewport={"width": 390, "height": 844})
    page.wait_for_function("window.bootstrap")
    page.get_by_role("button", name="Toggle primary sidebar").click()
    chapter = page.get_by_role("link", name="Exploding gradients").first
    chapter.wait_for(state="visible")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Toggle secondary sidebar").click()
    page.get_by_role("link", name="In practice").first.wait_for(state="visible")


def test_search_opens_by_button_and_by_keys(page, address):
    page.get_by_role("button", name="Search").first.click()
    field = page.get_by_role("searchbox")
    field.wait_for()
    page.keyboard.press("Escape")
    field.wait_for(state="hidden")
    page.keyboard.press("Control+k")
    field.fill("dropout")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/search.html?q=dropout")


def test_the_notebook_is_offered_for_download(page):
    page.get_by_role("button", name="Download this page").click()
    link = page.get_by_role("link", name=".ipynb")
    assert link.get_attribute("href").endswith(f"{CHAPTER}.ipynb")
    assert page.get_by_role("button", name=".pdf").is_visible()


def test_full_screen_has_a_button(page):
    page.get_by_role("button", name="Fullscreen mode").click()
    page.wait_for_function("document.fullscreenElement")


def test_code_can_be_copied(page):
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    button = page.locator("button.copybtn").first
    assert button.locator("title").text_content() == "Copy to clipboard"
    page.evaluate("navigator.clipboard.writeText = (text) => (window.copied = text)")
    page.evaluate("document.execCommand = () => (window.copied = getSelection() + '')")
    button.scroll_into_view_if_needed()
    button.click(force=True)
    page.wait_for_function("window.copied?.includes('import')")


def test_there_is_a_way_to_the_next_page_and_back(page, address):
    page.locator("a.right-next").click()
    page.wait_for_url(f"{address}/book/exercises/03-vanishing-gradients.html")
    page.locator("a.left-prev").click()
    page.wait_for_url(f"{address}/{CHAPTER}.html")


def test_buttons_are_named_as_shown_and_stand_in_landmarks(page):
    """What axe does not count as serious, and the theme had wrong."""
    rules = ["label-content-name-mismatch", "region"]
    violations = Axe().run(page, options={"runOnly": rules}).response["violations"]
    assert [node["html"] for fault in violations for node in fault["nodes"]] == []


def test_no_pill_floats_over_a_phone_s_text(open_page, address):
    size = {"width": 390, "height": 800}
    page = open_page(f"{address}/book/chapters/01-reading-digits.html", viewport=size)
    page.mouse.wheel(0, 3000)
    page.mouse.wheel(0, -600)
    assert not page.locator("#pst-back-to-top").is_visible()


@pytest.fixture
def phone(open_page, address):
    """Chapter 2 on the narrowest phone."""
    size = {"width": 320, "height": 700}
    return open_page(f"{address}/book/chapters/02-backpropagation.html", viewport=size)


def test_names_are_whole_on_a_phone(phone):
    """Of the pages before and after, and in the table of what PyTorch calls things."""
    for link in phone.locator(".prev-next-area a").all():
        assert link.evaluate("a => a.scrollWidth <= a.clientWidth")
    row = phone.locator("#in-practice tbody tr").first.locator("td")
    here, in_pytorch = (cell.bounding_box() for cell in row.all())
    assert here["y"] + here["height"] <= in_pytorch["y"]


def test_what_scrolls_fades_at_the_edge_that_has_more(phone):
    fades = """part => ["before", "after"].map((side) =>
        parseFloat(getComputedStyle(part).getPropertyValue(`--more-${side}`)) > 0)"""
    wide = phone.locator("article pre:visible").filter(has_text="W1, b1, W2, b2").first
    assert wide.evaluate(fades) == [False, True]
    wide.evaluate("part => { part.scrollLeft = part.scrollWidth; }")
    phone.wait_for_function(f"part => String(({fades})(part)) === 'true,false'",
                            arg=wide.element_handle())  # fmt: skip
    table = phone.locator(".pst-scrollable-table-container").first
    assert table.evaluate(fades) == [False, False]
