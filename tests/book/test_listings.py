"""The PyTorch listings of chapters 1 to 4: shown as they were run, and true of the package.

`tests/reference/listings/STEM.py` was run once with PyTorch and printed `STEM.txt`. The
chapter must show that very code, and the package must print the same from the same inputs.
"""

import io
from contextlib import redirect_stdout
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nncourse import (
    Dense,
    ReLU,
    Sequential,
    Sigmoid,
    clip_norm,
    gradient_norms,
    mean_squared_error,
    softmax_cross_entropy,
)

ROOT = Path(__file__).parents[2]
LISTINGS = ROOT / "tests/reference/listings"


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
    x = np.linspace(-1, 1, 64).reshape(8, 8)
    net = Sequential(*[part for _ in range(6) for part in (dense(np.eye(8)), Sigmoid())])
    _, dy = mean_squared_error(net.forward(x), np.zeros((8, 8)))
    net.backward(dy)
    print([f"{norm:.1e}" for norm in gradient_norms(net)])


def exploding_gradients():
    x = np.linspace(-1, 1, 64).reshape(8, 8)
    net = Sequential(*[part for _ in range(4) for part in (dense(4 * np.eye(8)), ReLU())])
    _, dy = mean_squared_error(net.forward(x), np.zeros((8, 8)))
    net.backward(dy)
    before = clip_norm(net, 1.0)
    after = np.linalg.norm(np.concatenate([g.ravel() for g in net.grads.values()]))
    print(f"before {before:.4e}, after {after:.4f}")


SAME_WITH_US = {
    "01-reading-digits": reading_digits,
    "02-backpropagation": backpropagation,
    "03-vanishing-gradients": vanishing_gradients,
    "04-exploding-gradients": exploding_gradients,
}
STEMS = sorted(SAME_WITH_US.keys() & {path.stem for path in LISTINGS.glob("*.py")})


@pytest.mark.parametrize("stem", STEMS)
def test_chapter_shows_the_listing(stem):
    chapter = nbformat.read(ROOT / "book/chapters" / f"{stem}.ipynb", as_version=4)
    prose = "\n".join(cell.source for cell in chapter.cells if cell.cell_type == "markdown")
    listing = (LISTINGS / f"{stem}.py").read_text(encoding="utf-8").strip()
    assert f"```python\n{listing}\n```" in prose
    assert len(listing.splitlines()) < 16


@pytest.mark.parametrize("stem", STEMS)
def test_package_prints_what_pytorch_printed(stem):
    said = io.StringIO()
    with redirect_stdout(said):
        SAME_WITH_US[stem]()
    recorded = (LISTINGS / f"{stem}.txt").read_text(encoding="utf-8")
    assert said.getvalue().replace("-0.0000", "+0.0000") == recorded.replace(
        "-0.0000", "+0.0000"
    )


def test_every_chapter_has_a_listing():
    chapters = {path.stem for path in (ROOT / "book/chapters").glob("*.ipynb")}
    without = {stem for stem in chapters if not (LISTINGS / f"{stem}.py").exists()}
    assert not without - {"09-clinic"}


@pytest.mark.parametrize("path", sorted(LISTINGS.glob("*.txt")), ids=lambda path: path.stem)
def test_chapter_shows_what_the_listing_printed(path):
    chapter = nbformat.read(ROOT / "book/chapters" / f"{path.stem}.ipynb", as_version=4)
    printed = path.read_text(encoding="utf-8").rstrip("\n")
    assert any(f"```text\n{printed}\n```" in cell.source for cell in chapter.cells)
