"""A claim whose parts do not fit is refused when it is made, and the value is named."""

import numpy as np
import pytest

from nncourse.claims.claim import Kind, Verdict
from tests.claims.example import example, last


@pytest.mark.parametrize(
    "parts, message",
    [
        ({"name": "Numbers shrink"}, "Numbers shrink': a name is .* joined by hyphens"),
        ({"name": "numbers--shrink"}, "numbers--shrink': a name is .* joined by hyphens"),
        ({"sentence": "Numbers shrink"}, "full stop: 'Numbers shrink'"),
        ({"sentence": "Numbers shrink.."}, r"full stop: 'Numbers shrink\.\.'"),
        ({"sentence": " Numbers shrink."}, r"full stop: ' Numbers shrink\.'"),
        ({"source": "nielsen2051neural"}, "'nielsen2051neural' is not in .*sources.py"),
        ({"quantity": ""}, "quantity must say in words"),
        ({"quantity": "the last number."}, r"quantity must end .*'the last number\.'"),
        ({"beyond_in_words": "at rate 0.01 "}, "beyond_in_words must .*'at rate 0.01 '"),
        ({"note": "the rate is high."}, r"note must end .*'the rate is high\.'"),
        ({"where": "table 2"}, "this course has no sections .* where is 'table 2'"),
        ({"source": "he2015delving", "where": "table 2."}, r"where must .*'table 2\.'"),
        ({"kind": "timed"}, "kind must be a Kind, not 'timed'"),
        ({"verdict": "holds"}, "verdict must be a Verdict, not 'holds'"),
        ({"note": ""}, "HOLDS_WHEN needs a note that says when, not ''"),
        (
            {"verdict": Verdict.FAILS_WHEN, "note": ", often"},
            "FAILS_WHEN needs .*', often'",
        ),
        ({"bounds": (4, 0)}, r"bounds must be .*, not \(4, 0\)"),
        ({"bounds": (0, np.inf)}, r"bounds must be .*, not \(0, inf\)"),
        ({"unit": "percent"}, "unit must be one of .*, not 'percent'"),
        ({"digits": 1.0}, "digits must be .*, not 1.0"),
        ({"digits": -2}, "digits must be .*, not -2"),
        ({"measure": lambda seed, width: 1.0}, "function with a name, not .*lambda"),
        ({"measure": abs, "at": {}, "beyond": None}, "abs takes no seed"),
        ({"at": {"width": 8, "depth": 2}}, "no 'depth'; its settings: width, rate"),
        ({"beyond": {"rates": 0.2}}, "no 'rates'; its settings: width, rate"),
        ({"at": {"width": 8, "seed": 3}}, "no 'seed'; its settings: width, rate"),
        ({"at": {"rate": 0.1}}, "shrinking needs a value of 'width'"),
        ({"beyond": None}, "beyond None is in words 'at a rate of 0.01'"),
        ({"beyond_in_words": ""}, r"beyond {'rate': 0.01} is in words ''"),
        ({"beyond": {}}, "beyond {} changes nothing"),
        ({"beyond": {"rate": 0.1}}, "beyond {'rate': 0.1} changes nothing"),
        ({"beyond": {"width": 8}}, "beyond {'width': 8} changes nothing"),
        ({"vary": {"widths": [4, 8]}}, "vary has no setting 'widths'; .*: width, rate"),
        ({"outside": {"seed": [4]}}, "outside has no setting 'seed'; .*: width, rate"),
        ({"vary": {"width": [8]}}, r"vary 'width' must list 2 .* or more, not \[8\]"),
        ({"vary": {"width": 8}}, "vary 'width' must list 2 values or more, not 8"),
        ({"outside": {"width": []}}, r"outside 'width' must list 1 .*, not \[\]"),
        ({"vary": {"width": [4, 8, 4.0]}}, "width is 4 twice"),
        ({"outside": {"width": [20, 4]}}, "width is 4 twice"),
        ({"vary": {"width": [10, 15]}}, "width is 8, and varied from 10 to 15"),
        ({"vary": {"width": [4, 6]}}, "width is 8, and varied from 4 to 6"),
        ({"outside": {"width": [5]}}, r"width 5 is outside, and inside \[4, 8, 10\]"),
        ({"vary": {}, "outside": {"width": [8]}}, "width is 8 twice"),
        ({"vary": {"rate": ["low", "high"]}}, r"rate is 0\.1, which vary lacks: \['low"),
        ({"vary": {"rate": [True, False]}}, r"rate is 0\.1, which vary lacks: \[True"),
    ],
    ids=lambda part: None if isinstance(part, str) else ",".join(map(str, part)),
)
def test_a_claim_that_contradicts_itself_is_refused(parts, message):
    with pytest.raises(ValueError, match=rf"claim '.*{message}"):
        example(**parts)


@pytest.mark.parametrize(
    "parts",
    [
        {"verdict": Verdict.HOLDS, "note": ""},
        {"verdict": Verdict.FAILS, "note": ": they grow"},
        {"beyond": None, "beyond_in_words": ""},
        {"source": "he2015delving", "where": "section 2.2"},
        {"kind": Kind.TIMED, "chaotic": True},
        {"vary": {"width": [9, 7]}, "outside": {"width": [20, 2], "rate": [0.3]}},
        {"vary": {"by": [sum, last]}, "at": {"width": 8, "by": last}},
        {"bounds": (0, 0), "digits": -1, "unit": ""},
    ],
    ids=lambda parts: ",".join(parts),
)
def test_a_claim_in_order_is_not(parts):
    example(**parts)


def test_the_value_is_read_from_the_run_at_the_claims_settings_or_changed_ones():
    claim = example()
    assert claim.value(0) == pytest.approx(8 * 0.9**9)
    assert claim.value(0, {"width": 2}) == pytest.approx(2 * 0.9**9)
    assert claim.value(0, claim.beyond) == pytest.approx(8 * 0.99**9)
    assert claim.value(3) - claim.value(0) == pytest.approx(3e-6)


def half(seed):
    return np.float64(seed / 2)


def test_a_measure_that_returns_its_number_needs_no_reading():
    none = {"at": {}, "beyond": None, "beyond_in_words": "", "vary": {}, "outside": {}}
    claim = example(measure=half, read=float, **none)
    assert claim.value(5) == 2.5


def test_both_bounds_belong_to_the_verdict():
    claim = example(bounds=(1, 4))
    assert [claim.upholds(value) for value in (0.99, 1, 4, 4.01)] == [
        False,
        True,
        True,
        False,
    ]


def test_a_value_that_is_no_number_is_an_error_that_names_where():
    claim = example(bounds=(1, 4))
    with pytest.raises(
        ValueError, match=r"'numbers-shrink': nan for seed 7, {'width': nan}"
    ):
        claim.value(7, {"width": np.nan})
