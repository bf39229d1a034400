"""Large factors multiplied: random matrices, untrained networks, and training that
collapses or is rescued.
"""

import itertools
import math

import numpy as np

from nncourse.chapters.deep_nets import (
    deep_net,
    forward_and_backward,
    measure_accuracy,
    standard_digits,
)
from nncourse.chapters.initialisation import scaled
from nncourse.chapters.kept_runs import kept
from nncourse.chapters.vital_signs import PROBES
from nncourse.data import batches
from nncourse.init import he, normal, orthogonal
from nncourse.layers import Dense
from nncourse.losses import softmax_cross_entropy
from nncourse.optim import SGD, Adam, clip_norm
from nncourse.probes import activation_stds, gradient_norms, update_ratios
from nncourse.training import steps, train

MATRICES = {
    "gaussian": lambda n, rng: normal(n, n, rng, std=1 / np.sqrt(n)),
    "orthogonal": lambda n, rng: orthogonal(n, n, rng),
}
ONE = "one gaussian"  # the same matrix every time
DEPTH, WIDTH, EPOCHS, BATCH = 10, 50, 20, 128
LR, MOMENTUM, LIMIT = 0.03, 0.9, 1.0
FIRST_STEPS = 30
LOWER_RATES = tuple(LR / 10**k for k in range(1, 8))
CURES = "none", "batch norm", "lower rate", "clipping"


def random_matrices(kind, count, width, rng):
    """`count` matrices of one kind in MATRICES, or ONE again and again."""
    if kind == ONE:
        return count * [MATRICES["gaussian"](width, rng)]
    if kind not in MATRICES:
        raise ValueError(f"kind must be one of {[*MATRICES, ONE]}, not {kind!r}")
    return [MATRICES[kind](width, rng) for _ in range(count)]


@kept(64)
def measure_products(g=1.5, kind="gaussian", factors=30, width=50, seed=0):
    """Products of `factors` random matrices, each g times an orthogonal one or one with
    normal entries of variance 1 / width, applied to 20 random directions. With kind=ONE
    all are the same.

    Factor by factor, "length" (20, factors + 1) is what becomes of a vector of length 1,
    and "stretch" (factors + 1, width) the product's singular values, largest first;
    "eigenvalue" is the last matrix's largest in size.
    """
    rng = np.random.default_rng(seed)
    v = rng.standard_normal((20, width))
    v /= np.linalg.norm(v, axis=1, keepdims=True)
    product, length, stretch = np.eye(width), [np.ones(20)], [np.ones(width)]
    for W in random_matrices(kind, factors, width, rng):
        v, product = v @ (g * W), product @ (g * W)
        length.append(np.linalg.norm(v, axis=1))
        stretch.append(np.linalg.svd(product, compute_uv=False))
    return {
        "length": np.array(length).T,
        "stretch": np.array(stretch),
        "eigenvalue": np.abs(np.linalg.eigvals(g * W)).max(),
    }


@kept(256)
def measure_start(
    m=2.0, depth=DEPTH, batch_norm=False, activation="relu", seed=0, width=WIDTH
):
    """An untrained network whose weights are m times He's, layer by layer: gradient norm,
    its ratio to the last layer's, spread of the activations; and the loss.
    """
    net, _ = deep_net(depth, activation, scaled(he, m), seed, width, batch_norm)
    loss = forward_and_backward(net, seed)
    gradient = gradient_norms(net)
    spread = activation_stds(net)
    ratio = gradient / gradient[-1]
    return {"gradient": gradient, "ratio": ratio, "spread": spread, "loss": loss}


@kept(64)
def measure_growth(
    depth=30, batch_norm=True, activation="relu", seed=0, width=100, examples=500
):
    """Gradient norms of an untrained network with He's weights, and their factor per layer
    towards the input, fitted over all layers but the first and the last two.
    """
    net, _ = deep_net(depth, activation, he, seed, width, batch_norm)
    forward_and_backward(net, seed, examples)
    gradient = gradient_norms(net)
    inner = gradient[1:-2]
    factor = np.exp(-np.polyfit(np.arange(len(inner)), np.log(inner), 1)[0])
    return {"gradient": gradient, "factor": factor}


class Clipped:
    """A rule of `nncourse.optim` that first scales all gradients to a joint norm of at most
    `limit`, and keeps the `norm` that they had before.
    """

    def __init__(self, limit, *settings):
        super().__init__(*settings)
        self.limit, self.norm = limit, None

    def step(self, net):
        self.norm = clip_norm(net, self.limit)
        super().step(net)


class ClippedSGD(Clipped, SGD):
    """Clipped(limit, lr, momentum)"""


class ClippedAdam(Clipped, Adam):
    """Clipped(limit, lr)"""


def weight_norms(net):
    """The norm of every Dense layer's W."""
    layers = [layer for layer in net.layers if isinstance(layer, Dense)]
    return np.array([np.linalg.norm(layer.W) for layer in layers])


@kept(256)
def measure_training(
    m=2.0,
    cure="none",
    lr=LR,
    seed=0,
    depth=DEPTH,
    width=WIDTH,
    epochs=EPOCHS,
    limit=LIMIT,
    m_last=None,
):
    """Training from weights m times He's, ended early when the loss is no longer finite:
    the history of `train` with its vital signs and the "weights" norms after each step; the
    norms at the "start"; how many steps were "taken" before that; the "lr"; and the
    "accuracy" on test digits at the end, nan after a collapse. With m_last the last layer's
    weights are so many times He's.

    cure="lower rate" is, of seven runs with lr / 10 to lr / 10**7, the one with the best
    test accuracy: more help than an honest choice could give.
    """
    if cure not in CURES:
        raise ValueError(f"cure must be one of {CURES}, not {cure!r}")
    if cure == "lower rate":
        runs = [
            measure_training(m, "none", rate, seed, depth, width, epochs, limit, m_last)
            for rate in LOWER_RATES
        ]
        return max(runs, key=lambda run: np.nan_to_num(run["accuracy"]))
    net, rng = _large_net(m, m_last, seed, depth, width, cure == "batch norm")
    (x, labels), _ = standard_digits(seed)
    optimizer = ClippedSGD(limit, lr, MOMENTUM) if cure == "clipping" else SGD(lr, MOMENTUM)
    total = epochs * math.ceil(len(x) / BATCH)
    start = weight_norms(net)
    history = train(
        net,
        softmax_cross_entropy,
        optimizer,
        batches(x, labels, BATCH, epochs, rng),
        record=PROBES | {"weights": weight_norms},
        every=[*range(10), *range(10, total, 10)],
        stop=lambda loss: not np.isfinite(loss),
    )
    lost = not np.isfinite(history["loss"][-1])
    return history | {
        "start": start,
        "taken": history["step"][-1] if lost else total,
        "lr": lr,
        "accuracy": measure_accuracy(net, seed),
    }


def _large_net(m, m_last, seed, depth=DEPTH, width=WIDTH, batch_norm=False):
    """(net, rng) with weights m times He's, those of the last layer m_last times."""
    net, rng = deep_net(depth, "relu", scaled(he, m), seed, width, batch_norm)
    if m_last is not None:
        net.layers[-1].W *= m_last / m
    return net, rng


@kept(64)
def measure_first_steps(m=1.0, lr=LR, seed=0, m_last=None):
    """The first FIRST_STEPS of the runs of `measure_training`, or fewer if the loss is no
    finite number before: in each the longest "step" of a layer over its weights, of those
    that do not start at 0, or inf; the "norm" of the whole gradient; and the "loss" and
    "spread" of the layers at the start.
    """
    net, rng = _large_net(m, m_last, seed)
    watched = weight_norms(net) > 0
    (x, labels), _ = standard_digits(seed)
    history = train(
        net,
        softmax_cross_entropy,
        SGD(lr, MOMENTUM),
        itertools.islice(batches(x, labels, BATCH, EPOCHS, rng), FIRST_STEPS),
        record={
            "update": update_ratios,
            "spread": activation_stds,
            "norm": lambda net: np.linalg.norm(net.vectors()[1]),
        },
        stop=lambda loss: not np.isfinite(loss),
    )
    longest = history["update"][:, watched].max(axis=1)
    return {
        "step": np.nan_to_num(longest, nan=np.inf),
        "norm": history["norm"],
        "loss": history["loss"][0],
        "spread": history["spread"][0],
    }


@kept(16)
def measure_border(m=2.0, seed=0):
    """The rate 2 |g|^2 / g'Hg below which the first step of `measure_training` lowers the
    loss of its batch, to second order: the second derivative along the gradient g is taken
    from the losses 0.001 away on either side.
    """
    net, rng = _large_net(m, None, seed)
    (x, labels), _ = standard_digits(seed)
    images, answers = next(iter(batches(x, labels, BATCH, 1, rng)))
    loss, dlogits = softmax_cross_entropy(net.forward(images), answers)
    net.backward(dlogits)
    weights, g = net.vectors()
    far = 0.001
    start, ahead = weights.copy(), far * g / np.linalg.norm(g)
    sides = []
    for place in (start + ahead, start - ahead):
        weights[:] = place
        sides.append(softmax_cross_entropy(net.forward(images), answers)[0])
    return 2 / ((sum(sides) - 2 * loss) / far**2)


@kept(16)
def measure_rising(high, seed=0, low=LR / 10**4):
    """Test accuracy after training from weights twice He's, uncut, at a rate that rises
    from `low` to `high`, by the same factor at every step.
    """
    net, rng = deep_net(DEPTH, "relu", scaled(he, 2.0), seed, WIDTH)
    (x, labels), _ = standard_digits(seed)
    rates = np.geomspace(low, high, EPOCHS * math.ceil(len(x) / BATCH))
    optimizer = SGD(low, MOMENTUM)
    learning = steps(
        net, softmax_cross_entropy, optimizer, batches(x, labels, BATCH, EPOCHS, rng)
    )
    for optimizer.lr in rates:
        next(learning)
    return measure_accuracy(net, seed)


def summarise_rescue(m=2.0, cure="none", seed=0):
    """What a cure mends, in numbers from the start and the end of its run."""
    run = measure_training(m, cure, seed=seed)
    return {
        "loss at the start": run["loss"][0],
        "gradient at the start": np.linalg.norm(run["gradient"][0]),
        "first step / weights": run["update"][0][0],
        "loss at the end": run["loss"][-1],
        "test accuracy": run["accuracy"],
    }
