"""Deep networks that read handwritten digits, for chapters 3 and 4.

Pixels are centred and of moderate size, so whatever grows or vanishes between the layers
is the network's doing.
"""

from functools import lru_cache

import numpy as np

from nncourse.chapters.initialisation import INITS
from nncourse.chapters.standardised_digits import standardised_digits
from nncourse.layers import Dense, ReLU, Sigmoid, Tanh
from nncourse.losses import accuracy, softmax_cross_entropy
from nncourse.network import mlp

ACTIVATIONS = {"sigmoid": Sigmoid, "tanh": Tanh, "relu": ReLU}
CENTRED = ", centred"  # behind the name of an init


@lru_cache(maxsize=8)
def standard_digits(seed=0):
    """((x, labels) to train on, (x, labels) to test on): from each pixel its mean over the
    training images is taken, and all pixels are divided by one standard deviation.
    """
    return standardised_digits(np.random.default_rng(seed), each_pixel=False)


def first_of(digits, seed=0):
    """Where the first of each of these digits stands among the training images."""
    (_, labels), _ = standard_digits(seed)
    return [int(np.argmax(labels == digit)) for digit in digits]


def deep_net(depth, activation, init, seed, width=64, batch_norm=False):
    """(net, rng): `depth` Dense layers from 64 pixels to 10 logits, `width` units in each
    hidden layer, and the generator after it has drawn their weights.

    `init` is a name in INITS, with CENTRED behind it for a network to `centre`, or a
    function of (n_in, n_out, rng).
    """
    if activation not in ACTIVATIONS:
        raise ValueError(
            f"activation must be one of {list(ACTIVATIONS)}, not {activation!r}"
        )
    centred = isinstance(init, str) and init.endswith(CENTRED)
    if isinstance(init, str):
        name = init.removesuffix(CENTRED)
        if name not in INITS:
            raise ValueError(f"init must be one of {list(INITS)}, not {name!r}")
        init = INITS[name]
    rng = np.random.default_rng(seed)
    sizes = [64] + [width] * (depth - 1) + [10]
    net = mlp(sizes, rng, ACTIVATIONS[activation], init, batch_norm)
    if centred:
        centre(net)
    return net, rng


def centre(net):
    """Give each layer that reads sigmoids the bias -1/2 sum W: outputs of one half make its
    inputs zero. As sigmoid(a) = 1/2 + 1/2 tanh(a/2), a tanh network with a quarter of the
    weights (the first and the last layer: half) computes the same.
    """
    dense = [layer for layer in net.layers if isinstance(layer, Dense)]
    for layer in dense[1:]:
        layer.b -= layer.W.sum(axis=0) / 2


def forward_and_backward(net, seed=0, examples=200):
    """One forward and one backward pass over `examples` training digits: the loss."""
    (x, labels), _ = standard_digits(seed)
    with np.errstate(all="ignore"):
        logits = net.forward(x[:examples], training=True)
        loss, dlogits = softmax_cross_entropy(logits, labels[:examples])
        net.backward(dlogits)
    return loss


def measure_accuracy(net, seed=0):
    """The share of test digits read correctly; nan if any parameter is not finite."""
    _, (x, labels) = standard_digits(seed)
    if not all(np.isfinite(p).all() for p in net.params.values()):
        return np.nan
    with np.errstate(all="ignore"):
        return accuracy(net.forward(x), labels)
