"""The player in a real browser, on a small book: every way that a reader meets it."""

import re
import sys
from pathlib import Path

import matplotlib
import pytest
from axe_playwright_python.sync_playwright import Axe

from nncourse.explore.frame import draw_frame
from nncourse.explore.interactive_figure import interactive_figure
from nncourse.explore.page_sizes import over_budget, page_sizes, report_lines

BOOK = Path(__file__).parents[1] / "explore" / "book"
WAVE = "#explore-wave"
HEAT = "#explore-heat"


@pytest.fixture(autouse=True)
def plain_style():
    """Matplotlib's own style, which the small book has, whatever other tests imported."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        yield


@pytest.fixture(scope="module")
def address(small_address):
    """The small book's page of figures."""
    return f"{small_address}turning.html"


def shows(page, figure, svg):
    """Whether the figure's picture is, element for element, the one that Python drew."""
    return page.evaluate(
        """([figure, svg]) => {
            const drawn = document.createElement("div");
            drawn.innerHTML = svg;
            const shown = document.querySelector(`${figure} .explore-picture > svg`);
            return shown.isEqualNode(drawn.firstElementChild);
        }""",
        [figure, svg],
    )


def wait_for_frame(page, figure, number):
    page.wait_for_selector(f'{figure}[data-frame="{number}"]', timeout=5000)


def set_control(page, figure, choice, i):
    field = page.locator(f"{figure} [name={choice.name}]")
    if choice.kind == "slider":
        field.fill(str(i))
    elif choice.kind == "select":
        field.select_option(str(i))
    elif choice.kind == "radio":
        field.nth(i).check()
    else:
        field.set_checked(choice.values[i])


@pytest.fixture(scope="module")
def interactive():
    """Two figures of the small book by the ends of their ids."""
    sys.path.insert(0, str(BOOK))
    try:
        import figures
    finally:
        sys.path.remove(str(BOOK))
    heat = interactive_figure(figures.heat, figures.HEAT, describe=figures.in_words)
    return {"heat": heat, "wave": interactive_figure(figures.wave, figures.WAVE)}


@pytest.mark.parametrize("ident", ["heat", "wave"])
def test_each_control_shows_what_python_draws(open_page, address, interactive, ident):
    page, root, figure = open_page(address), f"#explore-{ident}", interactive[ident]
    assert shows(page, root, draw_frame(figure, figure.start, ident))
    for k, choice in enumerate(figure.choices):
        others = [i for i in range(len(choice.values)) if i != choice.start]
        for i in [*others, choice.start]:
            set_control(page, root, choice, i)
            point = (*figure.start[:k], i, *figure.start[k + 1 :])
            wait_for_frame(page, root, figure.index(point))
            picture = draw_frame(figure, point, ident)
            assert shows(page, root, picture), (choice.name, i)


def test_a_function_typed_into_the_notebook_works_twice_on_a_page(open_page, address):
    page = open_page(address)
    first, second = "#explore-bars", "#explore-bars-2"
    before = page.locator(f"{second} .explore-picture").inner_html()
    page.locator(f"{first} input").fill("1")
    wait_for_frame(page, first, 1)
    assert page.locator(f"{second} .explore-picture").inner_html() == before
    assert page.locator(f"{first} .explore-picture path").count() > 2


def test_from_a_file_without_a_server(open_page, small_book):
    page = open_page((small_book / "turning.html").as_uri())
    page.locator(f"{WAVE} [name=frequency]").fill("2")
    wait_for_frame(page, WAVE, 2 * 20 + 5)
    page.wait_for_function("location.hash.includes('wave.frequency=5')")


def test_frames_that_did_not_come_are_asked_for_again(browser, address):
    page = browser.new_page()
    page.route("**/frames/*", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.goto(address)
    page.unroute("**/frames/*")
    page.locator(f"{WAVE} [name=frequency]").fill("2")
    wait_for_frame(page, WAVE, 45)
    page.close()


def test_without_a_script_the_page_reads(open_page, address):
    page = open_page(address, java_script_enabled=False)
    figure = page.locator(WAVE)
    assert figure.locator("svg").is_visible()
    assert not figure.locator("form").is_visible()
    note = figure.locator("noscript").inner_text()
    assert "60 settings; turning it needs JavaScript" in note


def test_by_keyboard_with_the_change_announced(open_page, address):
    page = open_page(address)
    slider = page.locator(f"{WAVE} [name=frequency]")
    slider.focus()
    page.keyboard.press("ArrowRight")
    wait_for_frame(page, WAVE, 45)
    assert slider.get_attribute("aria-valuetext") == "5"
    words = "A <wave> & more: frequency 5, shape sine, grid yes, step 0"
    page.wait_for_function(
        "([figure, words]) => document.querySelector(figure + ' [role=status]')"
        ".textContent === words",
        arg=[WAVE, words],
    )
    assert page.get_by_role("img", name=words).count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    wait_for_frame(page, WAVE, 55)


def test_by_touch(open_page, address):
    page = open_page(address, has_touch=True, viewport={"width": 390, "height": 844})
    page.locator(f"{WAVE} label", has_text="square").tap()
    wait_for_frame(page, WAVE, 35)
    controls = f"{WAVE} :is(button, input[type=range], fieldset label)"
    for control in page.locator(controls).all():
        assert control.bounding_box()["height"] >= 36


def test_the_address_leads_to_a_setting_and_follows_it(open_page, address):
    page = open_page(f"{address}#wave.frequency=5&wave.shape=square&heat.palette=magma")
    wait_for_frame(page, WAVE, 55)
    wait_for_frame(page, "#explore-heat", 1 * 10 + 1 * 2 + 1)
    assert page.locator(f"{WAVE} [name=frequency]").input_value() == "2"
    assert page.locator(f"{WAVE} svg").bounding_box()["y"] > 0
    page.locator(f"{WAVE} [name=step]").fill("3")
    page.wait_for_function("location.hash.includes('wave.step=3')")
    assert "heat.palette=magma" in page.evaluate("location.hash")
    page.evaluate("location.hash = '#wave.frequency=1'")
    wait_for_frame(page, WAVE, 5)  # all else as at first
    page.go_back()
    wait_for_frame(page, WAVE, 58)
    page.reload()
    wait_for_frame(page, WAVE, 58)


@pytest.mark.parametrize(
    "hash",
    ["wave.frequency=7", "wave.depth=1", "nobody.step=1", "wave", "%", "=&=", "waves"],
)
def test_an_address_that_leads_nowhere_is_ignored(open_page, address, hash):
    page = open_page(f"{address}#{hash}")
    page.locator(f"{WAVE} [name=step]").fill("1")
    wait_for_frame(page, WAVE, 26)


def test_a_headings_address_stays_until_a_figure_is_turned(open_page, address):
    page = open_page(f"{address}#maps")
    page.wait_for_timeout(500)
    assert page.evaluate("location.hash") == "#maps"


def test_the_link_is_copied(open_page, address):
    page = open_page(address, permissions=["clipboard-read", "clipboard-write"])
    page.locator(f"{WAVE} [name=grid]").uncheck()
    page.locator(f"{WAVE} .explore-link").click()
    page.locator(f"{WAVE} .explore-link", has_text="Link copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{address}#wave.frequency=2&wave.shape=sine&wave.grid=no&wave.step=0"


def test_time_plays_pauses_and_plays_again(open_page, address):
    page = open_page(f"{address}#wave.step=1")
    button, status = (
        page.locator(f"{WAVE} {of}") for of in (".explore-play", "[role=status]")
    )
    assert button.inner_text() == "Play"
    assert button.get_attribute("aria-label") == "Play step"
    assert status.inner_text().endswith("step 1")
    button.click()
    assert button.inner_text() == "Pause"
    wait_for_frame(page, WAVE, 27)
    assert status.inner_text() == ""  # what it said would not be true
    button.click()
    stopped = page.locator(f"{WAVE} [name=step]").input_value()
    page.wait_for_timeout(1500)
    assert page.locator(f"{WAVE} [name=step]").input_value() == stopped
    button.click()
    wait_for_frame(page, WAVE, 29)
    page.locator(f"{WAVE} .explore-play", has_text="Play").wait_for()


def test_nothing_moves_by_itself_for_those_who_asked(open_page, address):
    page = open_page(address, reduced_motion="reduce")
    button = page.locator(f"{WAVE} .explore-play")
    assert button.inner_text() == "Next"
    assert button.get_attribute("aria-label") == "Next step"
    button.click()
    wait_for_frame(page, WAVE, 26)
    page.wait_for_timeout(1500)
    assert page.locator(WAVE).get_attribute("data-frame") == "26"


def test_a_figure_by_hand_goes_on_by_one_at_a_press(open_page, address):
    page, bars = open_page(address), "#explore-bars-2"
    button = page.locator(f"{bars} .explore-play")
    assert button.get_attribute("aria-label") == "Next height"
    for frame in (1, 2, 0):  # after the last it begins again
        button.click()
        wait_for_frame(page, bars, frame)
        page.wait_for_timeout(800)
        assert page.locator(bars).get_attribute("data-frame") == str(frame)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_is_legible_and_accessible(open_page, address, root, scheme, width):
    page = open_page(address, color_scheme=scheme, viewport={"width": width, "height": 900})
    page.locator(f"{WAVE} form").wait_for()
    figure = page.locator(WAVE)
    figure.scroll_into_view_if_needed()
    folder = root / "_build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"small-book-{width}-{scheme}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    look = page.evaluate(LOOK, WAVE)
    ink, paper = (
        sum(map(int, re.findall(r"\d+", look[name])[:3])) for name in ("ink", "paper")
    )
    assert (ink > paper) == (scheme == "dark")
    assert abs(ink - paper) > 400
    assert look["background"] == "rgba(0, 0, 0, 0)"
    assert look["letters"] >= 10
    options = {"resultTypes": ["violations"], "preload": False}
    response = Axe().run(page, context=".explore", options=options).response
    impacts = [violation["impact"] for violation in response["violations"]]
    assert not {"serious", "critical"} & set(impacts)


@pytest.mark.parametrize(("width", "least"), [(1280, 640), (390, 300)])
def test_it_takes_the_width_of_its_column(open_page, address, width, least):
    page = open_page(address, viewport={"width": width, "height": 900})
    picture = page.locator(f"{WAVE} .explore-picture")
    svg = picture.locator("svg").bounding_box()
    assert least < svg["width"] <= picture.bounding_box()["width"]


def test_on_paper_there_are_no_controls_but_the_setting_is_printed(open_page, address):
    page = open_page(address)
    page.emulate_media(media="print")
    assert not page.locator(f"{WAVE} form").is_visible()
    setting = page.locator(WAVE).get_attribute("data-shown")
    assert setting == "frequency 2, shape sine, grid yes, step 0"
    line = "(figure) => getComputedStyle(figure, '::after').content"
    assert page.locator(WAVE).evaluate(line) == f'"Shown: {setting}"'


def test_only_pages_with_figures_load_the_player_and_it_is_small(small_book):
    turning = (small_book / "turning.html").read_text(encoding="utf-8")
    plain = (small_book / "plain.html").read_text(encoding="utf-8")
    assert "player.js" in turning
    assert "player" not in plain
    for foreign in ("require.min.js", "embed-amd", "html-manager"):
        assert foreign not in turning
    pages = page_sizes(small_book)
    print(*report_lines(pages), sep="\n")
    assert list(pages) == ["predicting.html", "turning.html"]
    assert len(pages["turning.html"]["figures"]) == 4
    assert over_budget(pages) == []
    assert not list((small_book / "_static").glob("*.py"))


LOOK = """(figure) => {
    const root = document.querySelector(figure);
    const of = (selector) => getComputedStyle(root.querySelector(selector)).fill;
    return {
        ink: of("svg text"), paper: of("svg path[style*=explore-background]"),
        background: getComputedStyle(root.parentNode).backgroundColor,
        letters: root.querySelector("svg text").getBoundingClientRect().height,
    };
}"""


def test_on_a_phone_the_one_control_of_a_tall_figure_stays_in_view(open_page, address):
    """Several would cover the panel that a phrase speaks of."""
    size = {"width": 390, "height": 600}
    page = open_page(address, viewport=size)
    figure = page.locator(HEAT)
    assert figure.locator(".explore-panel").count() == 2

    def foot_of_controls():
        figure.evaluate("figure => figure.scrollIntoView()")
        assert figure.bounding_box()["height"] > 600
        controls = figure.locator("form").bounding_box()
        return controls["y"] + controls["height"]

    assert foot_of_controls() > 610
    figure.evaluate("""figure => {
        const choices = figure.querySelectorAll("form > :is(.explore-choice, fieldset)");
        [...choices].slice(1).forEach((choice) => choice.remove());
        figure.querySelector("svg").style.minHeight = "600px";
    }""")
    assert foot_of_controls() == pytest.approx(600, abs=1)
