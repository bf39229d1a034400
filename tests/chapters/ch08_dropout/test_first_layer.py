"""The first layer's weights, drawn: the same units in each network, on its own scale."""

import numpy as np
import pytest

from nncourse.chapters.ch08_dropout import first_layer, runs
from nncourse.chapters.ch08_dropout.first_layer import WAYS
from nncourse.chapters.ch08_dropout.runs import (
    likeness_of_neighbours,
    measure_dropout,
    measure_first_layer,
)

SEED = 7  # no other test's, since runs are kept
NOISY = "500, a fifth wrong"


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """One network, and no run beyond that of the chapter's other figures."""
    monkeypatch.setattr(first_layer, "NETS", [SEED])
    monkeypatch.setattr(runs, "SNAPSHOTS", (100, 600))


def test_the_networks_start_alike_and_end_as_those_of_the_lesions():
    weights = [measure_first_layer(*way, seed=SEED) for way in WAYS.values()]
    assert all(np.array_equal(run[0], weights[0][0]) for run in weights)
    for run, (rate, decay) in zip(weights, WAYS.values(), strict=True):
        net = measure_dropout(rate, NOISY, decay, SEED)["net"]
        assert np.array_equal(run[600], net.layers[0].W)


def test_each_square_holds_a_units_weights_on_its_networks_scale():
    (ax,) = first_layer.first_layer(100, SEED).axes
    (picture,) = ax.images
    assert picture.get_clim() == (-1, 1)
    words = iter(ax.texts)
    for left, (name, way) in zip((0, 40, 80), WAYS.items(), strict=True):
        W = measure_first_layer(*way, seed=SEED)[100]
        # the second unit of the second row
        sixth = picture.get_array()[9:17, left + 9 : left + 17]
        on_its_scale = W[:, 5] / (first_layer.SPREADS * W.std())
        assert np.array_equal(sixth, on_its_scale.reshape(8, 8))
        alike = likeness_of_neighbours(W)
        above, below = next(words), next(words)
        assert (above.get_text(), below.get_text()) == (name, f"neighbours {alike:.2f}")
        assert left < above.get_position()[0] == below.get_position()[0] < left + 35
        assert f"{name} {alike:.2f}" in first_layer.describe_first_layer(100, SEED)


def test_neighbours_are_alike_in_strokes_and_not_in_noise():
    rng = np.random.default_rng(7)
    assert abs(likeness_of_neighbours(rng.standard_normal((64, 100)))) < 0.05
    stroke = np.repeat(rng.standard_normal((8, 1, 100)), 8, axis=1).reshape(64, 100)
    assert likeness_of_neighbours(stroke) == pytest.approx(0.5, abs=0.05)
