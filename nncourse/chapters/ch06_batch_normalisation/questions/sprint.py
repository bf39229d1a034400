"""The question `sprint`: reference, mistakes, other right answers."""

from itertools import islice

import numpy as np

from nncourse import (
    SGD,
    Sigmoid,
    batches,
    digits,
    evaluate,
    mlp,
    softmax_cross_entropy,
    split,
    steps,
    xavier,
)
from nncourse.chapters.ch06_batch_normalisation.questions.heading import chapter
from nncourse.chapters.standardised_digits import standardise
from nncourse.exercises.several_seeds import over_seeds


@over_seeds
def measure_sprint(seed, batch_norm, lr, size):
    rng = np.random.default_rng(seed)
    x, labels = digits()
    (x,) = standardise(x)
    (x, labels), test = split(x, labels, 0.25, rng)
    net = mlp([64, 100, 100, 100, 10], rng, Sigmoid, xavier, batch_norm)
    stream = batches(x, labels, size, 3, rng)
    stream = islice(stream, 60)
    for _ in steps(net, softmax_cross_entropy, SGD(lr), stream):
        pass
    return dict(accuracy=evaluate(net, *test)[1])


@chapter.setting(
    points=10,
    prompt="""
    **Sixty steps.** 64-100-100-100-10 of sigmoids, Xavier weights, standardised digits, and
    only 60 steps. Choose `batch_norm`, the rate `lr` and `size`, the number of images in a
    batch, so that it reads at least 86 % of the held-out digits, on average over three
    seeds.
    """,
    knobs={
        "batch_norm": [False, True],
        "lr": (1e-4, 100),
        "size": [2, 4, 16, 64],
    },
    measure=measure_sprint,
    passes=lambda measured: measured["accuracy"] >= 0.86,
    goal="it must read 86 % of the held-out digits after 60 steps.",
    report="""
    with batch_norm={batch_norm}, rate {lr:g} and batches of {size} it reads {accuracy:.0%}
    of the held-out digits
    """,
)
def sprint():
    return dict(batch_norm=True, lr=1.0, size=64)


@sprint.wrong_where(lambda config, measured: not config["batch_norm"])
def without():
    """three sigmoid layers need hundreds of steps by themselves, at any rate. Something has
    to keep their inputs where the slope is."""
    return dict(batch_norm=False, lr=1.0, size=64)


@sprint.wrong_where(lambda config, measured: config["size"] < 16)
def few():
    """statistics of so few examples are mostly chance: of two, standardised, one is -1 and
    the other +1, whatever the digits. Take larger batches."""
    return dict(batch_norm=True, lr=0.3, size=2)


@sprint.wrong_where(lambda config, measured: config["lr"] < 0.1)
def too_slow():
    """the layers are ready for larger steps than this. Raise the rate."""
    return dict(batch_norm=True, lr=0.003, size=64)


@sprint.wrong_where(lambda config, measured: config["lr"] >= 2)
def too_fast():
    """even here a rate can be too high. Divide it by 10."""
    return dict(batch_norm=True, lr=100.0, size=64)


sprint.right(dict(batch_norm=True, lr=0.5, size=64), dict(batch_norm=True, lr=2.0, size=64))
