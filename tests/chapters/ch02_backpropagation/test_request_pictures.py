"""The pictures of what a batch asks of a hidden unit."""

import numpy as np
import pytest

from nncourse.chapters.ch02_backpropagation import request_pictures, runs

SEED = 3


def test_the_mean_of_the_requests_is_the_units_column_of_the_gradient():
    x, labels = (part[:16] for part in runs.train_and_test(SEED)[0])
    net = runs.trained_network(1, SEED)
    net.backward(runs.softmax_cross_entropy(net.forward(x), labels)[1])
    column = net.grads["0.W"].copy()
    run = runs.measure_requests(16, 1, SEED)
    means = np.mean(run["da"][:, None, :] * run["images"][:, :, None], axis=0)
    assert np.allclose(means, column)
    assert (run["da"][~run["on"]] == 0).all()
    assert 0 < run["on"].mean() < 1
    for unit in np.abs(means).max(axis=0).argsort()[-2:]:
        whole = request_pictures.requests(unit, 16, 1, SEED).axes[-1].images[0]
        assert np.allclose(np.ravel(whole.get_array()), column[:, unit])
        assert whole.get_clim()[1] == pytest.approx(np.abs(means[:, unit]).max())


@pytest.mark.parametrize("images", [1, 5, 64])
def test_each_image_shown_has_its_bar_and_its_slopes(images):
    run = runs.measure_requests(images, 1, SEED)
    bars, *pictures, _ = request_pictures.requests(5, images, 1, SEED).axes
    pictures = [ax for ax in pictures if ax.images]
    shown = min(images, request_pictures.SHOWN)
    assert np.allclose([bar.get_height() for bar in bars.patches], run["da"][:shown, 5])
    assert len(pictures) == 2 * shown
    for k in range(shown):
        slopes = np.ravel(pictures[2 * k + 1].images[0].get_array())
        assert np.allclose(slopes, run["da"][k, 5] * run["images"][k])
    said = [text.get_text() == "off" for text in bars.texts]
    assert said == list(~run["on"][:shown, 5])


def test_a_small_request_is_not_said_to_be_none():
    said = [request_pictures.signed_number(v) for v in (0.625, -0.0051, -0.00115, 0.004)]
    assert said == ["+0.62", "−0.01", "−0.001", "+0.004"]


def test_the_requests_are_told(assert_numbers):
    run = runs.measure_requests(2, 1, SEED)
    (a, b), on = run["da"][:, 3], run["on"][:, 3]
    assert on.all()
    mean = np.abs(np.mean(run["da"][:, [3]] * run["images"], axis=0)).max()
    said = request_pictures.describe_requests(3, 2, 1, SEED).replace("dW1", "dW")
    assert_numbers(said, 3, 1, 2, run["labels"][0], a, run["labels"][1], b, mean)
