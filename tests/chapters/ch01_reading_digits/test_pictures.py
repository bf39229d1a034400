"""The pictures of chapter 1: one unit, and the network with a digit in it."""

import numpy as np
import pytest

from nncourse.chapters.ch01_reading_digits import pictures
from nncourse.chapters.ch02_backpropagation.runs import trained_network
from nncourse.chapters.softmax import softmax
from nncourse.data import digits
from nncourse.plots import ABOVE_ZERO, BELOW_ZERO

NUMBER = str.maketrans("\N{MINUS SIGN}", "-")


@pytest.mark.parametrize(
    ("digit", "weights", "epochs"),
    [
        (0, "after training", 20),
        (3, "after training", 20),
        (7, "after training", 20),
        (0, "before training", 0),
    ],
)
def test_one_unit_adds_up_the_products_that_it_shows(
    digit, weights, epochs, assert_numbers
):
    x, labels = digits()
    image = next(row for row, label in zip(x, labels, strict=True) if label == digit)
    unit = trained_network(20).params["2.W"][:, 0].argmax()
    net = trained_network(epochs)
    net.forward(image[None])
    left, right, added, bend = pictures.one_unit(digit, weights).axes
    sixteenths = [round(16 * pixel) for pixel in image]
    assert [int(text.get_text()) for text in left.texts] == sixteenths
    drawn = [float(text.get_text().translate(NUMBER) or 0) for text in right.texts]
    of_unit = net.params["0.W"][:, unit]
    assert np.allclose(drawn, image * of_unit, atol=0.0051)
    assert np.allclose(right.images[0].get_array().ravel(), of_unit)
    bias, h = net.params["0.b"][unit], net.activations[2][0, unit]
    total = image @ of_unit + bias
    written = [text.get_text().translate(NUMBER) for text in added.texts][1::2]
    assert written == [f"{total - bias:.3f}", f"{bias:z.3f}", f"{total:.2f}"]
    assert bend.get_title("left") == f"it says {h:.2f}"
    assert np.allclose(bend.lines[1].get_xydata(), [[total, h]])
    rows = (image * of_unit).reshape(8, 8).sum(axis=1)
    said = digit, np.sum(image > 0), 64, *sixteenths, *rows, bias, total, h
    assert_numbers(pictures.describe_one_unit(digit, weights), *said)


@pytest.mark.parametrize("seed", [0, 1])
def test_the_bend_is_drawn_for_every_sum(seed):
    for digit in (0, 3):
        bend = pictures.one_unit(digit, seed=seed).axes[3]
        ((total, _),) = bend.lines[1].get_xydata()
        low, high = bend.get_xlim()
        assert low < total < high - 0.2


@pytest.mark.parametrize("digit", [0, 8])
def test_the_network_at_work_is_the_trained_network(digit, assert_numbers):
    image, h, logits, p = pictures.measure_units(digit)
    net = trained_network(20)
    assert np.allclose(net.forward(image[None])[0], logits)
    assert np.allclose(softmax(logits[None])[0], p)
    assert np.allclose(net.activations[2][0], h)
    second, first = p.argsort()[-2:]
    _, votes, ringed = pictures.measure_votes(digit)
    of_two = first, logits[first], p[first], second, logits[second], p[second]
    strongest = votes[ringed], ringed, h[ringed]
    said = digit, (h > 0).sum(), 16, 0, first, logits[first], *strongest, *of_two
    assert_numbers(pictures.describe_network_at_work(digit, pictures.ANSWER), *said)
    image_panel, _, net_panel = pictures.network_at_work(digit).axes
    assert np.array_equal(image_panel.images[0].get_array().ravel(), image)
    written = [text.get_text() for text in net_panel.texts][-33:-3]
    for j in range(10):
        logit = f"{logits[j]:.1f}".replace("-", "\N{MINUS SIGN}")
        assert written[3 * j : 3 * j + 3] == [f"{j}:", logit, f"{p[j]:.2f}"]


@pytest.mark.parametrize(
    ("lines_to", "rank"), [(pictures.ANSWER, 1), (pictures.RUNNER_UP, 2)]
)
def test_lines_lead_to_the_output_that_one_chooses(lines_to, rank):
    p = pictures.measure_units(5)[3]
    assert pictures.measure_votes(5, lines_to)[0] == p.argsort()[-rank]
    assert pictures.measure_votes(5, pictures.LABEL)[0] == 5 != p.argmax()


@pytest.mark.parametrize(("digit", "lines_to"), [(3, pictures.ANSWER), (5, pictures.LABEL)])
def test_the_votes_and_the_bias_are_the_logit(digit, lines_to):
    image, h, logits, _ = pictures.measure_units(digit)
    output, votes, ringed = pictures.measure_votes(digit, lines_to)
    run = pictures.measure_learning()
    assert votes.sum() + run["c"][-1][output] == pytest.approx(logits[output])
    _, unit, ax = pictures.network_at_work(digit, lines_to).axes
    shown = np.flatnonzero(votes.round(1))
    for k, line in zip(shown, ax.lines, strict=True):
        assert line.get_ydata()[0] == k + 0.5  # a unit's line starts at it
        assert line.get_color() == (ABOVE_ZERO if votes[k] > 0 else BELOW_ZERO)
    written = [float(text.get_text().translate(NUMBER)) for text in ax.texts[: len(shown)]]
    assert np.allclose(written, votes[shown], atol=0.051)
    assert ax.lines[list(shown).index(ringed)].get_linewidth() == max(
        line.get_linewidth() for line in ax.lines
    )
    assert ax.collections[-1].get_offsets().tolist() == [[0, ringed + 0.5]]  # its ring
    products = unit.images[0].get_array().ravel()
    assert np.allclose(products, image * run["W"][-1][:, ringed])
    assert max(0, products.sum() + run["b"][-1][ringed]) == pytest.approx(h[ringed])
    title = f"read as {logits.argmax()}; lines lead to {output}"
    assert ax.get_title("left") == title
