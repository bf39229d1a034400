"""The question `all_alive`: reference, mistakes, other right answers."""

from itertools import islice

import numpy as np

from nncourse import (
    SGD,
    LeakyReLU,
    ReLU,
    batches,
    digits,
    evaluate,
    mlp,
    softmax_cross_entropy,
    split,
    steps,
)
from nncourse.chapters.ch05_dead_relu_units.questions.heading import chapter
from nncourse.chapters.standardised_digits import standardise
from nncourse.exercises.several_seeds import over_seeds


@over_seeds
def measure_all_alive(seed, pixels, slope, momentum):
    rng = np.random.default_rng(seed)
    x, labels = digits()
    if pixels != "0 to 1":
        x = 16 * x
    if pixels == "centred":
        x = x - x.mean(axis=0)
    if pixels == "standardised":
        (x,) = standardise(x)
    (x, labels), test = split(x, labels, 0.25, rng)
    kind = (lambda: LeakyReLU(slope)) if slope else ReLU
    net = mlp([64, 64, 10], rng, activation=kind)
    stream = batches(x, labels, 32, 3, rng)
    stream = islice(stream, 120)
    for _ in steps(net, softmax_cross_entropy, SGD(0.3, momentum=momentum), stream):
        pass
    with np.errstate(all="ignore"):
        dead = float(1 - (net.layers[0].forward(x) > 0).any(axis=0).mean())
    return dict(dead=dead, accuracy=evaluate(net, *test)[1])


@chapter.setting(
    points=15,
    prompt="""
    **Keep them alive.** A network 64-64-10 trains for 120 steps with batches of 32, at a
    rate of 0.3 that you may not change. Choose `pixels`, the `slope` of the units (0 is
    ReLU) and `momentum` so that at most 10 % of the units are off for all training images
    and the network reads at least 90 % of the held-out digits, on average over three seeds.
    The pixels are `0 to 1`, `0 to 16` as they come, `centred` (0 to 16, each less its mean)
    or `standardised` (mean 0 and spread 1).
    """,
    knobs={
        "pixels": ["0 to 1", "0 to 16", "centred", "standardised"],
        "slope": [0.0, 0.01],
        "momentum": [0.0, 0.9],
    },
    measure=measure_all_alive,
    passes=lambda measured: measured["dead"] <= 0.1 and measured["accuracy"] >= 0.9,
    goal="""
    at most 10 % of the units may be off for all images, and it must read 90 % of the
    held-out digits.
    """,
    report="""
    with pixels {pixels}, slope {slope} and momentum {momentum}, {dead:.0%} of the units are
    off for all training images and {accuracy:.0%} of the held-out digits are read
    """,
)
def all_alive():
    return dict(pixels="standardised", slope=0.0, momentum=0.0)


@all_alive.wrong_where(
    lambda config, measured: config["momentum"] > 0 and config["pixels"] == "0 to 16"
)
def raw_with_momentum():
    """two things: raw pixels are all positive and large, so every step pushes a unit the
    same way for all images, leak or not; and momentum 0.9 makes the steps up to ten times
    as long."""
    return dict(pixels="0 to 16", slope=0.0, momentum=0.9)


@all_alive.wrong_where(lambda config, measured: config["momentum"] > 0)
def momentum():
    """momentum 0.9 makes the steps up to ten times as long; the rate is high already."""
    return dict(pixels="standardised", slope=0.0, momentum=0.9)


@all_alive.wrong_where(lambda config, measured: config["slope"] > 0)
def leak_only():
    """the leak leaves every unit a gradient, but the steps are still far too long. Change
    the size of the inputs."""
    return dict(pixels="0 to 16", slope=0.01, momentum=0.0)


@all_alive.wrong_where(lambda config, measured: config["pixels"] == "0 to 16")
def raw():
    """raw pixels are all positive and large, so every step pushes a unit the same way for
    all images. Look at the inputs."""
    return dict(pixels="0 to 16", slope=0.0, momentum=0.0)


@all_alive.wrong_where(lambda config, measured: config["pixels"] == "centred")
def only_centred():
    """centred inputs keep the units alive, but at this size the steps overshoot. Scale them
    as well."""
    return dict(pixels="centred", slope=0.0, momentum=0.0)


all_alive.right(
    dict(pixels="standardised", slope=0.01, momentum=0.0),
    dict(pixels="0 to 1", slope=0.0, momentum=0.0),
)
