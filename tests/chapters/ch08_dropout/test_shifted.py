"""Digits shifted and noised, seen again and again: what dropout gains."""

import numpy as np
import pytest

from nncourse.chapters.ch08_dropout import shifted_runs
from nncourse.chapters.ch08_dropout.shifted_runs import measure_shifted
from nncourse.data import digits

SEED = 7


def test_a_digit_is_shifted_by_up_to_a_pixel_and_noised(monkeypatch):
    monkeypatch.setattr(shifted_runs, "NOISE", 0.0)
    images = digits()[0][:200]
    shifted = shifted_runs.altered(images, np.random.default_rng(SEED))
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
    noised = shifted_runs.altered(images, np.random.default_rng(SEED))
    assert (noised - shifted).std() == pytest.approx(0.1, rel=0.03)


def test_dropout_gains_on_few_hard_digits_that_come_again_and_again():
    gains = [
        measure_shifted(0.5, seed=SEED + i) - measure_shifted(0.0, seed=SEED + i)
        for i in range(3)
    ]
    assert np.mean(gains) > 0.005


def test_digits_as_they_are_are_easier():
    easy, hard = (measure_shifted(0.0, hard, seed=SEED) for hard in (False, True))
    assert easy > hard + 0.1
