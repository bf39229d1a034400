"""Numbers in sentences for a screen reader are said as people say them."""

import pytest

from nncourse.spoken import spoken


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("is 3e-02, so", "is 0.03, so"),
        ("2.4e-03.", "0.0024."),
        ("5.2e+03 times", "5,200 times"),
        ("2e+00x as long", "2x as long"),
        ("Seeds: 3e-02%, 2e-04%.", "Seeds: 0.03%, 0.0002%."),
        ("1e+12x", "10 to the 12x"),
        ("1e-05", "10 to the minus 5"),
        ("2e-12 of it", "2 times 10 to the minus 12 of it"),
        ("1.8e+31", "1.8 times 10 to the 31"),
        ("at step 10 the net1e-05 of 0.03", "at step 10 the net1e-05 of 0.03"),
    ],
)
def test_a_printed_power_of_ten_is_said_in_words(printed, said):
    assert spoken(printed) == said
