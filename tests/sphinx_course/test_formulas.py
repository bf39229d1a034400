"""A formula in TeX becomes MathML that looks as TeX would have it."""

import re

import pytest
from sphinx_course.formulas.mathml import mathml

THIN, MEDIUM, THICK = "0.167em", "0.222em", "0.278em"


def spaced(tex):
    """The formula's text, its spaces by their names: `x=1` is "x thick = thick 1"."""
    names = {THIN: "thin", MEDIUM: "medium", THICK: "thick"}
    parts = re.findall(r'<mspace width="([^"]*)" ?/>|<m[ion][^>]*>([^<]*)<', mathml(tex))
    return " ".join(names.get(width, width) or text for width, text in parts)


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        ("x = 1", "x thick = thick 1"),
        ("a + b", "a medium + medium b"),
        ("-1", "− 1"),
        ("x = -1", "x thick = thick − 1"),
        ("f(-x)", "f ( − x )"),
        ("1 / n", "1 / n"),
        (r"\ln C", "ln thin C"),
        (r"\ln(C)", "ln ( C )"),
        (r"2 \ln C", "2 thin ln thin C"),
        (r"m \max(0, a)", "m thin max ( 0 , thin a )"),
        ("x_i .", "x i ."),
        ("a^{b + 1}", "a b + 1"),
        (r"x \le 1", "x thick ≤ thick 1"),
    ],
)
def test_operators_stand_apart_as_in_tex(tex, shown):
    assert spaced(tex) == shown


def test_the_browser_adds_no_space_of_its_own():
    for operator in re.findall(r"<mo[^>]*>", mathml(r"a = \max(b, c) / 2")):
        assert 'lspace="0"' in operator and 'rspace="0"' in operator


def test_a_word_is_one_word():
    assert ">softmax<" in mathml(r"\mathrm{softmax}(z)")


def test_a_hat_keeps_its_width_and_an_overline_grows():
    assert '<mo stretchy="false"' in mathml(r"\hat x")
    assert '<mo accent="true" stretchy="true"' in mathml(r"\overline{dx}")


def test_a_prime_is_not_raised_twice():
    assert "<msup>" not in mathml("f'(a)") and "′" in mathml("f'(a)")


def test_equations_line_up_at_their_signs():
    rows = mathml(r"\begin{aligned} a &= 1 \\ b &= 2 \end{aligned}", display=True)
    assert rows.count("<mtr>") == 2 and rows.count("<mtd") == 4
    assert 'display="block"' in rows
    assert rows.count(f'<mspace width="{THICK}" /><mo') == 2


@pytest.mark.parametrize("tex", [r"\unheard x", r"a & b", r"\frac{"])
def test_what_cannot_be_read_is_named(tex):
    with pytest.raises(ValueError, match=re.escape(repr(tex))):
        mathml(tex)
