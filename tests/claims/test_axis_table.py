"""The table of a claim tells for each value whether the verdict stands there."""

import pytest

from nncourse.claims.axis_table import condition, table_lines, verdict_at
from nncourse.claims.claim import Verdict
from tests.claims.conftest import ALONG
from tests.claims.example import example


def test_a_table_has_a_row_for_each_value_with_mean_range_and_verdict(the_only_claim):
    claim = the_only_claim()
    assert table_lines(claim.name) == [
        "setting  value  measured                      verdict there",
        "width    4      1.5% (1.5% to 1.6%), 3 seeds  holds",
        "width    8      3.2% (3.0% to 3.4%), 5 seeds  holds",
        "width    10     3.9% (3.8% to 4.1%), 3 seeds  holds for 2 of 3 seeds",
        "width    20     7.8% (7.7% to 7.9%), 3 seeds  does not hold",
        "rate     0.1    3.2% (3.0% to 3.4%), 5 seeds  holds",
        "rate     0.2    1.1% (1.1% to 1.2%), 3 seeds  holds",
        "The claim counts as holding if every seed gives at most 4%.",
    ]


@pytest.mark.parametrize(
    "unit, bounds, told",
    [
        ("%", (0, 0), "gives 0%."),
        ("%", (0, 4), "gives at most 4%."),
        ("%", (75, 100), "gives at least 75%."),
        ("%", (15, 70), "gives between 15% and 70%."),
        ("", (0, 4), "gives between 0 and 4."),  # may be below 0: no share
    ],
)
def test_bounds_are_told_as_one_says_them(unit, bounds, told):
    assert condition(example(unit=unit, bounds=bounds)).endswith(f"if every seed {told}")


def test_a_claim_that_fails_counts_as_failing():
    told = condition(example(verdict=Verdict.FAILS))
    assert told.startswith("The claim counts as failing if")


@pytest.mark.parametrize(
    "verdict, words",
    [
        (Verdict.HOLDS, ["holds", "does not hold", "holds for 1 of 2 seeds"]),
        (Verdict.FAILS, ["fails", "does not fail", "fails for 1 of 2 seeds"]),
    ],
)
def test_a_verdict_that_fails_is_not_said_to_hold_where_it_stands(verdict, words):
    claim = example(verdict=verdict)
    sides = [1, 4], [5, -1], [5, 1]
    assert [verdict_at(claim, values) for values in sides] == words


def test_a_claim_without_axes_says_so(the_only_claim):
    claim = the_only_claim(vary={}, outside={})
    assert table_lines(claim.name) == ["numbers-shrink has no settings to vary."]


def test_a_value_that_was_added_and_not_measured_is_an_error_that_says_how_to(
    the_only_claim,
):
    claim = the_only_claim(along=ALONG | {"rate": {}})
    with pytest.raises(
        ValueError, match=r"rate 0\.2 .* measured yet: .*claims --vary numbers-shrink"
    ):
        table_lines(claim.name)
