"""The 4s of chapter 1 are the data's, and what is said of all 4s is so."""

import numpy as np

from nncourse.chapters.ch01_reading_digits import fours
from nncourse.data import digits


def test_ten_different_images_labelled_4_are_drawn():
    x, labels = digits()
    drawn = [ax.images[0].get_array().ravel() for ax in fours.fours().axes]
    assert len(np.unique(drawn, axis=0)) == 10
    for image in drawn:
        assert (labels[(x == image).all(axis=1)] == 4).all()


def test_the_pixels_with_ink_in_every_4_are_counted(assert_numbers):
    x, labels = digits()
    counts = (x[labels == 4] > 0).sum(axis=0)
    inked, share = fours.measure_always_inked()
    assert list(inked) == [k for k in range(64) if counts[k] == 181]
    others = [all(image[k] > 0 for k in inked) for image in x[labels != 4]]
    assert share == np.mean(others)
    assert_numbers(fours.describe_fours(), 4, len(inked), 64, 4, share)
