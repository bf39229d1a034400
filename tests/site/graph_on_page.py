"""A graph on its page: what one presses there, and what one sees."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

CHAPTER = "book/chapters/02-backpropagation"
in_both = pytest.mark.parametrize("browser", ["chromium", "firefox"], indirect=True)


def open_graph(open_page, address, drawing, **options):
    """Chapter 2's graph that has this drawing, once it is there."""
    page = open_page(f"{address}/{CHAPTER}.html", **options)
    part = page.locator(".live-graph").filter(has=page.locator(drawing))
    part.locator(drawing).wait_for()
    return part


def press(part, name):
    """Press the button of this name."""
    part.get_by_role("button", name=name, exact=True).click()


def number(part, key):
    """The button of the number with this name, as the chapter writes it."""
    named = part.page.locator(".graph-name", has_text=re.compile(f"^{re.escape(key)}$"))
    return part.locator(".graph-number").filter(has=named)


def shown(part):
    """{name: text} of all numbers that can be seen."""
    return dict(
        part.locator(".graph-number").evaluate_all(
            "all => all.filter(b => b.offsetParent).map(b => ["
            "b.querySelector('.graph-name').textContent,"
            "b.querySelector('.graph-value').textContent])"
        )
    )


def words(part):
    """What is said above the buttons."""
    return part.locator(".graph-said").inner_text()


def as_shown(value):
    """A number as the graph writes it: whole ones whole, others with three decimals."""
    text = f"{value + 0:.0f}" if value == round(value) else f"{value:.3f}"
    return text.replace("-", "−")


def moving(part):
    """What is said below the curve."""
    return part.locator(".graph-moving p").inner_text()


def focused(part):
    """What assistive technology calls the element that has the keyboard."""
    return part.page.evaluate("document.activeElement.ariaLabel")


def clean_and_inside(part):
    options = {"resultTypes": ["violations"], "preload": False}
    found = Axe().run(part.page, ".live-graph", options).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    outside = part.locator(".graph-stage *").evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().right > 0.5 +"
        " e.closest('.graph-stage').getBoundingClientRect().right)"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert outside == []
    assert overlaps(part, ".graph-number") == []
    assert overlaps(part, ".graph-drawing > div") == []  # units, and weights on their lines


def overlaps(part, kind):
    """Pairs of things whose places in the picture cover each other."""
    boxes = part.locator(kind).evaluate_all(
        "all => all.filter(b => b.offsetParent).map(b => {"
        " const r = b.getBoundingClientRect();"
        " return [b.innerText, r.left, r.top, r.right, r.bottom]; })"
    )
    return [
        (one[0], other[0])
        for k, one in enumerate(boxes)
        for other in boxes[:k]
        if min(one[3], other[3]) - max(one[1], other[1]) > 1
        and min(one[4], other[4]) - max(one[2], other[2]) > 1
    ]
