"""The player in a real browser, on a small book: every way that a reader meets it."""

import re
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import matplotlib
import pytest
from axe_playwright_python.sync_playwright import Axe

from nncourse.explore.frame import draw_frame
from nncourse.explore.interactive_figure import interactive_figure
from nncourse.explore.page_sizes import over_budget, page_sizes, report_lines

BOOK = Path(__file__).parents[1] / "explore" / "book"
WAVE = "#explore-wave"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(autouse=True)
def plain_style():
    """Matplotlib's own style, which the small book has, whatever other tests imported."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The small book, built as anybody would: one command, no variable set."""
    folder = tmp_path_factory.mktemp("course") / "book"
    shutil.copytree(BOOK, folder, ignore=shutil.ignore_patterns("__pycache__", "_build"))
    tool = shutil.which("jupyter-book", path=str(Path(sys.executable).parent))
    run = subprocess.run(
        [tool, "build", "-W", "."], cwd=folder, capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    return folder / "_build" / "html"


@pytest.fixture(scope="module")
def served(built):
    """Its address below a path, as on a project page."""
    handler = partial(Quiet, directory=built.parents[1])
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/_build/html/turning.html"
        server.shutdown()


@pytest.fixture
def open_page(browser, built, request):
    """Open the small book's page in a context of its own; complaints fail the test."""
    contexts, complaints, strangers = [], [], []

    def complain(message):
        if "THEBE_JS_URL" not in message:  # the theme declares it twice; no figure's fault
            complaints.append(message)

    def refuse(route):
        host = route.request.url.split("/")[2]
        if host and not host.startswith("127.0.0.1"):
            strangers.append(route.request.url)
            return route.abort()
        return route.continue_()

    def opened(address, **options):
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, **options}
        )
        contexts.append(context)
        context.route("**/*", refuse)
        page = context.new_page()
        page.on("pageerror", lambda error: complain(str(error)))
        page.on(
            "console", lambda m: m.type == "error" and complain(f"{m.text} {m.location}")
        )
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
    assert strangers == []


def shows(page, figure, svg):
    """Whether the figure's picture is, element for element, the one that Python drew."""
    return page.evaluate(
        """([figure, svg]) => {
            const asked = document.createElement("div");
            asked.innerHTML = svg;
            const shown = document.querySelector(`${figure} .explore-picture > svg`);
            return shown.isEqualNode(asked.firstElementChild);
        }""",
        [figure, svg],
    )


def settled(page, figure, frame):
    page.wait_for_selector(f'{figure}[data-frame="{frame}"]', timeout=5000)


def frame_of(page, figure):
    return page.locator(figure).get_attribute("data-frame")


@pytest.fixture(scope="module")
def drawn():
    """The small book's figure functions."""
    sys.path.insert(0, str(BOOK))
    try:
        import figures
    finally:
        sys.path.remove(str(BOOK))
    return figures


def test_each_control_shows_what_python_draws(open_page, served, drawn):
    page = open_page(served)
    wave = interactive_figure(drawn.wave, drawn.WAVE)
    heat = interactive_figure(drawn.heat, drawn.HEAT, describe=drawn.in_words)
    for study, figure in ((wave, WAVE), (heat, "#explore-heat")):
        ident = figure.removeprefix("#explore-")
        assert shows(page, figure, draw_frame(study, study.start, ident))
        for k, choice in enumerate(study.choices):
            for i in [i for i in range(len(choice.values)) if i != choice.start] + [
                choice.start
            ]:
                field = page.locator(f"{figure} [name={choice.name}]")
                if choice.kind == "slider":
                    field.fill(str(i))
                elif choice.kind == "select":
                    field.select_option(str(i))
                elif choice.kind == "radio":
                    field.nth(i).check()
                else:
                    field.set_checked(choice.values[i])
                point = (*study.start[:k], i, *study.start[k + 1 :])
                settled(page, figure, study.index(point))
                assert shows(page, figure, draw_frame(study, point, ident)), (
                    choice.name,
                    i,
                )


def test_a_function_typed_into_the_notebook_works_twice_on_a_page(open_page, served):
    page = open_page(served)
    first, second = "#explore-bars", "#explore-bars-2"
    before = page.locator(f"{second} .explore-picture").inner_html()
    page.locator(f"{first} input").fill("1")
    settled(page, first, 1)
    assert page.locator(f"{second} .explore-picture").inner_html() == before
    assert page.locator(f"{first} .explore-picture path").count() > 2


def test_from_a_file_with_nothing_served(open_page, built):
    page = open_page((built / "turning.html").as_uri())
    page.locator(f"{WAVE} [name=frequency]").fill("2")
    settled(page, WAVE, 2 * 20 + 5)
    page.wait_for_function("location.hash.includes('wave.frequency=5')")


def test_without_a_script_the_page_reads(open_page, served):
    page = open_page(served, java_script_enabled=False)
    figure = page.locator(WAVE)
    assert figure.locator("svg").is_visible()
    assert not figure.locator("form").is_visible()
    assert (
        "60 settings; turning it needs JavaScript"
        in figure.locator("noscript").inner_text()
    )


def test_by_keyboard_with_the_change_announced(open_page, served):
    page = open_page(served)
    slider = page.locator(f"{WAVE} [name=frequency]")
    slider.focus()
    page.keyboard.press("ArrowRight")
    settled(page, WAVE, 45)
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
    settled(page, WAVE, 55)


def test_by_touch(open_page, served):
    page = open_page(served, has_touch=True, viewport={"width": 390, "height": 844})
    page.locator(f"{WAVE} label", has_text="square").tap()
    settled(page, WAVE, 35)
    for control in page.locator(
        f"{WAVE} :is(button, input[type=range], fieldset label)"
    ).all():
        assert control.bounding_box()["height"] >= 36


def test_the_address_leads_to_a_setting_and_follows_it(open_page, served):
    page = open_page(f"{served}#wave.frequency=5&wave.shape=square&heat.palette=magma")
    settled(page, WAVE, 55)
    settled(page, "#explore-heat", 1 * 10 + 1 * 2 + 1)
    assert page.locator(f"{WAVE} [name=frequency]").input_value() == "2"
    assert (
        page.evaluate(
            "document.querySelector('#explore-wave svg').getBoundingClientRect().top"
        )
        > 0
    )
    page.locator(f"{WAVE} [name=step]").fill("3")
    page.wait_for_function("location.hash.includes('wave.step=3')")
    assert "heat.palette=magma" in page.evaluate("location.hash")
    page.evaluate("location.hash = '#wave.frequency=1'")
    settled(page, WAVE, 18)
    page.go_back()
    settled(page, WAVE, 58)
    page.reload()
    settled(page, WAVE, 58)


@pytest.mark.parametrize(
    "hash",
    ["wave.frequency=7", "wave.depth=1", "nobody.step=1", "wave", "%", "=&=", "waves"],
)
def test_an_address_that_leads_nowhere_is_ignored(open_page, served, hash):
    page = open_page(f"{served}#{hash}")
    page.locator(f"{WAVE} [name=step]").fill("1")
    settled(page, WAVE, 26)


def test_a_headings_address_stays_until_a_figure_is_turned(open_page, served):
    page = open_page(f"{served}#maps")
    page.wait_for_timeout(500)
    assert page.evaluate("location.hash") == "#maps"


def test_the_link_is_copied(open_page, served):
    page = open_page(served, permissions=["clipboard-read", "clipboard-write"])
    page.locator(f"{WAVE} [name=grid]").uncheck()
    page.locator(f"{WAVE} .explore-link").click()
    page.locator(f"{WAVE} .explore-link", has_text="Link copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{served}#wave.frequency=2&wave.shape=sine&wave.grid=no&wave.step=0"


def test_time_plays_pauses_and_plays_again(open_page, served):
    page = open_page(served)
    button = page.locator(f"{WAVE} .explore-play")
    assert button.inner_text() == "Play step"
    button.click()
    assert button.inner_text() == "Pause"
    settled(page, WAVE, 26)
    button.click()
    stopped = page.locator(f"{WAVE} [name=step]").input_value()
    page.wait_for_timeout(1500)
    assert page.locator(f"{WAVE} [name=step]").input_value() == stopped
    button.click()
    settled(page, WAVE, 29)
    page.locator(f"{WAVE} .explore-play", has_text="Play step").wait_for()


def test_nothing_moves_by_itself_for_those_who_asked(open_page, served):
    page = open_page(served, reduced_motion="reduce")
    button = page.locator(f"{WAVE} .explore-play")
    assert button.inner_text() == "Next step"
    button.click()
    settled(page, WAVE, 26)
    page.wait_for_timeout(1500)
    assert frame_of(page, WAVE) == "26"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_is_legible_and_accessible(open_page, served, root, scheme, width):
    page = open_page(served, color_scheme=scheme, viewport={"width": width, "height": 900})
    page.locator(f"{WAVE} form").wait_for()
    figure = page.locator(WAVE)
    figure.scroll_into_view_if_needed()
    keep = root / "_build" / "screenshots"
    keep.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=keep / f"small-book-{width}-{scheme}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    seen = page.evaluate(COLOURS, WAVE)
    ink, paper = (sum(map(int, re.findall(r"\d+", seen[k])[:3])) for k in ("ink", "paper"))
    assert (ink > paper) == (scheme == "dark")
    assert abs(ink - paper) > 400
    assert seen["card"] == "rgba(0, 0, 0, 0)"
    assert seen["high"] >= 10
    found = (
        Axe()
        .run(page, context=".explore", options={"preload": False})
        .response["violations"]
    )
    serious = [v["id"] for v in found if v["impact"] in ("serious", "critical")]
    assert serious == []


def test_on_paper_there_are_no_controls_but_the_setting_is_said(open_page, served):
    page = open_page(served)
    page.emulate_media(media="print")
    assert not page.locator(f"{WAVE} form").is_visible()
    said = page.evaluate(
        "figure => getComputedStyle(document.querySelector(figure), '::after').content",
        WAVE,
    )
    assert "frequency 2, shape sine, grid yes, step 0" in said or "attr(" in said


def test_only_pages_with_figures_load_the_player_and_it_is_small(built):
    turning = (built / "turning.html").read_text(encoding="utf-8")
    plain = (built / "plain.html").read_text(encoding="utf-8")
    assert "player.js" in turning
    assert "player" not in plain
    for stranger in ("require.min.js", "embed-amd", "html-manager"):
        assert stranger not in turning
    pages = page_sizes(built)
    print(*report_lines(pages), sep="\n")
    assert list(pages) == ["turning.html"]
    assert len(pages["turning.html"]["figures"]) == 4
    assert over_budget(pages) == []
    assert not list((built / "_static").glob("*.py"))


COLOURS = """(figure) => {
    const root = document.querySelector(figure);
    const of = (selector) => getComputedStyle(root.querySelector(selector)).fill;
    return {
        ink: of("svg text"), paper: of("svg path[style*=explore-background]"),
        card: getComputedStyle(root.parentNode).backgroundColor,
        high: root.querySelector("svg text").getBoundingClientRect().height,
    };
}"""
