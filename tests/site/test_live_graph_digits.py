"""The network of chapter 2 that reads digits, stepped through layer by layer."""

import re

import numpy as np
import pytest
from matplotlib import colormaps

from nncourse import softmax_cross_entropy
from nncourse.chapters.ch02_backpropagation.runs import first_of_each_digit, network_on_page
from nncourse.plots import SIGNED
from tests.site.graph_on_page import (
    as_shown,
    clean_and_inside,
    focused,
    in_both,
    moving,
    number,
    open_graph,
    press,
    words,
)
from tests.site.looks import LOOKS

DIGIT = 3


@pytest.fixture
def reading(open_page, address):
    """Opens the network that reads digits, with the 3 in it."""

    def reading(**options):
        part = open_graph(open_page, address, ".graph-digit", **options)
        part.get_by_role("combobox", name="digit").select_option(label=str(DIGIT))
        return part

    return reading


@pytest.fixture(scope="module")
def read():
    """{letter: what the package computes} for the chapter's 3 after 5 epochs."""
    net, (x, labels) = network_on_page(), first_of_each_digit()
    loss, dz = softmax_cross_entropy(net.forward(x[[DIGIT]]), labels[[DIGIT]])
    net.backward(dz)
    _, a, h, z = (v[0] for v in net.activations)
    return {
        "x": x[DIGIT], "a": a, "h": h, "z": z, "p": dz[0] + np.eye(10)[DIGIT], "L": loss,
        "dz": dz[0], "dh": net.gradients[2][0].copy(), "da": net.gradients[1][0].copy(),
        "W1": net.params["0.W"], "dW1": net.grads["0.W"].copy(),
    }  # fmt: skip


def units(part, layer):
    """The two numbers that stand beside each unit of a layer."""
    return part.locator(f".graph-of-{layer} button.graph-one").evaluate_all(
        "all => all.map(b => [...b.querySelectorAll('.graph-value')]"
        ".map(v => v.textContent.replace('−', '-')))"
    )


def near(text, value):
    """Whether a number on the page, which may be a power of ten, is this one, rounded."""
    superscripts = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
    shown = float(text.translate(superscripts).replace("×10⁻", "e-"))
    return shown == pytest.approx(value, abs=max(5.1e-4, 0.1 * abs(value)) if value else 0)


def test_a_digits_numbers_are_what_the_package_computes(reading, read):
    part = reading()
    press(part, "Forward")
    for text, h in zip(units(part, "a"), read["h"], strict=True):
        assert near(text[0], h) and text[1] == ""
    press(part, "Backward")
    for layer, name, slope in (("a", "h", "da"), ("z", "p", "dz")):
        both = zip(units(part, layer), read[name], read[slope], strict=True)
        assert all(near(text[0], v) and near(text[1], dv) for text, v, dv in both)
    assert near(number(part, "L").locator(".graph-value").inner_text(), read["L"])


GAPS = """all => all.map(unit => {
    const [value, slope] = [...unit.querySelectorAll(".graph-value")].map(part => {
        const range = document.createRange();
        range.selectNodeContents(part);
        return range.getBoundingClientRect();
    });
    return slope.left - value.right;
})"""


@pytest.mark.parametrize(("width", "gap"), [(1280, 15), (390, 10)])
def test_a_number_and_its_slope_do_not_read_as_a_subtraction(reading, width, gap):
    part = reading(viewport={"width": width, "height": 900})
    press(part, "Backward")
    assert min(part.locator("button.graph-one").evaluate_all(GAPS)) > gap


def test_a_digit_is_read_a_layer_at_a_time(reading):
    part = reading()
    assert all(text for text, _ in units(part, "a") + units(part, "z"))  # it has read it
    press(part, "Reset")
    heads = []
    while "Every number is in its place." not in words(part):
        press(part, "Next")
        heads.append(part.locator(".graph-of-a .graph-name").nth(0).inner_text())
    assert len(heads) == 12
    assert heads[:2] == ["a", "h"]


def test_a_unit_shows_its_weights_and_the_largest_terms_of_its_sum(reading, read):
    part = reading()
    unit = int(np.argmax(read["a"]))
    part.get_by_role("button", name=re.compile(f"^hidden unit {unit},")).click()
    terms = read["x"] * read["W1"][:, unit]
    largest = np.abs(terms).argmax()
    formula = words(part)
    assert f"a[{unit}] = x[{largest}] W1[{largest}, {unit}] + " in formula
    assert "60 more" in formula and formula.endswith(as_shown(read["a"][unit]))
    shares = read["W1"][:, unit] / np.abs(read["W1"][:, unit]).max()
    expected = colormaps[SIGNED]((shares + 1) / 2, bytes=True)[:, :3].astype(int)
    drawn = (
        part.locator(".graph-colours")
        .first.locator("button")
        .evaluate_all("all => all.map(b => b.style.background.match(/\\d+/g).map(Number))")
    )
    assert np.abs(np.array(drawn) - expected).max() <= 6  # of 255


@in_both
def test_a_weight_is_chosen_in_the_picture_by_keyboard_and_moved(reading, read):
    part = reading()
    press(part, "Backward")
    unit, pixel = int(np.argmax(read["a"])), int(np.argmax(read["x"]))
    part.get_by_role("button", name=re.compile(f"^hidden unit {unit},")).click()
    part.locator(".graph-colours button[tabindex='0']").first.focus()
    for key in pixel // 8 * ["ArrowDown"] + pixel % 8 * ["ArrowRight"]:
        part.page.keyboard.press(key)
    assert focused(part).startswith(f"W1[{pixel}, {unit}] = ")
    assert f"dW1[{pixel}, {unit}] = {as_shown(read['dW1'][pixel, unit])}" in moving(part)
    slider = part.get_by_role("slider")
    slider.focus()
    for _ in range(10):
        slider.press("ArrowRight")
    a = number(part, f"a[{unit}]").locator(".graph-value").inner_text()
    expected = read["a"][unit] + 10 * 0.02 * read["x"][pixel]
    assert float(a) == pytest.approx(expected, abs=1e-3)


def test_the_image_and_a_units_weights_and_slopes_are_above_what_is_said(reading):
    part = reading()
    press(part, "Backward")
    part.get_by_role("button", name=re.compile("^hidden unit 9,")).click()
    part.evaluate("graph => graph.scrollIntoView()")
    said = part.locator(".graph-desk").bounding_box()["y"]
    pictures = [".graph-image", *(f".graph-part-{name}" for name in ("weights", "slopes"))]
    for box in (part.locator(picture).bounding_box() for picture in pictures):
        assert box["y"] >= 0 and box["y"] + box["height"] <= said


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_the_digit_fits_and_axe_finds_nothing(reading, width, theme):
    part = reading(viewport={"width": width, "height": 900})
    part.page.evaluate(f"document.documentElement.dataset.theme = {theme!r}")
    press(part, "Backward")
    part.get_by_role("button", name=re.compile("^class 3,")).click()
    part.locator(".graph-colours button").first.click()
    clean_and_inside(part)


def test_ink_shows_in_forced_colours(reading):
    squares = reading(forced_colors="active").locator(".graph-image span")
    colours = squares.evaluate_all(
        "all => all.map(square => getComputedStyle(square).backgroundColor)"
    )
    assert len(set(colours)) > 5
