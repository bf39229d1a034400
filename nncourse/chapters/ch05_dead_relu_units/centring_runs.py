"""Two hidden layers, and how far down their inputs are centred: who dies in which."""

from itertools import islice

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.runs import scaled_digits
from nncourse.chapters.kept_runs import kept
from nncourse.data import batches
from nncourse.layers import Dense, Layer, ReLU
from nncourse.losses import softmax_cross_entropy
from nncourse.network import Sequential, mlp
from nncourse.optim import SGD
from nncourse.training import evaluate, steps

CENTRED = "nothing", "pixels", "pixels and first layer", "batch normalisation"


class Centring(Layer):
    """y = x less its mean over the examples of the pass, whichever they are."""

    def forward(self, x, training=False):
        return x - x.mean(axis=0)

    def backward(self, dy):
        return dy - dy.mean(axis=0)


@kept(64)
def measure_centring(centred="nothing", lr=0.3, seed=0, width=128, n_steps=200):
    """64-128-128-10 after 200 steps on pixels of 0 to 16, one of CENTRED: how many units
    of each hidden layer are "dead" over the training set, (2,), nan if the training
    overflowed, and the test "accuracy".
    """
    if centred not in CENTRED:
        raise ValueError(f"centred must be one of {CENTRED}, not {centred!r}")
    rng = np.random.default_rng(seed)
    scale = "0 to 16, centred" if centred.startswith("pixels") else "0 to 16"
    (x, labels), test = scaled_digits(scale, rng)
    if centred == "pixels and first layer":
        first, second, last = (
            Dense(*sizes, rng) for sizes in ((64, width), (width, width), (width, 10))
        )
        net = Sequential(first, ReLU(), Centring(), second, ReLU(), last)
    else:
        net = mlp([64, width, width, 10], rng, batch_norm=centred == CENTRED[-1])
    stream = islice(batches(x, labels, 32, 1 + n_steps * 32 // len(x), rng), n_steps)
    for _ in steps(net, softmax_cross_entropy, SGD(lr), stream):
        pass
    with np.errstate(all="ignore"):
        overflowed = not np.isfinite(net.forward(x)).all()
    relus = [layer for layer in net.layers if isinstance(layer, ReLU)]
    dead = np.array([(~layer.on.any(axis=0)).sum() for layer in relus])
    if overflowed:
        dead = np.full(2, np.nan)
    return {"dead": dead, "accuracy": evaluate(net, *test)[1]}
