"""Predictions in a real browser, on the small book: committed, marked, remembered."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

WHICH, HOW_MANY, SHAPE, BALL = range(4)
WAVE, HEAT = "#explore-wave", "#explore-heat"
# What the course's pages have and the small book has not: the reader's record.
RECORD = """
    const kept = JSON.parse(sessionStorage.getItem("kept") ?? "{}");
    window.readerRecord = {
        get: (kind, id) => kept[`${kind} ${id}`],
        set: (kind, id, value) => {
            kept[`${kind} ${id}`] = value;
            sessionStorage.setItem("kept", JSON.stringify(kept));
        },
        all: () => kept,
    };
"""


@pytest.fixture
def open_predictions(open_page, small_address):
    def open_predictions(record=False, **options):
        page = open_page("about:blank", **options)
        if record:
            page.add_init_script(RECORD)
        page.goto(f"{small_address}predicting.html")
        return page

    return open_predictions


def prediction(page, k):
    return page.locator(".prediction").nth(k)


def commit(page, k):
    prediction(page, k).get_by_role("button", name="Commit").click()


def said(page, k):
    return prediction(page, k).locator(".prediction-said[role=status]").inner_text()


def test_a_choice_is_marked_and_its_figure_uncovered_at_the_setting(open_predictions):
    page = open_predictions()
    picture = page.locator(f"{WAVE} .explore-picture")
    assert not picture.is_visible()
    assert not page.locator(f"{WAVE} form").is_visible()
    page.get_by_label("the sine").check()
    commit(page, WHICH)
    assert said(page, WHICH) == (
        "You said: the sine. Measured: the square. it jumps by 2 at once."
    )
    labels = prediction(page, WHICH).locator("label").all_inner_texts()
    assert ["✗ your prediction" in labels[0], "✓ measured" in labels[1]] == [True, True]
    page.wait_for_selector(f'{WAVE}[data-frame="55"]')
    assert picture.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Predict again"
    assert not page.locator(f"{HEAT} .explore-picture").is_visible()


def test_nothing_chosen_commits_nothing(open_predictions):
    page = open_predictions()
    expected = {
        WHICH: "Choose an answer first.",
        HOW_MANY: "Give a number from 10⁻⁸ to 1 first.",
        SHAPE: "Draw a curve first.",
    }
    for k, words in expected.items():
        commit(page, k)
        assert said(page, k) == words
    prediction(page, HOW_MANY).get_by_role("spinbutton").fill("3")
    commit(page, HOW_MANY)
    assert said(page, HOW_MANY) == expected[HOW_MANY]
    assert not page.locator(f"{HEAT} .explore-picture").is_visible()


def test_a_number_stands_on_a_line_beside_the_measured_one(open_predictions):
    page = open_predictions()
    field = prediction(page, HOW_MANY).get_by_role("spinbutton")
    slider = prediction(page, HOW_MANY).get_by_role("slider")
    slider.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "1.1 × 10⁻⁴ of the first"
    assert field.input_value() == "0.00011"
    field.fill("0.001")
    assert slider.input_value() == "125"
    field.press("Enter")
    words = "You said: 0.001 of the first. Measured: 10⁻⁵ of the first."
    assert said(page, HOW_MANY) == words
    ticks = prediction(page, HOW_MANY).locator(".prediction-tick")
    assert ticks.evaluate_all("all => all.map((t) => parseFloat(t.style.left))") == [
        62.5,
        pytest.approx(37.5),
    ]


def drag(page, pad, points):
    pad.scroll_into_view_if_needed()
    box = pad.locator("rect").bounding_box()
    for n, (x, y) in enumerate(points):
        place = (box["x"] + box["width"] * x, box["y"] + box["height"] * (1 - y))
        page.mouse.move(*place)
        if n == 0:
            page.mouse.down()
    page.mouse.up()


def heights(page, k):
    """The drawn curve's values as a screen reader says them."""
    handles = prediction(page, k).get_by_role("slider").all()
    return [handle.get_attribute("aria-valuetext") for handle in handles]


def test_a_curve_is_drawn_with_the_mouse_and_both_are_shown(open_predictions):
    page = open_predictions()
    pad = prediction(page, BALL).locator("svg").first
    drag(page, pad, [(0, 0), (1, 1)])
    assert heights(page, BALL) == ["0", "25", "50", "75", "100"]
    commit(page, BALL)
    assert said(page, BALL) == (
        "You drew metres from 0 to 100. Measured: 78.5 metres after four seconds."
    )
    assert pad.locator(".prediction-true").is_visible()
    assert pad.locator(".prediction-drawn").is_visible()


def test_what_lies_beyond_a_stroke_follows_its_ends_until_it_is_set(open_predictions):
    page = open_predictions()
    pad = prediction(page, BALL).locator("svg").first
    drag(page, pad, [(0.25, 0.2), (0.5, 0.8)])
    assert heights(page, BALL) == ["20", "20", "80", "80", "80"]
    drag(page, pad, [(1, 0.4)])
    assert heights(page, BALL) == ["20", "20", "80", "60", "40"]


def test_a_curve_is_drawn_with_the_arrow_keys(open_predictions):
    page = open_predictions()
    first = prediction(page, BALL).get_by_role("slider").first
    assert first.get_attribute("aria-label") == "metres at seconds 0"
    first.press("Home")
    first.press("PageUp")
    first.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    assert heights(page, BALL) == ["12", "100", "50", "50", "50"]


def test_a_curve_is_drawn_with_a_finger(open_predictions):
    page = open_predictions(has_touch=True, viewport={"width": 390, "height": 844})
    pad = prediction(page, BALL).locator("svg").first
    pad.scroll_into_view_if_needed()
    box = pad.locator("rect").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.5, box["y"] + 1)
    assert heights(page, BALL)[2] in ("99", "100")


def test_show_me_on_the_figure_answers_its_question_and_keeps_focus_there(open_predictions):
    page = open_predictions()
    page.locator(WAVE).get_by_role("button", name="Show me").press("Enter")
    page.wait_for_selector(f'{WAVE}[data-frame="55"]')
    assert said(page, WHICH) == "Measured: the square. it jumps by 2 at once."
    picture = page.locator(f"{WAVE} .explore-picture")
    assert picture.evaluate("(picture) => picture === document.activeElement")


def test_an_address_that_sets_a_covered_figure_uncovers_it(open_page, small_address):
    page = open_page(f"{small_address}predicting.html#wave.step=3")
    assert page.locator(f"{WAVE} .explore-picture").is_visible()
    assert not page.locator(f"{HEAT} .explore-picture").is_visible()
    assert prediction(page, WHICH).get_by_role("button", name="Commit").is_visible()


def test_a_guess_after_the_figure_was_shown_is_no_prediction(open_predictions):
    page = open_predictions(record=True)
    page.evaluate("location.hash = 'wave.step=3&heat.size=16'")
    page.locator(f"{WAVE} .explore-picture").wait_for()
    page.get_by_label("the square").check()
    commit(page, WHICH)
    marked = prediction(page, WHICH).locator("label").nth(1).inner_text()
    assert "✓ your answer after seeing it, as measured" in marked
    prediction(page, HOW_MANY).get_by_role("spinbutton").fill("0.001")
    commit(page, HOW_MANY)
    line = prediction(page, HOW_MANY).locator(".prediction-line")
    assert "your answer after seeing it" in line.inner_text()
    assert page.evaluate("readerRecord.all()") == {}
    prediction(page, WHICH).get_by_role("button", name="Predict again").click()
    page.get_by_label("the sine").check()
    commit(page, WHICH)
    assert "✗ your prediction" in prediction(page, WHICH).inner_text()
    assert page.evaluate("Object.values(readerRecord.all())") == ["the sine"]


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_a_cover_is_a_few_lines_tall_from_the_first_moment(open_predictions, width):
    size = {"width": width, "height": 800}
    page = open_predictions(viewport=size)
    covered = page.locator(WAVE).bounding_box()["height"]
    assert covered < 160
    page.route("**/prediction.js*", lambda route: route.fulfill(body=""))
    page.reload()
    assert page.locator(WAVE).bounding_box()["height"] == pytest.approx(covered, abs=4)


def test_a_guess_is_remembered_until_one_predicts_again(open_predictions):
    page = open_predictions(record=True)
    page.get_by_label("the sine").check()
    commit(page, WHICH)
    drag(page, prediction(page, BALL).locator("svg").first, [(0, 0), (1, 1)])
    commit(page, BALL)
    kept = json.loads(page.evaluate("JSON.stringify(readerRecord.all())"))
    drawn = pytest.approx([0, 0.25, 0.5, 0.75, 1], abs=0.01)
    assert list(kept.values()) == ["the sine", drawn]
    assert all(key.startswith("predicted predicting#prediction-") for key in kept)

    page.reload()
    assert said(page, WHICH).startswith("You said: the sine. Measured: the square.")
    assert page.locator(f"{WAVE} .explore-picture").is_visible()
    assert said(page, BALL).startswith("You drew metres from 0 to 100")
    prediction(page, WHICH).get_by_role("button", name="Predict again").click()
    assert said(page, WHICH) == ""
    assert not page.locator(f"{WAVE} .explore-picture").is_visible()

    page.reload()
    assert prediction(page, WHICH).get_by_role("button", name="Commit").is_visible()


def test_a_guess_that_no_longer_fits_its_question_is_forgotten(open_predictions):
    page = open_predictions(record=True)
    page.evaluate(
        """for (const root of document.querySelectorAll(".prediction"))
               readerRecord.set("predicted", `predicting#${root.id}`, "a triangle")"""
    )
    page.reload()
    assert page.get_by_role("button", name="Commit").count() == 4


def test_without_a_script_and_in_print_nothing_is_covered(open_predictions):
    page = open_predictions(java_script_enabled=False)
    assert page.locator(f"{WAVE} .explore-picture").is_visible()
    assert not page.get_by_role("button", name="Commit").first.is_visible()
    prediction(page, WHICH).get_by_text("Answer").click()
    assert prediction(page, WHICH).get_by_text("it jumps by 2").is_visible()
    page = open_predictions()
    page.emulate_media(media="print")
    assert page.locator(f"{WAVE} .explore-picture").is_visible()
    assert not page.locator(".explore-cover").first.is_visible()
    assert prediction(page, WHICH).get_by_text("Answer").is_visible()


def test_a_script_that_never_comes_covers_nothing_for_good(open_page, small_address):
    page = open_page("about:blank")
    page.route("**/prediction.js*", lambda route: route.fulfill(body=""))
    page.goto(f"{small_address}predicting.html")
    picture = page.locator(f"{WAVE} .explore-picture")
    assert not picture.is_visible()
    picture.wait_for(timeout=8000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_it_is_accessible_and_fits(open_predictions, scheme, width):
    page = open_predictions(
        color_scheme=scheme, viewport={"width": width, "height": 900}, has_touch=True
    )
    for stage in ("asked", "answered"):
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        parts = ".prediction button:visible, .explore-cover button, .prediction-choice"
        for part in page.locator(parts).all():
            assert part.bounding_box()["height"] >= 44, stage
        options = {"resultTypes": ["violations"], "preload": False}
        axe = Axe().run(page, context="article", options=options)
        found = [
            (v["id"], v["nodes"][0]["html"])
            for v in axe.response["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        assert found == [], stage
        if stage == "asked":
            page.get_by_label("the sine").check()
            commit(page, WHICH)
            prediction(page, HOW_MANY).get_by_role("spinbutton").fill("1")
            commit(page, HOW_MANY)
            prediction(page, BALL).get_by_role("slider").first.press("End")
            commit(page, BALL)
