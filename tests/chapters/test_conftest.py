"""The tests' own reading of numbers in a sentence."""

import math

import pytest


def test_every_number_of_a_sentence_is_compared(assert_numbers):
    sentence = "10 layers (d4.b, g^30): 1,797 of +2.5; from 7.2e+02 to -3e-06, 94% or nan."
    right = 10, 1797.4, 2.54, 716, -3.4e-6, 0.938, math.nan
    assert_numbers(sentence, *right)
    for place, wrong in enumerate((11, 1796, 2.6, 732, 3e-6, 0.93, 0.5)):
        with pytest.raises(AssertionError, match=f"but {wrong}"):
            assert_numbers(sentence, *right[:place], wrong, *right[place + 1 :])
    with pytest.raises(AssertionError):
        assert_numbers(sentence, *right[:-1])
