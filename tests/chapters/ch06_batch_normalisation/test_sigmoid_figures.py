"""What goes into the sigmoids: spread out by the layer, and narrow without it."""

import numpy as np
import pytest

from nncourse.chapters.ch06_batch_normalisation import sigmoid_figures as figures
from nncourse.chapters.ch06_batch_normalisation.runs import (
    SEEN,
    measure_race,
    measure_sigmoid_inputs,
)


def test_without_the_layer_a_unit_gets_nearly_the_same_from_every_image():
    for seed in (7, 8):
        bare, normed = (measure_sigmoid_inputs(kind, seed=seed) for kind in (False, True))
        bare, normed = (run["inputs"][SEEN.index(36)] for run in (bare, normed))
        assert figures.spread(bare[2]) < 0.1 < 0.9 < figures.spread(normed[2])
        assert figures.flat(bare[2]) < 0.005  # so it is not the flat parts


def test_the_network_is_that_of_the_race_and_looking_does_not_change_it():
    for kind in (False, True):
        run, raced = (
            measure(kind, lr=0.02, seed=7)
            for measure in (measure_sigmoid_inputs, measure_race)
        )
        at = raced["step"].tolist().index(36)
        assert run["accuracy"][SEEN.index(36)] == raced["accuracy"][at]


@pytest.mark.parametrize(("layer", "step", "factor"), [(3, 36, 1.0), (1, 100, 3.0)])
def test_the_figure_says_and_draws_spread_flat_and_right(
    layer, step, factor, assert_numbers
):
    said = []
    axes = figures.sigmoid_inputs(layer, step, factor, seed=7).axes
    for ax, kind in zip(axes, (False, True), strict=True):
        run = measure_sigmoid_inputs(kind, factor, seed=7)
        v, right = run["inputs"][SEEN.index(step), layer - 1], run["accuracy"]
        right = right[SEEN.index(step)]
        slope = np.exp(-v) / (1 + np.exp(-v)) ** 2
        seen = np.median(v.std(axis=0)), np.mean(slope < 0.05)
        said += [v.mean(), *seen, right]
        assert_numbers(ax.get_title("left"), seen[0], 100 * right)
        assert_numbers(ax.get_xlabel(), layer, 100 * seen[1])
        bars = np.array(ax.collections[-1].get_segments())[:, :, 0]
        assert len(bars) == 20
        assert np.allclose(sorted(bars[:, 0]), sorted(np.percentile(v[:, :20], 5, axis=0)))
    words = figures.describe_sigmoid_inputs(layer, step, factor, seed=7)
    assert_numbers(words, factor, layer, step, *said)
