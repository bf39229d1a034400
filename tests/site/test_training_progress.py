"""The loss of a run under way at a figure that Python draws: seen, and heard once."""

import math

import pytest

STATIC = "/book/_ext/sphinx_course/python_on_page/static"
MAKE = """async (folder) => {
    window.pythonOnPage = { words: new Proxy({}, {
        has: () => true,
        get: (_, name) => name === "training_at"
            ? "{run} {step} {loss}" : `${String(name)}.`,
    }) };
    const { LiveFigures } = await import(`${folder}/live_figures.js`);
    const figures = window.figures = new LiveFigures({
        turn() {}, stop: () => figures.end(),
    });
    const seed = { kind: "number", values: [], label: "seed", start: 0, whole: true };
    const cell = document.createElement("div");
    cell.className = "cell";
    cell.innerHTML = '<div class="cell-row"><button>Run</button></div>';
    cell.append(figures.show({ number: 0, html: "<b>first</b>", choices: [seed] }));
    document.body.replaceChildren(cell);
}"""
# The points of each piece of the path, as [x, y].
PIECES = """() => {
    const path = document.querySelector(".training-curve path").getAttribute("d");
    const points = (piece) => piece.replace("h0", "").slice(1).split("L");
    return (path.match(/M[^M]*/g) ?? []).map(
        (piece) => points(piece).map((point) => point.split(",").map(Number)));
}"""


@pytest.fixture
def page(modules_page):
    """A figure whose seed was turned."""
    modules_page.evaluate(MAKE, STATIC)
    modules_page.get_by_label("seed").fill("7")
    modules_page.get_by_label("seed").press("Enter")
    return modules_page


def progress(page, losses, run=1, loss="0.43"):
    told = {"run": run, "step": losses[-1][0], "loss": loss, "losses": losses}
    page.evaluate("(told) => figures.progress(0, told)", told)


def axis(page):
    return page.locator(".training-axis span").all_inner_texts()


def test_the_curve_lies_between_the_least_and_the_highest_loss_on_a_log_axis(page):
    progress(page, [[0, 10], [20, 1], [30, 0.1], [40, 1]])
    assert page.evaluate(PIECES) == [[[0, 0], [50, 15], [75, 30], [100, 15]]]
    assert axis(page) == ["10", "0.1"]
    assert page.locator(".training-words").inner_text() == "1 40 0.43"


def test_a_loss_that_stays_looks_flat(page):
    """Its noise is not stretched to the height of the axis, which has a decade."""
    progress(page, [[0, 2.35], [1, 2.25], [2, 2.3]])
    ((*heights,),) = [[y for _, y in piece] for piece in page.evaluate(PIECES)]
    assert max(heights) - min(heights) < 1
    assert axis(page) == ["2.4", "0.24"]


def test_what_a_log_axis_does_not_have_is_a_gap(page):
    progress(page, [[0, 10], [1, None], [2, 1], [3, 0], [4, 1], [5, 10]], loss="nan")
    pieces = page.evaluate(PIECES)
    assert [[x for x, _ in piece] for piece in pieces] == [[0], [40], [80, 100]]
    assert axis(page) == ["10", "1"]
    assert page.locator(".training-words").inner_text() == "1 5 nan"


@pytest.mark.parametrize("losses", [[[0, None]], [[0, 5e-324], [9, 1.7e308]], [[0, 1]]])
def test_no_loss_breaks_it(page, losses):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    progress(page, losses)
    points = [point for piece in page.evaluate(PIECES) for point in piece]
    assert len(points) == sum(loss is not None for _, loss in losses)
    assert all(math.isfinite(number) for point in points for number in point)
    assert complaints == []


def test_a_screen_reader_hears_once_that_it_trains(page):
    status = page.get_by_role("status")
    assert status.inner_text() == "drawing."
    page.evaluate("""() => {
        window.announced = [];
        const status = document.querySelector("[role=status]");
        new MutationObserver(() => announced.push(status.textContent))
            .observe(status, { childList: true, characterData: true, subtree: true });
    }""")
    for run in (1, 2):
        for step in (9, 19):
            progress(page, [[0, 2], [step, 1]], run)
    page.evaluate("figures.drawn(0, '<b>second</b>')")
    page.evaluate("0")
    assert page.evaluate("announced") == ["training.", "drawn."]
    shown = page.locator(".training-progress")
    assert shown.get_attribute("aria-hidden") == "true"


def test_the_picture_takes_its_place_and_the_next_turn_begins_without(page):
    progress(page, [[0, 2], [9, 1]])
    page.evaluate("figures.drawn(0, '<b>second</b>')")
    assert page.locator("b").inner_text() == "second"
    assert page.locator(".training-progress").inner_text() == ""
    assert page.locator(".training-curve path").count() == 0
    page.get_by_label("seed").fill("8")
    page.get_by_label("seed").press("Enter")
    assert page.get_by_role("status").inner_text() == "drawing."
    progress(page, [[0, 2], [9, 1]])
    assert page.get_by_role("status").inner_text() == "training."


def test_stop_ends_it(page):
    progress(page, [[0, 2], [9, 1]])
    page.get_by_role("button", name="stop").click()
    assert page.locator(".training-progress").count() == 0
    assert page.get_by_role("status").inner_text() == "asleep."
