"""The bench fits every screen, and is there without a script and on paper."""

import gzip
from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.site.bench_on_page import (
    TWO_MOONS,
    open_bench,
    press,
    reaches,
)
from tests.site.looks import LOOKS

DIGITS = "#points=100&depth=2&batch=32"


@pytest.fixture
def bench(open_page, small_address):
    return partial(open_bench, open_page, small_address)


@pytest.mark.parametrize(("width", "theme"), LOOKS)
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


@pytest.mark.parametrize("width", [1280, 1024, 768, 390])
def test_nothing_is_left_blank_below_it(bench, width):
    page = bench(TWO_MOONS, viewport={"width": width, "height": 900})
    piece, stage = (
        page.locator(part).bounding_box()["height"]
        for part in (".live-bench", ".bench-stage")
    )
    assert piece - stage < 40


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


def test_a_phrase_leads_to_it(small_book):
    plain = (small_book / "plain.html").read_text(encoding="utf-8")
    assert '<a class="bench-link" href="bench.html#depth=3&b.norm=batch">' in plain


def test_it_is_small_and_other_pages_do_not_load_it(small_book):
    static = small_book / "_static"
    files = [static / name for name in ("live_bench.js", "live_bench.css")]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 64_000
    assert "live_bench" not in (small_book / "plain.html").read_text(encoding="utf-8")


TIMES = """async () => {
    const times = [];
    const next = window.requestAnimationFrame;
    window.requestAnimationFrame = (draw) => next((now) => {
        const start = performance.now();
        draw(now);
        times.push(performance.now() - start);
    });
    document.querySelector(".bench-play").click();
    const end = performance.now() + 60_000;
    while (times.length < 15 && performance.now() < end)
        await new Promise((later) => setTimeout(later, 100));
    return times.sort((a, b) => a - b);
}"""


@pytest.mark.alone
@pytest.mark.parametrize("data", ["digits", "spirals"])
def test_ten_layers_of_64_are_drawn_within_a_frame(bench, data, report_line):
    page = bench(f"#data={data}&points=500&depth=10&width=64&b.norm=batch")
    times = page.evaluate(TIMES)
    assert len(times) >= 15
    median, longest = times[len(times) // 2], times[-1]
    report_line(
        f"bench, ten layers of 64, {data}: drawn in {median:.1f} ms, {longest:.1f} ms"
    )
    assert median < 16
