"""A digit and its scramble are one image's pixels, and every answer to them is drawn."""

import numpy as np
import pytest

from nncourse.chapters.ch08_dropout import fifty_answers
from nncourse.chapters.ch08_dropout.runs import measure_answers, measure_doubt

SEED = 7


def test_the_scramble_has_the_digits_pixels_and_is_of_average_doubt():
    digit, scramble = measure_answers(seed=SEED)
    assert np.array_equal(np.sort(digit["image"]), np.sort(scramble["image"]))
    assert not np.array_equal(digit["image"], scramble["image"])
    doubt = measure_doubt(0.5, "1000 clean", SEED)
    surest = {"one pass": scramble["one pass"], "masks": scramble["masks"].mean(axis=0)}
    for way, probabilities in surest.items():
        assert probabilities.max() == pytest.approx(doubt[way]["unsure"], abs=0.05)
    for answers in (digit, scramble):
        assert answers["masks"].shape == (50, 10)
        assert np.allclose(answers["masks"].sum(axis=1), 1)


@pytest.mark.parametrize("image", fifty_answers.IMAGES)
def test_each_masks_answer_is_a_dot_and_the_surest_is_said(image, assert_numbers):
    answers = measure_answers(seed=SEED)[fifty_answers.IMAGES.index(image)]
    masks, one = answers["masks"], answers["one pass"]
    left, right = fifty_answers.fifty_answers(image, SEED).axes
    assert np.array_equal(left.images[0].get_array().ravel(), answers["image"])
    dots, mean, one_pass = right.lines
    assert len(dots.get_ydata()) == (masks > fifty_answers.SEEN).sum()
    assert np.array_equal(dots.get_xdata().round(), np.nonzero(masks > 0.01)[1])
    assert np.array_equal(mean.get_ydata(), masks.mean(axis=0))
    assert np.array_equal(one_pass.get_ydata(), one)
    said = one.max(), 50, masks.mean(axis=0).max()
    assert_numbers(right.get_title("left"), *said)
    agree = np.bincount(masks.argmax(axis=1)).max()
    assert_numbers(fifty_answers.describe_fifty_answers(image, SEED), *said, agree)


def test_a_bad_image_is_named():
    with pytest.raises(ValueError, match="a cat"):
        fifty_answers.fifty_answers("a cat")
