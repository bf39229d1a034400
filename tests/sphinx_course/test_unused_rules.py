"""Of a style sheet the rules stay that something on the site can match."""

import pytest
from sphinx_course.unused_rules import (
    names_in_page,
    names_in_script,
    without_unused_rules,
)

USED = {"used", "place"}


def left(css):
    return without_unused_rules(css, USED, lambda name: "unwanted" in name)


@pytest.mark.parametrize(
    "css",
    [
        "p{a:b}",
        ".used{a:b}",
        "#place .used p>a{a:b}",
        ".used:not(.other){a:b}",
        "@media print{.used{a:b}}",
        "@keyframes turn{from{a:b}}",
        "/*! licence */",
        "@font-face{font-family:Wanted}",
    ],
)
def test_what_can_be_matched_stays(css):
    assert left(css) == css


@pytest.mark.parametrize(
    "css",
    [
        ".other{a:b}",
        ".used .other{a:b}",
        "#elsewhere{a:b}",
        "@media print{.other{a:b}}",
        "@font-face{font-family:unwanted}",
        ".used:has(> *:nth-child(2)) p{a:b}",
        "/* a remark */",
    ],
)
def test_what_cannot_is_gone(css):
    assert left(css) == ""


def test_selectors_go_one_by_one():
    assert left(".used,.other,a{a:b}") == ".used,a{a:b}"


def test_names_come_from_pages_and_scripts():
    assert names_in_page('<p class="a b-c" id="d">e</p>') == {"a", "b-c", "d"}
    assert {"show", "col-2"} <= names_in_script('x.classList.add("show", `col-2`)')
