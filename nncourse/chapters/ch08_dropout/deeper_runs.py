"""Two hidden layers: where dropout stands, and whether one pass still averages masks."""

import numpy as np

from nncourse.chapters.ch08_dropout.runs import NOISY, UNITS, learn, training_set
from nncourse.chapters.kept_runs import kept
from nncourse.chapters.softmax import softmax
from nncourse.layers import Dense, Dropout, ReLU
from nncourse.losses import accuracy
from nncourse.network import Sequential
from nncourse.training import evaluate

MASKS = 64


@kept(64)
def measure_deeper(at_input=0.0, after_first=0.0, after_second=0.0, seed=0):
    """Of a network of two hidden layers with dropout at these rates, shares: "one pass" and
    "masks", unseen digits read by either; "memorised", wrong labels repeated.
    """
    x, labels, wrong, *unseen = training_set(NOISY, seed)
    rng = np.random.default_rng(seed)
    layers = [
        *_dropout(at_input, rng),
        Dense(64, UNITS, rng),
        ReLU(),
        *_dropout(after_first, rng),
        Dense(UNITS, UNITS, rng),
        ReLU(),
        *_dropout(after_second, rng),
        Dense(UNITS, 10, rng),
    ]
    net = Sequential(*layers)
    learn(net, x, labels, rng)
    drawn = (softmax(net.forward(unseen[0], training=True)) for _ in range(MASKS))
    return {
        "one pass": evaluate(net, *unseen)[1],
        "masks": accuracy(sum(drawn), unseen[1]),
        "memorised": evaluate(net, x[wrong], labels[wrong])[1],
    }


def _dropout(rate, rng):
    return [Dropout(rate, rng)] if rate else []
