"""What a reader does with a figure beside turning it, in a real browser, on the small book:
reads its values, pins a setting to compare with, and follows a phrase that sets it."""

import re

import pytest

WAVE, HEAT = "#explore-wave", "#explore-heat"


@pytest.fixture
def turning(open_page, small_address):
    """Opens the small book's page of figures."""
    return lambda hash="", **options: open_page(
        f"{small_address}turning.html{hash}", **options
    )


def status(page, figure, words):
    page.wait_for_function(
        "([figure, words]) => document.querySelector(`${figure} [role=status]`)"
        ".textContent === words",
        arg=[figure, words],
        timeout=5000,
    )


def focus_picture(page, figure):
    """As the Tab key does, which unlike a click asks to see where the focus is."""
    page.locator(f"{figure} .explore-picture").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")


def test_arrow_keys_walk_the_points_and_say_their_values(turning):
    page = turning()
    scripts = "[...document.scripts].filter((s) => s.src.includes('values.js')).length"
    assert page.evaluate(scripts) == 0  # until it is needed
    focus_picture(page, HEAT)
    status(page, HEAT, "layer 0, Decay 1")
    assert page.evaluate(scripts) == 1
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    status(page, HEAT, "layer 3, Decay 0.001")
    page.keyboard.press("ArrowRight")
    status(page, HEAT, "layer 4, Decay 10 to the minus 4")
    tooltip = page.locator(f"{HEAT} .explore-reading span")
    assert tooltip.text_content() == "layer 4, Decay 10⁻⁴"
    page.keyboard.press("Escape")
    assert not tooltip.is_visible()


def test_the_values_follow_the_figure(turning):
    page = turning()
    focus_picture(page, HEAT)
    status(page, HEAT, "layer 0, Decay 1")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.locator(f"{HEAT} [name=falling_by]").evaluate(
        "(field) => { field.value = 0;"
        " field.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    page.wait_for_function(
        "document.querySelector('#explore-heat .explore-reading span').textContent"
        ".startsWith('layer 4, Decay 0.06')"
    )


def test_the_pointer_reads_the_nearest_point_and_only_if_one_is_near(turning):
    page = turning()
    svg = page.locator(f"{WAVE} svg")
    svg.scroll_into_view_if_needed()
    # the wave's first point, in the picture's own coordinates
    x, y = svg.evaluate(
        """(svg) => {
            const [x, y] = svg.querySelector("[data-curve] > path").getAttribute("d")
                .match(/-?[\\d.]+/g).map(Number);
            const at = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
            return [at.x, at.y];
        }"""
    )
    page.mouse.move(x + 4, y - 4)
    tooltip = page.locator(f"{WAVE} .explore-reading span")
    tooltip.wait_for()
    assert tooltip.text_content() == "x 0, A <wave> & more 0"
    dot = page.locator(f"{WAVE} .explore-reading i").bounding_box()
    assert dot["x"] + dot["width"] / 2 == pytest.approx(x, abs=1)
    assert dot["y"] + dot["height"] / 2 == pytest.approx(y, abs=1)
    page.mouse.move(x - 45, y)
    assert not tooltip.is_visible()


def test_a_finger_reads_a_value_too(turning):
    page = turning(has_touch=True, viewport={"width": 320, "height": 800})
    picture = page.locator(f"{WAVE} .explore-picture")
    picture.scroll_into_view_if_needed()
    box = page.locator(f"{WAVE} [data-curve] > path").bounding_box()
    tooltip = page.locator(f"{WAVE} .explore-reading span")
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tooltip.wait_for()
    assert re.fullmatch(r"x [\d.]+, A <wave> & more −?[\d.]+", tooltip.text_content())
    words = tooltip.bounding_box()
    assert words["x"] >= 0 and words["x"] + words["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [1280, 320])
def test_a_pinned_setting_stays_beside_or_above_the_moving_one(turning, width):
    page = turning(viewport={"width": width, "height": 900})
    button = page.locator(f"{WAVE} .explore-pin")
    before = page.locator(f"{WAVE} .explore-picture svg").get_attribute("aria-label")
    button.click()
    words = "Pinned: frequency 2, shape sine, grid yes, step 0"
    status(page, WAVE, words)
    page.locator(f"{WAVE} [name=frequency]").fill("2")
    page.wait_for_selector(f'{WAVE}[data-frame="45"]')
    pinned = page.locator(f"{WAVE} .explore-pinned")
    moving = page.locator(f"{WAVE} .explore-picture")
    assert pinned.locator("p").inner_text() == words
    assert pinned.locator("svg").get_attribute("aria-label") == before
    assert "frequency 5" in moving.locator("svg").get_attribute("aria-label")
    one, other = pinned.bounding_box(), moving.bounding_box()
    if width > 1000:
        assert one["x"] + one["width"] <= other["x"]
    else:
        assert one["y"] + one["height"] <= other["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))
    assert button.inner_text() == "Unpin"
    button.click()
    status(page, WAVE, "Nothing is pinned.")
    assert pinned.count() == 0 and moving.count() == 1


def test_of_a_figure_with_two_panels_the_pinned_one_stays_above(turning):
    page = turning()
    page.locator(f"{HEAT} .explore-pin").click()
    one = page.locator(f"{HEAT} .explore-pinned").bounding_box()
    other = page.locator(f"{HEAT} .explore-picture").bounding_box()
    assert one["y"] + one["height"] <= other["y"]


def test_what_the_pin_did_is_the_last_word(turning):
    """A setting that came to rest meanwhile does not speak over it."""
    page = turning()
    button = page.locator(f"{WAVE} .explore-pin")
    button.click()
    button.click()
    status(page, WAVE, "Nothing is pinned.")
    page.evaluate(
        """(figure) => {
            const field = document.querySelector(`${figure} [name=frequency]`);
            field.value = 2;
            field.dispatchEvent(new Event("input", { bubbles: true }));
            document.querySelector(`${figure} .explore-pin`).click();
        }""",
        WAVE,
    )
    page.wait_for_function("location.hash.includes('frequency=5')")  # at rest
    assert page.locator(f"{WAVE} [role=status]").text_content().startswith("Pinned:")


def test_a_phrase_sets_its_figure_and_brings_it_into_view(turning):
    page = turning()
    phrase = page.get_by_role("link", name="five square waves")
    assert phrase.get_attribute("class") == "explore-sets"
    page.locator(f"{WAVE} [name=step]").fill("3")
    for _ in range(2):  # the second time the address is there already
        phrase.scroll_into_view_if_needed()
        phrase.press("Enter")
        page.wait_for_selector(f'{WAVE}[data-frame="55"]')  # step as at first
        status(page, WAVE, page.locator(f"{WAVE} svg").get_attribute("aria-label"))
        page.wait_for_function(
            "document.querySelector('#explore-wave').getBoundingClientRect().top >= 0"
        )
        page.evaluate("scrollTo(0, document.body.scrollHeight)")


def is_where_it_was(page, phrase, top):
    """Waits until the phrase stands at that height of the window again."""
    page.wait_for_function(
        "([link, top]) => Math.abs(link.getBoundingClientRect().top - top) < 2",
        arg=[phrase.element_handle(), top],
        timeout=5000,
    )


def leave(page):
    """Follows the phrase far up to its figure; (the phrase, its height in the window)."""
    phrase = page.get_by_role("link", name="five square waves")
    phrase.scroll_into_view_if_needed()
    top = phrase.bounding_box()["y"]
    phrase.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f'{WAVE}[data-frame="55"]')
    page.locator(f"{WAVE} .explore-back").wait_for()
    assert not is_in_view(phrase)
    return phrase, top


def is_in_view(part):
    return part.evaluate(
        """(part) => {
            const { top, bottom } = part.getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight;
        }"""
    )


@pytest.mark.parametrize("width", [1280, 320])
def test_from_a_far_figure_there_is_a_way_back_to_the_phrase(turning, width):
    page = turning(viewport={"width": width, "height": 700})
    for _ in range(2):
        phrase, top = leave(page)
        back = page.get_by_role("button", name="Back to where you were")
        assert back.evaluate("(back) => back === document.activeElement")
        assert is_in_view(back)
        page.keyboard.press("Enter")
        is_where_it_was(page, phrase, top)
        assert phrase.evaluate("(link) => link === document.activeElement")
        assert back.count() == 0
        assert page.locator(f"{WAVE} [name=frequency]").input_value() == "2"


def test_the_way_back_goes_when_the_reader_has_gone_back(turning):
    page = turning(viewport={"width": 1280, "height": 700})
    phrase, _ = leave(page)
    phrase.scroll_into_view_if_needed()
    page.locator(".explore-back").wait_for(state="detached")
    assert phrase.evaluate("(link) => link === document.activeElement")


def test_the_browser_leads_back_too_however_often(turning):
    page = turning(viewport={"width": 1280, "height": 700})
    page.evaluate("location.hash = '#wave.step=3'")
    page.wait_for_selector(f'{WAVE}[data-frame="28"]')
    for _ in range(2):
        phrase, top = leave(page)
        page.go_back()
        page.wait_for_selector(f'{WAVE}[data-frame="28"]')
        is_where_it_was(page, phrase, top)


def test_a_figure_beside_its_phrase_needs_no_way_back(turning):
    page = turning(viewport={"width": 1280, "height": 6000})
    page.get_by_role("link", name="five square waves").click()
    page.wait_for_selector(f'{WAVE}[data-frame="55"]')
    assert page.locator(".explore-back").count() == 0


def test_who_comes_back_to_a_page_is_where_they_were(turning):
    page = turning("#wave.step=3")
    page.wait_for_selector(f'{WAVE}[data-frame="28"]')
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    place = page.evaluate("scrollY")
    page.goto("about:blank")
    page.go_back()
    page.wait_for_selector(f'{WAVE}[data-frame="28"]')
    page.wait_for_function("(y) => Math.abs(scrollY - y) < 2", arg=place, timeout=5000)


def test_a_figure_in_view_stays_where_it_is(turning):
    page = turning()
    page.locator(WAVE).scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    page.evaluate("location.hash = '#wave.step=2'")
    page.wait_for_selector(f'{WAVE}[data-frame="27"]')
    assert page.evaluate("scrollY") == before


def test_without_the_script_a_phrase_is_plain_text(turning):
    page = turning(java_script_enabled=False)
    phrase = page.get_by_role("link", name="five square waves")
    assert phrase.evaluate("(a) => getComputedStyle(a).textDecorationLine") == "none"
