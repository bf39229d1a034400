"""A page sets powers of ten as one writes them."""

import pytest

from nncourse.claims.typeset import as_html, say_powers, set_powers


@pytest.mark.parametrize(
    "printed, text",
    [
        ("2e-05 (1e-05 to 3e-04), 5 seeds", "2×10⁻⁵ (10⁻⁵ to 3×10⁻⁴), 5 seeds"),
        ("1e+06 or 2.5e+12", "10⁶ or 2.5×10¹²"),
        ("3e-01 (1e+00 to 2e+02)", "0.3 (1 to 200)"),
        ("1 - (1 - 2**-N)**L, three-element", "1 - (1 - 2**-N)**L, three-element"),
    ],
)
def test_a_power_of_ten_is_raised_and_nothing_else_changes(printed, text):
    assert set_powers(printed) == text


def test_as_html_a_text_shows_its_signs():
    assert as_html("1e-06 < a & b") == "10⁻⁶ &lt; a &amp; b"


@pytest.mark.parametrize(
    "printed, said",
    [
        ("Seeds: 3e-02%, 2e-04%.", "Seeds: 0.03%, 0.0002%."),
        ("2e-05 and 1e+12x", "2 times 10 to the minus 5 and 1 times 10 to the 12x"),
    ],
)
def test_a_power_of_ten_is_said_as_people_say_it(printed, said):
    assert say_powers(printed) == said
