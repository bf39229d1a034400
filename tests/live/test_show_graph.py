"""What Python hands to the graph, and the picture that stands where nothing runs."""

import json
from xml.etree import ElementTree

import numpy as np
import pytest

from nncourse import Dense, Dropout, ReLU, Sequential, mlp
from nncourse.chapters.ch02_backpropagation.runs import (
    first_of_each_digit,
    trained_network,
    worked_example,
)
from nncourse.live.graph_picture import graph_picture
from nncourse.live.show_graph import PIECE, graph_data

RNG = np.random.default_rng(0)


def test_the_picture_says_the_numbers_of_the_forward_pass():
    picture = ElementTree.fromstring(graph_picture(graph_data(*worked_example())))
    words = picture.get("aria-label")
    for said in (
        "x = 1.000, −2.000",
        "a = 0.984, −0.633",
        "p = 0.110, 0.890",
        "loss 0.117",
    ):
        assert said in words
    drawn = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert {"a = 0.984", "h = 0.000", "z = −2.275", "p = 0.890", "L = 0.117"} <= set(drawn)


def test_the_picture_of_a_digit_says_what_the_network_makes_of_it():
    net, (x, labels) = trained_network(5), first_of_each_digit()
    z = net.forward(x[:1])[0]
    p = np.exp(z) / np.exp(z).sum()
    picture = ElementTree.fromstring(graph_picture(graph_data(net, x, labels)))
    assert f"p = {p[0]:.3f}" in picture.get("aria-label")


def test_a_graph_carries_its_own_network_and_examples():
    x, labels = first_of_each_digit()
    data = graph_data(trained_network(5), x, labels)
    html = PIECE.placeholder("", data)
    written = html.split('<script type="application/json">')[1].split("</script>")[0]
    assert json.loads(written) == data
    assert [example["label"] for example in data["examples"]] == list(range(10))
    np.testing.assert_array_equal([example["x"] for example in data["examples"]], x)


@pytest.mark.parametrize(
    ("net", "x"),
    [
        (mlp([2, 3, 2], RNG), np.ones(2)),
        (mlp([2, 2, 2, 2], RNG), np.ones(2)),
        (mlp([63, 16, 10], RNG), np.ones(63)),
        (Sequential(Dense(2, 2, RNG), Dropout(0.5, RNG), Dense(2, 2, RNG)), np.ones(2)),
        (Sequential(Dense(2, 2, RNG), ReLU()), np.ones(2)),
    ],
)
def test_a_network_of_another_shape_is_refused(net, x):
    with pytest.raises(ValueError, match=r"draws 2-2-2 or 64-n-10 with ReLU, not Seq"):
        graph_data(net, x, 0)
