"""Chapter 1's map: the loss over two weights is the network's, and so are the steps."""

from itertools import pairwise

import numpy as np
import pytest

from nncourse.chapters.ch01_reading_digits import two_weights_figures as figures
from nncourse.chapters.ch01_reading_digits import two_weights_runs as runs
from nncourse.chapters.ch02_backpropagation.runs import trained_network
from nncourse.chapters.digit_sets import train_and_test
from nncourse.losses import softmax_cross_entropy

SEED = 3
BATCH = "one batch of 64"


@pytest.mark.parametrize("images", ["all images", BATCH])
def test_loss_and_slopes_are_those_of_the_network_with_the_two_weights(images):
    x, labels = train_and_test(SEED)[0]
    rows = runs.rows_of(2, images, SEED)
    weights = runs.learned(SEED) + np.array([0.7, -0.4])
    net = trained_network(20, seed=SEED)
    W = net.params["2.W"]
    left = W[runs.UNITS, runs.OUTPUT].copy()
    assert np.allclose(left, runs.learned(SEED))
    W[runs.UNITS, runs.OUTPUT] = weights
    loss, dlogits = softmax_cross_entropy(net.forward(x[rows]), labels[rows])
    net.backward(dlogits)
    slopes = net.grads["2.W"][runs.UNITS, runs.OUTPUT]
    W[runs.UNITS, runs.OUTPUT] = left  # the network is kept for others
    assert runs.loss_at(weights, rows, SEED) == pytest.approx(loss)
    assert np.allclose(runs.slopes_at(weights, rows, SEED), slopes)
    grid = np.meshgrid([0, weights[0]], [weights[1], 1])
    assert runs.loss_at(grid, rows, SEED)[0, 1] == pytest.approx(loss)


def test_a_batch_has_64_digits_and_no_two_share_one():
    batches = [runs.rows_of(step, BATCH, SEED) for step in range(1, runs.STEPS + 1)]
    assert {len(rows) for rows in batches} == {64}
    assert len(np.unique(batches)) == 64 * runs.STEPS


def test_with_all_images_every_step_goes_down_and_with_batches_some_go_up():
    def losses(images):
        return [figures.loss_of_all(w) for w in runs.measure_two_weights(1.5, images)]

    assert max(np.diff(losses("all images"))) < 0
    assert max(np.diff(losses(BATCH))) > 0 > losses(BATCH)[-1] - 0.6 * losses(BATCH)[0]


def test_too_high_a_rate_is_thrown_about_within_the_map():
    path = runs.measure_two_weights(6.0)
    first, second, _ = runs.measure_map()
    assert first[0] < path[:, 0].min() and path[:, 0].max() < first[-1]
    assert second[0] < path[:, 1].min() and path[:, 1].max() < second[-1]
    start, at_8, end = (figures.loss_of_all(path[step]) for step in (0, 8, 12))
    assert at_8 > 3 * start > 5 * end


@pytest.mark.parametrize("seed", [0, SEED])
def test_every_batch_has_its_lowest_place_elsewhere(seed):
    places = [figures.lowest(step, BATCH, seed) for step in range(1, runs.STEPS + 1)]
    assert len(set(places)) > runs.STEPS / 2
    assert len({figures.lowest(step, seed=seed) for step in (1, 5)}) == 1


def test_the_map_shows_the_last_steps_batch_and_the_path_so_far():
    ax = figures.two_weights(3.0, BATCH, 4).axes[0]
    lowest_of_all, lowest_of_batch, path, here = (line.get_xydata() for line in ax.lines)
    assert np.allclose(lowest_of_all, figures.lowest())
    assert np.allclose(lowest_of_batch, figures.lowest(4, BATCH))
    way = runs.measure_two_weights(3.0, BATCH)[:5]
    assert np.allclose(path, way) and np.allclose(here, way[-1])
    for step, (a, b) in enumerate(pairwise(way), start=1):
        slopes = runs.slopes_at(a, runs.rows_of(step, BATCH))
        assert np.allclose(b, a - 3.0 * slopes)
    assert ax.get_title(loc="left").startswith("lines: this batch; loss of all images: ")
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    least = figures.loss_of_all(lowest_of_all[0])
    assert legend == [f"lowest for all: {least:.2f}", "for this batch"]
    assert len(figures.two_weights(3.0, "all images", 4).axes[0].lines) == 3


def test_the_sentence_says_where_the_steps_lead(assert_numbers):
    path = runs.measure_two_weights(6.0, BATCH)
    loss = [figures.loss_of_all(path[k]) for k in (0, 5)]
    said = *figures.lowest(), *path[0], 5, 6, 64, *path[5], *loss
    assert_numbers(figures.describe_two_weights(6.0, BATCH, 5), *said)
