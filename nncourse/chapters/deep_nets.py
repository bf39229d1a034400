"""Deep networks on handwritten digits, as chapters 3 and 4 take them apart.

Pixels are centred and of moderate size, so that whatever grows or dies on the way is the
network's doing.
"""

from functools import lru_cache

import numpy as np

from nncourse.chapters.standardised_digits import standardised_digits
from nncourse.init import he, normal, orthogonal, xavier
from nncourse.layers import ReLU, Sigmoid, Tanh
from nncourse.losses import accuracy, softmax_cross_entropy
from nncourse.network import mlp

ACTIVATIONS = {"sigmoid": Sigmoid, "tanh": Tanh, "relu": ReLU}


def scaled(init, factor):
    """`init`, its weights times `factor`."""

    def times(n_in, n_out, rng):
        return factor * init(n_in, n_out, rng)

    return times


def uniform(n_in, n_out, rng):
    """Weights from -1 / sqrt(n_in) to 1 / sqrt(n_in), of variance 1 / (3 n_in).

    What Glorot & Bengio (2010) call the standard of its time, their equation 1.
    """
    return rng.uniform(-1, 1, (n_in, n_out)) / np.sqrt(n_in)


INITS = {
    "small": normal,
    "uniform": uniform,
    "xavier": xavier,
    "he": he,
    "orthogonal": orthogonal,
    "xavier x 4": scaled(xavier, 4),
}


@lru_cache(maxsize=8)
def standard_digits(seed=0):
    """((x, labels) to train on, (x, labels) to test on), each pixel less its mean over
    the training set, and all divided by the one spread of that set's pixels.
    """
    return standardised_digits(np.random.default_rng(seed), each_pixel=False)


def deep_net(depth, activation, init, seed, width=64, batch_norm=False):
    """`depth` Dense layers, 64 pixels to 10 logits, and the generator that drew them."""
    if activation not in ACTIVATIONS:
        raise ValueError(
            f"activation must be one of {list(ACTIVATIONS)}, not {activation!r}"
        )
    if isinstance(init, str):
        if init not in INITS:
            raise ValueError(f"init must be one of {list(INITS)}, not {init!r}")
        init = INITS[init]
    rng = np.random.default_rng(seed)
    sizes = [64] + [width] * (depth - 1) + [10]
    return mlp(sizes, rng, ACTIVATIONS[activation], init, batch_norm), rng


def pass_once(net, seed=0, examples=200):
    """One forward and one backward pass over `examples` digits; returns the loss."""
    (x, labels), _ = standard_digits(seed)
    with np.errstate(all="ignore"):
        logits = net.forward(x[:examples], training=True)
        loss, dlogits = softmax_cross_entropy(logits, labels[:examples])
        net.backward(dlogits)
    return loss


def tested(net, seed=0):
    """Accuracy on the digits kept aside; nan for a network whose weights are nan."""
    _, (x, labels) = standard_digits(seed)
    if not all(np.isfinite(p).all() for p in net.params.values()):
        return np.nan
    with np.errstate(all="ignore"):
        return accuracy(net.forward(x), labels)
