"""Eight units that see two numbers of each digit, so that their lines can be drawn."""

import numpy as np

from nncourse.chapters.kept_runs import kept
from nncourse.data import batches, digits, split
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD
from nncourse.training import steps

UNITS = 8
STEPS = 0, 1, 2, 3, 5, 10, 50


@kept(128)
def measure_cloud(lr=0.1, pixels="raw", seed=0, at=STEPS):
    """2-8-10 on the mean ink (0 to 16) of each digit's upper and lower half.

    "x", the cloud (1348, 2); after each of `at` steps on batches of 32 "W" (2, 8) and "b"
    (8,) of the units, whose lines are x W + b = 0, and "dead", which of them are below 0
    for all of the cloud. With `pixels` "centred" each of the two numbers is less its mean.
    """
    rng = np.random.default_rng(seed)
    (images, labels), _ = split(*digits(), 0.25, rng)
    x = 16 * np.stack([images[:, :32].mean(axis=1), images[:, 32:].mean(axis=1)], axis=1)
    if pixels == "centred":
        x = x - x.mean(axis=0)
    net = mlp([2, UNITS, 10], rng)
    batched = batches(x, labels, 32, 1 + at[-1] // (len(x) // 32), rng)
    learning = steps(net, softmax_cross_entropy, SGD(lr), batched)
    states, taken = [], 0
    for step in at:
        for _ in range(step - taken):
            next(learning)
        taken = step
        W, b = net.layers[0].W.copy(), net.layers[0].b.copy()
        states.append((W, b, (x @ W + b).max(axis=0) <= 0))
    W, b, dead = (np.array(part) for part in zip(*states, strict=True))
    return {"x": x, "W": W, "b": b, "dead": dead}
