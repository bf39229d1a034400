"""Digits seen once or again and again: what dropout costs, and what it gains."""

import numpy as np
import pytest

from nncourse.chapters.ch08_dropout import shifted_runs
from nncourse.chapters.ch08_dropout.shifted_runs import measure_shifted
from nncourse.data import digits

SEED = 7


def test_a_digit_is_shifted_by_up_to_a_pixel_and_noised(monkeypatch):
    monkeypatch.setattr(shifted_runs, "NOISE", 0.0)
    images = digits()[0][:200]
    shifted = shifted_runs._altered(images, np.random.default_rng(SEED))
    places = set()
    for before, after in zip(
        images.reshape(-1, 8, 8), shifted.reshape(-1, 8, 8), strict=True
    ):
        framed = np.pad(before, 1)
        ways = [(i, j) for i in range(3) for j in range(3)]
        places |= {
            (i, j) for i, j in ways if np.array_equal(framed[i : i + 8, j : j + 8], after)
        }
    assert len(places) == 9
    monkeypatch.setattr(shifted_runs, "NOISE", 0.1)
    noised = shifted_runs._altered(images, np.random.default_rng(SEED))
    assert (noised - shifted).std() == pytest.approx(0.1, rel=0.03)


def test_dropout_costs_what_is_seen_once_and_gains_on_what_comes_again_and_again():
    def gain(**choices):
        with_rate, without = (
            [measure_shifted(rate, seed=SEED + i, n_steps=600, **choices) for i in range(3)]
            for rate in (0.5, 0.0)
        )
        return np.mean([a[600] - b[600] for a, b in zip(with_rate, without, strict=True)])

    assert gain(once=True) < -0.01
    assert gain(once=False) > 0.02
    assert gain(once=False, wrong=0.0) > 0.005


def test_the_same_copies_of_all_digits_are_learnt_for_just_as_many_steps():
    gains = {}
    for once in (True, False):
        runs = [
            measure_shifted(rate, once, seed=SEED, n_steps=600, examples=1197)
            for rate in (0.5, 0.0)
        ]
        assert all(list(run) == [100, 600] for run in runs)
        gains[once] = runs[0][600] - runs[1][600]
    assert gains[True] < 0 < gains[False]


def test_digits_as_they_are_are_easier():
    easy, hard = (
        measure_shifted(0.0, once=False, wrong=0.0, altered=altered, seed=SEED, n_steps=600)
        for altered in (False, True)
    )
    assert list(easy) == [100, 600]
    assert easy[600] > hard[600] + 0.1
