"""A folded cell leaves one line on the page, which opens by keyboard and is not printed; an
aside leaves one under its title.
"""

import pytest

CHAPTER = "book/chapters/03-vanishing-gradients"
MOVED = """line => line.getBoundingClientRect().top
    >= line.closest(".cell").querySelector("figure").getBoundingClientRect().bottom"""
UNFOLD = "all => all.forEach((details) => (details.open = true))"
SHOWN = """() => document.querySelector("#explore-fifty-answers")
    .getBoundingClientRect().height > 0"""
WIDTHS = "[document.documentElement.scrollWidth, innerWidth]"
TOPS = """cell => [cell.previousElementSibling, cell]
    .map((each) => each.getBoundingClientRect().top)"""
LEAST_SIZE = """() => Math.min(...[...document.querySelectorAll("article pre")].map(
    (pre) => parseFloat(getComputedStyle(pre).fontSize)))"""


@pytest.fixture
def chapter(open_page, address):
    return open_page(f"{address}/{CHAPTER}.html")


def test_folded_code_is_opened_by_keyboard(chapter):
    line = chapter.locator("details.folded > summary").first
    code = chapter.locator("details.folded pre").first
    assert line.inner_text() == "imports" and not code.is_visible()
    line.focus()
    chapter.keyboard.press("Enter")
    assert code.is_visible() and "import" in code.inner_text()
    chapter.keyboard.press("Enter")
    assert not code.is_visible()


def test_a_figures_code_stands_below_it(chapter):
    line = chapter.locator(".cell:has(figure) > details.folded > summary").first
    assert line.evaluate(MOVED)


def test_a_folded_cell_says_what_it_is_there_for(chapter):
    lines = chapter.locator("details.folded > summary").all_inner_texts()
    assert set(lines) == {
        "imports",
        "code of this question",
        "code of this figure",
        "code of this card",
        "checked by code",
    }
    shown = chapter.locator(".cell:has(figure.explore) > details > summary")
    assert set(shown.all_inner_texts()) == {"code of this figure"}


def test_folded_cells_in_a_row_share_a_line_until_one_is_opened(chapter):
    second = chapter.locator(".all-folded:visible + .all-folded").first
    first_top, second_top = second.evaluate(TOPS)
    assert first_top == second_top
    second.locator("summary").first.click()
    first_top, second_top = second.evaluate(TOPS)
    assert first_top < second_top


def test_what_is_folded_is_not_printed(chapter):
    chapter.locator("details.folded > summary").nth(1).click()
    chapter.emulate_media(media="print")
    lines = chapter.locator("details.folded > summary")
    assert [lines.nth(i).is_visible() for i in range(3)] == [False, True, False]


CLOSE_ASIDES = "all => all.forEach((aside) => (aside.open = false))"


@pytest.mark.parametrize("browser", ["chromium", "firefox"], indirect=True)
def test_an_aside_is_opened_by_its_line_and_by_a_link_to_its_figure(open_page, address):
    page = open_page(f"{address}/book/chapters/08-dropout.html")
    asides = page.locator("section > details.aside")
    asides.evaluate_all(CLOSE_ASIDES)
    figure = page.locator("#explore-fifty-answers")
    assert not figure.is_visible()
    asides.filter(has=figure).locator("> summary").click()
    assert figure.is_visible()
    asides.evaluate_all(CLOSE_ASIDES)
    page.evaluate("location.hash = 'fifty-answers.image=the digit'")
    page.wait_for_function(SHOWN)
    assert figure.is_visible()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_code_is_large_enough_and_does_not_widen_the_page(width, open_page, address):
    size = {"width": width, "height": 900}
    page = open_page(f"{address}/{CHAPTER}.html", viewport=size)
    page.locator("details.folded").evaluate_all(
        "all => all.forEach((d) => (d.open = true))"
    )
    assert page.evaluate(LEAST_SIZE) >= 0.85 * 16
    content, window = page.evaluate(WIDTHS)
    assert content <= window
