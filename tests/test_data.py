"""What the data promise: real digits as they are, every example once an epoch, the seed
decides."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncourse import batches, digits, moons, spirals, split


def test_digits_are_the_digits():
    x, labels = digits()
    assert x.shape == (1797, 64) and x.dtype == np.float64
    assert labels.shape == (1797,) and labels.dtype == np.int64
    assert x.min() == 0 and x.max() == 1
    assert (16 * x == np.round(16 * x)).all()
    assert np.bincount(labels).tolist() == [
        178,
        182,
        177,
        183,
        181,
        182,
        181,
        179,
        174,
        180,
    ]
    assert int(16 * x.sum()) == 561718  # the sum of all pixels in the UCI file
    picture = (x[0].reshape(8, 8) > 0.5).astype(int)
    assert labels[0] == 0 and picture[3:5, 3:5].sum() == 0  # a hole in the middle


def test_digits_are_handed_out_afresh():
    x, _ = digits()
    x[:] = 7
    assert digits()[0].max() == 1


@pytest.mark.alone
def test_digits_load_quickly():
    digits()
    took = []
    for _ in range(5):
        start = time.perf_counter()
        digits()
        took.append(time.perf_counter() - start)
    assert min(took) < 0.02


@pytest.mark.parametrize("points", [spirals, moons])
@pytest.mark.parametrize("n", [2, 7, 400])
def test_points_come_in_two_halves_and_the_seed_decides(points, n):
    x, labels = points(n, np.random.default_rng(3))
    assert x.shape == (n, 2) and x.dtype == np.float64
    assert np.bincount(labels).tolist() == [n // 2, n - n // 2]
    again, _ = points(n, np.random.default_rng(3))
    other, _ = points(n, np.random.default_rng(4))
    assert (x == again).all() and (x != other).all()


def test_clean_spirals_are_half_a_turn_apart():
    x, labels = spirals(600, np.random.default_rng(0), noise=0.0)
    radius, angle = np.hypot(*x.T), np.arctan2(x[:, 1], x[:, 0])
    turned = angle - 3 * np.pi * radius - np.pi * labels
    np.testing.assert_allclose(np.cos(turned), 1, atol=1e-12)
    assert np.mean(radius < 0.5) == pytest.approx(1 / 4, abs=0.04)  # even in the disc


def test_clean_moons_are_half_circles():
    x, labels = moons(600, np.random.default_rng(0), noise=0.0)
    upper, lower = x[labels == 0], x[labels == 1]
    np.testing.assert_allclose(np.hypot(*upper.T), 1)
    np.testing.assert_allclose(np.hypot(lower[:, 0] - 1, lower[:, 1] - 0.5), 1)
    assert upper[:, 1].min() >= 0 and lower[:, 1].max() <= 0.5
    assert upper[:, 0].min() < -0.9 and upper[:, 0].max() > 0.9  # and both are whole
    assert lower[:, 0].min() < 0.1 and lower[:, 0].max() > 1.9


@given(st.integers(1, 40), st.integers(1, 50), st.integers(0, 3), st.integers(0, 9))
def test_every_example_comes_once_an_epoch_with_its_own_label(n, size, epochs, seed):
    x = np.arange(n, dtype=float)[:, None]
    found = list(batches(x, np.arange(n), size, epochs, np.random.default_rng(seed)))
    assert len(found) == epochs * -(-n // size)
    per_epoch = len(found) // epochs if epochs else 0
    for i in range(epochs):
        epoch = found[i * per_epoch : (i + 1) * per_epoch]
        assert [len(b) for b, _ in epoch[:-1]] == [size] * (per_epoch - 1)
        assert sorted(np.concatenate([b[:, 0] for b, _ in epoch])) == list(range(n))
    assert all((b[:, 0] == labels).all() for b, labels in found)


@given(st.integers(1, 40), st.integers(1, 50), st.integers(0, 9))
def test_drop_last_leaves_out_the_smaller_batch_and_nothing_else(n, size, seed):
    x = np.arange(n, dtype=float)[:, None]
    if size > n:
        with pytest.raises(ValueError, match=f"size {size} of {n} examples"):
            batches(x, x, size, 3, np.random.default_rng(seed), drop_last=True)
        return
    every, whole = (
        list(batches(x, x, size, 3, np.random.default_rng(seed), drop_last=drop_last))
        for drop_last in (False, True)
    )
    kept = [xb.tolist() for xb, _ in every if len(xb) == size]
    assert [xb.tolist() for xb, _ in whole] == kept


def test_each_epoch_has_an_order_of_its_own():
    x = np.arange(50.0)[:, None]
    first, second = batches(x, np.arange(50), 50, 2, np.random.default_rng(0))
    assert (first[1] != second[1]).any() and (first[1] != np.arange(50)).any()
    assert (first[1] != second[1][::-1]).any()


@given(st.integers(2, 60), st.floats(0.2, 0.8), st.integers(0, 9))
def test_a_split_uses_every_example_once(n, share, seed):
    x = np.arange(n, dtype=float)[:, None]
    rng = np.random.default_rng(seed)
    n_test = round(share * n)
    if not 0 < n_test < n:
        return
    (x_train, train), (x_test, test) = split(x, np.arange(n), share, rng)
    assert len(test) == n_test
    assert sorted([*train, *test]) == list(range(n))
    assert (x_train[:, 0] == train).all() and (x_test[:, 0] == test).all()


def rng():
    return np.random.default_rng(0)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda: spirals(1, rng()), "n must be a whole number of at least 2, not 1"),
        (lambda: moons(3.5, rng()), "n must .* not 3.5"),
        (lambda: batches(np.ones((3, 1)), [0, 1], 2, 1, rng()), "3 examples but 2 labels"),
        (lambda: batches(np.ones((0, 1)), [], 2, 1, rng()), "the batch is empty"),
        (lambda: batches([[1.0], [np.nan]], [0, 1], 2, 1, rng()), r"x\[1, 0\] is nan"),
        (lambda: batches(np.ones((2, 1)), [0, 1], 0, 1, rng()), "size must .* not 0"),
        (lambda: batches(np.ones((2, 1)), [0, 1], 1, -1, rng()), "epochs must .* not -1"),
        (lambda: split(np.ones((3, 1)), [0, 1], 0.5, rng()), "3 examples but 2 labels"),
        (lambda: split(np.ones((3, 1)), [0] * 3, 1.2, rng()), "test_share .* not 1.2"),
        (lambda: split(np.ones((3, 1)), [0] * 3, 0.1, rng()), "0.1 of 3 examples leaves"),
        (lambda: split(np.ones((3, 1)), [0] * 3, 1.0, rng()), "1.0 of 3 examples leaves"),
    ],
)
def test_bad_requests_are_named_at_once(act, said):
    with pytest.raises(ValueError, match=said):
        act()
