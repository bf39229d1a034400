"""Search knows a word in its other spelling too."""

import pytest
from sphinx_course.search.spelling import other_spellings


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Initialisation", "initialization"),
        ("normalised", "normalized"),
        ("over-fitting", "overfitting"),
        ("mini-batch", "minibatch"),
        ("behaviour", "behavior"),
        ("centred", "centered"),
        ("de-centralised", "decentralized"),
    ],
)
def test_a_word_is_known_as_readers_type_it(written, typed):
    assert typed in other_spellings(f"Here is {written}, once.")


def test_other_words_are_left_alone():
    assert other_spellings("our four raised hours of noise is over") == set()
