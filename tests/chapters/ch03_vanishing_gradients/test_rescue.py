"""What ten sigmoid layers read after each change is stored as it is measured."""

import pytest

from nncourse.chapters.ch03_vanishing_gradients.rescue_measured import (
    CHANGES,
    MORE,
    RUNS,
    SUMS,
    measure_change,
    rescued,
)


@pytest.mark.parametrize(
    ("name", "seed"),
    [
        ("weights x 4, Adam", 2),
        ("weights x 4, centred, SGD", 5),
        ("batch norm, whole", 3),
        ("residual, 10 layers", 1),
    ],
)
def test_a_change_is_stored_as_it_is_measured_today(name, seed):
    assert rescued()[name][seed] == pytest.approx(measure_change(name, seed), abs=2)


def test_every_change_has_its_runs():
    stored = {name: len(runs) for name, runs in rescued().items()}
    assert stored == {name: MORE.get(name, RUNS) for name in (*CHANGES, *SUMS)}
