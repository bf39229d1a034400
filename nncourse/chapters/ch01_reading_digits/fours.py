"""Ten 4s side by side, and which pixels have ink in every 4: a plain picture."""

import numpy as np

from nncourse.data import digits
from nncourse.plots import panels, pixels

SHOWN = 10


def measure_always_inked():
    """(pixels with ink in every 4, share of the other digits inked in them all)."""
    x, labels = digits()
    is_4 = labels == 4
    inked = np.flatnonzero((x[is_4] > 0).all(axis=0))
    return inked, (x[~is_4][:, inked] > 0).all(axis=1).mean()


def fours(seed=0):
    """Ten of the images labelled 4, drawn by lot."""
    x, labels = digits()
    drawn = np.random.default_rng(seed).permutation(x[labels == 4])[:SHOWN]
    figure, axes = panels(2, SHOWN // 2, height=2.6)
    for ax, image in zip(axes.flat, drawn, strict=True):
        pixels(ax, image)
    return figure


def describe_fours(seed=0):
    inked, share = measure_always_inked()
    return (
        f"Ten images labelled 4, no two of them alike. {len(inked)} of the 64 pixels have "
        f"ink in every 4 of the data; {share:.0%} of the other digits have ink there too."
    )
