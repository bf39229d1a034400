"""Halves of batch normalisation, and the race of sigmoid layers that each half runs.

python -m nncourse.chapters.ch06_batch_normalisation.half_norms
measures all of it, in about two minutes, and stores the steps that each run of five takes.
"""

from itertools import pairwise
from pathlib import Path

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.runs import race, whole_batches
from nncourse.chapters.standardised_digits import standardised_digits
from nncourse.chapters.stored_runs import store, stored
from nncourse.init import xavier
from nncourse.layers import Dense, Layer, Sigmoid
from nncourse.network import Sequential

MEASURED = Path(__file__).parent / "half_norms.json"
HALVES = {  # (is the mean taken off, by what is divided)
    "none": (False, None),
    "centre": (True, None),
    "divide by the spread": (False, "spread"),
    "divide by the size": (False, "size"),
    "both": (True, "spread"),
}
SEEDS = range(5)
MOST = 640  # steps, after which a race ends


class HalfNorm(Layer):
    """Batch normalisation that takes off the mean, or divides, or does both.

    It divides by the "spread" of each feature over the batch, or by its "size", the root
    mean square, in which the mean counts too.
    """

    names = "gamma", "beta"
    remembers = "xhat", "along", "scale", "of_batch"

    def __init__(self, n, centre, divide, momentum=0.1, eps=1e-5):
        self.centre, self.divide = centre, divide
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(n), np.zeros(n)
        self.mean, self.square = np.zeros(n), np.ones(n)

    def forward(self, x, training=False):
        """y (n, d) from x (n, d)."""
        self.of_batch = training
        if training:
            mean = x.mean(axis=0)
            about = mean if self.divide == "spread" else 0.0
            square = ((x - about) ** 2).mean(axis=0)
            self.mean = self.mean + self.momentum * (mean - self.mean)
            self.square = self.square + self.momentum * (square - self.square)
        else:
            mean, square = self.mean, self.square
        self.scale = np.sqrt(square + self.eps) if self.divide else np.ones(x.shape[1])
        self.along = (x - mean if self.divide == "spread" else x) / self.scale
        self.xhat = (x - mean if self.centre else x) / self.scale
        return self.gamma * self.xhat + self.beta

    def backward(self, dy):
        """dx (n, d) from dy (n, d); sets dgamma and dbeta."""
        self.dgamma, self.dbeta = (dy * self.xhat).sum(axis=0), dy.sum(axis=0)
        dxhat = dy * self.gamma
        dx = dxhat
        if self.of_batch and self.centre:
            dx = dx - dxhat.mean(axis=0)
        if self.of_batch and self.divide:
            dx = dx - self.along * (dxhat * self.xhat).mean(axis=0)
        return dx / self.scale


def measure_half_race(half="both", seed=0, n_steps=MOST):
    """The first of every fourth step at which `measure_race`'s network, with one of HALVES
    in place of batch normalisation, reads nine digits of ten, or None."""
    rng = np.random.default_rng(seed)
    (x, labels), test = standardised_digits(rng)
    sizes, layers = [64, 100, 100, 100], []
    for n_in, n_out in pairwise(sizes):
        layers.append(Dense(n_in, n_out, rng, xavier))
        if half != "none":
            layers.append(HalfNorm(n_out, *HALVES[half]))
        layers.append(Sigmoid())
    net = Sequential(*layers, Dense(sizes[-1], 10, rng, xavier))
    stream = whole_batches(x, labels, 60, n_steps, rng)
    reached = race(net, stream, test, lr=1.0)["reached"]
    return None if np.isnan(reached) else int(reached)


def half_races():
    """{half: the steps to nine digits of ten, a seed each, None for none in MOST}."""
    return stored(MEASURED)


def main():
    store(MEASURED, {h: [measure_half_race(h, seed) for seed in SEEDS] for h in HALVES})


if __name__ == "__main__":
    main()
