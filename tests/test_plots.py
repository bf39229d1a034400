"""The pictures that several chapters share."""

import numpy as np

from nncourse.plots import tiled


def test_tiled_images_stand_in_their_rows_and_columns_with_gaps_between_alone():
    images = np.arange(2 * 3 * 4 * 5.0).reshape(2, 3, 4, 5)
    picture = tiled(images, gap=2)
    assert picture.shape == (2 * 4 + 2, 3 * 5 + 2 * 2)
    for row, top in enumerate((0, 6)):
        for column, left in enumerate((0, 7, 14)):
            drawn = picture[top : top + 4, left : left + 5]
            assert np.array_equal(drawn, images[row, column])
    assert np.isnan(picture).sum() == picture.size - images.size
    assert tiled(images, gap=0).shape == (8, 15)
