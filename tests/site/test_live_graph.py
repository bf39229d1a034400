"""The graph of chapter 2: step through both passes, move a weight, find a planted fault."""

import ast
import gzip
import json
import re
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe

from nncourse import softmax_cross_entropy
from nncourse.chapters.ch02_backpropagation.runs import worked_example
from nncourse.live.graph_messages import GRAPH

CHAPTER = "book/chapters/02-backpropagation"


@pytest.fixture
def graph(open_page, address):
    """Opens chapter 2 and waits for the graph of the hand-worked example."""

    def graph(**options):
        page = open_page(f"{address}/{CHAPTER}.html", **options)
        page.wait_for_selector(".live-graph .graph-drawing")
        return page

    return graph


def press(page, name):
    page.locator(".graph-stage").get_by_role("button", name=name, exact=True).click()


def number(page, key):
    """The button of the number with this name, as the chapter writes it."""
    named = page.locator(".graph-name", has_text=re.compile(f"^{re.escape(key)}$"))
    return page.locator(".graph-number").filter(has=named)


def shown(page):
    """{name: text} of all numbers that can be seen."""
    return dict(
        page.locator(".graph-number").evaluate_all(
            "all => all.filter(b => b.offsetParent).map(b => ["
            "b.querySelector('.graph-name').textContent,"
            "b.querySelector('.graph-value').textContent])"
        )
    )


def words(page):
    return page.locator(".graph-said").inner_text()


def worked():
    """{name: what the package computes} for every number of the graph."""
    net, x, label = worked_example()
    loss, dz = softmax_cross_entropy(net.forward(x[None]), np.array([label]))
    net.backward(dz)
    _, a, h, z = (v[0] for v in net.activations)
    arrays = {
        "x": x, "a": a, "h": h, "z": z, "p": dz[0] + np.eye(2)[label], "L": np.array(loss),
        "dz": dz[0], "dh": net.gradients[2][0], "da": net.gradients[1][0],
    }  # fmt: skip
    for name, key in (("W1", "0.W"), ("b1", "0.b"), ("W2", "2.W"), ("b2", "2.b")):
        arrays |= {name: net.params[key], f"d{name}": net.grads[key]}
    return {
        name + str(list(at)).replace("[]", ""): array[at]
        for name, array in arrays.items()
        for at in np.ndindex(array.shape)
    }


def as_shown(value):
    text = f"{value:.0f}" if value == round(value) else f"{value:.3f}"
    return (
        text.replace("-", "−").replace("−0", "0") if value == 0 else text.replace("-", "−")
    )


def test_every_number_is_what_the_package_computes(graph):
    page = graph()
    press(page, "Backward")
    assert shown(page) == {key: as_shown(value) for key, value in worked().items()}


def printed(root, cell):
    """{name: numbers} that a cell of the chapter printed."""
    notebook = json.loads((root / f"{CHAPTER}.ipynb").read_text(encoding="utf-8"))
    (outputs,) = (c["outputs"] for c in notebook["cells"] if c.get("id") == cell)
    text = "".join("".join(output["text"]) for output in outputs)
    found = re.findall(r"(\w+) (\[.*?\](?=\s|$))", text)
    return {name: np.array(ast.literal_eval(row), float) for name, row in found}


def test_every_number_is_the_one_that_the_chapter_prints(graph, root):
    page = graph()
    press(page, "Backward")
    numbers = shown(page)
    prints = printed(root, "small-net") | printed(root, "by-hand")
    assert set(prints) >= {"a", "p", "dz", "dW1"}
    for name, array in prints.items():
        for at, value in np.ndenumerate(array):
            found = float(numbers[f"{name}{list(at)}"].replace("−", "-"))
            assert found == value, (name, at)


def test_next_leads_through_both_passes_and_says_each_sum(graph):
    """27 numbers, each with its formula, and then the step; every press is said."""
    page = graph()
    numbers = worked()
    given = {"x", "W1", "b1", "W2", "b2"}
    seen = {key for key in numbers if key.split("[")[0] in given}
    for _ in range(len(numbers) - len(seen)):
        press(page, "Next")
        now = {key for key, text in shown(page).items() if text != "?"}
        (new,) = now - seen
        assert words(page).splitlines()[-1].startswith(f"{new} =")
        assert words(page).endswith(f"= {as_shown(numbers[new])}")
        seen = now
    assert seen == set(numbers)
    press(page, "Next")
    assert "has moved by 0.1 times its slope" in words(page)
    press(page, "Loss")
    assert "Before the step it was 0.117." in words(page)
    after = float(shown(page)["L"])
    assert after < 0.117
    press(page, "Reset")
    assert shown(page)["W1[0, 0]"] == as_shown(numbers["W1[0, 0]"])
    assert shown(page)["L"] == "?"


def test_back_takes_back_what_next_showed(graph):
    page = graph()
    stages = []
    for _ in range(3):
        stages.append(shown(page))
        press(page, "Next")
    for expected in reversed(stages):
        press(page, "Back")
        assert shown(page) == expected
    assert page.get_by_role("button", name="Back", exact=True).is_disabled()


def test_a_number_tells_its_sum_and_marks_what_it_is_made_of(graph):
    page = graph()
    press(page, "Backward")
    number(page, "a[0]").click()
    assert "1 × (−1.738) + (−2) × (−1.361) + 0 = 0.984" in " ".join(words(page).split())
    marked = page.locator(".graph-source .graph-name").all_inner_texts()
    assert sorted(marked) == ["W1[0, 0]", "W1[1, 0]", "b1[0]", "x[0]", "x[1]"]
    number(page, "da[1]").click()
    assert "0, since −0.633 ≤ 0" in words(page)


def curve(page):
    """The loss's curve and its tangent, in the picture's units."""
    return page.locator(".graph-curve").evaluate(
        """svg => ({
            points: svg.querySelector("polyline").getAttribute("points")
                .split(" ").map(p => p.split(",").map(Number)),
            line: ["x1", "y1", "x2", "y2"].map(n =>
                Number(svg.querySelector(".graph-tangent").getAttribute(n))),
            dot: ["cx", "cy"].map(n => Number(svg.querySelector("circle").getAttribute(n))),
        })"""
    )


def steepness(x1, y1, x2, y2):
    return (y2 - y1) / (x2 - x1)


def test_a_moved_weight_draws_the_loss_and_the_line_touches_it(graph):
    """By arrow keys: wherever the weight stands, the line is as steep as the curve."""
    page = graph()
    press(page, "Backward")
    number(page, "W2[0, 1]").click()
    slider = page.get_by_role("slider")
    slider.focus()
    for _ in range(3):
        before = shown(page)["W2[0, 1]"]
        for _ in range(10):
            slider.press("ArrowLeft")
        assert shown(page)["W2[0, 1]"] != before
        drawn = curve(page)
        x, y = drawn["dot"]
        left, right = (
            min(drawn["points"], key=lambda point: abs(point[0] - x - side))
            for side in (-4, 4)
        )
        assert steepness(*drawn["line"]) == pytest.approx(
            steepness(*left, *right), rel=0.05
        )
        assert drawn["line"][1] < y < drawn["line"][3] or drawn["line"][1] > y
    assert f"dW2[0, 1] = {shown(page)['dW2[0, 1]']}" in words_below(page)
    assert slider.get_attribute("aria-valuetext").startswith(shown(page)["W2[0, 1]"])


def words_below(page):
    return page.locator(".graph-moving p").inner_text()


def test_the_dot_on_the_curve_can_be_dragged(graph):
    page = graph()
    press(page, "Backward")
    number(page, "W1[1, 0]").click()
    dot = page.locator(".graph-curve circle")
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    loss = shown(page)["L"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=3)
    page.mouse.up()
    moved = float(shown(page)["W1[1, 0]"].replace("−", "-"))
    assert moved > worked()["W1[1, 0]"] + 0.3
    assert float(shown(page)["L"]) > float(loss)
    assert abs(dot.bounding_box()["x"] - box["x"] - 60) < 5


def test_differences_stand_beside_the_slopes(graph):
    page = graph()
    press(page, "Backward")
    assert not page.locator(".graph-difference").first.is_visible()
    page.get_by_label("check each slope").check()
    numbers = worked()
    for key in ("dz[0]", "dW2[0, 1]", "dh[1]", "da[0]", "dW1[1, 0]", "db1[0]"):
        beside = number(page, key).locator(".graph-difference")
        assert beside.inner_text() == f"≈ {numbers[key]:.3f}".replace("-", "−")


def test_each_planted_fault_is_found_and_named(graph):
    """With the check's help, as a reader would: the first slope that differs."""
    page = graph()
    page.get_by_label("check each slope").check()
    way_back = ["dz", "dW2", "db2", "dh", "da", "dW1", "db1"]
    faults = GRAPH["hunt"]["faults"]
    named = []
    for turn in range(len(faults)):
        press(page, "Plant another fault" if turn else "Plant a fault")
        slopes = page.locator(".graph-slope").evaluate_all(
            "all => all.map(b => ['name', 'value', 'difference'].map(part =>"
            " b.querySelector(`.graph-${part}`).textContent.replace('≈ ', '')))"
        )
        wrong = [key for key, value, difference in slopes if value != difference]
        first = min(wrong, key=lambda key: way_back.index(key.split("[")[0]))
        number(page, first).click()
        press(page, f"The fault begins at {first}")
        told = page.locator(".graph-told")
        assert told.inner_text().startswith("Yes: ")
        for fault in faults.values():
            press(page, fault["name"])
            if told.inner_text().startswith("Yes"):
                named.append(fault["name"])
                assert fault["why"] in told.inner_text()
                break
            assert re.match(r"No: with that fault d\w+\[.*\] would be ", told.inner_text())
    assert sorted(named) == sorted(fault["name"] for fault in faults.values())
    press(page, "Stop looking")
    press(page, "Backward")
    assert shown(page) == {key: as_shown(value) for key, value in worked().items()}


def test_a_right_number_and_one_that_only_follows_are_told_apart(graph):
    page = graph()
    press(page, "Plant a fault")  # the first: dh without the transpose
    told = page.locator(".graph-told")
    number(page, "dz[0]").click()
    press(page, "The fault begins at dz[0]")
    assert told.inner_text() == "dz[0] = 0.110 is right. Look for one that is not."
    number(page, "da[0]").click()
    press(page, "The fault begins at da[0]")
    assert "only because it was given something wrong" in told.inner_text()
    assert not page.locator(".graph-faults").is_visible()
    number(page, "dh[0]").click()
    assert not words(page).endswith(shown(page)["dh[0]"])  # the sum is left to work out


def test_all_of_it_by_keyboard(graph):
    page = graph()
    page.get_by_role("button", name="Backward", exact=True).press("Enter")
    one = page.locator(".graph-number[tabindex='0']")
    assert one.count() == 1
    one.focus()
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.ariaLabel") == "x[0] = 1"
    visited = []
    for _ in range(len(worked())):
        visited.append(page.evaluate("document.activeElement.ariaLabel").split(" =")[0])
        assert words(page).splitlines()[-1].startswith(visited[-1])
        page.keyboard.press("ArrowRight")
    assert sorted(visited) == sorted(worked())
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.ariaLabel") == "L = 0.117"


def test_what_changed_is_said(graph):
    page = graph()
    press(page, "Next")
    page.wait_for_function(
        "() => document.querySelector('.live-graph [role=status]').textContent"
        " === 'a[0] = 0.984'"
    )


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_fits_and_axe_finds_nothing(graph, width, theme):
    page = graph(viewport={"width": width, "height": 900}, color_scheme=theme)
    page.evaluate(f"document.documentElement.dataset.theme = {theme!r}")
    page.get_by_label("check each slope").check()
    press(page, "Backward")
    number(page, "W1[0, 1]").click()
    clean_and_inside(page)
    press(page, "Plant a fault")
    number(page, "dh[0]").click()
    press(page, "The fault begins at dh[0]")
    clean_and_inside(page)


def clean_and_inside(page):
    options = {"resultTypes": ["violations"], "preload": False}
    found = Axe().run(page, ".live-graph", options).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    outside = page.locator(".graph-stage *").evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().right >"
        " document.documentElement.clientWidth).map(e => e.outerHTML.slice(0, 80))"
    )
    assert outside == []
    assert overlaps(page) == []


def overlaps(page):
    """Pairs of numbers whose places in the picture cover each other."""
    boxes = page.locator(".graph-number").evaluate_all(
        "all => all.filter(b => b.offsetParent).map(b => {"
        " const r = b.getBoundingClientRect();"
        " return [b.ariaLabel, r.left, r.top, r.right, r.bottom]; })"
    )
    return [
        (one[0], other[0])
        for k, one in enumerate(boxes)
        for other in boxes[:k]
        if min(one[3], other[3]) - max(one[1], other[1]) > 1
        and min(one[4], other[4]) - max(one[2], other[2]) > 1
    ]


def test_without_javascript_there_is_a_picture_and_a_sentence(open_page, address):
    page = open_page(f"{address}/{CHAPTER}.html", java_script_enabled=False)
    still = page.locator(".live-graph .live-still")
    assert still.locator("svg").is_visible()
    assert "p = 0.110" in still.locator("svg").get_attribute("aria-label").replace(
        "0.110, 0.890", "0.110"
    )
    assert "With JavaScript you can step through" in still.inner_text()


def test_print_has_the_picture_and_the_screen_the_graph(graph):
    page = graph()
    drawing, picture = page.locator(".graph-drawing"), page.locator(".live-still svg")
    assert drawing.is_visible() and not picture.is_visible()
    page.emulate_media(media="print")
    assert picture.is_visible() and not drawing.is_visible()


def test_it_is_small_and_other_pages_do_not_load_it(site):
    files = [Path(site, "_static", name) for name in ("live_graph.js", "live_graph.css")]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 20_000
    assert "live_graph" not in (site / "search.html").read_text(encoding="utf-8")
