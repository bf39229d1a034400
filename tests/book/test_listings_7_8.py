"""The PyTorch listings of chapters 7 and 8: shown as they ran, and what they printed is
what the package computes from the same numbers.
"""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nncourse import Dropout
from nncourse.experiments import edge

ROOT = Path(__file__).parents[2]
LISTINGS = ROOT / "tests/reference/listings"


def numbers(stem):
    text = (LISTINGS / f"{stem}.txt").read_text()
    return [
        [float(n) for n in re.findall(r"-?\d+\.\d+", line)] for line in text.splitlines()
    ]


@pytest.mark.parametrize("stem", ["07-learning-rate", "08-dropout"])
def test_chapter_shows_the_listing_that_ran(stem):
    nb = nbformat.read(ROOT / "book/chapters" / f"{stem}.ipynb", as_version=4)
    listing = (LISTINGS / f"{stem}.py").read_text()
    assert any(f"```python\n{listing}```" in cell.source for cell in nb.cells)
    assert len(listing.splitlines()) <= 15


def test_momentum_with_warm_up_as_in_chapter_7():
    w, v, curvature = np.array([-2.0, 2.0]), 0.0, np.array([1.0, 0.05])
    for step, (printed_rate, printed_loss) in enumerate(numbers("07-learning-rate")):
        lr = edge.warmed_up(0.4, 4, step)
        assert printed_rate == pytest.approx(lr, abs=6e-4)
        assert printed_loss == pytest.approx((curvature * w**2).sum() / 2, abs=6e-5)
        v = 0.5 * v + curvature * w
        w = w - lr * v


def test_what_dropout_puts_out_as_in_chapter_8():
    x = np.ones((4, 1000))

    def values(rate, training):
        return np.unique(
            Dropout(rate, np.random.default_rng(8)).forward(x, training)
        ).tolist()

    here = [values(0.5, True), values(0.5, False), values(0.0, True), values(1.0, True)]
    printed = (LISTINGS / "08-dropout.txt").read_text().splitlines()
    assert [line.split("[")[1] for line in printed] == [f"{v}".split("[")[1] for v in here]
