"""The network behind the reader, and how it was made.

It is chapter 1's 64-16-10, learnt from the same digits, but each epoch sees every digit
anew: sheared, stretched and moved sideways, with thicker or thinner ink. A hand on a screen
slants and spaces otherwise than the hands on the forms, and on drawings this is worth about
ten points. `python -m nncourse.live.reader_network` writes it, rounded, to
`reader_network.json`, so that all pages on all machines show the same.
"""

import json
from pathlib import Path

import numpy as np

from nncourse.data import batches, digits, split
from nncourse.live.spec import spec
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD
from nncourse.training import steps

FILE = Path(__file__).with_name("reader_network.json")
EPOCHS, BATCH, UNITS = 150, 64, 16
DECIMALS = 3


def vary(x, rng):
    """The digits x (n, 64), each one written a little otherwise."""
    n = len(x)
    shear = rng.normal(0, 0.2, (n, 1, 1))
    width = np.exp(rng.normal(0, 0.15, (n, 1, 1)))
    shift = rng.uniform(-0.7, 0.7, (n, 1, 1))  # pixels
    row, column = np.arange(8)[:, None] - 3.5, np.arange(8) - 3.5
    source = (column - shift - shear * row) / width + 3.5  # where each pixel looks
    left = np.floor(source).astype(int)
    share = source - left
    images = np.pad(x.reshape(n, 8, 8), ((0, 0), (0, 0), (1, 1)))  # white on both sides

    def ink(columns):
        return np.take_along_axis(images, np.clip(columns + 1, 0, 9), axis=2)

    moved = (1 - share) * ink(left) + share * ink(left + 1)
    return (moved ** np.exp(rng.normal(0, 0.3, (n, 1, 1)))).reshape(n, 64)


def untrained(rng):
    """The network with its first, random numbers, which are those of chapter 1's."""
    return mlp([64, UNITS, 10], rng)


def train_reader(epochs=EPOCHS, seed=0):
    """The trained network. It has seen three quarters of the digits, those of chapter 1."""
    rng = np.random.default_rng(seed)
    (x, labels), _ = split(*digits(), test_share=0.25, rng=np.random.default_rng(0))
    net, optimizer = untrained(rng), SGD(0.1, momentum=0.9)
    for epoch in range(epochs):
        optimizer.lr = 0.1 if epoch < 0.75 * epochs else 0.02
        turns = batches(vary(x, rng), labels, BATCH, 1, rng)
        for _ in steps(net, softmax_cross_entropy, optimizer, turns):
            pass
    return net


def rounded(net, decimals=DECIMALS):
    """The network with so many decimals a parameter: all that a page has to load."""
    for parameter in net.params.values():
        parameter[...] = parameter.round(decimals)
    return net


if __name__ == "__main__":
    written = json.dumps(spec(rounded(train_reader())), separators=(",", ":"))
    FILE.write_text(written + "\n", encoding="utf-8")
