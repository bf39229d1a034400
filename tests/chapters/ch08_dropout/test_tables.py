"""Chapter 8's tables are stored as they are measured today, and none is missing."""

import numpy as np
import pytest

from nncourse.chapters.ch08_dropout.ensemble_runs import HARD
from nncourse.chapters.ch08_dropout.runs import training_set
from nncourse.chapters.ch08_dropout.tables_measured import (
    ASKED,
    apart,
    by_masks,
    deeper,
    ends,
    firmness,
    fresh,
    halves,
    halves_mislabelled,
    second,
    shared,
    shifted,
    stopped,
    stopped_by,
    stored,
    strength,
    units_on,
    wide,
)

NOISY = "500, a fifth wrong"


@pytest.mark.parametrize(
    ("measure", "args"),
    [
        (deeper, (0.0, 0.5, 0.5)),
        (fresh, (0.2, 60, 0.2, 100, 600)),
        (fresh, (0.5, 1, 0.0, 200, 600)),
        (ends, (0.7, NOISY, 25)),
        (shifted, (0.5, True)),
        (apart, (NOISY, 0.5, False, 10)),
        (by_masks, (HARD, 0.5)),
        (shared, (NOISY, True)),
        (halves, (0.7, 0.0, NOISY, 100)),
        (stopped, (NOISY, 25)),
        (halves_mislabelled, (0.0, 0.01)),
        (stopped_by, ("loss", 0.2)),
        (stopped_by, ("accuracy", 0.0)),
        (strength, (0.9, 250)),
        (wide, (0.9, 1000)),
        (firmness, (600,)),
        (units_on, ()),
        (second, ()),
    ],
)
def test_a_run_is_stored_as_it_is_measured_today(measure, args):
    assert args in ASKED[measure]
    # the last bits of a run are the machine's: a digit or two of hundreds may differ
    assert np.allclose(measure(1, *args), stored(measure, *args)[1], rtol=0.03, atol=1)


def test_all_that_is_asked_is_stored_with_three_seeds_or_five():
    rows = {m: [len(stored(m, *args)) for args in every] for m, every in ASKED.items()}
    assert set(np.concatenate([*rows.values()])) == {3, 5}
    assert set(rows[strength]) == {3} and set(rows[halves]) == {5}


def test_the_truth_of_a_wrong_label_is_that_of_the_same_digit_and_of_the_right_ones():
    x, labels, wrong, *_ = training_set(NOISY, 7)
    same, truth, *_ = training_set("1000 clean", 7)
    assert np.array_equal(same[:500], x)
    assert np.array_equal(truth[:500] == labels, ~wrong)
