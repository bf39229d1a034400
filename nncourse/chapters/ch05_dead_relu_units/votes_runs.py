"""The second step of 256 units: what each says for the digit that is read most."""

from itertools import islice

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.by_degrees_runs import images_less
from nncourse.chapters.ch05_dead_relu_units.runs import highest_inputs
from nncourse.chapters.kept_runs import kept
from nncourse.chapters.softmax import softmax
from nncourse.data import batches
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD
from nncourse.training import steps

FIRST_RATE = 0.1
IMAGES_LESS = {"raw": 0.0, "half centred": 0.5, "centred": 1.0}  # share of the mean image


@kept(64)
def measure_votes(lr=0.1, pixels="raw", seed=0):
    """64-256-10 on pixels of 0 to 16, after a step at FIRST_RATE: its next step, at `lr`.

    "digit", which most of the "images" are read as before that step, and "read", how many;
    of each unit "votes" (256,), its weight w to the digit's logit then, and "highest"
    (2, 256), its highest input over the training images before and after the step.
    "excess" is the mean of p - y of that digit over the step's batch, and "said" (256,)
    how far the step should move a unit by that alone: -lr (|m|^2 + 1) excess w, times the
    share of the batch for which the unit is on; m is the mean image.
    """
    rng = np.random.default_rng(seed)
    x, labels = images_less(IMAGES_LESS[pixels], rng)
    net, rule = mlp([64, 256, 10], rng), SGD(FIRST_RATE)
    two = list(islice(batches(x, labels, 32, 1, rng), 2))
    learning = steps(net, softmax_cross_entropy, rule, two)
    next(learning)
    read = np.bincount(net.forward(x).argmax(axis=1), minlength=10)
    digit = int(read.argmax())
    votes, before = net.layers[-1].W[:, digit].copy(), highest_inputs(net, x)
    images, right = two[1]
    excess = (softmax(net.forward(images))[:, digit] - (right == digit)).mean()
    on = (net.layers[0].forward(images) > 0).mean(axis=0)
    kick = (x.mean(axis=0) ** 2).sum() + 1
    rule.lr = lr
    next(learning)
    return {
        "digit": digit,
        "read": int(read[digit]),
        "images": len(x),
        "votes": votes,
        "highest": np.array([before, highest_inputs(net, x)]),
        "excess": excess,
        "said": -lr * kick * excess * on * votes,
    }
