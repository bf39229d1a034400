"""Standardised digits: by the mean and spread of those to train on, and no others."""

import numpy as np
import pytest

from nncourse.chapters.standardised_digits import standardise, standardised_digits
from nncourse.data import digits


def test_each_pixel_has_mean_0_and_spread_1_where_it_has_any():
    x, _ = digits()
    (standard,) = standardise(x)
    white = x.std(axis=0) == 0  # some corner pixels are white in every image
    assert np.allclose(standard.mean(axis=0), 0)
    assert np.allclose(standard.std(axis=0), np.where(white, 0, 1))
    assert 0 < white.sum() < 8


def test_one_spread_for_all_leaves_quiet_pixels_quiet():
    x, _ = digits()
    (standard,) = standardise(x, each_pixel=False)
    assert np.allclose(standard.mean(axis=0), 0)
    assert np.allclose(standard * x.std(), x - x.mean(axis=0))


def test_others_are_shifted_and_divided_as_the_first_is():
    x = np.array([[0.0, 5.0], [2.0, 5.0]])
    first, other = standardise(x, np.array([[3.0, 6.0]]))
    assert first.tolist() == [[-1, 0], [1, 0]]
    assert other.tolist() == [[2, 1]]


@pytest.mark.parametrize("each_pixel", [True, False])
def test_the_test_set_takes_no_part_in_mean_and_spread(each_pixel):
    (x, labels), (x_test, labels_test) = standardised_digits(
        np.random.default_rng(7), each_pixel
    )
    assert len(x) == len(labels) == 1348 and len(x_test) == len(labels_test) == 449
    assert np.allclose(x.mean(axis=0), 0)
    assert not np.allclose(x_test.mean(axis=0), 0)
