"""Layers with a wrong backward pass, and a network in which one of them is planted."""

from itertools import pairwise

import numpy as np

from nncourse.layers import BatchNorm, Dense, Dropout, ReLU
from nncourse.network import Sequential


class SlopeOfOutput(ReLU):
    """Takes the slope from the rectified output with >=, which holds for every output."""

    def forward(self, x, training=False):
        self.y = super().forward(x, training)
        return self.y

    def backward(self, dy):
        return dy * (self.y >= 0)


class OnlyForMore(SlopeOfOutput):
    """Of what reaches a unit that is off, lets through what makes it grow: below zero."""

    def backward(self, dy):
        return dy * ((self.y > 0) | (dy < 0))


class OnlyForLess(SlopeOfOutput):
    """Of what reaches a unit that is off, lets through what pushes it further off."""

    def backward(self, dy):
        return dy * ((self.y > 0) | (dy > 0))


class FactorLost(Dropout):
    """Passes the gradient through the units that were kept, without their factor."""

    def backward(self, dy):
        return dy * (self.mask > 0) if self.mask is not None else dy


class BiasAveragedTwice(Dense):
    """Averages the bias gradient over the batch, which the loss has done already."""

    def backward(self, dy):
        dx = super().backward(dy)
        self.db = dy.mean(axis=0)
        return dx


class SpreadForgotten(BatchNorm):
    """Leaves out that every example also changes the batch's standard deviation."""

    def backward(self, dy):
        super().backward(dy)
        return (dy - self.dbeta / len(dy)) * (self.gamma / self.std)


class SlightlyTooLarge(Dense):
    """Multiplies its gradients by 1.001."""

    def backward(self, dy):
        return super().backward(1.001 * dy)


FAULTS = {
    "none": {},
    "ReLU slope from its output": {"relu": SlopeOfOutput},
    "dropout factor lost": {"dropout": FactorLost},
    "bias averaged twice": {"dense": BiasAveragedTwice},
    "batch norm forgets spread": {"norm": SpreadForgotten},
    "1.001 times too large": {"dense": SlightlyTooLarge},
    "only requests for more": {"relu": OnlyForMore},
    "only requests for less": {"relu": OnlyForLess},
}


def network_with_fault(fault, sizes, seed, batch_norm=True, dropout=0.5):
    """Dense layers of `sizes`, after each but the last BatchNorm, ReLU and Dropout of rate
    `dropout`, in which every layer of one kind has the fault.
    """
    if fault not in FAULTS:
        raise ValueError(f"fault must be one of {list(FAULTS)}, not {fault!r}")
    right = {"dense": Dense, "norm": BatchNorm, "relu": ReLU, "dropout": Dropout}
    kinds = right | FAULTS[fault]
    rng = np.random.default_rng(seed)
    layers = []
    for k, (n_in, width) in enumerate(pairwise(sizes[:-1])):
        layers += [
            kinds["dense"](n_in, width, rng),
            *([kinds["norm"](width)] if batch_norm else []),
            kinds["relu"](),
            kinds["dropout"](dropout, np.random.default_rng(seed + 1000 * k + 1)),
        ]
    return Sequential(*layers, kinds["dense"](*sizes[-2:], rng))
