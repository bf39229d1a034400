"""Networks of many ReLU layers, and ways to make them learn: other steps, normalisation,
and residual connections, by which signal and gradient have a way past each layer.
"""

import math
from functools import partial

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.runs import (
    BATCH,
    EPOCHS,
    EVERY,
    OPTIMIZERS,
    likeness,
)
from nncourse.chapters.deep_nets import (
    first_of,
    forward_and_backward,
    measure_accuracy,
    standard_digits,
)
from nncourse.chapters.initialisation import mirror_images, mirrored, scaled
from nncourse.chapters.kept_runs import kept
from nncourse.chapters.vital_signs import PROBES
from nncourse.data import batches
from nncourse.init import he, orthogonal, xavier
from nncourse.layers import BatchNorm, Dense, LayerNorm, ReLU
from nncourse.losses import softmax_cross_entropy
from nncourse.network import Residual, Sequential
from nncourse.optim import clip_norm
from nncourse.probes import gradient_norms
from nncourse.training import train

HALF = scaled(he, np.sqrt(1 / 2))  # independent weights of He's mean square, halved
WEIGHTS = {  # of the first layer and of the blocks, all of He's mean square in the blocks
    "he": (he, he),
    "orthogonal": (scaled(orthogonal, np.sqrt(2)), scaled(orthogonal, np.sqrt(2))),
    "mirrored": (mirror_images, mirrored),
    "mirrored, he": (partial(mirror_images, of=HALF), partial(mirrored, of=HALF)),
}
SEEN = 3, 8  # digits of which one each is followed through the layers
NORMS = {"batch norm": BatchNorm, "layer norm": LayerNorm}
WAYS = {  # what each adds to the plain network, and the optimizer or rate if not SGD's 0.1
    "plain": {},
    "plain, rate 0.03": {"lr": 0.03},
    "small steps": {"optimizer": "small steps"},
    "Adam": {"optimizer": "Adam"},
    "batch norm": {"norm": "batch norm"},
    "batch norm, small steps": {"norm": "batch norm", "optimizer": "small steps"},
    "layer norm": {"norm": "layer norm"},
    "residual": {"residual": "unscaled"},
    "residual, scaled": {"residual": "scaled"},
    "residual, layer norm": {"residual": "unscaled", "norm": "layer norm"},
    "mirrored": {"weights": "mirrored"},
    "mirrored, rate 0.03": {"weights": "mirrored", "lr": 0.03},
    "mirrored, he": {"weights": "mirrored, he"},
    "orthogonal": {"weights": "orthogonal"},
    "residual, linear": {"residual": "unscaled", "linear": True},
    "residual, scaled, linear": {"residual": "scaled", "linear": True},
}


def deep_relu_net(
    depth=30, norm=None, residual=None, seed=0, width=64, linear=False, weights="he"
):
    """(net, rng): `depth` Dense layers with He's weights, or others named in WEIGHTS, ReLU
    between them, and before each ReLU the `norm`, if any, a name in NORMS.

    Each of the L = depth - 2 layers between the first and the last is a block, ReLU and
    Dense. With residual="unscaled" what it computes is added to what it was given, with
    "scaled" after a multiplication by 1 / sqrt(L). With linear=True a block is Dense alone,
    and its weights are Xavier's, which keep the mean square where no ReLU halves it.
    """
    if residual not in (None, "unscaled", "scaled"):
        raise ValueError(f"residual must be None, unscaled or scaled, not {residual!r}")
    rng, blocks = np.random.default_rng(seed), depth - 2
    scale = 1 / np.sqrt(blocks) if residual == "scaled" else 1.0
    first, inner = WEIGHTS[weights]

    def block(n_out, linear=False, init=he):
        before = [NORMS[norm](width)] if norm else []
        unit, init = ([], xavier) if linear else ([ReLU()], init)
        return [*before, *unit, Dense(width, n_out, rng, init=init)]

    layers = [Dense(64, width, rng, init=first)]
    for _ in range(blocks):
        parts = block(width, linear, inner)
        layers += [Residual(*parts, scale=scale)] if residual else parts
    return Sequential(*layers, *block(10)), rng


class Clipped:
    """An optimizer whose steps follow a gradient cut to a norm of at most `limit`."""

    def __init__(self, optimizer, limit):
        self.optimizer, self.limit = optimizer, limit

    def step(self, net):
        clip_norm(net, self.limit)
        self.optimizer.step(net)


@kept(64)
def measure_deep_run(
    depth=30, way="plain", seed=0, width=64, lr=None, epochs=EPOCHS, limit=None
):
    """Training with one of WAYS until the loss is no finite number: the history of `train`
    with its vital signs; "accuracy" on the test digits at the end, nan if it was lost; and
    of the untrained network "size", "likeness" and "units", as in `measure_start`. "whole"
    is False where the step's batch was an epoch's last and short, so that its loss is
    mostly noise.

    lr=None takes the way's own rate, or else the usual one of the optimizer, 0.1 for SGD;
    a limit cuts the gradient's norm before each step.
    """
    network, optimizer, usual = _choices(way)
    lr = usual if lr is None else lr
    optimizer = OPTIMIZERS[optimizer](*([] if lr is None else [lr]))
    net, rng = deep_relu_net(depth, **network, seed=seed, width=width)
    (x, labels), _ = standard_digits(seed)
    with np.errstate(all="ignore"):
        history = train(
            net,
            softmax_cross_entropy,
            optimizer if limit is None else Clipped(optimizer, limit),
            batches(x, labels, BATCH, epochs, rng),
            record=PROBES,
            every=EVERY,
            stop=lambda loss: not np.isfinite(loss),
        )
    an_epoch = math.ceil(len(x) / BATCH)
    return (
        measure_start(depth, way, seed, width)
        | history
        | {
            "whole": (history["step"] + 1) % an_epoch != 0,
            "accuracy": measure_accuracy(net, seed),
        }
    )


@kept(64)
def measure_start(depth=30, way="plain", seed=0, width=64):
    """An untrained network with one of WAYS: "gradient", the norm of each Dense layer's dW;
    and of what enters each block and the last layer "size", its root mean square,
    "likeness" of different digits, and "units", those that the digits SEEN give rise to.
    """
    network, *_ = _choices(way)
    net, _ = deep_relu_net(depth, **network, seed=seed, width=width)
    forward_and_backward(net, seed)
    makers = Dense, Residual
    entering = [
        net.activations[i + 1]
        for i, layer in enumerate(net.layers[:-1])
        if isinstance(layer, makers)
    ]
    size = [np.sqrt(np.mean(y * y)) for y in entering]
    seen = first_of(SEEN, seed)
    return {
        "gradient": gradient_norms(net),
        "size": np.array(size),
        "likeness": np.array(list(map(likeness, entering))),
        "units": np.array([y[seen] for y in entering]),
    }


def measure_common_share(way="plain", seed=0):
    """What share of the last of thirty layers' first step, in squares, lies along the
    direction that the digits of its batch share: the mean of what the layer reads.
    """
    network, *_ = _choices(way)
    net, rng = deep_relu_net(30, **network, seed=seed)
    x, labels = next(iter(batches(*standard_digits(seed)[0], BATCH, 1, rng)))
    net.backward(softmax_cross_entropy(net.forward(x, training=True), labels)[1])
    common = net.activations[-2].mean(axis=0)
    dW = net.layers[-1].dW
    along = common @ dW / np.linalg.norm(common)
    return np.sum(along**2) / np.sum(dW**2)


@kept(4)
def measure_likeness(way="plain", depth=30, seeds=40):
    """The likeness of `measure_start` in many networks: (seed, layer)."""
    return np.array([measure_start(depth, way, seed)["likeness"] for seed in range(seeds)])


def foretold_likeness(layers):
    """The cosine of two inputs that stood at right angles before the first ReLU, before
    each of so many ReLUs, in wide layers of random weights (Cho & Saul 2009).
    """
    cosines = [0.0]
    for _ in range(layers - 1):
        angle = np.arccos(cosines[-1])
        cosines.append((np.sin(angle) + (np.pi - angle) * np.cos(angle)) / np.pi)
    return np.array(cosines)


def _choices(way):
    """(settings of the network, name of the optimizer, rate or None) of one of WAYS."""
    if way not in WAYS:
        raise ValueError(f"way must be one of {list(WAYS)}, not {way!r}")
    network = dict(WAYS[way])
    return network, network.pop("optimizer", "SGD"), network.pop("lr", None)
