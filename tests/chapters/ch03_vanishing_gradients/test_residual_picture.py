"""The picture of a residual block: the gradient takes the signal's ways, turned round."""

import pytest

from nncourse.chapters.ch03_vanishing_gradients.residual_picture import (
    GRADIENT,
    LEFT,
    RIGHT,
    SIGNAL,
    describe_residual_block,
    residual_block,
)


@pytest.mark.parametrize(
    ("of", "words", "sum_at", "heads"),
    [(SIGNAL, ("x", "y"), RIGHT, ">v^"), (GRADIENT, ("dx", "dy"), LEFT, "<^v")],
)
def test_the_two_ways_meet_where_their_sum_stands(of, words, sum_at, heads):
    (ax,) = residual_block(of).axes
    at = {text.get_text(): text.get_position()[0] for text in ax.texts}
    assert at["+"] == sum_at and [at[word] for word in words] == [0, 1]
    assert "".join(line.get_marker() for line in ax.lines[2:5]) == heads
    leaves = words[1] if of == SIGNAL else words[0]
    assert describe_residual_block(of).endswith(f"Their sum is {leaves}.")
