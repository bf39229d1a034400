"""The PyTorch listings of chapters 5 and 6: shown as they ran, and what they printed is
what the package computes from the same numbers.
"""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nncourse import BatchNorm, Dense, LeakyReLU, ReLU, Sequential, dead_units

ROOT = Path(__file__).parents[2]
LISTINGS = ROOT / "tests/reference/listings"


def numbers(stem):
    text = (LISTINGS / f"{stem}.txt").read_text()
    rows = [re.findall(r"-?\d+\.\d+", line) for line in text.splitlines()]
    return [[float(n) for n in row] for row in rows if row]


@pytest.mark.parametrize("stem", ["05-dead-relu-units", "06-batch-normalisation"])
def test_chapter_shows_the_listing_that_ran(stem):
    nb = nbformat.read(ROOT / "book/chapters" / f"{stem}.ipynb", as_version=4)
    listing = (LISTINGS / f"{stem}.py").read_text()
    assert any(f"```python\n{listing}```" in cell.source for cell in nb.cells)
    assert len(listing.splitlines()) <= 15


@pytest.mark.parametrize(("row", "activation"), [(0, ReLU()), (1, LeakyReLU(0.01))])
def test_the_dead_unit_and_its_gradient_as_in_chapter_5(row, activation):
    x = np.arange(17.0)[:, None]
    first = Dense(1, 4, np.random.default_rng(0))
    first.W[:] = [0.5, -0.5, -0.25, 0.25]
    first.b[:] = [0.0, 1.0, -0.5, -3.0]
    net = Sequential(first, activation)
    net.backward(np.ones_like(net.forward(x)))
    assert first.dW[0] == pytest.approx(numbers("05-dead-relu-units")[row], abs=6e-3)
    printed = (LISTINGS / "05-dead-relu-units.txt").read_text().splitlines()[0]
    assert printed.count("True") / 4 == (dead_units(net)[0] if row == 0 else 0.25)


def test_training_and_evaluation_as_in_chapter_6():
    x = np.array([[1.0, 10.0], [2.0, 30.0], [4.0, 20.0], [5.0, 20.0]])
    norm = BatchNorm(2)
    here = [norm.forward(x, training=True)[0], norm.forward(x)[0], norm.mean, norm.var]
    for found, printed in zip(here, numbers("06-batch-normalisation"), strict=True):
        assert found == pytest.approx(printed, abs=6e-5)
