"""A page sets powers of ten as one writes them."""

import pytest

from nncourse.claims.typeset import as_html, set_powers


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
