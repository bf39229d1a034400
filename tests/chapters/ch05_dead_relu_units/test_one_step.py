"""One long step costs a unit all its images; a short one, or centred pixels, does not."""

import numpy as np
import pytest

from nncourse.chapters.ch05_dead_relu_units.cloud_runs import measure_cloud
from nncourse.chapters.ch05_dead_relu_units.one_step import (
    ARROW,
    describe_one_step,
    one_step,
)
from nncourse.data import batches, digits, split
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp

ON = "#00875F"


@pytest.mark.parametrize(
    ("lr", "pixels", "dies"),
    [(0.3, "raw", True), (0.03, "raw", False), (0.3, "centred", False)],
)
@pytest.mark.parametrize("seed", [0, 3])
def test_it_says_for_how_many_images_a_unit_is_on(lr, pixels, dies, seed, assert_numbers):
    run = measure_cloud(lr, pixels, seed)
    on = (np.einsum("nd,sdu->snu", run["x"], run["W"]) + run["b"][:, None] > 0).sum(axis=1)
    axes = one_step(lr, pixels, seed).axes
    titles = [ax.get_title("left") for ax in axes]
    before, after = int(titles[0].split()[3]), int(titles[1].split()[-1])
    assert [before, after] in on[:2].T.tolist() and (after == 0) == dies
    assert before > 1348 / 3
    said = describe_one_step(lr, pixels, seed)
    n, sentence = len(run["x"]), said.index(" The arrow")
    assert_numbers(said[:sentence], lr, before, n, after)
    said = [text.get_text() for text in axes[1].texts]
    assert any("no gradient" in text for text in said) == dies


@pytest.mark.parametrize("pixels", ["raw", "centred"])
def test_the_sides_are_named_where_they_are(pixels):
    run = measure_cloud(0.3, pixels)
    for row, ax in enumerate(one_step(0.3, pixels).axes):
        w, b = run["W"][row][:, 0], run["b"][row][0]
        for text in ax.texts:
            z = np.array(text.get_position()) @ w + b
            assert "is on" not in text.get_text() or z > 0
            assert "is off" not in text.get_text() or z < 0
        off, on = (line.get_xydata() for line in ax.lines[:2])
        assert (on @ w + b > 0).all() and (off @ w + b <= 0).all()
        assert ax.lines[1].get_color() == ON
        line = ax.lines[2].get_xydata()
        assert np.allclose(line @ w + b, 0)


@pytest.mark.parametrize(("lr", "turned", "length"), [(0.3, 176, 1.53), (0.1, 19, 0.10)])
def test_the_arrow_of_the_weights_stands_on_the_line_and_is_said(
    lr, turned, length, assert_numbers
):
    run = measure_cloud(lr, "raw")
    for row, ax in enumerate(one_step(lr, "raw").axes):
        w, b = run["W"][row][:, 0], run["b"][row][0]
        (arrow,) = (text for text in ax.texts if text.get_text() == "")
        start, tip = np.array(arrow.xyann), np.array(arrow.xy)
        assert np.isclose(start @ w + b, 0) and np.allclose(tip - start, ARROW * w)
    said = describe_one_step(lr, "raw")
    assert_numbers(said[said.index(" The arrow") :], turned, 0.90, length)


def test_the_unit_is_asked_for_less_because_the_network_says_7_to_nearly_all():
    rng = np.random.default_rng(0)
    (images, labels), _ = split(*digits(), 0.25, rng)
    x = 16 * np.stack([images[:, :32].mean(axis=1), images[:, 32:].mean(axis=1)], axis=1)
    net = mlp([2, 8, 10], rng)
    some, digit = next(batches(x, labels, 32, 1, rng))
    logits = net.forward(some)
    dlogits = softmax_cross_entropy(logits, digit)[1]
    net.backward(dlogits)
    first, _, last = net.layers
    W = measure_cloud(0.3, "raw")["W"]
    assert np.allclose(W[1] - W[0], -0.3 * first.dW)  # it is the chapter's step
    assert (logits.argmax(axis=1) == 7).mean() > 0.9 and (digit == 7).sum() == 2
    assert last.W[0].argmax() == 7
    of_the_seven = dlogits.sum(axis=0)[7] * last.W[0, 7]
    assert 0.85 < of_the_seven / first.db[0] < 0.95
