"""The reader on its pages: draw a digit, and it is read while one draws."""

import gzip
import json
import re
from itertools import product

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from matplotlib import colormaps

from nncourse.live.show_reader import MEASURED, reader_data
from nncourse.plots import SIGNED
from tests.live.drawings import SHAPES, SIZE, drawings
from tests.site.hand import SEVEN, draw, words
from tests.site.looks import LOOKS

in_both = pytest.mark.parametrize("browser", ["chromium", "firefox"], indirect=True)
LANDING, CHAPTER = "book/intro.html", "book/chapters/01-reading-digits.html"


@pytest.fixture
def landing(open_page, address):
    """Opens the landing page and waits for the reader there."""

    def landing(page=LANDING, **options):
        opened = open_page(f"{address}/{page}", **options)
        opened.wait_for_selector(".live-reader .live-pad")
        return opened

    return landing


def answer(page, digit):
    """The button of one of the ten digits."""
    return page.locator(".live-answer button").nth(digit)


def tick(page, words="centre and scale"):
    return page.get_by_role("checkbox", name=words)


def clear(page):
    page.get_by_role("button", name="Clear").evaluate("button => button.click()")


def painted(page):
    """How dark each square is that is painted into the pad."""
    return page.locator(".live-pad rect").evaluate_all(
        "all => all.map(square => Number(square.getAttribute('fill-opacity')))"
    )


@in_both
@pytest.mark.parametrize("page", [LANDING, CHAPTER])
def test_a_drawn_seven_is_read(landing, page):
    opened = landing(page)
    clear(opened)
    assert words(opened) == "There is nothing to read yet."
    draw(opened)
    assert words(opened).startswith("Read as 7")
    assert "live-best" in answer(opened, 7).get_attribute("class")


def test_it_opens_with_a_digit_of_the_data_that_is_read(landing):
    page = landing()
    label, letters = reader_data()["digits"]["test"][0]
    assert painted(page) == [(ord(letter) - 97) / 16 for letter in letters if letter > "a"]
    assert words(page).startswith(f"Read as {label}")
    hint = page.locator(".live-title").first.bounding_box()
    assert hint["y"] + hint["height"] <= page.locator(".live-pad").bounding_box()["y"]


@pytest.mark.parametrize("size", [(1280, 720), (390, 740)])
def test_one_can_draw_at_once(landing, size):
    """The pad and the sentence that says what is read lie in the first screen."""
    page = landing(viewport=dict(zip(("width", "height"), size, strict=True)))
    for shown in (".live-pad", ".live-words"):
        box = page.locator(shown).bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= size[1]


def test_the_network_the_tick_and_its_task_are_on_one_phones_screen(landing):
    page = landing(viewport={"width": 390, "height": 844})
    task = page.get_by_text("Draw a small 3").bounding_box()
    top = page.locator(".live-network").bounding_box()["y"]
    assert top < tick(page).bounding_box()["y"] < task["y"]
    assert task["y"] + task["height"] - top < 844


PAPER = """() => [...document.querySelectorAll(".live-pad, .live-pixels")].map((part) => {
    const { color, backgroundColor } = getComputedStyle(part);
    return [color, backgroundColor];
})"""


def test_ink_is_dark_on_white_paper_on_a_dark_page_too(landing):
    page = landing()
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert page.evaluate(PAPER) == 2 * [["rgb(17, 17, 17)", "rgb(255, 255, 255)"]]


def test_a_finger_draws_on_a_phone_and_does_not_scroll(landing):
    phone = landing(viewport={"width": 390, "height": 800}, has_touch=True)
    phone.locator(".live-pad").scroll_into_view_if_needed()
    before = phone.evaluate("scrollY")
    draw(phone, by="touch")
    assert words(phone).startswith("Read as 7")
    assert phone.evaluate("scrollY") == before


def test_it_is_read_while_one_draws(landing):
    """Every point of a stroke changes the pixels, long before the pen is lifted."""
    page = landing()
    box = page.locator(".live-pad").bounding_box()
    shown = set()
    page.mouse.move(box["x"] + 60, box["y"] + 40)
    page.mouse.down()
    for k in range(8):
        page.mouse.move(box["x"] + 60, box["y"] + 40 + 20 * k)
        page.mouse.move(box["x"] + 60 + 12 * k, box["y"] + 60 + 20 * k)
        shown.add(page.locator(".live-answer").inner_text())
    assert len(shown) > 3


TIMES = """() => {
    const pad = document.querySelector(".live-pad");
    const box = pad.getBoundingClientRect();
    const send = (type, x, y) => pad.dispatchEvent(new PointerEvent(type,
        {pointerId: 1, button: 0, clientX: box.left + x, clientY: box.top + y}));
    pad.setPointerCapture = () => {};
    send("pointerdown", 50, 50);
    const times = [];
    for (let k = 0; k < 200; k++) {
        const start = performance.now();
        send("pointermove", 130 + 90 * Math.cos(k / 20), 130 + 90 * Math.sin(k / 20));
        times.push(performance.now() - start);
    }
    send("pointerup", 50, 50);
    return times.sort((a, b) => a - b);
}"""


@in_both
@pytest.mark.alone
def test_a_point_of_a_stroke_is_read_within_a_frame(landing):
    times = landing().evaluate(TIMES)
    assert times[len(times) // 2] < 16


def test_the_digit_that_one_meant_has_a_loss(landing):
    page = landing()
    draw(page)
    answer(page, 7).click()
    assert "If it is 7, the loss −ln p is 0.0" in words(page)
    answer(page, 2).click()
    loss = float(re.search(r"is ([\d.]+)\.", words(page))[1])
    assert loss > 2.3  # more than guessing


def test_digits_of_the_data_can_be_put_in(landing):
    page = landing()
    digits = reader_data()["digits"]
    for label, letters in digits["test"][1:3]:
        page.get_by_role("button", name="A test digit").click()
        assert words(page).startswith(f"Read as {label}")
        shown = page.locator(".live-pixels button").evaluate_all(
            "all => all.map(b => Number(b.ariaLabel.match(/(\\d+) of/)[1]))"
        )
        assert shown == [ord(letter) - 97 for letter in letters]
        assert painted(page) == [ink / 16 for ink in shown if ink]
    for label, _ in digits["wrong"]:
        page.get_by_role("button", name="One it gets wrong").click()
        assert not words(page).startswith(f"Read as {label}")
        assert f"It is labelled {label}: the loss" in words(page)
    page.get_by_role("button", name="An average digit").click()
    assert words(page).startswith(f"Read as {digits['average'][0][0]}")
    clear(page)
    assert words(page) == "There is nothing to read yet."


@in_both
def test_a_digit_is_drawn_by_keyboard_alone(landing):
    """A 1, pixel by pixel; the other 63 pixels are no stops of the tab key."""
    page = landing()
    clear(page)
    first = page.locator(".live-pixels button").first
    stops = page.locator(".live-pixels button:not([tabindex='-1'])")
    assert stops.count() == 1
    first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    for _ in range(8):
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowDown")
    assert words(page).startswith("Read as 1")
    assert page.locator(".live-pixels [aria-pressed=true]").count() == 16
    assert painted(page) == [1] * 16
    assert stops.count() == 1


def test_what_is_painted_makes_way_for_a_stroke(landing):
    page = landing()
    page.get_by_role("button", name="A test digit").click()
    assert painted(page) != []
    draw(page)
    assert painted(page) == []
    assert words(page).startswith("Read as 7")
    assert "the loss" not in words(page)  # the digit that was meant was another one


def test_a_drawing_can_be_cleared_while_it_is_drawn(landing):
    page = landing()
    box = page.locator(".live-pad").bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 40)
    page.mouse.down()
    clear(page)
    page.mouse.move(box["x"] + 90, box["y"] + 90)
    page.mouse.up()
    assert words(page) == "There is nothing to read yet."
    draw(page)
    assert words(page).startswith("Read as 7")


def test_no_probability_is_written_as_one(landing):
    page = landing()
    assert "a probability of >99\xa0%" in words(page)
    certain = answer(page, 6).locator(".live-percent")
    assert certain.inner_text() == ">99\xa0%"
    lines = certain.evaluate("e => e.getClientRects().length")
    assert lines == 1


def test_the_weights_have_chapter_1s_colours(landing):
    """The largest weight of a unit is the end of the scale: dark red, or dark blue."""
    page = landing()
    drawn = page.locator(".live-unit canvas").evaluate_all(
        "all => all.map(c => [...c.getContext('2d').getImageData(0, 0, 8, 8).data])"
    )
    W = np.array(reader_data()["network"]["layers"][0]["W"])
    shares = W / np.abs(W).max(axis=0)
    expected = colormaps[SIGNED]((shares.T + 1) / 2, bytes=True).reshape(16, -1)
    assert np.abs(np.array(drawn) - expected.astype(int)).max() <= 6  # of 255


# How many of the places of the lines are red, and how many blue.
COLOURED = """() => {
    const canvas = document.querySelector(".live-lines");
    const context = canvas.getContext("2d");
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let [red, blue] = [0, 0];
    for (let i = 0; i < data.length; i += 4) {
        red += data[i] > data[i + 2] + 60;
        blue += data[i + 2] > data[i] + 60;
    }
    return [red, blue];
}"""
NO_LINES = f"() => ({COLOURED})().every((many) => many === 0)"
SOME_LINES = f"() => ({COLOURED})().every((many) => many > 200)"


def path(page):
    """What the reader says of the network."""
    return page.locator(".live-path").inner_text()


@in_both
@pytest.mark.parametrize("page", [LANDING, CHAPTER])
def test_the_whole_network_lights_up_while_one_draws(landing, page):
    opened = landing(page)
    opened.wait_for_function(SOME_LINES)
    clear(opened)
    opened.wait_for_function(NO_LINES)
    assert path(opened) == ""
    draw(opened)
    opened.wait_for_function(SOME_LINES)
    assert "Lit outputs: 7" in path(opened)
    assert opened.locator(".live-ringed").count() == 1


def test_a_picked_digit_goes_through_in_a_wave_unless_one_wants_it_calm(landing):
    for motion, calm in (("reduce", True), ("no-preference", False)):
        page = landing(reduced_motion=motion)
        page.wait_for_function(SOME_LINES)
        grown = page.evaluate(f"""async () => {{
            const coloured = {COLOURED};
            document.querySelector(".live-buttons button:nth-child(2)").click();
            await new Promise((then) => requestAnimationFrame(then));
            const first = coloured();
            await new Promise((then) => setTimeout(then, 1000));
            return [first, coloured()];
        }}""")
        assert (grown[0] == grown[1]) == calm


def test_before_training_the_same_digit_is_read_by_random_numbers(landing):
    page = landing()
    canvas = page.locator(".live-unit canvas").first
    weights = "c => [...c.getContext('2d').getImageData(0, 0, 8, 8).data]"
    learnt, pixels = canvas.evaluate(weights), painted(page)
    tick(page, "before training").check()
    assert not words(page).startswith("Read as 6, with a probability of >99")
    assert "Lit outputs: 0, 1, 2, 3, " in path(page)  # it has no opinion worth the name
    assert painted(page) == pixels and canvas.evaluate(weights) != learnt
    tick(page, "before training").uncheck()
    assert "a probability of >99\xa0%" in words(page)
    assert canvas.evaluate(weights) == learnt


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


@in_both
def test_it_learns_while_one_watches_and_can_be_stopped(landing):
    page = landing()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    tick(page, "before training").check()
    press(page, "Train it")
    page.wait_for_function(
        "document.querySelector('.live-path').innerText.includes('h 2 of')"
    )
    assert [url.split("/")[-1].split("?")[0] for url in asked] == ["live_digits.js"]
    assert not tick(page, "before training").is_checked()
    press(page, "Stop")
    course = page.locator(".live-course polyline")  # the loss, batch by batch
    assert len(course.get_attribute("points").split()) > 40
    stopped = path(page)
    assert re.match(r"After epoch \d+ of 20 it reads \d\d % of the 449", stopped)
    page.wait_for_timeout(300)
    assert path(page) == stopped
    clear(page)
    draw(page)  # what it has learnt so far reads on
    assert path(page).startswith(stopped.split("%")[0])
    tick(page, "before training").check()
    assert path(page).startswith("Lit hidden units") or path(page) == ""
    assert not course.is_visible()


def test_who_wants_it_calm_sees_it_learn_epoch_by_epoch(landing):
    page = landing(reduced_motion="reduce")
    seen = page.evaluate("""async () => {
        const [path, answer] = [".live-path", ".live-answer"]
            .map((part) => document.querySelector(part));
        const seen = new Set();
        new MutationObserver(() => seen.add(answer.innerText))
            .observe(path, { childList: true });
        document.querySelector(".live-buttons button:last-child").click();
        while (!path.innerText.includes("epoch 3 of")) {
            await new Promise((then) => setTimeout(then, 20));
        }
        return seen.size;
    }""")
    assert seen <= 4


def test_it_says_when_there_are_no_digits_to_learn_from(landing):
    page = landing()
    page.route("**/live_digits.js*", lambda route: route.fulfill(body="", status=200))
    press(page, "Train it")
    page.get_by_text("The digits to learn from did not arrive").wait_for()
    page.unroute("**/live_digits.js*")


def test_one_unit_is_followed_by_keyboard_while_one_draws(landing):
    page = landing()
    units = page.locator(".live-unit")
    stops = page.locator(".live-units button:not([tabindex='-1'])")
    assert stops.count() == 1
    units.first.focus()
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert units.nth(5).get_attribute("aria-pressed") == "true"
    assert path(page).startswith("Unit 5: its pixels add ")
    before = path(page)
    draw(page)
    assert path(page).startswith("Unit 5: ") and path(page) != before
    says = units.nth(5).get_attribute("aria-label").removeprefix("unit 5, says ")
    assert abs(float(re.search(r"it says ([\d.]+)\.", path(page))[1]) - float(says)) < 0.06
    units.nth(5).click()
    assert path(page).startswith("Lit hidden units")


def test_the_switch_reads_the_same_strokes_otherwise(landing):
    page = landing()
    draw(page, [(0.1 + x / 4, 0.1 + y / 4) for x, y in SEVEN])  # a small one, in a corner
    assert words(page).startswith("Read as 7")
    ink = page.locator(".live-pixels [aria-pressed=true]").count()
    tick(page).uncheck()
    assert page.locator(".live-pixels [aria-pressed=true]").count() < ink
    tick(page).check()
    assert words(page).startswith("Read as 7")


def test_what_was_read_is_said_once_the_hand_rests(landing):
    page = landing()
    clear(page)
    status = page.locator(".live-reader [role=status]")
    status.filter(has_text="nothing to read").wait_for(state="attached")
    page.clock.install(time=0)
    page.clock.pause_at(10)
    draw(page)
    page.clock.run_for(500)
    assert not status.inner_text().startswith("Read as 7")
    page.clock.run_for(200)
    assert status.inner_text().startswith("Read as 7")
    assert "Lit hidden units" in status.inner_text()


READ = """async (handed) => {
    const { fromSpec } = await import("/nncourse/live/engine.js");
    const { pixelsOf } = await import("/nncourse/live/strokes.js");
    const { read } = await import("/tests/live/read.js");
    return read({ fromSpec }, { pixelsOf }, handed);
}"""


@pytest.fixture(scope="module")
def accuracies(modules_page):
    """(share read rightly, share read so) by digit, of the 200 drawings, by the switch."""
    labels, drawn = drawings(200, seed=14)

    def measure(normalise):
        spec = reader_data()["network"]
        handed = {"spec": spec, "drawn": drawn, "normalise": normalise}
        answers = modules_page.evaluate(READ, handed)
        right = [a == b for a, b in zip(answers, labels, strict=True)]
        shares = {k: sum(right[k::10]) / len(right[k::10]) for k in range(10)}
        return shares, [answers.count(k) / len(answers) for k in range(10)]

    return {on: measure(on) for on in (True, False)}


def test_nine_in_ten_drawings_are_read_and_the_page_says_how_many(accuracies):
    (on, _), (off, read_off) = accuracies[True], accuracies[False]
    said = json.loads(MEASURED.read_text(encoding="utf-8"))
    for name, shares in (("on_by_digit", on), ("off_by_digit", off)):
        assert said[name] == [round(100 * share) for share in shares.values()]
    weakest = min(on, key=on.get)
    assert sum(on.values()) / 10 >= 0.9
    assert said["count"] == 200
    mostly, share = said["off_mostly"], said["off_mostly_share"]
    assert (max(read_off), round(100 * max(read_off))) == (read_off[mostly], share)
    assert (said["weakest"], said["weakest_on"]) == (weakest, round(100 * on[weakest]))
    assert said["on"] == pytest.approx(10 * sum(on.values()), abs=0.1)
    assert said["off"] == pytest.approx(10 * sum(off.values()), abs=0.1)


def test_a_small_3_in_a_corner_is_read_with_the_tick_and_not_without(modules_page):
    """The task below the pad and the tick."""
    drawn = []
    for (points,), x, y in product(SHAPES[3], (8, SIZE - 8), (8, SIZE - 8)):
        stroke = np.array([9, 12]) * (points - 0.5) + (x, y)
        drawn.append([[[{"x": x, "y": y} for x, y in stroke.tolist()]], 3])
    handed = {"spec": reader_data()["network"], "drawn": drawn}
    read = [modules_page.evaluate(READ, handed | {"normalise": on}) for on in (True, False)]
    assert read[0] == len(drawn) * [3] and 3 not in read[1]


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_it_fits_and_axe_finds_nothing(landing, width, theme):
    page = landing(viewport={"width": width, "height": 900})
    page.evaluate(f"document.documentElement.dataset.theme = {theme!r}")
    draw(page)
    answer(page, 7).click()
    page.get_by_text("Digit by digit").click()
    options = {"resultTypes": ["violations"], "preload": False}
    found = Axe().run(page, ".live-reader", options).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    inside = page.evaluate(
        "() => [...document.querySelectorAll('.live-reader *')].every(e =>"
        " e.getBoundingClientRect().right <= document.documentElement.clientWidth)"
    )
    assert inside


def test_ink_shows_in_forced_colours(landing):
    page = landing(forced_colors="active")
    draw(page)
    pixels = page.locator(".live-pixels")
    inked, empty = (
        pixels.locator(f"[aria-pressed={pressed}]").first.evaluate(
            "pixel => getComputedStyle(pixel).backgroundColor"
        )
        for pressed in ("true", "false")
    )
    assert inked != empty


def test_without_javascript_there_is_a_picture_and_a_sentence(open_page, address):
    page = open_page(f"{address}/{LANDING}", java_script_enabled=False)
    assert page.locator(".live-still svg").is_visible()
    assert "With JavaScript you can draw" in page.locator(".live-still").inner_text()


def test_print_has_the_picture_and_the_screen_the_pad(landing):
    page = landing()
    pad, picture = page.locator(".live-pad"), page.locator(".live-still svg")
    assert pad.is_visible() and not picture.is_visible()
    page.emulate_media(media="print")
    assert picture.is_visible() and not pad.is_visible()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_page_keeps_the_place(landing, width):
    """What follows stays where it is when the script comes: it fills what was left free."""
    page = landing(viewport={"width": width, "height": 900})
    kept, needed = page.evaluate(
        """() => {
            const reader = document.querySelector(".live-reader");
            const kept = parseFloat(getComputedStyle(reader).minHeight);
            reader.style.minHeight = 0;
            return [kept, reader.getBoundingClientRect().height];
        }"""
    )
    assert abs(kept - needed) < 60


def test_it_is_small_and_other_pages_do_not_load_it(site):
    files = [site / "_static" / name for name in ("live_reader.js", "live_reader.css")]
    sizes = [len(gzip.compress(file.read_bytes())) for file in files]
    assert sum(sizes) < 60_000
    assert "live_reader" not in (site / "search.html").read_text(encoding="utf-8")
