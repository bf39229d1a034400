"""A page is drawn once: in the reader's colours, with everything at its place."""

import re

import pytest

CHAPTER = "book/chapters/03-vanishing-gradients"
EXERCISE = "book/exercises/02-backpropagation"
PHONE = {"width": 412, "height": 823}
SHIFTS = """() => new Promise((done) => new PerformanceObserver((list) => {
    done(list.getEntries().map((shift) => [shift.value, ...shift.sources.map(
        (source) => source.node?.outerHTML?.slice(0, 80))]));
}).observe({type: "layout-shift", buffered: true}) ?? setTimeout(done, 500, []))"""
WIDE = "details.folded pre"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_paint_has_the_colours_of_the_readers_system(scheme, open_page, address):
    page = open_page("about:blank", color_scheme=scheme)
    page.route("**/site.js*", lambda route: route.fulfill(body="", status=200))
    page.goto(f"{address}/{CHAPTER}.html")
    assert page.evaluate("document.documentElement.dataset.theme") == scheme


def test_the_script_that_has_the_page_laid_out_comes_after_those_that_change_it(site):
    """Else a phone would style and lay out most of the page twice."""
    html = (site / f"{CHAPTER}.html").read_text("utf8")
    scripts = re.findall(r'<script[^>]* src="[^"]*/(\w+)\.js', html)
    assert {"course", "python_on_page", "player"} < set(scripts)
    assert scripts[-1] == "site"


@pytest.mark.parametrize("name", [CHAPTER, EXERCISE])
def test_nothing_moves_when_the_buttons_come(name, open_page, address):
    page = open_page("about:blank", viewport=PHONE)
    page.goto(f"{address}/{name}.html", wait_until="load")
    page.locator(".page-tools").wait_for()
    assert page.evaluate(SHIFTS) == []


def test_folded_code_is_measured_when_it_opens(open_page, address):
    page = open_page(f"{address}/{CHAPTER}.html", viewport=PHONE)
    page.wait_for_load_state("load")
    page.wait_for_function("document.fonts.status === 'loaded'")
    wide = page.evaluate("() => document.querySelector('details.folded pre').tabIndex")
    assert wide == -1
    page.locator("details.folded summary").first.click()
    page.wait_for_function(
        "() => document.querySelector('details.folded pre').tabIndex === 0"
    )
