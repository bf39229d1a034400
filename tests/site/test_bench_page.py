"""The bench on its page: set anything, play, and see what every layer does."""

import gzip
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

LONG = 60_000  # milliseconds: a slow machine trains slowly
TWO_MOONS = "#data=moons&points=100&width=4"
DIGITS = "#points=100&depth=2&batch=32"
A, B = 0, 1


@pytest.fixture
def bench(open_page, small_address):
    """Opens the bench at an address, and waits until something has been measured."""

    def bench(hash_="", **options):
        page = open_page(f"{small_address}bench.html{hash_}", **options)
        page.wait_for_function(READY, timeout=LONG)
        return page

    return bench


READY = "document.querySelector('.bench-numbers tbody td')?.textContent === '0'"
# The address is written when the runs have been handed over.
IS_SET = "said => location.hash === said"


def numbers(page, run):
    """Step, epoch, losses and accuracies of a run, as they are written."""
    return page.locator(".bench-numbers tbody tr").nth(run).locator("td").all_inner_texts()


def step(page, run=A):
    return int(numbers(page, run)[0].replace(",", ""))


def accuracy(page, run):
    return int(re.match(r"\d+", numbers(page, run)[-1])[0])


def knob(page, name, run=A):
    return page.locator(f"select[data-knob='{name}']").nth(run)


def shown(page, name, run=A):
    return knob(page, name, run).evaluate("select => select.selectedOptions[0].label")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def reaches(page, steps, run=A):
    """Waits until a run has taken so many steps."""
    page.wait_for_function(
        "([run, steps]) => Number(document.querySelectorAll('.bench-numbers tbody tr')[run]"
        ".querySelector('td').textContent.replace(',', '')) >= steps",
        arg=[run, steps],
        timeout=LONG,
    )


def set_to(page, hash_):
    page.wait_for_function(IS_SET, arg=hash_, timeout=LONG)


def said(page):
    return page.locator(".bench-stage .live-status").inner_text()


@pytest.mark.parametrize("browser", ["chromium", "firefox"], indirect=True)
def test_one_press_parts_the_spirals_with_relu_and_not_with_sigmoid(bench):
    page = bench()
    assert shown(page, "activation", A) == "ReLU"
    assert shown(page, "activation", B) == "sigmoid"
    names = page.locator(".bench-name").all_inner_texts()
    assert names == ["A: activation ReLU", "B: activation sigmoid"]
    before = plane(page, A)
    press(page, "Play")
    page.wait_for_function(
        "parseInt(document.querySelector('.bench-numbers tbody tr td:last-child')"
        ".textContent) >= 95",
        timeout=LONG,
    )
    press(page, "Pause")
    assert accuracy(page, A) >= 95 > accuracy(page, B)
    assert plane(page, A) != before


def plane(page, run):
    """What is painted of the plane."""
    return page.locator(".bench-plane").nth(run).evaluate("canvas => canvas.toDataURL()")


def test_play_pause_step_and_reset(bench):
    page = bench(TWO_MOONS)
    press(page, "One step")
    reaches(page, 1)
    assert step(page) == 1
    press(page, "Play")
    reaches(page, 10)
    press(page, "Pause")
    page.get_by_role("button", name="Play", exact=True).wait_for()
    resting = step(page)
    press(page, "One step")
    reaches(page, resting + 1)
    assert step(page) == resting + 1
    press(page, "Reset")
    page.wait_for_function(READY)


def test_a_run_repeats_from_its_seed(bench):
    page = bench(TWO_MOONS)
    rows = []
    for _ in range(2):
        press(page, "One step")
        reaches(page, 1)
        rows.append(numbers(page, A))
        press(page, "Reset")
        page.wait_for_function(READY)
    assert rows[0] == rows[1]
    knob(page, "seed").select_option("2")
    set_to(page, f"{TWO_MOONS}&seed=2")
    page.wait_for_function(READY)
    press(page, "One step")
    reaches(page, 1)
    assert numbers(page, A) != rows[0]


def test_b_is_a_but_for_what_is_set_for_it_and_that_is_marked(bench):
    page = bench(TWO_MOONS)
    press(page, "Compare with a second run")
    set_to(page, f"{TWO_MOONS}&b")
    knob(page, "lr", B).select_option("0.01")
    set_to(page, f"{TWO_MOONS}&b.lr=0.01")
    knob(page, "depth", A).select_option("3")
    set_to(page, "#data=moons&points=100&depth=3&width=4&b.lr=0.01")
    assert shown(page, "depth", B) == "3"
    knob(page, "lr", A).select_option("0.3")
    set_to(page, "#data=moons&points=100&depth=3&width=4&lr=0.3&b.lr=0.01")
    assert page.locator(".bench-differs label").all_inner_texts() == ["learning rate"]
    assert page.locator(".bench-sign:has-text('≠')").count() == 1
    press(page, "Take run B away")
    set_to(page, "#data=moons&points=100&depth=3&width=4&lr=0.3")
    assert not knob(page, "lr", B).is_visible()


def test_the_page_follows_its_address(bench):
    page = bench(f"{TWO_MOONS}&b.norm=batch&look=std")
    assert [shown(page, name) for name in ("data", "points", "width")] == [
        "moons",
        "100",
        "4",
    ]
    assert (shown(page, "norm", A), shown(page, "norm", B)) == ("none", "batch norm")
    signs = page.get_by_label("Layer by layer:")
    assert "spread" in signs.evaluate("select => select.selectedOptions[0].label")
    page.evaluate("location.hash = '#data=xor&seed=7'")
    page.wait_for_function("document.querySelector('[data-knob=seed]').selectedIndex === 6")
    assert shown(page, "data") == "xor"
    assert not knob(page, "norm", B).is_visible()


@pytest.mark.parametrize(
    ("hash_", "named"),
    [("#depht=3", "depht"), ("#depth=31", "31"), ("#data=xor&look=x", "vital sign x")],
)
def test_an_address_that_says_nothing_is_told(bench, hash_, named):
    page = bench(TWO_MOONS)
    page.evaluate(f"location.hash = '{hash_}'")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert named in alert.inner_text()
    assert shown(page, "data") == "moons"


def test_the_link_holds_everything(bench):
    page = bench(TWO_MOONS)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("Layer by layer:").select_option("dead units")
    press(page, "Copy link")
    page.get_by_role("button", name="Link copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"bench.html{TWO_MOONS}&look=dead")


def test_chapter_1s_network_has_an_address_though_it_is_where_all_knobs_start(bench):
    page = bench("#data=digits&b.lr=0.3")
    press(page, "Take run B away")
    set_to(page, "#data=digits")
    page.reload()
    page.wait_for_function(READY, timeout=LONG)
    assert shown(page, "data") == "digits" and not knob(page, "lr", B).is_visible()


def test_what_cannot_be_set_is_refused_in_words(bench):
    page = bench(TWO_MOONS)
    knob(page, "batch").select_option("500")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "500" in alert.inner_text()
    assert shown(page, "batch") == "64"


def test_an_experiment_sets_both_runs_and_plays(bench):
    page = bench()
    page.get_by_role("button", name="The unit that dies").click()
    reaches(page, 5)
    assert "look=dead" in page.evaluate("location.hash")
    assert (shown(page, "lr", A), shown(page, "lr", B)) == ("0.15", "0.01")
    assert page.locator(".bench-preset[aria-pressed=true]").count() == 1
    assert "Raw pixels" in page.locator(".bench-says").inner_text()
    press(page, "Pause")


def test_an_experiment_does_not_play_where_motion_is_reduced(bench):
    page = bench(reduced_motion="reduce")
    page.get_by_role("button", name="Two spirals, untangled").click()
    set_to(page, page.evaluate("location.hash"))
    page.wait_for_function(READY)
    assert page.get_by_role("button", name="Play", exact=True).is_visible()
    press(page, "Play")
    reaches(page, 2)


def test_a_run_that_diverged_says_so(bench):
    page = bench("#data=moons&points=100&depth=8&gain=8&lr=10&b.gain=1&b.lr=0.01")
    press(page, "Play")
    trouble = page.locator(".bench-run .bench-trouble").first
    trouble.wait_for(timeout=LONG)
    assert "A: The run has diverged" in trouble.inner_text()
    assert "A: The run has diverged" in said(page)
    press(page, "Pause")
    assert page.locator(".bench-run .bench-trouble:visible").count() == 1


def test_units_that_put_out_nothing_are_counted_and_crossed_out(bench):
    page = bench("#data=moons&points=100&depth=30&width=2")
    page.get_by_label("Units of").select_option("hidden layer 29")
    page.wait_for_function(
        "document.querySelector('.bench-units canvas').ariaLabel?.includes('29: 2 units')"
    )
    units = page.locator(".bench-units canvas").first
    assert "2 of them silent" in units.get_attribute("aria-label")
    assert "2 that put out 0" in page.locator(".bench-run .bench-means").first.inner_text()


def test_the_layers_chart_has_a_mark_for_each_layer_of_each_run(bench):
    page = bench("#data=moons&points=100&depth=5&b.depth=3")
    for run, layers in ((A, 6), (B, 4)):
        marks = page.locator(f".bench-signs .bench-mark.bench-run{run}")
        assert marks.count() == layers
    page.get_by_label("Layer by layer:").select_option("saturated outputs")
    assert "no units that saturate" in page.locator(".bench-none").inner_text()
    assert page.locator(".bench-signs .bench-mark").count() == 0


def test_digits_are_fetched_when_asked_for_and_read(bench):
    page = bench(TWO_MOONS)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    assert not page.evaluate("Boolean(window.liveDigits)")
    knob(page, "data").select_option("digits")
    page.locator(".bench-digits li").first.wait_for(timeout=LONG)
    assert len([url for url in asked if "live_digits" in url]) == 1
    page.wait_for_function("document.querySelector('.bench-digits li').title !== ''")
    assert page.locator(".bench-digits li").count() == 20
    assert not page.locator(".bench-plane").first.is_visible()


def test_where_no_worker_starts_the_page_trains_by_itself(open_page, small_address):
    page = open_page("about:blank")
    page.add_init_script("delete window.Worker")
    page.goto(f"{small_address}bench.html{TWO_MOONS}")
    press(page, "Play")
    reaches(page, 20)


def test_nobody_who_looks_away_keeps_it_playing(bench):
    page = bench(TWO_MOONS)
    press(page, "Play")
    reaches(page, 2)
    page.evaluate(HIDE, True)
    page.get_by_role("button", name="Play", exact=True).wait_for()
    resting = step(page)
    page.evaluate(HIDE, False)
    reaches(page, resting + 1)


HIDE = """hidden => {
    Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
    document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_it_is_said_calmly_while_it_plays_and_at_once_when_it_rests(bench):
    page = bench(TWO_MOONS)
    page.evaluate(
        """() => {
            window.heard = [];
            const status = document.querySelector(".bench-stage .live-status");
            new MutationObserver(() => window.heard.push(performance.now()))
                .observe(status, {childList: true, characterData: true, subtree: true});
        }"""
    )
    press(page, "Play")
    page.wait_for_function("window.heard.length >= 3", timeout=LONG)
    times = page.evaluate("window.heard")
    assert times[2] - times[1] > 3900
    press(page, "Pause")
    page.get_by_role("button", name="Play", exact=True).wait_for()
    page.wait_for_function(f"{SAID} === {SHOWN_STEP}")


SAID = "document.querySelector('.bench-stage .live-status').textContent.match(/[\\d,]+/)[0]"
SHOWN_STEP = "document.querySelector('.bench-numbers tbody td').textContent"


TIMES = """async () => {
    const times = [];
    const next = window.requestAnimationFrame;
    window.requestAnimationFrame = (draw) => next((now) => {
        const start = performance.now();
        draw(now);
        times.push(performance.now() - start);
    });
    document.querySelector(".bench-play").click();
    while (times.length < 15) await new Promise((later) => setTimeout(later, 100));
    return times.sort((a, b) => a - b);
}"""


@pytest.mark.alone
@pytest.mark.parametrize("data", ["digits", "spirals"])
def test_ten_layers_of_64_are_drawn_within_a_frame(bench, data, report_line):
    page = bench(f"#data={data}&points=500&depth=10&width=64&b.norm=batch")
    times = page.evaluate(TIMES)
    median, longest = times[len(times) // 2], times[-1]
    report_line(
        f"bench, ten layers of 64, {data}: drawn in {median:.1f} ms, {longest:.1f} ms"
    )
    assert median < 16


def test_everything_is_reached_by_keyboard(bench):
    page = bench(TWO_MOONS)
    page.get_by_role("button", name="One step").focus()
    page.keyboard.press("Space")
    reaches(page, 1)
    knob(page, "seed").focus()
    page.keyboard.press("ArrowDown")
    set_to(page, f"{TWO_MOONS}&seed=2")
    unreachable = page.evaluate(
        "() => [...document.querySelectorAll('.bench-stage :is(button, select, a)')]"
        ".filter(control => control.tabIndex < 0).length"
    )
    assert unreachable == 0


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("hash_", ["", DIGITS])
def test_it_fits_and_axe_finds_nothing(bench, width, theme, hash_):
    page = bench(hash_, viewport={"width": width, "height": 900}, color_scheme=theme)
    page.evaluate(f"document.documentElement.dataset.theme = {theme!r}")
    press(page, "One step")
    reaches(page, 1)
    options = {"resultTypes": ["violations"], "preload": False}
    found = Axe().run(page, ".live-bench", options).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    beyond = page.evaluate(
        "() => [...document.querySelectorAll('.bench-stage *')].filter(e =>"
        " e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert beyond == []


@pytest.mark.parametrize("hash_", ["", DIGITS])
def test_knobs_and_what_they_change_fit_one_window(bench, hash_):
    page = bench(hash_)
    height = page.evaluate(
        "() => document.querySelector('.bench-columns').getBoundingClientRect().bottom"
        " - document.querySelector('.bench-bar').getBoundingClientRect().top"
    )
    assert height <= 900


def test_without_javascript_there_is_a_picture_and_a_sentence(open_page, small_address):
    page = open_page(f"{small_address}bench.html", java_script_enabled=False)
    assert page.locator(".live-still svg").is_visible()
    assert "With JavaScript you can train" in page.locator(".live-still").inner_text()


def test_print_has_the_picture(bench):
    page = bench(TWO_MOONS)
    stage, picture = page.locator(".bench-stage"), page.locator(".live-still svg")
    assert stage.is_visible() and not picture.is_visible()
    page.emulate_media(media="print")
    assert picture.is_visible() and not stage.is_visible()


def test_it_is_small_and_other_pages_do_not_load_it(small_book):
    static = small_book / "_static"
    files = [static / name for name in ("live_bench.js", "live_bench.css")]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 60_000
    assert "live_bench" not in (small_book / "plain.html").read_text(encoding="utf-8")


LINK = re.compile(r'<a class="bench-link" href="\.\./bench\.html(#[^"]*)"')
READ = """async links => {
    const { read } = await import("/nncourse/live/bench/page/page_address.js");
    const { toAddress } = await import("/nncourse/live/bench/address.js");
    const { PRESETS } = await import("/nncourse/live/bench/presets.js");
    return links.map(link => {
        const said = toAddress(read(link).runs);
        return PRESETS.filter(({ runs }) => toAddress(runs) === said)
            .map(({ chapter }) => chapter);
    });
}"""


def test_each_chapter_leads_to_an_experiment_of_its_own(site, modules_page):
    """As the built page says it: its address is read, and sets a preset of the chapter."""
    chapters, links = [], []
    for page in sorted((site / "book" / "chapters").glob("*.html")):
        found = LINK.findall(page.read_text(encoding="utf-8"))
        assert len(found) == 1, page
        chapters.append([page.name[:2]])
        links.append(found[0].replace("&amp;", "&"))
    assert len(links) == 8
    assert modules_page.evaluate(READ, links) == chapters
