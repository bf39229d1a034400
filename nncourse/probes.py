"""What to look at after a step: pure functions of a network, one number for each layer.

They read what the last forward, backward and step left behind, change nothing, and return
an array ordered from the first layer to the last. A run that diverged gives inf or nan.
"""

import numpy as np

from nncourse.layers import GELU, Dense, LeakyReLU, ReLU, Sigmoid, Tanh
from nncourse.network import Sequential

SATURATING = Sigmoid, Tanh
RECTIFIERS = ReLU, LeakyReLU
ACTIVATIONS = *SATURATING, *RECTIFIERS, GELU

may_diverge = np.errstate(all="ignore")


def gradient_norms(net):
    """The norm of dW of every Dense layer: how strongly the loss pulls at it."""
    return np.array([_norm(layer.dW) for layer in net.parts if isinstance(layer, Dense)])


@may_diverge
def activation_stds(net):
    """The standard deviation of every activation function's output, over all entries."""
    spreads = [y.std() for layer, y in _outputs(net) if isinstance(layer, ACTIVATIONS)]
    return np.array(spreads)


def dead_units(net):
    """The share of units of every rectifier layer that get no gradient from any example
    of the last forward pass. A LeakyReLU with a slope has none.
    """
    shares = [
        0.0 if getattr(layer, "slope", 0) > 0 else 1 - layer.on.any(axis=0).mean()
        for layer in net.parts
        if isinstance(layer, RECTIFIERS)
    ]
    return np.array(shares)


def saturation(net):
    """The share of outputs of every Sigmoid and Tanh layer that lie in the outer tenth of
    its range: below 0.05 or above 0.95 for Sigmoid, beyond -0.9 or 0.9 for Tanh.
    """
    shares = [
        np.mean(np.abs(layer.y - 0.5) > 0.45)
        if isinstance(layer, Sigmoid)
        else np.mean(np.abs(layer.y) > 0.9)
        for layer in net.parts
        if isinstance(layer, SATURATING)
    ]
    return np.array(shares)


@may_diverge
def update_ratios(net):
    """The norm of the last step of every Dense layer's W over the norm of W before it.

    Around 1e-3 is a usual sign of health; at 1 the step is as long as the weights it found.
    W before the step is what is left when the step is taken off again. From a step of over
    1e15 times W no digit of W comes back, and the ratio is merely huge, or inf.
    """
    updates = net.updates
    ratios = [
        _norm(updates[key]) / _norm(layer.W - updates[key])
        for key, layer, name in net.slots
        if isinstance(layer, Dense) and name == "W"
    ]
    return np.array(ratios)


# What every training run in the course records: one value a layer each.
PROBES = {
    "gradient": gradient_norms,
    "spread": activation_stds,
    "dead": dead_units,
    "saturation": saturation,
    "update": update_ratios,
}


def _outputs(net):
    """Every layer with its output in the last forward pass."""
    for layer, y in zip(net.layers, net.activations[1:], strict=True):
        if isinstance(layer, Sequential):
            yield from _outputs(layer)
        else:
            yield layer, y


def _norm(v):
    v = v.ravel()
    return np.sqrt(np.vdot(v, v))
