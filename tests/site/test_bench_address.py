"""What the bench is set to: by its knobs, its experiments and its address."""

import re
from functools import partial

import pytest

from tests.site.bench_on_page import (
    LONG,
    READY,
    TWO_MOONS,
    A,
    B,
    in_both,
    knob,
    open_bench,
    press,
    reaches,
    set_to,
    shown,
    step,
)


@pytest.fixture
def bench(open_page, small_address):
    return partial(open_bench, open_page, small_address)


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


@in_both
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
    [
        ("#depht=3", "depht"),
        ("#depth=31", "31"),
        ("#data=xor&look=x", "vital sign x"),
        ("#data=xor&depth=2&layer=3", "layer 3"),
        ("#data=xor&speed=0", "speed 0"),
    ],
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
    page.get_by_label("Units of").select_option("output")
    page.get_by_label("speed").select_option("60 steps a second")
    press(page, "Copy link")
    page.wait_for_function(
        "async (end) => (await navigator.clipboard.readText()).endsWith(end)",
        arg=f"bench.html{TWO_MOONS}&look=dead&layer=output&speed=60",
    )
    page.reload()
    page.wait_for_function(READY, timeout=LONG)
    for label, text in (("Units of", "output"), ("speed", "60 steps a second")):
        select = page.get_by_label(label)
        assert select.evaluate("select => select.selectedOptions[0].label") == text


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
    page.locator(".bench-preset[aria-pressed=true]", has_text="Two spirals").wait_for()
    press(page, "One step")
    reaches(page, 1)
    assert step(page) == 1
    press(page, "Play")
    reaches(page, 2)


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
    """As the built page says it: its address is read, and sets a preset of the chapter.
    Chapter 9 has a ward in place of one.
    """
    chapters, links = [], []
    for page in sorted((site / "book" / "chapters").glob("0[1-8]*.html")):
        found = LINK.findall(page.read_text(encoding="utf-8"))
        assert len(found) == 1, page
        chapters.append([page.name[:2]])
        links.append(found[0].replace("&amp;", "&"))
    assert len(links) == 8
    assert modules_page.evaluate(READ, links) == chapters
