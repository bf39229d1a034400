"""Deep networks: what each layer multiplies the gradient by before the first step, and how
far training gets with it.
"""

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
from nncourse.init import xavier
from nncourse.layers import Dense
from nncourse.losses import softmax_cross_entropy
from nncourse.optim import SGD, Adam
from nncourse.probes import ACTIVATIONS, gradient_norms
from nncourse.training import train

OPTIMIZERS = {
    "SGD": lambda lr=0.1: SGD(lr),
    "Adam": lambda lr=0.001: Adam(lr),
    "small steps": lambda lr=0.003: SGD(lr, momentum=0.9),
}
EPOCHS, BATCH, EVERY = 10, 32, 10
TIMES = 0.5, 0.71, 1, 1.41, 2, 2.83, 4, 5.66, 8, 10, 12, 16  # Xavier's weights
FLAT = 0.05  # a smaller slope lets next to nothing through
NUDGE = 1e-4  # of a pixel, whose spread over the digits is about 1
USUAL_INIT = {"sigmoid": "xavier", "tanh": "xavier", "relu": "he"}
REMEDIES = {  # for ten sigmoid layers: activation, first weights, optimizer, norm
    "relu": ("relu", "he", "SGD"),
    "tanh": ("tanh", "xavier", "SGD"),
    "sigmoid, he": ("sigmoid", "he", "SGD"),
    "sigmoid, Adam": ("sigmoid", "xavier", "Adam"),
    "sigmoid, weights x 4": ("sigmoid", "xavier x 4", "SGD"),
    "sigmoid, x 4, centred": ("sigmoid", "xavier x 4, centred", "SGD"),
    "sigmoid, both": ("sigmoid", "xavier x 4", "Adam"),
    "sigmoid, batch norm": ("sigmoid", "xavier", "SGD", True),
}


@kept(256)
def measure_flow(depth=10, activation="sigmoid", init="xavier", seed=0, width=64):
    """An untrained network layer by layer: "gradient" norm of the weights and its "ratio"
    to the last layer's; and of the gradient that arrives at it, da, "arriving" norm.
    """
    net, _ = deep_net(depth, activation, init, seed, width)
    forward_and_backward(net, seed)
    gradient = gradient_norms(net)
    arriving = np.array([np.linalg.norm(dy) for dy in net.gradients[1::2]])
    return {
        "gradient": gradient,
        "ratio": gradient / gradient[-1],
        "arriving": arriving,
    }


def slope(activation, x):
    """The derivative of an activation function at x."""
    if activation == "sigmoid":
        y = 1 / (1 + np.exp(-x))
        return y * (1 - y)
    if activation == "tanh":
        return 1 - np.tanh(x) ** 2
    if activation == "relu":
        return (x > 0) * 1.0
    raise ValueError(f"activation must be sigmoid, tanh or relu, not {activation!r}")


def measure_slopes(activation="sigmoid", spread=1.0):
    """Under "rms" the root mean square of an activation function's slope, on normal inputs
    of standard deviation `spread`.
    """
    x = spread * np.linspace(-6, 6, 4001)
    density = np.exp(-0.5 * (x / spread) ** 2)
    slopes = slope(activation, x)
    return {"rms": np.sqrt(np.average(slopes**2, weights=density))}


@kept(4)
def measure_levels(activation="sigmoid"):
    """Untrained networks of ten layers under TIMES Xavier's weights, the median of five
    each: "factor", what a hidden layer multiplies the gradient da by on its way down;
    "flat", the share of its units, over 200 digits, whose slope is below FLAT; and
    "spread", the root mean square of what enters the units of the middle layer.
    """
    depth, seeds = 10, range(5)
    read = np.empty((3, len(TIMES), len(seeds)))
    for i, times in enumerate(TIMES):
        for seed in seeds:
            net, _ = deep_net(depth, activation, scaled(xavier, times), seed)
            forward_and_backward(net, seed)
            da = [np.linalg.norm(dy) for dy in net.gradients[1:-1:2]]
            inputs = np.array(net.activations[1:-1:2])
            factor = (da[0] / da[-1]) ** (1 / (depth - 2))
            flat = np.mean(slope(activation, inputs) < FLAT)
            spread = np.sqrt(np.mean(inputs[(depth - 1) // 2] ** 2))
            read[:, i, seed] = factor, flat, spread
    return dict(zip(("factor", "flat", "spread"), np.median(read, axis=2), strict=True))


@kept(64)
def measure_factors(
    hidden=4, init="xavier", seeds=200, first_seed=0, width=30, examples=200
):
    """Nielsen's speeds of learning, the norm of each hidden layer's bias gradient, in
    sigmoid networks with `hidden` layers of `width` units.

    "speed" is (seeds, hidden); "factor" (seeds,) what a layer multiplies the speed by,
    towards the input: the geometric mean over a network's layers.
    """
    if hidden < 2:
        raise ValueError(f"a factor per layer takes 2 hidden layers at least, not {hidden}")
    speeds = np.empty((seeds, hidden))
    for i in range(seeds):
        net, _ = deep_net(hidden + 1, "sigmoid", init, first_seed + i, width)
        forward_and_backward(net, examples=examples)
        dense = [layer for layer in net.layers if isinstance(layer, Dense)]
        speeds[i] = [np.linalg.norm(layer.db) for layer in dense[:-1]]
    factor = (speeds[:, 0] / speeds[:, -1]) ** (1 / (hidden - 1))
    return {"speed": speeds, "factor": factor}


@kept(64)
def measure_signal(depth=10, activation="tanh", init="xavier", seed=0, width=100):
    """An untrained network, hidden layer by hidden layer: "size" of the activations (root
    mean square), and from the second on "jacobian", the mean singular value of the Jacobian
    from the layer below, over ten digits.
    """
    net, _ = deep_net(depth, activation, init, seed, width)
    forward_and_backward(net, seed)
    jacobian = []
    for i in range(2, len(net.layers) - 1, 2):  # layers[i] is Dense, i + 1 its activation
        slopes = slope(activation, net.activations[i + 1][:10])
        J = net.layers[i].W[None] * slopes[:, None, :]  # one Jacobian an example
        jacobian.append(np.linalg.svd(J, compute_uv=False).mean())
    return {"size": _size(net), "jacobian": np.array(jacobian)}


@kept(16)
def measure_activations(activation="tanh", init="xavier", depth=10, seed=0, width=100):
    """The activations of an untrained network: (hidden layer, digit, unit), 200 digits."""
    net, _ = deep_net(depth, activation, init, seed, width)
    forward_and_backward(net, seed)
    return np.array(net.activations[2:-1:2])


def measure_streams(activation="sigmoid", init="xavier", depth=10, seed=0, width=100):
    """The two streams of an untrained network, hidden layer by hidden layer. Going up the
    "size" of the activations, their spread "between" images and the "nudge" that a small
    one of the pixels becomes; coming down the gradient that arrives, "da"; their product
    "dW"; and what a layer multiplies the spread ("up"), the nudge ("nudge up") and da
    ("down") by, the geometric mean.
    """
    values = measure_activations(activation, init, depth, seed, width)
    flow = measure_flow(depth, activation, init, seed, width)
    between, da = spread_between(values), flow["arriving"][:-1]
    nudge = measure_nudge(activation, init, depth, seed, width)
    return {
        "size": np.sqrt(np.mean(values**2, axis=(1, 2))),
        "between": between,
        "nudge": nudge,
        "da": da,
        "dW": flow["gradient"][:-1],
        "up": (between[-1] / between[0]) ** (1 / (depth - 2)),
        "nudge up": (nudge[-1] / nudge[0]) ** (1 / (depth - 2)),
        "down": (da[0] / da[-1]) ** (1 / (depth - 2)),
    }


@kept(64)
def measure_nudge(activation="sigmoid", init="xavier", depth=10, seed=0, width=100):
    """How far each hidden layer's activations move, root mean square over 200 digits, if
    every pixel of each is moved by a random number of size NUDGE. It is followed by slopes,
    since beside activations of size 1 rounding would hide it.
    """
    net, rng = deep_net(depth, activation, init, seed, width)
    forward_and_backward(net, seed)
    moved = NUDGE * rng.standard_normal(net.activations[0].shape)
    sizes = []
    for i in range(0, len(net.layers) - 1, 2):  # layers[i] is Dense
        moved = moved @ net.layers[i].W * slope(activation, net.activations[i + 1])
        sizes.append(np.sqrt(np.mean(moved**2)))
    return np.array(sizes)


def measure_size(depth=10, activation="tanh", init="xavier", seed=0, width=100):
    """The size of the activations, hidden layer by hidden layer, as in `measure_signal`."""
    net, _ = deep_net(depth, activation, init, seed, width)
    forward_and_backward(net, seed)
    return _size(net)


def _size(net):
    return np.array([np.sqrt(np.mean(y * y)) for y in net.activations[2:-1:2]])


def measure_remedy(remedy, seed=0):
    """`measure_run` of ten layers with one of REMEDIES."""
    if remedy not in REMEDIES:
        raise ValueError(f"remedy must be one of {list(REMEDIES)}, not {remedy!r}")
    activation, init, optimizer, *norm = REMEDIES[remedy]
    return measure_run(activation, init, optimizer, seed=seed, batch_norm=bool(norm))


@kept(64)
def measure_run(
    activation="sigmoid",
    init=None,
    optimizer="SGD",
    depth=10,
    seed=0,
    batch_norm=False,
    width=64,
    lr=None,
    epochs=EPOCHS,
    short=True,
):
    """Training on the digits: the history of `train` with its vital signs and, under
    "between", each hidden layer's `spread_between` the images of the batch; "accuracy" on
    the test digits at the end, and "moved", how far training moved the first layer's W as a
    share of its norm.

    init=None takes the usual one for the activation, Xavier or He; lr=None the usual rate
    of the optimizer; short=False leaves out each epoch's last batch, which has 4 images.
    """
    if optimizer not in OPTIMIZERS:
        raise ValueError(f"optimizer must be one of {list(OPTIMIZERS)}, not {optimizer!r}")
    init = init or USUAL_INIT[activation]
    net, rng = deep_net(depth, activation, init, seed, width, batch_norm)
    before = net.layers[0].W.copy()
    (x, labels), _ = standard_digits(seed)
    turns = batches(x, labels, BATCH, epochs, rng, drop_last=not short)
    optimizer = OPTIMIZERS[optimizer](*([] if lr is None else [lr]))
    history = train(
        net,
        softmax_cross_entropy,
        optimizer,
        turns,
        record=PROBES | {"between": _between},
        every=EVERY,
    )
    moved = np.linalg.norm(net.layers[0].W - before) / np.linalg.norm(before)
    return history | {"accuracy": measure_accuracy(net, seed), "moved": moved}


def _between(net):
    """`spread_between` of the last batch, hidden layer by hidden layer."""
    outputs = zip(net.layers, net.activations[1:], strict=True)
    values = [y for layer, y in outputs if isinstance(layer, ACTIVATIONS)]
    return spread_between(np.array(values))


def likeness(y):
    """The mean cosine between two different rows of y; 1 is one direction for all."""
    y = y / np.maximum(np.linalg.norm(y, axis=1, keepdims=True), 1e-300)
    n = len(y)
    return (np.sum(y.sum(axis=0) ** 2) - n) / (n * (n - 1))


def spread_between(values):
    """How far one unit's activations lie apart between different digits, (layer, digit,
    unit): their standard deviation, the root mean square over a layer's units.
    """
    return np.sqrt(values.var(axis=1).mean(axis=1))
