"""The pictures of chapter 1: one unit, the network with a digit in it, and a valley."""

import numpy as np
import pytest

from nncourse.chapters.ch01_reading_digits import pictures
from nncourse.chapters.ch02_backpropagation.runs import measure_steps, trained_network
from nncourse.chapters.softmax import softmax
from nncourse.data import digits


@pytest.mark.parametrize("digit", [0, 3, 7])
def test_one_unit_adds_up_the_products_that_it_shows(digit, assert_numbers):
    x, labels = digits()
    image = next(row for row, label in zip(x, labels, strict=True) if label == digit)
    net = trained_network(20)
    net.forward(image[None])
    unit = net.params["2.W"][:, 0].argmax()
    left, right = pictures.one_unit(digit).axes
    sixteenths = [round(16 * pixel) for pixel in image]
    assert [int(text.get_text()) for text in left.texts] == sixteenths
    drawn = [float(text.get_text().replace("−", "-") or 0) for text in right.texts]
    weights = net.params["0.W"][:, unit]
    assert np.allclose(drawn, image * weights, atol=0.0051)
    assert np.allclose(right.images[0].get_array().ravel(), weights)
    bias, h = net.params["0.b"][unit], net.activations[2][0, unit]
    says = f"= {h:.2f}" if h > 0 else "< 0: says 0"
    assert right.get_title("left").endswith(f"+ bias {bias:.2f} {says}")
    rows = (image * weights).reshape(8, 8).sum(axis=1)
    said = digit, np.sum(image > 0), 64, *sixteenths, *rows, bias, h
    assert_numbers(pictures.describe_one_unit(digit), *said)


@pytest.mark.parametrize("digit", [0, 8])
def test_the_network_at_work_is_the_trained_network(digit, assert_numbers):
    image, h, logits, p = pictures.measure_units(digit)
    net = trained_network(20)
    assert np.allclose(net.forward(image[None])[0], logits)
    assert np.allclose(softmax(logits[None])[0], p)
    assert np.allclose(net.activations[2][0], h)
    second, first = p.argsort()[-2:]
    on, unit = (h > 0).sum(), h.argmax()
    of_two = first, logits[first], p[first], second, logits[second], p[second]
    said = digit, on, 16, 0, unit, h.max(), *of_two
    assert_numbers(pictures.describe_network_at_work(digit), *said)
    written = [text.get_text() for text in pictures.network_at_work(digit).axes[0].texts]
    for j in range(10):
        logit = f"{logits[j]:.1f}".replace("-", "\N{MINUS SIGN}")
        assert written[3 * j : 3 * j + 3] == [f"{j}:", logit, f"{p[j]:.2f}"]


def test_the_thick_lines_are_the_largest_terms_of_the_answer():
    image, h, _, p = pictures.measure_units(3)
    (ax,) = pictures.network_at_work(3).axes
    terms = h * pictures.measure_learning()["votes"][-1][:, p.argmax()]
    drawn = [line.get_ydata()[0] for line in ax.lines[-10:]]  # a unit's line starts at it
    assert np.allclose(drawn, np.abs(terms).argsort()[-10:] + 0.5)
    assert ax.lines[-1].get_linewidth() == pytest.approx(3.5)
    read = f"a 3, read as {p.argmax()} with a probability of {p.max():.2f}"
    assert ax.get_title("left") == read
    unit = np.abs(terms).argmax()
    of_pixels = np.abs(image * pictures.measure_learning()["W"][-1][:, unit])
    starts = [tuple(line.get_xydata()[0] - [0.5, 4.5]) for line in ax.lines[-20:-10]]
    largest = [divmod(pixel, 8) for pixel in of_pixels.argsort()[-10:]]
    assert starts == [(column, row) for row, column in largest]
    assert {line.get_ydata()[1] for line in ax.lines[-20:-10]} == {unit + 0.5}
    assert ax.collections[-1].get_offsets().tolist() == [[14, unit + 0.5]]  # its ring


@pytest.mark.parametrize("rate", [0.02, 0.45, 0.55])
def test_the_valley_is_gone_down_by_the_update_rule(rate, assert_numbers):
    w = measure_steps(4.0, rate)
    loss = 2 * w**2
    said = 0, w[0], rate, w[1], w[2], w[3], 8, loss[0], loss[-1]
    assert_numbers(pictures.describe_valley(rate), *said)
    (ax,) = pictures.valley(rate).axes
    assert np.allclose(ax.lines[1].get_xydata(), np.transpose([w, loss]))
