"""What a reader is told of a claim, in printed lines."""

from types import SimpleNamespace

import pytest

from nncourse.claims.claim import Kind, Verdict
from nncourse.claims.text import lines, number, spread, verdict
from tests.claims.conftest import OWN


def test_a_claim_without_a_limit_has_no_line_for_it(the_only_claim):
    the_only_claim(beyond=None, beyond_in_words="")
    starts = [line.split()[0] for line in lines("numbers-shrink")]
    assert starts == ["Claim", "Measured:", "Verdict:"]


def test_a_chaotic_claim_is_ranges_without_means_another_kernel_in_view(the_only_claim):
    own = OWN | {"other kernel": [2.5, 3.9, 3.0, 3.1, 3.2]}
    the_only_claim(own=own, chaotic=True)
    assert lines("numbers-shrink")[1:4] == [
        "Measured: the last of ten numbers: 3.0% to 3.4%, 5 seeds",
        "By another BLAS kernel: 2.5% to 3.9%, 5 seeds",
        "But at a rate of 0.01: 7.3% to 7.4%, 5 seeds",
    ]


@pytest.mark.parametrize(
    "kind, word", [(Kind.ARITHMETIC, "By arithmetic: "), (Kind.TIMED, "Timed: ")]
)
def test_what_is_not_measured_like_the_rest_is_called_so(the_only_claim, kind, word):
    the_only_claim(kind=kind)
    assert lines("numbers-shrink")[1].startswith(word)


@pytest.mark.parametrize(
    "digits, unit, value, text",
    [
        (2, "", 0.12345, "0.12"),
        (0, "%", 41.5001, "42%"),
        (0, "", -0.4, "0"),
        (1, "x", 6.94, "6.9x"),
        (1, "", 627392.0, "627,000"),
        (-1, "", 6.08e-11, "6e-11"),
    ],
)
def test_a_number_is_printed_to_the_digits_that_the_claim_asks_for(
    digits, unit, value, text
):
    assert number(SimpleNamespace(digits=digits, unit=unit), value) == text


def test_a_spread_is_mean_lowest_and_highest():
    claim = SimpleNamespace(digits=1, unit="%", chaotic=False)
    assert spread(claim, [3.0, 1.0, 8.0]) == "4.0% (1.0% to 8.0%), 3 seeds"


@pytest.mark.parametrize(
    "kind, note, text",
    [
        (Verdict.HOLDS, "", "holds"),
        (Verdict.HOLDS, ", to the last bit", "holds, to the last bit"),
        (Verdict.FAILS, ": it grows", "fails: it grows"),
        (Verdict.HOLDS_WHEN, "the rate is low", "holds when the rate is low"),
    ],
)
def test_a_verdict_and_its_note_read_as_one_phrase(kind, note, text):
    assert verdict(SimpleNamespace(verdict=kind, note=note)) == text
