"""The graph of chapter 2: step through both passes, move a weight, find a planted fault."""

import ast
import gzip
import json
import re
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from nncourse import softmax_cross_entropy
from nncourse.chapters.ch02_backpropagation.runs import worked_example
from nncourse.live.graph_messages import GRAPH
from tests.site.graph_on_page import (
    CHAPTER,
    as_shown,
    clean_and_inside,
    focused,
    in_both,
    moving,
    number,
    open_graph,
    press,
    shown,
    words,
)
from tests.site.looks import LOOKS


@pytest.fixture
def graph(open_page, address):
    """Opens the graph of the hand-worked example."""
    return partial(open_graph, open_page, address, ".graph-drawing")


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


@in_both
def test_every_number_is_what_the_package_computes(graph):
    part = graph()
    press(part, "Backward")
    assert shown(part) == {key: as_shown(value) for key, value in worked().items()}


def printed(root, cell):
    """{name: numbers} that a cell of the chapter printed."""
    notebook = json.loads((root / f"{CHAPTER}.ipynb").read_text(encoding="utf-8"))
    (outputs,) = (c["outputs"] for c in notebook["cells"] if c.get("id") == cell)
    text = "".join("".join(output["text"]) for output in outputs)
    found = re.findall(r"(\w+) (\[.*?\](?=\s|$))", text)
    return {name: np.array(ast.literal_eval(row), float) for name, row in found}


def test_every_number_is_the_one_that_the_chapter_prints(graph, root):
    part = graph()
    press(part, "Backward")
    numbers = shown(part)
    prints = printed(root, "small-net") | printed(root, "by-hand")
    assert set(prints) >= {"a", "p", "dz", "dW1"}
    for name, array in prints.items():
        for at, value in np.ndenumerate(array):
            found = float(numbers[f"{name}{list(at)}"].replace("−", "-"))
            assert found == value, (name, at)


def test_next_leads_through_both_passes_and_says_each_sum(graph):
    """27 numbers, each with its formula, and then the step; every press is said."""
    part = graph()
    numbers = worked()
    given = {"x", "W1", "b1", "W2", "b2"}
    seen = {key for key in numbers if key.split("[")[0] in given}
    for _ in range(len(numbers) - len(seen)):
        press(part, "Next")
        now = {key for key, text in shown(part).items() if text != "?"}
        (new,) = now - seen
        assert words(part).splitlines()[-1].startswith(f"{new} =")
        sum_, *_ = words(part).split(", since")
        assert sum_.endswith(f"= {as_shown(numbers[new])}")
        seen = now
    assert seen == set(numbers)
    assert words(part).startswith("Every number is in its place.")
    assert part.get_by_role("button", name="Next", exact=True).is_disabled()
    press(part, "Step")
    assert "has moved by 0.1 times its slope" in words(part)
    press(part, "Loss")
    assert "Before the step it was 0.117." in words(part)
    after = float(shown(part)["L"])
    assert after < 0.117
    press(part, "Reset")
    assert shown(part)["W1[0, 0]"] == as_shown(numbers["W1[0, 0]"])
    assert shown(part)["L"] == "?"


def test_next_array_shows_what_is_left_of_one(graph):
    part = graph()
    press(part, "Next")  # a[0]
    for name, last in (("a", "a[1]"), ("h", "h[1]"), ("z", "z[1]")):
        press(part, "Next array")
        assert {f"{name}[0]", last} <= {k for k, text in shown(part).items() if text != "?"}
        assert f"{last} =" in words(part).splitlines()[-1]
    for _ in range(9):  # p, L, dz, dW2, db2, dh, da, dW1, db1
        press(part, "Next array")
    assert words(part).startswith("Every number is in its place.")
    assert part.get_by_role("button", name="Next array", exact=True).is_disabled()


def test_back_takes_back_what_next_showed(graph):
    part = graph()
    stages = []
    for _ in range(3):
        stages.append(shown(part))
        press(part, "Next")
    for expected in reversed(stages):
        press(part, "Back")
        assert shown(part) == expected
    assert part.get_by_role("button", name="Back", exact=True).is_disabled()


def test_a_number_tells_its_sum_and_marks_what_it_is_made_of(graph):
    part = graph()
    press(part, "Backward")
    number(part, "a[0]").click()
    assert "1 × (−1.738) + (−2) × (−1.361) + 0 = 0.984" in " ".join(words(part).split())
    marked = part.locator(".graph-source .graph-name").all_inner_texts()
    assert sorted(marked) == ["W1[0, 0]", "W1[1, 0]", "b1[0]", "x[0]", "x[1]"]
    number(part, "da[1]").click()
    assert " ".join(words(part).split()).endswith("da[1] = 0, since a[1] = −0.633 ≤ 0")
    number(part, "da[0]").click()
    assert " ".join(words(part).split()).endswith(
        "da[0] = dh[0] = −0.234, since a[0] = 0.984 > 0"
    )


def curve(part):
    """The loss's curve and its tangent, in the picture's units."""
    return part.locator(".graph-curve").evaluate(
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


@in_both
def test_a_moved_weight_draws_the_loss_and_the_line_touches_it(graph):
    """By arrow keys: wherever the weight stands, the line is as steep as the curve."""
    part = graph()
    press(part, "Backward")
    number(part, "W2[0, 1]").click()
    slider = part.get_by_role("slider")
    slider.focus()
    for _ in range(3):
        before = shown(part)["W2[0, 1]"]
        for _ in range(10):
            slider.press("ArrowLeft")
        assert shown(part)["W2[0, 1]"] != before
        drawn = curve(part)
        x, y = drawn["dot"]
        left, right = (
            min(drawn["points"], key=lambda point: abs(point[0] - x - side))
            for side in (-4, 4)
        )
        assert steepness(*drawn["line"]) == pytest.approx(
            steepness(*left, *right), rel=0.05
        )
        assert drawn["line"][1] < y < drawn["line"][3] or drawn["line"][1] > y
    assert f"dW2[0, 1] = {shown(part)['dW2[0, 1]']}" in moving(part)
    assert slider.get_attribute("aria-valuetext").startswith(shown(part)["W2[0, 1]"])


def test_the_flat_part_of_a_curve_is_explained(graph):
    """Two to the left of where it stands W1[0, 0] has switched its unit off."""
    part = graph()
    press(part, "Backward")
    number(part, "W1[0, 0]").click()
    assert "Where the curve is flat, hidden unit 0 is off" in moving(part)
    number(part, "W2[0, 1]").click()
    assert "flat" not in moving(part)


def middle(thing):
    box = thing.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@in_both
def test_a_weight_is_dragged_by_its_number_and_by_the_dot_on_its_curve(graph):
    part = graph()
    mouse = part.page.mouse
    press(part, "Backward")
    values, losses = [], []
    dot = part.locator(".graph-curve circle")
    for handle in (number(part, "W2[0, 1]"), dot):
        handle.scroll_into_view_if_needed()
        x, y = middle(handle)
        mouse.move(x, y)
        mouse.down()
        mouse.move(x + 60, y, steps=3)
        seen = dot.evaluate(
            "dot => document.elementsFromPoint(...['x', 'y'].map(side =>"
            " dot.getBoundingClientRect()[side] + 4)).includes(dot.closest('svg'))"
        )
        assert seen  # also while the number is dragged, far above
        mouse.up()
        values.append(float(shown(part)["W2[0, 1]"].replace("−", "-")))
        losses.append(float(shown(part)["L"]))
    assert abs(middle(dot)[0] - x - 60) < 5
    mouse.move(x, y)  # nothing is held any more
    start = worked()
    assert start["W2[0, 1]"] + 0.3 < values[0] < values[1] - 0.3
    assert start["L"] > losses[0] > losses[1]
    assert float(shown(part)["L"]) == losses[1]


def test_the_curve_stands_beside_the_buttons_and_covers_no_number(graph):
    part = graph()
    press(part, "Backward")
    number(part, "W2[0, 1]").click()
    part.evaluate("graph => graph.scrollIntoView()")
    drawing, curve = (
        part.locator(f".graph-{name}").bounding_box() for name in ("drawing", "curve")
    )
    assert drawing["y"] + drawing["height"] <= curve["y"]
    assert curve["y"] + curve["height"] <= part.page.viewport_size["height"]


@pytest.mark.parametrize(("width", "kept"), [(1280, ".graph-desk"), (390, ".graph-bar")])
def test_the_buttons_keep_their_place_from_step_to_step(graph, width, kept):
    part = graph(viewport={"width": width, "height": 900})
    heights = []
    for _ in range(27):
        press(part, "Next")
        heights.append(part.locator(kept).bounding_box()["height"])
    number(part, "W2[0, 1]").click()
    assert part.locator(".graph-curve").is_visible()
    heights.append(part.locator(kept).bounding_box()["height"])
    assert max(heights) - min(heights) < 1


def test_on_a_phone_the_way_to_the_loss_leads_upwards(graph):
    part = graph(viewport={"width": 390, "height": 900})
    tops = [number(part, key).bounding_box()["y"] for key in ("L", "z[0]", "a[0]", "x[0]")]
    assert tops == sorted(tops)


def test_a_finger_moves_a_weight_sideways(graph):
    part = graph(viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True)
    weight = number(part, "W2[0, 1]")
    weight.scroll_into_view_if_needed()
    x, y = middle(weight)
    finger = part.page.context.new_cdp_session(part.page)
    for kind, by in (
        ("Start", 0),
        ("Move", 20),
        ("Move", 60),
        ("Move", 100),
        ("End", None),
    ):
        points = [] if by is None else [{"x": x + by, "y": y}]
        event = {"type": f"touch{kind}", "touchPoints": points}
        finger.send("Input.dispatchTouchEvent", event)
    value = float(shown(part)["W2[0, 1]"].replace("−", "-"))
    assert value == pytest.approx(worked()["W2[0, 1]"] + 1, abs=0.011)
    assert part.locator(".graph-bar").is_visible()


def test_while_a_fault_is_looked_for_nothing_is_dragged(graph):
    part = graph()
    press(part, "Plant a fault")
    weight = number(part, "W2[0, 1]")
    weight.scroll_into_view_if_needed()
    x, y = middle(weight)
    part.page.mouse.move(x, y)
    part.page.mouse.down()
    part.page.mouse.move(x + 60, y)
    part.page.mouse.up()
    assert shown(part)["W2[0, 1]"] == as_shown(worked()["W2[0, 1]"])


def test_differences_stand_beside_the_slopes(graph):
    part = graph()
    press(part, "Backward")
    assert not part.locator(".graph-difference").first.is_visible()
    part.get_by_label("check each slope").check()
    numbers = worked()
    for key in ("dz[0]", "dW2[0, 1]", "dh[1]", "da[0]", "dW1[1, 0]", "db1[0]"):
        beside = number(part, key).locator(".graph-difference")
        assert beside.inner_text() == f"≈ {numbers[key]:.3f}".replace("-", "−")


@in_both
def test_each_planted_fault_is_found_and_named(graph):
    """With the check's help, as a reader would: the first slope that differs."""
    part = graph()
    part.get_by_label("check each slope").check()
    way_back = ["dz", "dW2", "db2", "dh", "da", "dW1", "db1"]
    faults = GRAPH["hunt"]["faults"]
    named = []
    for turn in range(len(faults)):
        press(part, "Plant another fault" if turn else "Plant a fault")
        slopes = part.locator(".graph-slope").evaluate_all(
            "all => all.map(b => ['name', 'value', 'difference'].map(part =>"
            " b.querySelector(`.graph-${part}`).textContent.replace('≈ ', '')))"
        )
        wrong = [key for key, value, difference in slopes if value != difference]
        first = min(wrong, key=lambda key: way_back.index(key.split("[")[0]))
        number(part, first).click()
        press(part, f"The fault begins at {first}")
        told = part.locator(".graph-told")
        assert told.inner_text().startswith("Yes: ")
        assert part.get_by_role("button", name="The fault begins at").is_disabled()
        number(part, "dW1[1, 1]").click()  # the answer stands, whatever is looked at
        assert told.inner_text().startswith(f"Yes: {first} = ")
        assert part.get_by_role("button", name=f"The fault begins at {first}").is_disabled()
        for fault in faults.values():
            press(part, fault["name"])
            if told.inner_text().startswith("Yes"):
                named.append(fault["name"])
                assert fault["why"] in told.inner_text()
                break
            assert re.match(r"No: with that fault d\w+\[.*\] would be ", told.inner_text())
    assert sorted(named) == sorted(fault["name"] for fault in faults.values())
    press(part, "Stop looking")
    press(part, "Backward")
    assert shown(part) == {key: as_shown(value) for key, value in worked().items()}


def test_a_right_number_and_one_that_only_follows_are_told_apart(graph):
    part = graph()
    press(part, "Plant a fault")
    press(part, "Plant another fault")  # the second: dh is a mean
    told = part.locator(".graph-told")
    number(part, "dz[0]").click()
    press(part, "The fault begins at dz[0]")
    assert told.inner_text() == "dz[0] = 0.110 is right. Look for one that is not."
    number(part, "da[0]").click()
    press(part, "The fault begins at da[0]")
    assert "only because it was given something wrong" in told.inner_text()
    assert not part.locator(".graph-faults").is_visible()
    number(part, "dh[0]").click()
    assert not words(part).endswith(shown(part)["dh[0]"])  # the sum is left to work out
    number(part, "da[1]").click()
    assert words(part).endswith("da[1]: is a[1] = −0.633 above 0?")


@in_both
def test_all_of_it_by_keyboard(graph):
    part = graph()
    part.get_by_role("button", name="Backward", exact=True).press("Enter")
    one = part.locator(".graph-number[tabindex='0']")
    assert one.count() == 1
    one.focus()
    part.page.keyboard.press("Home")
    assert focused(part) == "x[0] = 1"
    visited = []
    for _ in range(len(worked())):
        visited.append(focused(part).split(" =")[0])
        assert words(part).splitlines()[-1].startswith(visited[-1])
        part.page.keyboard.press("ArrowRight")
    assert sorted(visited) == sorted(worked())
    part.page.keyboard.press("End")
    assert focused(part) == "L = 0.117"


def test_when_slopes_are_hidden_the_tab_key_still_leads_to_a_number(graph):
    part = graph()
    press(part, "Backward")
    number(part, "dz[0]").click()
    press(part, "Reset")
    one = part.locator(".graph-number[tabindex='0']")
    assert one.count() == 1 and one.is_visible()


def test_what_changed_is_said(graph):
    part = graph()
    press(part, "Next")
    part.page.wait_for_function(
        "() => document.querySelector('.live-graph [role=status]').textContent"
        " === 'a[0] = 0.984'"
    )


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_it_fits_and_axe_finds_nothing(graph, width, theme):
    part = graph(viewport={"width": width, "height": 900})
    part.page.evaluate(f"document.documentElement.dataset.theme = {theme!r}")
    part.get_by_label("check each slope").check()
    press(part, "Backward")
    number(part, "W1[0, 1]").click()
    clean_and_inside(part)
    press(part, "Plant a fault")  # the first: da ignores that a unit is off
    number(part, "da[1]").click()
    press(part, "The fault begins at da[1]")
    clean_and_inside(part)


def test_what_is_chosen_shows_in_forced_colours(graph):
    part = graph(forced_colors="active")
    chosen, other = number(part, "x[0]"), number(part, "x[1]")
    chosen.click()
    borders = [
        one.evaluate("button => getComputedStyle(button).borderTopColor")
        for one in (chosen, other)
    ]
    assert borders[0] != borders[1]


def test_without_javascript_there_is_a_picture_and_a_sentence(open_page, address):
    page = open_page(f"{address}/{CHAPTER}.html", java_script_enabled=False)
    aside = page.locator("section > details.aside", has=page.locator(".live-graph"))
    aside.locator("> summary").click()
    worked_out, digit = page.locator(".live-graph .live-still").all()
    for still, says in ((worked_out, "p = 0.110, 0.890"), (digit, "A 0 of 8 by 8 pixels")):
        assert still.locator("svg").is_visible()
        assert says in still.locator("svg").get_attribute("aria-label")
        assert "With JavaScript you can step through" in still.inner_text()


def test_print_has_the_picture_and_the_screen_the_graph(graph):
    part = graph()
    drawing, picture = part.locator(".graph-drawing"), part.locator(".live-still svg")
    assert drawing.is_visible() and not picture.is_visible()
    part.page.emulate_media(media="print")
    assert picture.is_visible() and not drawing.is_visible()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_page_keeps_the_place(graph, width):
    """What follows stays where it is when the script comes: it fills what was left free."""
    kept, needed = graph(viewport={"width": width, "height": 900}).evaluate(
        """graph => {
            const needed = graph.getBoundingClientRect().height;
            delete graph.dataset.live;
            return [parseFloat(getComputedStyle(graph).minHeight), needed];
        }"""
    )
    assert abs(kept - needed) < 60


def test_it_is_small_and_other_pages_do_not_load_it(site):
    files = [Path(site, "_static", name) for name in ("live_graph.js", "live_graph.css")]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 20_000
    assert "live_graph" not in (site / "search.html").read_text(encoding="utf-8")
