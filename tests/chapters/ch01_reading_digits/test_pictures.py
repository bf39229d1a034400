"""The pictures of chapter 1: the network with a digit in it, and a valley."""

import numpy as np
import pytest

from nncourse.chapters.ch01_reading_digits import pictures
from nncourse.chapters.ch02_backpropagation.runs import measure_steps, trained_network
from nncourse.chapters.softmax import softmax


@pytest.mark.parametrize("digit", [0, 8])
def test_the_network_at_work_is_the_trained_network(digit, assert_numbers):
    image, h, p = pictures.measure_units(digit)
    net = trained_network(20)
    assert np.allclose(softmax(net.forward(image[None]))[0], p)
    assert np.allclose(net.activations[2][0], h)
    second, first = p.argsort()[-2:]
    on, unit = (h > 0).sum(), h.argmax()
    said = digit, on, 16, 0, unit, h.max(), first, p[first], second, p[second]
    assert_numbers(pictures.describe_network_at_work(digit), *said)


def test_the_thick_lines_are_the_largest_terms_of_the_answer():
    _, h, p = pictures.measure_units(3)
    (ax,) = pictures.network_at_work(3).axes
    last = ax.lines[-1]
    run = pictures.measure_learning()
    terms = h * run["votes"][-1][:, p.argmax()]
    assert last.get_linewidth() == pytest.approx(3.5)
    assert last.get_ydata()[0] == pytest.approx(16 * (np.abs(terms).argmax() + 0.5) / 16)
    assert (
        ax.get_title("left") == f"read as {p.argmax()}, with a probability of {p.max():.2f}"
    )


@pytest.mark.parametrize("rate", [0.02, 0.45])
def test_the_valley_is_gone_down_by_the_update_rule(rate, assert_numbers):
    w = measure_steps(4.0, rate)
    loss = 2 * w**2
    said = 0, w[0], rate, w[1], w[2], w[3], 8, loss[0], loss[-1]
    assert_numbers(pictures.describe_valley(rate), *said)
    (ax,) = pictures.valley(rate).axes
    assert np.allclose(ax.lines[1].get_xydata(), np.transpose([w, loss]))
