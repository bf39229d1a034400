"""The question `reader`: reference, mistakes, other right answers."""

import numpy as np

from nncourse import (
    SGD,
    batches,
    dead_units,
    digits,
    evaluate,
    mlp,
    softmax_cross_entropy,
    split,
    train,
)
from nncourse.chapters.ch01_reading_digits.questions.heading import chapter
from nncourse.exercises.several_seeds import over_seeds


@over_seeds
def measure_reader(seed, width, lr):
    rng = np.random.default_rng(seed)
    (x, labels), (x_test, labels_test) = split(*digits(), 0.25, rng)
    # Whole batches: a last one of three images would decide where a run ends.
    x, labels = x[: 21 * 64], labels[: 21 * 64]
    net = mlp([64, width, 10], rng)
    run = train(net, softmax_cross_entropy, SGD(lr), batches(x, labels, 64, 12, rng))
    _, accuracy = evaluate(net, x_test, labels_test)
    net.forward(x)
    (off,) = dead_units(net)
    return dict(accuracy=accuracy, loss=float(np.mean(run["loss"][-20:])), off=off)


@chapter.setting(
    points=10,
    prompt="""
    **Your own reader.** Choose the number of hidden units and the learning rate so that a
    network 64-`width`-10, trained for 12 epochs of 21 batches of 64 by plain SGD,
    classifies at least 90 % of the held-out digits correctly, on average over three seeds.
    `check` trains it and measures.
    """,
    knobs={"width": [2, 4, 8, 16, 32, 48, 64], "lr": (1e-4, 100)},
    measure=measure_reader,
    passes=lambda measured: measured["accuracy"] >= 0.9,
    goal="""
    it must read 90 % of the held-out digits. Both knobs matter; move one at a time.
    """,
    report="""
    with {width} hidden units and rate {lr:g} it reads {accuracy:.1%} of the held-out
    digits, and its last training loss is {loss:.2f}
    """,
)
def reader():
    return dict(width=64, lr=0.3)


@reader.wrong_where(lambda config, measured: config["lr"] > 0.5 and measured["off"] >= 0.5)
def silenced():
    """the first steps were so long that most hidden units, or all, put out 0 for every
    image since, and learn nothing more. Divide the rate by 10."""
    return dict(width=64, lr=50.0)


@reader.wrong_where(lambda config, measured: config["lr"] < 0.1)
def too_slow():
    """it is learning, in steps so small that twelve epochs are not enough. Multiply the
    rate by 10."""
    return dict(width=64, lr=0.001)


@reader.wrong_where(lambda config, measured: config["lr"] > 0.8)
def too_fast():
    """it learns, and its steps are so long that it overshoots again and again. Divide the
    rate by 3."""
    return dict(width=16, lr=1.0)


@reader.wrong_where(lambda config, measured: config["width"] < 16)
def too_narrow():
    """the rate is sensible, but so few hidden units cannot tell ten digits apart. Give it
    more."""
    return dict(width=4, lr=0.2)


reader.right(dict(width=64, lr=0.2), dict(width=64, lr=0.5))
