"""The chapters' PyTorch listings: shown as they were run, and true of the package.

`tests/reference/listings/STEM.py` was run once with PyTorch and printed `STEM.txt`. The
chapter must show that very code, and the package must find the same from the same inputs.
"""

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nncourse import (
    SGD,
    BatchNorm,
    Dense,
    ReLU,
    Sequential,
    Sigmoid,
    Tanh,
    clip_norm,
    dead_units,
    gradient_norms,
    mean_squared_error,
    mlp,
    softmax_cross_entropy,
)
from nncourse.chapters.ch07_learning_rate.edge_of_stability_runs import power_iteration
from nncourse.chapters.ch08_dropout.runs import measure_averaging, measure_dropout

ROOT = Path(__file__).parents[2]
LISTINGS = ROOT / "tests/reference/listings"
# Chapter 9's listing is a whole session, on a page of its own.
CHAPTERS = sorted(path.stem for path in LISTINGS.glob("0*.py"))


def dense(W):
    """A Dense layer with the given weights and no bias."""
    W = np.array(W, float)
    return Dense(*W.shape, np.random.default_rng(0), init=lambda *_: W)


def signed(gradient):
    """As the listings print a gradient: PyTorch keeps the transpose of our W."""
    return [f"{d:+.4f}" for d in gradient.ravel()]


def reading_digits():
    logits, labels = np.zeros((4, 10)), np.array([3, 1, 4, 1])
    print(f"{softmax_cross_entropy(logits, labels)[0]:.4f}")
    logits[0, 7] = 5.0
    print(f"{softmax_cross_entropy(logits, labels)[0]:.4f}")


def backpropagation():
    net = Sequential(
        dense([[0.5, -1.0], [-0.25, 0.75]]), ReLU(), dense([[1.5, -0.5], [0.25, 1.0]])
    )
    _, dlogits = softmax_cross_entropy(net.forward(np.array([[1.0, -2.0]])), np.array([1]))
    net.backward(dlogits)
    print(signed(net.grads["0.W"]))
    print(signed(net.grads["2.W"]))


def vanishing_gradients():
    x = np.linspace(0, 1, 64).reshape(8, 8)
    net = Sequential(*[part for _ in range(6) for part in (dense(np.eye(8)), Sigmoid())])
    _, dy = mean_squared_error(net.forward(x), np.zeros((8, 8)))
    net.backward(dy)
    print([f"{norm:.1e}" for norm in gradient_norms(net)])


def exploding_gradients():
    net, optimizer = Sequential(dense(np.ones((8, 1)))), SGD(0.01)
    x = np.linspace(-1, 1, 64).reshape(8, 8)
    for times in (1, 1000, np.inf, 1):
        _, dy = mean_squared_error(net.forward(x), np.zeros((8, 1)))
        net.backward(dy)
        net.grads["0.W"][:] *= times**2  # as if x were so many times as large
        net.grads["0.b"][:] = 0  # the listing's layer has none
        norm = clip_norm(net, 1.0)
        print(f"norm {norm:.4e}, finite: {np.isfinite(norm)}")
        if np.isfinite(norm):
            optimizer.step(net)


SAME_WITH_US = {
    "01-reading-digits": reading_digits,
    "02-backpropagation": backpropagation,
    "03-vanishing-gradients": vanishing_gradients,
    "04-exploding-gradients": exploding_gradients,
}


@pytest.mark.parametrize("stem", CHAPTERS)
def test_chapter_shows_the_listing_and_what_it_printed(stem):
    chapter = nbformat.read(ROOT / "book/chapters" / f"{stem}.ipynb", as_version=4)
    prose = "\n".join(cell.source for cell in chapter.cells if cell.cell_type == "markdown")
    for block in blocks(stem):
        assert f"```python\n{block}\n```" in prose
        assert len(list(filter(None, block.splitlines()))) < 16
    assert f"```text\n{printed(stem).strip()}\n```" in prose


def test_the_page_on_ones_own_network_shows_its_listing_too():
    page = (ROOT / "book/own-network.md").read_text(encoding="utf-8")
    listing = (LISTINGS / "own-network.py").read_text(encoding="utf-8").strip()
    assert f"```python\n{listing}\n```" in page
    assert f"```text\n{printed('own-network').strip()}\n```" in page


@pytest.mark.parametrize("stem", SAME_WITH_US)
def test_package_prints_what_pytorch_printed(stem):
    said = io.StringIO()
    with redirect_stdout(said):
        SAME_WITH_US[stem]()
    here, there = (
        text.replace("-0.0000", "+0.0000") for text in (said.getvalue(), printed(stem))
    )
    assert here == there


def blocks(stem):
    """A listing as its page shows it: a comment begins a block of its own."""
    listing = (LISTINGS / f"{stem}.py").read_text(encoding="utf-8").strip()
    return re.split(r"\n{3}(?=# )", listing)


def printed(stem):
    return (LISTINGS / f"{stem}.txt").read_text(encoding="utf-8")


def numbers(stem):
    """The decimals that a listing printed, a list a line that has any."""
    rows = [re.findall(r"-?\d+\.\d+", line) for line in printed(stem).splitlines()]
    return [[float(n) for n in row] for row in rows if row]


def test_the_dead_of_each_batch_and_of_both_as_in_chapter_5():
    x = np.arange(17.0)[:, None]
    first = Dense(1, 4, np.random.default_rng(0))
    first.W[:] = [0.5, -0.5, -0.25, 0.25]
    first.b[:] = [0.0, 1.0, -0.5, -3.0]
    net = Sequential(first, ReLU())
    for images, shares in zip(
        (x[:9], x[9:], x), numbers("05-dead-relu-units"), strict=True
    ):
        net.forward(images)
        assert [dead_units(net)[0]] == shares


def test_training_and_evaluation_as_in_chapter_6():
    x = np.array([[1.0, 10.0], [2.0, 30.0], [4.0, 20.0], [5.0, 20.0]])
    norm = BatchNorm(2)
    here = [norm.forward(x, training=True)[0], norm.forward(x)[0], norm.mean, norm.var]
    for found, there in zip(here, numbers("06-batch-normalisation"), strict=True):
        assert found == pytest.approx(there, abs=6e-5)


def test_sharpness_as_in_chapter_7():
    net = mlp([1, 2, 1], np.random.default_rng(0), activation=Tanh)
    x = np.linspace(-1, 1, 9)[:, None]

    def gradient():
        net.backward(mean_squared_error(net.forward(x), x)[1])
        return net.vectors()[1].copy()

    gradient()
    parameters, _ = net.vectors()
    parameters[:] = 0.5
    sharpness, _ = power_iteration(gradient, parameters, np.ones(7), rounds=30)
    assert numbers("07-learning-rate")[0] == pytest.approx(
        [sharpness, 2 / sharpness], abs=6e-5
    )


def test_what_dropout_gains_and_what_its_masks_cost_as_in_chapter_8():
    """Another library's draws: the same within what seeds differ by."""
    rows = [line.split() for line in printed("08-dropout").splitlines()]
    assert [row[:2] for row in rows] == [
        [rate, mode] for rate in ("0.0", "0.5") for mode in ("train", "eval")
    ]
    there = [int(row[2]) / 600 for row in rows]
    assert there[0] == there[1]
    for rate, right in zip((0.0, 0.5), there[1::2], strict=True):
        here = [measure_dropout(rate, seed=seed)["test_accuracy"][-1] for seed in range(3)]
        assert right == pytest.approx(np.mean(here), abs=0.03)
    masked = measure_averaging(0.5)["accuracy"][:, 0].mean()
    assert there[2] == pytest.approx(masked, abs=0.03)
