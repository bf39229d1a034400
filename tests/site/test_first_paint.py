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
LAID_OUT = """() => [...document.querySelectorAll("article > section > section")]
    .filter((section) => section.offsetHeight > 0).length"""
NOTE_AT_FIRST_PAINT = """new PerformanceObserver(() => {
    window.atFirstPaint ??= document.documentElement.matches(".first-screen");
}).observe({type: "paint", buffered: true})"""
WHOLE = "!document.documentElement.matches('.first-screen')"
WITHOUT_THE_REST = """const later = setTimeout;
window.setTimeout = (f, ...rest) => f.name === "layOutRest" ? 0 : later(f, ...rest)"""
WIDE = "details.folded pre"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_paint_has_the_colours_of_the_readers_system(scheme, open_page, address):
    page = open_page("about:blank", color_scheme=scheme)
    page.route("**/site.js*", lambda route: route.fulfill(body="", status=200))
    page.goto(f"{address}/{CHAPTER}.html")
    assert page.evaluate("document.documentElement.dataset.theme") == scheme


def test_the_script_that_has_the_page_laid_out_comes_after_those_that_change_it(site):
    """Else a phone would style and lay out most of the page twice. And all of them come
    after the page's text, since they would take the line from the style sheet.
    """
    html = (site / f"{CHAPTER}.html").read_text("utf8")
    head, text = html.split("</article>")
    script = r'<script[^>]* src="[^"]*/(\w+)\.js'
    assert not re.findall(script, head)
    scripts = re.findall(script, text)
    assert {"course", "python_on_page", "player"} < set(scripts)
    assert scripts[-1] == "site"


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
@pytest.mark.parametrize("name", [CHAPTER, EXERCISE])
def test_nothing_moves_when_the_buttons_come(name, touch, open_page, address):
    page = open_page("about:blank", viewport=PHONE, has_touch=touch, is_mobile=touch)
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


def test_what_is_seen_first_is_painted_before_the_rest_is_laid_out(open_page, address):
    page = open_page("about:blank", viewport=PHONE)
    page.add_init_script(NOTE_AT_FIRST_PAINT)
    page.goto(f"{address}/{CHAPTER}.html")
    page.wait_for_function(WHOLE)
    assert page.evaluate("window.atFirstPaint")


@pytest.mark.parametrize("browser", ["chromium", "firefox"], indirect=True)
def test_the_rest_of_a_page_comes_by_itself(open_page, address):
    page = open_page("about:blank", viewport=PHONE)
    page.goto(f"{address}/{CHAPTER}.html")
    page.wait_for_function(WHOLE)
    sections = page.locator("article > section > section")
    assert page.evaluate(LAID_OUT) == sections.count() > 10
    assert page.locator(".prev-next-footer").is_visible()


def test_a_first_screen_is_full_before_the_rest_is_laid_out(open_page, address):
    """On a screen of any height: here the rest never comes."""
    page = open_page("about:blank", viewport={"width": 412, "height": 3000})
    page.add_init_script(WITHOUT_THE_REST)
    page.goto(f"{address}/{CHAPTER}.html")
    page.evaluate("new Promise(requestAnimationFrame)")
    bottom = "document.querySelector('article').getBoundingClientRect().bottom"
    assert 3000 < page.evaluate(bottom) < 6000


@pytest.mark.parametrize("way", ["an address within it", "a reload"])
def test_the_whole_page_is_there_at_once_for(way, open_page, address):
    page = open_page("about:blank")
    if way == "a reload":
        page.goto(f"{address}/{CHAPTER}.html")
    page.add_init_script("window.requestAnimationFrame = () => 0")
    if way == "a reload":
        page.reload()
    else:
        page.goto(f"{address}/{CHAPTER}.html#sources")
        top = page.locator("#sources").evaluate("(s) => s.getBoundingClientRect().top")
        assert 0 < top < 900
    assert page.evaluate(WHOLE)
    assert page.evaluate(LAID_OUT) > 10
