"""The pictures of chapter 2: a border, and steps down a bowl."""

import numpy as np
import pytest

from nncourse.chapters.ch02_backpropagation import pictures


@pytest.mark.parametrize(
    ("rate", "end"),
    [
        (0.25, "factor 0; after 8 steps at the bottom"),
        (0.4, "factor −0.6; after 8 steps 0.034 from 0"),
        (0.5, "factor −1; after 8 steps as far as at first"),
        (0.6, "factor −1.4; after 8 steps thrown out"),
    ],
)
def test_steps_on_a_bowl_end_where_their_factor_sends_them(rate, end, assert_numbers):
    factor = 1 - 4 * rate
    sentence = pictures.describe_steps_on_a_bowl(4.0, rate)
    places = [-2 * factor**step for step in range(4)]
    numbers = 4, rate, *places, factor, 2 * abs(factor) ** 8
    assert_numbers(sentence, *numbers)
    (ax,) = pictures.steps_on_a_bowl(4.0, rate).axes
    assert ax.get_title("left") == end
    assert ax.get_ylim() == pictures.steps_on_a_bowl(1.0, rate).axes[0].get_ylim()
    assert np.allclose(ax.lines[1].get_xdata(), [-2 * factor**step for step in range(9)])
    labels = {text.get_text(): text.xy[0] for text in ax.texts}
    shared = {0.25: ["0", "1, 2"], 0.5: ["0, 2", "1"]}.get(rate, ["0", "1", "2"])
    shown = [words for words in shared if abs(places[int(words[0])]) <= 3]
    assert list(labels) == shown
    assert np.allclose(list(labels.values()), [places[int(words[0])] for words in shown])


def test_a_border_lies_where_the_logits_change_places(assert_numbers):
    """A unit that counts the first coordinate above 1 against a bias of a half."""
    W1, b1 = np.array([[1.0], [0.0]]), np.array([-1.0])
    weights = W1, b1, np.array([[0.0, 1.0]]), np.array([0.5, 0.0])  # class 1 above 1.5
    points = np.array([[0.0, 0.0], [1.4, 1.0], [1.6, 0.0], [3.0, 1.0]])
    labels = [0, 0, 1, 0]
    (ax,) = pictures.border(points, labels, weights, 7).axes
    assert ax.get_title("left") == "step 7: 3 of 4 on their side"
    assert_numbers(pictures.describe_border(points, labels, weights, 7), 7, 4, 3)
    (image,) = ax.images
    left, right, *_ = image.get_extent()
    red = image.get_array() > 0
    across = np.linspace(left, right, red.shape[1])
    assert (red == (across > 1.5)).all()
    assert [len(line.get_xdata()) for line in ax.lines] == [3, 1]
