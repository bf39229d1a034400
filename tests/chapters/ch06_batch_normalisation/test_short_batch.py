"""One short batch in each epoch: its runs and its figure."""

import numpy as np
import pytest

from nncourse import Dense, Residual
from nncourse.chapters.ch06_batch_normalisation import short_batch_figures as figures
from nncourse.chapters.ch06_batch_normalisation.short_batch_measured import (
    measure_stored,
    short_batches,
)
from nncourse.chapters.ch06_batch_normalisation.short_batch_runs import (
    measure_epoch,
    measure_first_steps,
    measure_growth,
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


def test_the_smaller_the_batch_the_faster_gradients_grow_towards_the_input():
    growth = measure_growth(depth=12, seed=7)
    assert list(growth) == [64, 16, 8, 4]
    assert all(np.diff(list(growth.values())) > 0) and growth[4] > growth[64] + 0.2


def test_an_epoch_ends_with_the_batch_of_four_and_looking_changes_nothing():
    run = measure_epoch(True, 2, seed=7, n_steps=66)
    assert len(run["running"]) == len(run["own"]) == 23
    raced = measure_short_batch(True, 2, seed=7, n_steps=50)
    assert run["running"][50 - 66 - 1] == raced[-1]
    assert not np.array_equal(run["running"], run["own"])


@pytest.mark.parametrize(("depth", "keep_last"), [(8, True), (20, False)])
def test_a_run_is_stored_as_it_is_measured_today(depth, keep_last):
    stored = short_batches()[depth, keep_last, False][1]
    run = measure_stored(depth, keep_last, False, seed=1)
    for by in ("running", "own"):
        assert run[by] == pytest.approx(stored[by], abs=12)
        assert np.mean(run[by]) == pytest.approx(np.mean(stored[by]), abs=3)


def test_the_figure_says_and_draws_the_medians_of_an_epoch(assert_numbers):
    kept = short_batches()[8, True, False]
    epoch = {by: np.median([run[by] for run in kept], axis=0) for by in ("running", "own")}
    means = [figures.over_epoch(8, *kind) for *kind, _, _ in figures.NETWORKS]
    assert means[-1] == pytest.approx(epoch["running"][1:].mean())
    shares = *means, epoch["own"][1:].mean(), *epoch["running"][[-2, -1, 11]]
    said = figures.describe_short_batch(8)
    assert_numbers(said, 8, 3, *(share / 100 for share in shares))
    (ax,) = figures.short_batch(8).axes
    assert_numbers(ax.get_title("left"), 8, means[-1], means[0])
    *_, short, own = [line for line in ax.lines if len(line.get_xdata()) == 23]
    assert np.array_equal(short.get_ydata(), epoch["running"])
    assert np.array_equal(own.get_ydata(), epoch["own"])
    assert (short.get_xdata()[0], short.get_xdata()[-1]) == (374, 396)
