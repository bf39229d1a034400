"""The PyTorch listings of chapters 7 and 8: shown as they ran, and what they printed is what
the package computes from the same numbers.
"""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nncourse.experiments import edge

ROOT = Path(__file__).parents[2]
LISTINGS = ROOT / "tests/reference/listings"


def numbers(stem):
    text = (LISTINGS / f"{stem}.txt").read_text()
    return [[float(n) for n in re.findall(r"-?\d+\.\d+", line)] for line in text.splitlines()]


@pytest.mark.parametrize("stem", ["07-learning-rate"])
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
