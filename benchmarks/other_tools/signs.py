"""What the tools read from a network after a step, an array with one number a layer."""

import numpy as np

from nncourse.layers import Dense, Sigmoid
from nncourse.probes import ACTIVATIONS, SATURATING, gradient_norms, update_ratios

QUIET = 1e-5  # an output below it counts as off
EDGES = {True: (-23.0, 17.0), False: (-9.5, 9.5)}  # of what a sigmoid, a tanh is given


def _of_dense(read):
    """The probe that reads a number from every Dense layer."""
    return lambda net: np.array([read(layer) for layer in dense(net)])


def dense(net):
    """Its Dense layers."""
    return [part for part in net.parts if isinstance(part, Dense)]


def _of_activations(read, kinds=ACTIVATIONS):
    """The probe that reads a number from (layer, what it was given, what it put out) of
    every activation.
    """

    def probe(net):
        passes = zip(net.layers, net.activations, net.activations[1:], strict=False)
        return np.array([read(*one) for one in passes if isinstance(one[0], kinds)])

    return probe


def _mean_update(net):
    return np.array(
        [
            np.abs(net.updates[key]).mean() / np.abs(layer.W - net.updates[key]).mean()
            for key, layer, name in net.slots
            if isinstance(layer, Dense) and name == "W"
        ]
    )


def _saturated_units(layer, given, y):
    """The share of units whose outputs lie, on average, at the edge of their range."""
    scaled = 2 * y - 1 if isinstance(layer, Sigmoid) else y
    return (np.abs(scaled).mean(axis=0) > 0.85).mean()


def _far_out(layer, given, y):
    """The share of units that all examples push far out."""
    low, high = EDGES[isinstance(layer, Sigmoid)]
    return ((given > low) & (given < high)).any(axis=0).mean()


SIGNS = {
    "gradient mean": _of_dense(lambda layer: layer.dW.mean()),
    "gradient size": _of_dense(lambda layer: np.abs(layer.dW).mean()),
    "gradient norm": gradient_norms,
    "gradient range": _of_dense(lambda layer: np.ptp(np.percentile(layer.dW, (5, 95)))),
    "zeros": _of_dense(lambda layer: np.sum(layer.dW == 0) + np.sum(layer.db == 0)),
    "entries": _of_dense(lambda layer: layer.dW.size + layer.db.size),
    "update": update_ratios,
    "mean update": _mean_update,
    "weight mean": _of_dense(lambda layer: layer.W.mean()),
    "weight size": _of_dense(lambda layer: np.abs(layer.W).mean()),
    "weight variance": _of_dense(lambda layer: layer.W.var()),
    "tiny weights": _of_dense(lambda layer: (np.abs(layer.W) < QUIET).mean()),
    "output mean": _of_activations(lambda layer, given, y: y.mean()),
    "output spread": _of_activations(lambda layer, given, y: y.std()),
    "not above zero": _of_activations(lambda layer, given, y: (y <= 0).mean()),
    "off for 95 %": _of_activations(
        lambda layer, given, y: ((np.abs(y) >= QUIET).mean(axis=0) < 0.05).mean()
    ),
    "off for 99 %": _of_activations(
        lambda layer, given, y: ((y > 0).mean(axis=0) < 0.01).mean()
    ),
    "beyond five": _of_activations(
        lambda layer, given, y: (np.abs(given) >= 5).mean(), SATURATING
    ),
    "far out": _of_activations(lambda *one: 1 - _far_out(*one), SATURATING),
    "saturated units": _of_activations(_saturated_units, SATURATING),
}
