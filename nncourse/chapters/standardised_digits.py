"""The digits with every pixel brought to mean 0 and spread 1.

Mean and spread are those of the examples to train on, so that training learns nothing of
the test set.
"""

import numpy as np

from nncourse.data import digits, split


def standardise(x, *others, each_pixel=True):
    """[x, *others], each pixel less its mean over x and divided by its spread over x.

    With each_pixel=False all are divided by one spread, that of all pixels of x together.
    A pixel that is the same in every row of x has spread 0 and is divided by 1.
    """
    mean, std = x.mean(axis=0), x.std(axis=0 if each_pixel else None)
    std = np.where(std == 0, 1, std)
    return [(part - mean) / std for part in (x, *others)]


def standardised_digits(rng, each_pixel=True):
    """Two pairs, (x, labels) of three quarters of the digits and of the quarter to test on.

    `rng` draws who goes where; `standardise` says what `each_pixel` does.
    """
    (x, labels), (x_test, labels_test) = split(*digits(), 0.25, rng)
    x, x_test = standardise(x, x_test, each_pixel=each_pixel)
    return (x, labels), (x_test, labels_test)
