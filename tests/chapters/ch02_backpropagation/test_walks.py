"""The walks through the small network, and the picture of what each answers."""

import numpy as np
import pytest

from nncourse import numerical_gradient, softmax_cross_entropy
from nncourse.chapters.ch02_backpropagation import walk_pictures, walks
from nncourse.chapters.ch02_backpropagation.runs import worked_example
from nncourse.plots import GREY


def by_differences(key):
    """The slopes of a, h, z and L in one weight, without any calculus."""
    net, x, label = worked_example()
    name, at = key[:2], tuple(int(digit) for digit in key[2:] if digit.isdigit())
    array = net.params[walks.PARAMETERS[name]]

    def numbers(value):
        array[at] = value
        z = net.forward(x[None])
        loss = softmax_cross_entropy(z, np.array([label]))[0]
        return np.array([*net.activations[1][0], *net.activations[2][0], *z[0], loss])

    start, step = float(array[at]), 1e-5
    slopes = (numbers(start + step) - numbers(start - step)) / (2 * step)
    return dict(zip(walk_pictures.NUMBERS[2:], slopes, strict=True))


@pytest.mark.parametrize("key", walks.SLOPES)
def test_a_walk_forward_finds_how_each_number_moves_with_the_weight(key):
    found, moved = walks.walk_forward(key), by_differences(key)
    for number, slope in moved.items():
        assert found.get(number, 0) == pytest.approx(slope, abs=1e-8)
    assert list(found)[-1] == "L"


def test_one_walk_back_finds_what_twelve_walks_forward_find():
    back = walks.walk_back()
    assert len(walks.SLOPES) == len(set(walks.SLOPES)) == 12
    for key in walks.SLOPES:
        assert back[key] == pytest.approx(walks.walk_forward(key)["L"], abs=1e-12)


def test_a_walk_back_finds_the_losss_slope_in_each_number():
    net, x, label = worked_example()
    net.forward(x[None])
    z = net.activations[-1][0]
    true = numerical_gradient(
        lambda z: softmax_cross_entropy(z[None], np.array([label]))[0], z
    )
    found = walks.walk_back()
    assert [found["z[0]"], found["z[1]"]] == pytest.approx(list(true))
    assert found["L"] == 1


@pytest.mark.parametrize("walk", walk_pictures.WALKS)
def test_the_picture_colours_what_the_walk_answers(walk):
    (ax,) = walk_pictures.walks(walk).axes
    lit = [t.get_text() for t in ax.texts if t.get_text() and t.get_color() != GREY]
    answered = [text[1:] for text in lit if text.startswith("d")]
    forward = walk != walk_pictures.BACK
    assert answered == ([walk.split(" from ")[1]] if forward else walks.SLOPES)
    what = "forward from one weight" if forward else "backward"
    assert ax.get_title("left") == f"{what}: 1 walk, {len(answered)} of 12 slopes"
    unknown = [t for t in ax.texts if t.get_text() == "?"]
    assert len(unknown) == 12 - len(answered)
    found = walks.walk_back() if not forward else walks.walk_forward(answered[0])
    for number in walk_pictures.NUMBERS:
        slope = f"\n{walk_pictures.written(found[number])}" if number in found else ""
        assert number + slope in [text.get_text() for text in ax.texts]


@pytest.mark.parametrize(
    ("slope", "text"), [(1.0, "1"), (-0.0, "0"), (0.11, "0.110"), (-2.3126, "−2.313")]
)
def test_a_slope_is_written_as_in_the_graph(slope, text):
    assert walk_pictures.written(slope) == text


def test_a_walk_is_said_with_its_numbers():
    said = walk_pictures.describe_walks("forward from b2[0]")
    assert "z[0] 1, L 0.110." in said
    assert said.endswith("It answers 1 of 12 slopes of the loss: db2[0] 0.110.")
    assert "It answers 12 of 12" in walk_pictures.describe_walks(walk_pictures.BACK)
