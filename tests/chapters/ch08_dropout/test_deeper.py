"""Two hidden layers, with dropout before the first, behind it and behind the second."""

import numpy as np
import pytest

from nncourse.chapters.ch08_dropout import deeper_runs
from nncourse.chapters.ch08_dropout.deeper_runs import measure_deeper

SEED = 7


@pytest.mark.parametrize(
    ("place", "where"), [("at_input", 0), ("after_first", 2), ("after_second", 4)]
)
def test_dropout_stands_where_it_was_asked_for(place, where, monkeypatch):
    built = []

    def noted(*layers):
        built.append([type(layer).__name__ for layer in layers])
        raise StopIteration

    monkeypatch.setattr(deeper_runs, "Sequential", noted)
    with pytest.raises(StopIteration):
        measure_deeper(**{place: 0.3}, seed=SEED)
    plain = ["Dense", "ReLU", "Dense", "ReLU", "Dense"]
    assert built == [[*plain[:where], "Dropout", *plain[where:]]]


def test_more_places_leave_less_learnt_by_heart_and_one_pass_stays_with_the_masks():
    places = {}, {"after_second": 0.5}, {"after_first": 0.5, "after_second": 0.5}
    runs = [[measure_deeper(**rates, seed=SEED + i) for i in range(2)] for rates in places]
    none, second, both = (np.mean([r["memorised"] for r in pair]) for pair in runs)
    assert none > second + 0.1 > both + 0.3
    assert all(r["masks"] == r["one pass"] for r in runs[0])
    apart = [r["masks"] - r["one pass"] for pair in runs for r in pair]
    assert np.abs(apart).max() < 0.03
