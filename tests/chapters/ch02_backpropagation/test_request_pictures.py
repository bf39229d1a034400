"""The pictures of what a batch asks of a hidden unit."""

import re
from copy import deepcopy

import numpy as np
import pytest

from nncourse.chapters.ch02_backpropagation import request_pictures, runs

SEED = 3


def test_the_mean_of_the_requests_is_the_units_column_of_the_gradient():
    run = runs.measure_requests(16, 1, SEED)
    x, labels = run["images"], run["labels"]
    assert list(labels[:2]) == [0, 1]
    net = deepcopy(runs.trained_network(1, SEED))  # the kept one is others' as well
    net.backward(runs.softmax_cross_entropy(net.forward(x), labels)[1])
    column = net.grads["0.W"].copy()
    runs.SGD(0.1).step(net)
    assert np.allclose(x @ net.params["0.W"] + net.params["0.b"], run["after"])
    means = np.mean(run["da"][:, None, :] * run["images"][:, :, None], axis=0)
    assert np.allclose(means, column)
    on = run["before"] > 0
    assert (run["da"][~on] == 0).all()
    assert 0 < on.mean() < 1
    for unit in np.abs(means).max(axis=0).argsort()[-2:]:
        whole = request_pictures.requests(unit, 16, 1, SEED).axes[-1].images[0]
        assert np.allclose(np.ravel(whole.get_array()), column[:, unit])
        assert whole.get_clim()[1] == pytest.approx(np.abs(means[:, unit]).max())


@pytest.mark.parametrize("images", [1, 2, 5, 64])
def test_each_image_shown_has_its_slopes_and_its_sums(images):
    run = runs.measure_requests(images, 1, SEED)
    *pictures, _ = request_pictures.requests(5, images, 1, SEED).axes
    shown = min(images, request_pictures.SHOWN)
    assert len(pictures) == 2 * shown
    loudest = np.abs(run["da"][:shown, 5]).max()
    for k in range(shown):
        (slopes,) = pictures[2 * k + 1].images
        assert np.allclose(np.ravel(slopes.get_array()), run["da"][k, 5] * run["images"][k])
        assert slopes.get_clim() == (-loudest, loudest)
        (sums,) = [text.get_text() for text in pictures[2 * k + 1].texts]
        said = [float(one) for one in re.findall(r"-?[\d.]+", sums.replace("−", "-"))]
        assert np.allclose(said, [run["before"][k, 5], run["after"][k, 5]], atol=0.006)
    said = [ax.get_title("center").endswith("off") for ax in pictures[1::2]]
    assert said == [not on for on in run["before"][:shown, 5] > 0]


def test_a_small_request_is_not_said_to_be_none():
    said = [request_pictures.signed_number(v) for v in (0.625, -0.0051, -0.00115, 0.004)]
    assert said == ["+0.62", "−0.01", "−0.001", "+0.004"]


def test_the_requests_are_told(assert_numbers):
    run = runs.measure_requests(2, 1, SEED)
    on, (a, b) = (run["before"][:, 3] > 0), run["da"][:, 3]
    read = [[n] if n != label else [] for n, label in zip(run["read"], (0, 1), strict=True)]
    asked = [[value] if awake else [] for value, awake in zip((a, b), on, strict=True)]
    mean = np.abs(np.mean(run["da"][:, [3]] * run["images"], axis=0)).max()
    sums = [[run[when][k, 3] for when in ("before", "after")] for k in (0, 1)]
    said = request_pictures.describe_requests(3, 2, 1, SEED).replace("dW1", "dW")
    each = [number for k in (0, 1) for number in (k, *read[k], *asked[k], *sums[k])]
    assert_numbers(said, 3, 1, 2, *each, mean)


def test_a_digit_that_is_read_as_another_says_so():
    run = runs.measure_requests(5, 0, SEED)
    net, labels = runs.trained_network(0, SEED), run["labels"]
    read = net.forward(run["images"]).argmax(axis=1)
    assert (read != labels).any()
    *pictures, _ = request_pictures.requests(5, 5, 0, SEED).axes
    titles = [ax.get_title("center") for ax in pictures[::2]]
    for title, label, taken_for in zip(titles, labels, read, strict=True):
        wrong = "" if taken_for == label else f"\nread\nas {taken_for}"
        assert title == f"a {label}{wrong}"
    told = request_pictures.describe_requests(5, 5, 0, SEED)
    assert told.count("read as") == (read != labels).sum()


@pytest.mark.parametrize("images", [2, 5])
def test_it_is_said_that_the_numbers_below_are_the_units_sum(images):
    axes = request_pictures.requests(5, images, 1, SEED).axes
    assert axes[1].texts[0].get_text().startswith("sum ")
