"""A section called an aside is folded under its title, with the minutes that it takes."""

import pytest
from docutils import nodes
from sphinx_course.asides import fold


def section(title, words):
    text = " ".join(["word"] * words)
    return nodes.section("", nodes.title("", title), nodes.paragraph("", text))


@pytest.mark.parametrize("words, minutes", [(10, 1), (290, 1), (310, 2), (1000, 5)])
def test_an_aside_opens_at_a_line_that_tells_its_minutes(words, minutes):
    aside = section("An aside: this too", words)
    fold(None, nodes.container("", aside), "")
    title, opening, _, closing = aside
    assert title.astext() == "An aside: this too"
    assert opening.astext().startswith('<details class="aside"><summary>')
    assert f": {minutes} min<" in opening.astext()
    assert closing.astext() == "</details>"
    assert aside["classes"] == ["aside-section"]


def test_each_output_of_a_cell_takes_half_a_minute():
    aside = section("An aside: this too", 90)
    aside += [nodes.container(classes=["cell_output"]) for _ in range(4)]
    fold(None, nodes.container("", aside), "")
    assert ": 2 min<" in aside[1].astext()


def test_any_other_section_stays_open():
    plain = section("Not an aside: this", 10)
    fold(None, nodes.container("", plain), "")
    assert len(plain) == 2
    assert not plain["classes"]
