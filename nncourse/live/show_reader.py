"""The reader for a notebook and for the page: draw a digit, and a small network reads it.

All of it runs in the browser.
"""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

from nncourse.data import digits, split
from nncourse.live.messages import READER
from nncourse.live.network_picture import network_picture, percent
from nncourse.live.reader_network import FILE as NETWORK
from nncourse.live.reader_network import rounded, untrained
from nncourse.live.show import Piece
from nncourse.live.spec import spec
from nncourse.network import mlp

MEASURED = Path(__file__).parent / "reader_measured.json"


def reader():
    """Show the reader, in a notebook or on the page that is made of it."""
    PIECE.show(still_picture())


@lru_cache(maxsize=1)
def reader_data():
    """The network, what it was before training, some digits, the sentences and the
    measured numbers.
    """
    x, labels = digits()
    _, (test_x, test_labels) = split(x, labels, 0.25, np.random.default_rng(0))
    answers = logits(test_x).argmax(axis=1)
    right = np.flatnonzero(answers == test_labels)
    wrong = np.flatnonzero(answers != test_labels)
    turn = np.array([6, 7, 0, 9, 4, 1, 8, 3, 2, 5])  # the order in which they come up
    easy = [right[test_labels[right] == k][n] for n in (0, 1) for k in turn]
    averages = [(k, x[labels == k].mean(axis=0)) for k in turn]
    return {
        "network": json.loads(NETWORK.read_text(encoding="utf-8")),
        "untrained": spec(rounded(untrained(np.random.default_rng(0)), 2)),
        "digits": {
            "test": [(int(test_labels[i]), letters(test_x[i])) for i in easy],
            "wrong": [(int(test_labels[i]), letters(test_x[i])) for i in wrong],
            "average": [(int(k), letters(mean)) for k, mean in averages],
        },
        "messages": READER,
        "measured": json.loads(MEASURED.read_text(encoding="utf-8")),
    }


def letters(pixels):
    """64 numbers from 0 to 1 as 64 letters, "a" for 0 to "q" for 1."""
    return "".join(chr(97 + round(16 * ink)) for ink in pixels)


def logits(x):
    """What the reader's network puts out."""
    return network().forward(x)


def network():
    """The reader's network, as Python has it."""
    dense = [layer for layer in json.loads(NETWORK.read_text())["layers"] if "W" in layer]
    sizes = [len(dense[0]["W"]), *(len(layer["b"]) for layer in dense)]
    net = mlp(sizes, np.random.default_rng(0))
    for layer, written in zip(net.layers[::2], dense, strict=True):
        layer.W, layer.b = np.array(written["W"]), np.array(written["b"])
    return net


def still_picture():
    """The first of the digits, and what the network makes of it, with the lines that lead
    to units above 0 and to the likeliest output.
    """
    label, written = reader_data()["digits"]["test"][0]
    pixels = np.array([(ord(letter) - 97) / 16 for letter in written])
    net = network()
    powers = np.exp(net.forward(pixels[None])[0])
    p = powers / powers.sum()
    h = net.activations[2][0]
    into = pixels[:, None] * net.params["0.W"] * (h > 0)
    votes = h[:, None] * net.params["2.W"] * (p == p.max())
    words = READER["still"].format(digit=label, percent=percent(p[label]))
    return network_picture(pixels, h, p, (into, votes), words)


PIECE = Piece("reader", READER, shared=reader_data)
