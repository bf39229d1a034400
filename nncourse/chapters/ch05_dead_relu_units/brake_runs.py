"""What units that are off do to a training that overshoots, step by step.

A ReLU puts out 0 below zero and passes back 0; a LeakyReLU does neither. Here the two can
be had apart, to see which of them makes a network explode.
"""

from itertools import islice

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.runs import scaled_digits
from nncourse.chapters.kept_runs import kept
from nncourse.data import batches
from nncourse.layers import Layer
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD
from nncourse.training import steps

SLOPE = 0.01
UNITS = {  # name: (slope of the output below zero, what is passed back there)
    "ReLU": (0.0, 0.0),
    "LeakyReLU": (SLOPE, SLOPE),
    "leaks only backward": (0.0, SLOPE),
    "leaks only forward": (SLOPE, 0.0),
}


class TwoSlopes(Layer):
    """y = x where x > 0, else forward_slope x; dx = dy, else backward_slope dy."""

    remembers = ("on",)

    def __init__(self, forward_slope, backward_slope):
        self.forward_slope, self.backward_slope = forward_slope, backward_slope

    def forward(self, x, training=False):
        self.on = x > 0
        return np.where(self.on, x, self.forward_slope * x)

    def backward(self, dy):
        return np.where(self.on, dy, self.backward_slope * dy)


@kept(64)
def measure_brake(units="ReLU", lr=0.1, seed=0, n_steps=20):
    """64-256-10 on pixels of 0 to 16, its units one of UNITS, on batches of 32.

    A row a step: "loss", the batch's before the step; "move", by how much the step moves
    the units' inputs z, the mean size over training images and units. A row more, from the
    start: "on", units above zero per training image, "z", the mean size of z, and "below",
    the mean size of what the units below zero add to a logit.
    """
    slopes = UNITS[units]
    rng = np.random.default_rng(seed)
    (x, labels), _ = scaled_digits("0 to 16", rng)
    net = mlp([64, 256, 10], rng, activation=lambda: TwoSlopes(*slopes))
    first, _, last = net.layers
    z = first.forward(x)
    loss, move, states = [], [], [_state(z, slopes[0], last.W)]
    stream = islice(batches(x, labels, 32, 1 + n_steps * 32 // len(x), rng), n_steps)
    for batch_loss in steps(net, softmax_cross_entropy, SGD(lr), stream):
        loss.append(batch_loss)
        before, z = z, first.forward(x)
        move.append(np.abs(z - before).mean())
        states.append(_state(z, slopes[0], last.W))
    on, size, below = np.array(states).T
    arrays = {"loss": loss, "move": move, "on": on, "z": size, "below": below}
    return {name: np.array(rows) for name, rows in arrays.items()}


def _state(z, slope, W):
    """(units on per image, mean size of z, of what those below zero add to a logit)."""
    added = np.abs(slope * np.minimum(z, 0) @ W).mean() if slope else 0.0
    return (z > 0).sum(axis=1).mean(), np.abs(z).mean(), added
