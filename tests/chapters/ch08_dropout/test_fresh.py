"""Generated digits: like real ones, and as many as one asks for."""

import numpy as np

from nncourse.chapters.ch08_dropout import fresh_runs
from nncourse.chapters.ch08_dropout.fresh_runs import invented, measure_fresh
from nncourse.data import digits

SEED = 7


def test_invented_digits_have_the_mean_and_the_covariance_of_real_ones(monkeypatch):
    monkeypatch.setattr(fresh_runs, "altered", lambda images, rng: images)
    x, labels = invented(40_000, np.random.default_rng(SEED))
    images, written = digits()
    for digit in (0, 7):
        new, real = x[labels == digit], images[written == digit]
        assert np.abs(new.mean(axis=0) - real.mean(axis=0)).max() < 0.03
        assert np.abs(np.cov(new.T) - np.cov(real.T)).max() < 0.02


def test_no_invented_digit_comes_twice():
    x, _ = invented(5000, np.random.default_rng(SEED))
    assert len(np.unique(x, axis=0)) == 5000


def test_so_many_steps_take_so_many_different_digits(monkeypatch):
    asked = []

    def noted(n, rng):
        asked.append(n)
        return invented(n, rng)

    monkeypatch.setattr(fresh_runs, "invented", noted)
    for times in (1, 10):
        measure_fresh(0.0, times, seed=SEED, n_steps=20)
    assert asked == [3000, 20 * fresh_runs.BATCH, 3000, 2 * fresh_runs.BATCH]


def test_dropout_costs_on_digits_seen_once_and_gains_on_the_same_again_and_again():
    def gain(rate, times):
        with_rate, without = (
            [measure_fresh(r, times, seed=SEED + i) for i in range(3)] for r in (rate, 0.0)
        )
        return np.mean(with_rate) - np.mean(without)

    assert gain(0.5, times=1) < -0.015
    assert abs(gain(0.1, times=1)) < 0.015
    assert gain(0.5, times=60) > 0.015
