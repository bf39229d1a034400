"""How ReLU units die, and what keeps them alive.

A unit is dead when its input is below zero for every example of the training set: it puts
out 0 and gets no gradient. Here networks train on digits at several scales of their pixels,
and the whole training set, not only a batch, is asked who is still alive.
"""

from functools import lru_cache

import numpy as np

from nncourse.chapters.vital_signs import PROBES
from nncourse.data import batches, digits, split
from nncourse.init import he
from nncourse.layers import LeakyReLU, ReLU
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD
from nncourse.training import evaluate, steps, train

SCALES = "0 to 1", "0 to 16", "0 to 16, centred", "standardised"
RATES = 0.01, 0.03, 0.1, 0.15, 0.3
LOOKS = 0, 1, 2, 3, 5, 10, 20, 50, 100, 200  # steps taken when the units are counted


def data(scale, rng):
    """The digits, split into (x, labels) to train on and to test on: raw counts of 0 to 16,
    or shifted or shrunk. Means and spreads are those of the part to train on.
    """
    if scale not in SCALES:
        raise ValueError(f"scale must be one of {SCALES}, not {scale!r}")
    x, labels = digits()
    (x, labels), (x_test, labels_test) = split(x, labels, 0.25, rng)
    if scale != "0 to 1":
        x, x_test = 16 * x, 16 * x_test
    if scale in ("0 to 16, centred", "standardised"):
        mean, std = x.mean(axis=0), x.std(axis=0)
        x, x_test = x - mean, x_test - mean
        if scale == "standardised":
            std[std == 0] = 1  # some corner pixels are white in every image
            x, x_test = x / std, x_test / std
    return (x, labels), (x_test, labels_test)


@lru_cache
def measure_training(lr=0.1, scale="0 to 16", slope=0.0, width=256, momentum=0.0, seed=0):
    """200 steps of 64-`width`-10 on batches of 32, its units counted at LOOKS.

    step; peak (looks, width), every unit's highest input over the training set; dead, the
    share of units where it is not above 0; batch_dead, the same over the latest batch;
    silent, the share that passes no gradient, which a slope above 0 forbids; accuracy on
    the test set at each look; loss of each step. Once the loss is not finite, so is peak.
    """
    rng = np.random.default_rng(seed)
    (x, labels), test = data(scale, rng)
    net = mlp([64, width, 10], rng, activation=activation(slope))
    optimizer = SGD(lr, momentum=momentum)
    stream = batches(x, labels, 32, 5, rng)
    loss, peak, batch_dead, accuracy = [], [], [], []
    for start, stop in zip((0, *LOOKS[:-1]), LOOKS, strict=True):
        some = (next(stream) for _ in range(stop - start))
        loss += steps(net, softmax_cross_entropy, optimizer, some)
        peak.append(highest_inputs(net, x))
        batch_dead.append((highest_inputs(net, x[-32:]) <= 0).mean())
        accuracy.append(evaluate(net, *test)[1])
    peak = np.array(peak)
    dead = (peak <= 0).mean(axis=1)
    return {
        "step": np.array(LOOKS),
        "peak": peak,
        "dead": dead,
        "batch_dead": np.array(batch_dead),
        "silent": dead if slope == 0 else 0 * dead,
        "accuracy": np.array(accuracy),
        "loss": np.array(loss),
    }


@lru_cache
def measure_lowering(high=0.08, divisor=10, after=3, n_steps=200, seed=0):
    """64-128-128-10 on raw pixels: `after` steps at rate `high`, then high / divisor.

    step; dead and revived, (2, looks): for each hidden layer the share of its units that is
    dead over the training set, and of those dead when the rate fell the share alive again.
    """
    rng = np.random.default_rng(seed)
    (x, labels), _ = data("0 to 16", rng)
    net = mlp([64, 128, 128, 10], rng)
    stream = batches(x, labels, 32, 20, rng)

    def go(lr, n):
        some = (next(stream) for _ in range(n))
        list(steps(net, softmax_cross_entropy, SGD(lr), some))
        net.forward(x)
        return [~layer.on.any(axis=0) for layer in net.layers if isinstance(layer, ReLU)]

    looks = [*range(after + 1), *range(after + 5, after + n_steps + 1, 5)]
    who = [go(high, 0)] + [go(high, 1) for _ in range(after)]
    fallen = who[-1]
    who += [go(high / divisor, 5) for _ in looks[after + 1 :]]
    with np.errstate(invalid="ignore"):  # nobody fell: nobody to revive, nan
        revived = [
            [
                (then & ~now).sum() / then.sum()
                for then, now in zip(fallen, row, strict=True)
            ]
            for row in who
        ]
    return {
        "step": np.array(looks),
        "dead": np.array([[layer.mean() for layer in row] for row in who]).T,
        "revived": np.array(revived).T,
        "lowered": after,
    }


@lru_cache
def measure_recovery(slope=0.3, lr=0.03, seed=0):
    """Ten steps at rate 1, which silence nearly every unit, then 200 at rate `lr`.

    step; negative, the share of units whose input is below zero for the whole training set
    (at slope 0 they are dead); back, of those so at step 10 the share above zero again for
    some image; accuracy on the test set.
    """
    rng = np.random.default_rng(seed)
    (x, labels), test = data("0 to 16", rng)
    net = mlp([64, 256, 10], rng, activation=activation(slope))
    stream = batches(x, labels, 32, 5, rng)
    negative, accuracy = [], []
    for rate, n in [(1.0, 0), (1.0, 10)] + [(lr, 10)] * 20:
        some = (next(stream) for _ in range(n))
        list(steps(net, softmax_cross_entropy, SGD(rate), some))
        negative.append(highest_inputs(net, x) <= 0)
        accuracy.append(evaluate(net, *test)[1])
    fallen = negative[1]
    return {
        "step": np.arange(0, 211, 10),
        "negative": np.array([row.mean() for row in negative]),
        "back": np.array([(fallen & ~row).sum() / fallen.sum() for row in negative]),
        "accuracy": np.array(accuracy),
    }


@lru_cache
def measure_born_dead(width=2, depth=20, nets=400, seed=0):
    """How many of `nets` random networks are dead before their first step.

    Each has `depth` ReLU layers of `width` units, He weights, zero biases. For every number
    of layers 1 to depth: images and one, the share of networks with a layer that is off for
    all of 200 digits, and for the first of them; bound, 1 - (1 - 2**-width)**layers.
    """
    rng = np.random.default_rng(seed)
    images = digits()[0][rng.permutation(1797)[:200]]
    off = np.zeros((2, nets, depth), bool)
    for k in range(nets):
        x = images
        for i in range(depth):
            x = np.maximum(x @ he(x.shape[1], width, rng), 0)
            off[:, k, i] = not x.any(), not x[0].any()
    layers = np.arange(1, depth + 1)
    share = np.logical_or.accumulate(off, axis=2).mean(axis=1)
    bound = 1 - (1 - 0.5**width) ** layers
    return {"layers": layers, "images": share[0], "one": share[1], "bound": bound}


REMEDIES = {
    "none": {},
    "lower rate": {"lr": 0.03},
    "LeakyReLU": {"slope": 0.01},
    "centred pixels": {"scale": "0 to 16, centred"},
    "standardised pixels": {"scale": "standardised"},
    "batch normalisation": {"batch_norm": True},
}


@lru_cache
def measure_remedy(remedy="none", seed=0):
    """The telemetry of 64-256-10 on raw pixels at rate 0.15, with one thing changed.

    200 steps, as in measure_training: with the same seed the untreated run is the same.
    """
    change = {"lr": 0.15, "scale": "0 to 16", "slope": 0.0, "batch_norm": False}
    change |= REMEDIES[remedy]
    rng = np.random.default_rng(seed)
    (x, labels), test = data(change["scale"], rng)
    kind, norm = activation(change["slope"]), change["batch_norm"]
    net = mlp([64, 256, 10], rng, activation=kind, batch_norm=norm)
    some = list(batches(x, labels, 32, 5, rng))[:200]
    optimizer = SGD(change["lr"])
    history = train(net, softmax_cross_entropy, optimizer, some, every=2, **PROBES)
    return history | {"accuracy": evaluate(net, *test)[1]}


def highest_inputs(net, x):
    """Of every unit of the first hidden layer, the highest input over the examples x."""
    with np.errstate(all="ignore"):
        return net.layers[0].forward(x).max(axis=0)


def activation(slope):
    """What mlp calls to make a hidden layer's activation: ReLU if the slope is 0."""
    return (lambda: LeakyReLU(slope)) if slope else ReLU
