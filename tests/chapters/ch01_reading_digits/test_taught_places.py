"""The table of what networks read that were taught three places is as measured today."""

import numpy as np
import pytest

from nncourse.chapters.ch01_reading_digits.taught_places_measured import (
    NETWORKS,
    SEEDS,
    measure_read,
    taught_places,
)


@pytest.mark.parametrize("network", ["no hidden layer", "16 units with the bend"])
def test_a_network_reads_what_is_stored(network):
    stored = taught_places()[network]["in place"][2]
    assert measure_read(network, "in place", 2) == pytest.approx(stored, abs=1)


def test_every_network_is_stored_for_every_seed():
    assert list(taught_places()) == list(NETWORKS)
    for ways in taught_places().values():
        assert np.shape([*ways.values()]) == (len(ways), len(SEEDS))


def test_without_the_bend_64_units_are_ahead_and_not_for_long():
    none, many = (taught_places()[name] for name in list(NETWORKS)[:2])
    ahead = {way: np.subtract(many[way], none[way]) for way in none}
    assert ahead["in three places"].min() > 1
    assert abs(ahead["in three places, longer"].mean()) < 1
