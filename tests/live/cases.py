"""Networks and optimizers that the engine must compute as the package does.

Each case trains a network here and is handed to the engine as JSON: the spec before the
first step, and every batch with the masks that dropout drew.
"""

import numpy as np

from nncourse import (
    GELU,
    SGD,
    Adam,
    AdamW,
    BatchNorm,
    Dense,
    Dropout,
    LayerNorm,
    LeakyReLU,
    ReLU,
    Residual,
    Sequential,
    Sigmoid,
    Tanh,
    clip_norm,
    softmax_cross_entropy,
)
from nncourse.live import spec

STEPS = 50
FEATURES, CLASSES = 7, 3

NETWORKS = {
    "sigmoid": lambda rng: [Dense(7, 5, rng), Sigmoid(), Dense(5, 3, rng)],
    "tanh": lambda rng: [Dense(7, 6, rng), Tanh(), Dense(6, 3, rng)],
    "relu": lambda rng: [Dense(7, 9, rng), ReLU(), Dense(9, 3, rng)],
    "leaky relu": lambda rng: [Dense(7, 8, rng), LeakyReLU(0.2), Dense(8, 3, rng)],
    "gelu": lambda rng: [Dense(7, 8, rng), GELU(), Dense(8, 3, rng)],
    "batch norm": lambda rng: [
        BatchNorm(7),
        *(Dense(7, 8, rng), BatchNorm(8, momentum=0.3), ReLU(), Dense(8, 3, rng)),
    ],
    "layer norm": lambda rng: [
        LayerNorm(7),
        *(Dense(7, 8, rng), LayerNorm(8, eps=1e-3), Tanh(), Dense(8, 3, rng)),
    ],
    "dropout": lambda rng: [
        Dropout(0.3, rng),
        *(Dense(7, 8, rng), ReLU(), Dropout(0.5, rng), Dense(8, 3, rng)),
    ],
    "residual": lambda rng: [
        Residual(Dense(7, 7, rng), Tanh(), scale=0.5),
        Residual(LayerNorm(7), Dense(7, 9, rng), ReLU(), Dense(9, 7, rng)),
        Dense(7, 3, rng),
    ],
    "nested": lambda rng: [
        Sequential(Dense(7, 6, rng), Tanh(), Dropout(0.2, rng)),
        Residual(Sequential(Dense(6, 6, rng), BatchNorm(6), GELU())),
        Dense(6, 3, rng),
    ],
    "deep": lambda rng: [
        *(layer for _ in range(10) for layer in (Dense(7, 7, rng), LeakyReLU())),
        Dense(7, 3, rng),
    ],
}

OPTIMIZERS = {
    "sgd": (SGD(0.1), {"kind": "sgd", "lr": 0.1}),
    "sgd, decay": (
        SGD(0.1, weight_decay=0.01),
        {"kind": "sgd", "lr": 0.1, "weight_decay": 0.01},
    ),
    "momentum": (SGD(0.05, 0.9), {"kind": "momentum", "lr": 0.05, "momentum": 0.9}),
    "momentum, decay": (
        SGD(0.05, 0.8, 0.02),
        {"kind": "momentum", "lr": 0.05, "momentum": 0.8, "weight_decay": 0.02},
    ),
    "adam": (Adam(), {"kind": "adam"}),
    "adam, set": (
        Adam(0.01, 0.8, 0.95, 1e-6),
        {"kind": "adam", "lr": 0.01, "beta1": 0.8, "beta2": 0.95, "eps": 1e-6},
    ),
    "adamw": (AdamW(), {"kind": "adamw"}),
    "adamw, set": (
        AdamW(0.02, weight_decay=0.2),
        {"kind": "adamw", "lr": 0.02, "weight_decay": 0.2},
    ),
}

# Every network by momentum, and one by every optimizer: one in which no BatchNorm follows a
# Dense, because Adam turns the rounding in the gradient of such a bias into steps.
CASES = [(name, "momentum", None) for name in NETWORKS]
CASES += [("residual", name, None) for name in OPTIMIZERS if name != "momentum"]
CASES += [("relu", "sgd", 0.3)]  # the gradient's norm held below 0.3


def dropouts(layer, place=""):
    """{place: layer} of every Dropout in a network."""
    if isinstance(layer, Dropout):
        return {place: layer}
    found = {}
    for i, part in enumerate(getattr(layer, "layers", ())):
        found |= dropouts(part, f"{place}.{i}" if place else f"{i}")
    return found


def make(network, optimizer, clip):
    """(what the engine is handed, what the package computes), both plain."""
    rng = np.random.default_rng(4)
    net = Sequential(*NETWORKS[network](rng))
    for parameter in net.params.values():  # nothing is 0 or 1 that could hide a mistake
        parameter += 0.1 * rng.standard_normal(parameter.shape)
    python, javascript = OPTIMIZERS[optimizer]
    rule = type(python)(**{k: v for k, v in vars(python).items() if k in SETTINGS})
    x, labels = rng.standard_normal((300, FEATURES)), rng.integers(0, CLASSES, 300)
    handed = {"spec": spec(net), "optimizer": javascript, "clip": clip, "batches": []}
    expected = {"losses": []}
    for k in range(STEPS):
        rows = rng.integers(0, 300, 17 if k % 7 else 6)  # batches of two sizes
        y = net.forward(x[rows], training=True)
        loss, dy = softmax_cross_entropy(y, labels[rows])
        net.backward(dy)
        masks = {place: layer.mask.tolist() for place, layer in dropouts(net).items()}
        handed["batches"].append(
            {"x": x[rows].tolist(), "labels": labels[rows].tolist(), "masks": masks}
        )
        if k == 0:
            gradients = [gradient.copy() for gradient in net.gradients[1:]]
            grads = {key: grad.copy().ravel() for key, grad in net.grads.items()}
            expected["first"] = {"y": y, "gradients": gradients, "grads": grads}
        if clip:
            clip_norm(net, clip)
        rule.step(net)
        expected["losses"].append(loss)
    handed["x"] = x[:40].tolist()
    expected["params"] = {key: value.copy().ravel() for key, value in net.params.items()}
    expected["updates"] = {key: value.copy().ravel() for key, value in net.updates.items()}
    expected["y"] = net.forward(x[:40])
    return handed, expected


SETTINGS = ("lr", "momentum", "weight_decay", "beta1", "beta2", "eps")


def errors(found, expected):
    """{what: the largest difference, relative to the largest number of its kind}.

    Gradients are measured together and so are parameters: the gradient of a bias that a
    BatchNorm follows is 0 but for rounding, which has no digits to compare.
    """
    first, wanted = found["first"], expected["first"]
    return {
        "y": relative([first["y"]], [wanted["y"]]),
        "loss": relative([found["losses"][0]], [expected["losses"][0]]),
        "grads": by_name(first["grads"], wanted["grads"]),
        "gradients": relative(first["gradients"], wanted["gradients"]),
        "losses": relative([found["losses"]], [expected["losses"]]),
        "params": by_name(found["params"], expected["params"]),
        "updates": by_name(found["updates"], expected["updates"]),
        "y in evaluation": relative([found["y"]], [expected["y"]]),
    }


AT_ONCE = ("y", "loss", "grads", "gradients")  # after no step: to 1e-12
BY_THE_END = ("losses", "params", "updates", "y in evaluation")  # after 50 steps: to 1e-9


def by_name(found, expected):
    assert list(found) == list(expected)
    return relative(found.values(), expected.values())


def relative(found, expected):
    pairs = [
        (np.asarray(a, float), np.asarray(b, float))
        for a, b in zip(found, expected, strict=True)
    ]
    assert all(a.shape == b.shape for a, b in pairs)
    largest = max(np.abs(b).max() for _, b in pairs)
    return max(np.abs(a - b).max() for a, b in pairs) / largest


def beyond_limits(found, expected):
    """What of the engine's numbers is not the package's, with how far it is off."""
    limits = dict.fromkeys(AT_ONCE, 1e-12) | dict.fromkeys(BY_THE_END, 1e-9)
    measured = errors(found, expected)
    return {name: error for name, error in measured.items() if not error <= limits[name]}
