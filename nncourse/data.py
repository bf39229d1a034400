"""Small problems with no download: real handwritten digits, and points in the plane.

x is (n, features) in float64, labels (n,) whole numbers from 0.
"""

from pathlib import Path

import numpy as np

from nncourse.checks import as_data, same_length, share, whole


def digits():
    """1797 handwritten digits of 8x8 pixels: x (1797, 64) in 0..1, and labels 0..9.

    Source: Alpaydin & Kaynak (1998), UCI Machine Learning Repository, CC BY 4.0.
    """
    with np.load(Path(__file__).parent / "datasets" / "digits.npz") as file:
        return file["pixels"] / 16.0, file["labels"].astype(np.int64)


def spirals(n, rng, noise=0.05):
    """Two interleaved spirals, n points in all, `noise` the spread around them."""
    half, rest = _halves(n)
    labels = np.r_[np.zeros(half, int), np.ones(rest, int)]
    radius = np.sqrt(rng.uniform(0.0, 1.0, n))
    angle = 3 * np.pi * radius + np.pi * labels
    x = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return x + noise * rng.standard_normal((n, 2)), labels


def moons(n, rng, noise=0.1):
    """Two half circles that reach into each other, n points in all."""
    half, rest = _halves(n)
    labels = np.r_[np.zeros(half, int), np.ones(rest, int)]
    angle = rng.uniform(0.0, np.pi, n)
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    lower = np.stack([1 - np.cos(angle), 0.5 - np.sin(angle)], axis=1)
    x = np.where(labels[:, None] == 0, upper, lower)
    return x + noise * rng.standard_normal((n, 2)), labels


def batches(x, labels, size, epochs, rng, drop_last=False):
    """Every example once an epoch, in a new order each time, `size` at a time.

    Yields (x, labels) of each batch; an epoch's last batch may be smaller, and is left out
    with `drop_last`. The result can be gone through once: call again for more epochs.
    """
    x, labels = as_data(x), np.asarray(labels)
    same_length(x, labels)
    size, epochs = whole(size, "size", 1), whole(epochs, "epochs", 0)
    if drop_last and size > len(x):
        raise ValueError(f"size {size} of {len(x)} examples leaves no whole batch")
    return _batches(x, labels, size, epochs, rng, drop_last)


def split(x, labels, test_share, rng):
    """Two pairs, (x, labels) to train on and (x, labels) to test on, drawn at random."""
    x, labels = np.asarray(x), np.asarray(labels)
    same_length(x, labels)
    n_test = round(share(test_share, "test_share") * len(x))
    if not 0 < n_test < len(x):
        raise ValueError(
            f"test_share {test_share} of {len(x)} examples leaves one side without any"
        )
    order = rng.permutation(len(x))
    test, train = order[:n_test], order[n_test:]
    return (x[train], labels[train]), (x[test], labels[test])


def _batches(x, labels, size, epochs, rng, drop_last):
    end = len(x) - len(x) % size if drop_last else len(x)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, end, size):
            rows = order[start : start + size]
            yield x[rows], labels[rows]


def _halves(n):
    whole(n, "n", 2)
    return n // 2, n - n // 2
