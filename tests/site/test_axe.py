"""Axe, the accessibility checker, finds nothing serious on any page in any look."""

import pytest
from axe_playwright_python.sync_playwright import Axe

WIDTHS = {"desk": 1280, "phone": 390}
# Formulas are set, and colours that fade from one scheme to the other have arrived.
DRAWN = """async () => {
    await window.MathJax?.startup?.promise;
    await Promise.allSettled(document.getAnimations().map((fade) => fade.finished));
}"""


def serious(page):
    """What axe holds against the page, each with the element it means."""
    page.evaluate(DRAWN)
    found = Axe().run(page).response["violations"]
    return [
        f"{v['id']} ({v['impact']}): {node['html'][:200]}"
        for v in found
        if v["impact"] in ("serious", "critical")
        for node in v["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", WIDTHS)
def test_no_page_has_a_serious_fault(browser, address, pages, scheme, device):
    size = {"width": WIDTHS[device], "height": 900}
    context = browser.new_context(color_scheme=scheme, viewport=size)
    page = context.new_page()
    faults = []
    for path in pages:
        if path.as_posix() == "index.html":  # it sends the reader on at once
            continue
        page.goto(f"{address}/{path.as_posix()}")
        faults += [f"{path}: {fault}" for fault in serious(page)]
    context.close()
    assert not faults, "\n".join(faults)


def test_axe_sees_a_fault(page):
    page.set_content(
        "<html lang=en><title>t</title><main><h1>t</h1><button></button></main>"
    )
    assert [fault for fault in serious(page) if fault.startswith("button-name")]


def test_a_chapter_can_be_walked_through_by_keyboard(page, address, pages):
    """The skip link comes first; every stop shows where it is and is not stepped over."""
    path = next(p for p in sorted(pages, key=lambda p: "chapters" not in p.parts))
    page.goto(f"{address}/{path.as_posix()}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip().startswith("Skip")
    page.keyboard.press("Enter")
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                """() => {
                    const at = document.activeElement, style = getComputedStyle(at);
                    const ring = [style.outlineStyle, style.boxShadow];
                    const shown = ring.some((part) => part !== "none");
                    return [at.outerHTML.slice(0, 90), shown];
                }"""
            )
        )
    assert not [stop for stop, ring in seen if not ring and not stop.startswith("<body")]


def test_the_quiz_is_answered_by_keyboard(page, address, pages):
    """Each answer is a stop; Enter or the space bar opens what is said to it."""
    path = next(p for p in pages if p.stem == "03-vanishing-gradients")
    page.goto(f"{address}/{path.as_posix()}")
    answers = page.locator("article details:not(.solution):not(.hide) > summary")
    first, second = answers.nth(0), answers.nth(1)
    first.focus()
    page.keyboard.press("Enter")
    assert first.evaluate("summary => summary.parentElement.open")
    page.keyboard.press("Tab")
    assert second.evaluate("summary => summary === document.activeElement")
    page.keyboard.press("Space")
    assert second.evaluate("summary => summary.parentElement.open")
