"""Two ways in which evaluation can fail a network that reads its training images well."""

import numpy as np

from nncourse.chapters.ch06_batch_normalisation.runs import normed_net, whole_batches
from nncourse.data import digits, split
from nncourse.layers import BatchNorm
from nncourse.losses import softmax_cross_entropy
from nncourse.optim import SGD
from nncourse.training import evaluate, steps

LOOKED = 60  # batches on which it is read as in training


def measure_mates(norm="batch", one_class=False, momentum=0.1, n_steps=1000, seed=0):
    """Training digits that 64-50-50-10 reads, in percent, in training and in evaluation.

    It learns at a rate of 0.3 from pixels of 0 to 16, in batches of 64 that are mixed, or
    each of one class. "training", read in further batches like these; "running", by the
    running statistics; "measured", by those of all training images.
    """
    rng = np.random.default_rng(seed)
    x, labels = digits()
    (x, labels), _ = split(16 * x, labels, 0.25, rng)
    net = normed_net([64, 50, 50, 10], rng, norm)
    norms = [layer for layer in net if isinstance(layer, BatchNorm)]
    draw = batches_of_a_class if one_class else whole_batches
    _set_momentum(norms, momentum)
    stream = draw(x, labels, 64, n_steps, rng)
    for _ in steps(net, softmax_cross_entropy, SGD(0.3), stream):
        pass
    running = evaluate(net, x, labels)[1]
    right = [
        net.forward(some, training=True).argmax(axis=1) == own
        for some, own in draw(x, labels, 64, LOOKED, rng)
    ]
    _set_momentum(norms, 1.0)  # one pass over all images then gives their statistics
    net.forward(x, training=True)
    measured = evaluate(net, x, labels)[1]
    shares = {"training": np.mean(right), "running": running, "measured": measured}
    return {how: 100 * float(share) for how, share in shares.items()}


def batches_of_a_class(x, labels, size, n, rng):
    """`n` batches, each of `size` examples of a class drawn by chance."""
    for _ in range(n):
        of_class = np.flatnonzero(labels == rng.choice(labels))
        some = rng.choice(of_class, size, replace=False)
        yield x[some], labels[some]


def _set_momentum(norms, momentum):
    for norm in norms:
        norm.momentum = momentum
