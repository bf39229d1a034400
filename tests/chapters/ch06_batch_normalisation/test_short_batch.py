"""One short batch in each epoch: its runs and its figure."""

import numpy as np
import pytest

from nncourse import Dense, Residual
from nncourse.chapters.ch06_batch_normalisation import short_batch_figures as figures
from nncourse.chapters.ch06_batch_normalisation.short_batch_runs import (
    measure_first_steps,
    measure_short_batch,
    residual_net,
)


def test_the_short_batch_harms_twenty_layers_and_not_a_residual_network():
    whole, short, residual = (
        measure_short_batch(keep, 20, way, seed=7, n_steps=300)
        for keep, way in ((False, False), (True, False), (True, True))
    )
    assert len(whole) == 6
    assert min(whole[-1], residual[-1]) > short[-1] + 0.15


def test_batches_that_leave_many_over_do_no_harm():
    whole, short = (
        measure_short_batch(keep, 4, seed=7, batch=100, n_steps=100)
        for keep in (False, True)
    )
    assert abs(whole[-1] - short[-1]) < 0.05
    assert not np.array_equal(whole, short)  # 48 were left over, and learnt from


def test_four_images_would_move_the_first_weights_much_further():
    moved = measure_first_steps(depth=12, seed=7, n_steps=50)
    assert list(moved) == [64, 4] and moved[4] > 20 * moved[64]


def test_residual_layers_add_to_what_they_get():
    net = residual_net([64, 50, 50, 50, 10], np.random.default_rng(7))
    ways = [layer for layer in net.layers if isinstance(layer, Residual)]
    assert len(ways) == 2
    assert sum(isinstance(part, Dense) for part in net.parts) == 4
    with pytest.raises(ValueError):
        residual_net([64, 10], np.random.default_rng(7))


def test_the_figure_says_the_median_of_each(monkeypatch, assert_numbers):
    monkeypatch.setattr(figures, "SEEDS", range(1))
    ends = [
        100 * measure_short_batch(keep, 8, residual, n_steps=400)[-1]
        for keep, residual in ((False, False), (True, False), (True, True))
    ]
    said = figures.describe_short_batch(8)
    assert_numbers(said, 8, 1, 400, *(end / 100 for end in ends))
    (ax,) = figures.short_batch(8).axes
    assert [line.get_ydata()[-1] for line in ax.lines] == ends
    assert [line.get_xdata()[-1] for line in ax.lines] == 3 * [400]
