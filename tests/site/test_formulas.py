"""Formulas look as they should: in the site's own font, as wide as the page allows."""

import pytest
import yaml
from make_pdf import ROOT, contents

CONTENTS = contents(yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8")))
DISPLAYED = "book/chapters/06-batch-normalisation"
SMALL_PHONE = {"width": 320, "height": 700}
SPILLING = """() => [...document.querySelectorAll("article math")].filter((formula) => {
    const place = formula.closest("div.math, .pst-scrollable-table-container, article");
    const room = place.getBoundingClientRect();
    return formula.getBoundingClientRect().right > room.right + 1 &&
        !["auto", "scroll"].includes(getComputedStyle(place).overflowX);
}).map((formula) => formula.textContent)"""


def fonts_of_formulas(page):
    """{text of a formula: the names of the fonts that it is drawn with}."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    search = {"nodeId": root, "selector": "article math :is(mi, mo, mn, mtext)"}
    fonts = {}
    for node in devtools.send("DOM.querySelectorAll", search)["nodeIds"]:
        used = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        for font in used:
            if font["glyphCount"]:
                html = devtools.send("DOM.getOuterHTML", {"nodeId": node})["outerHTML"]
                fonts.setdefault(font["familyName"], set()).add(html)
    return fonts


@pytest.mark.parametrize("name", CONTENTS)
def test_formulas_are_drawn_with_the_sites_own_font(name, open_page, address):
    page = open_page(f"{address}/{name}.html")
    page.evaluate("document.fonts.ready")
    fonts = fonts_of_formulas(page)
    assert set(fonts) <= {"Course Math"}, fonts


@pytest.mark.parametrize("name", [name for name in CONTENTS if "/chapters/" in name])
def test_no_formula_is_wider_than_a_small_phone(name, open_page, address):
    page = open_page(f"{address}/{name}.html", viewport=SMALL_PHONE)
    assert page.evaluate(SPILLING) == []


def test_a_wide_formula_scrolls_on_a_phone(open_page, address):
    page = open_page(f"{address}/{DISPLAYED}.html", viewport=SMALL_PHONE)
    page.wait_for_selector("div.math[tabindex='0']")


def test_a_formula_is_read_to_those_who_listen(open_page, address):
    page = open_page(f"{address}/{DISPLAYED}.html")
    devtools = page.context.new_cdp_session(page)
    roles = {
        node["role"]["value"]
        for node in devtools.send("Accessibility.getFullAXTree")["nodes"]
    }
    assert {"MathMLMath", "MathMLFraction", "MathMLIdentifier"} <= roles
