"""The question `noisy_reader`: reference, mistakes, other right answers."""

import numpy as np

from nncourse import SGD, batches, digits, evaluate, mlp, softmax_cross_entropy, steps
from nncourse.chapters.ch08_dropout.questions.heading import chapter
from nncourse.exercises.several_seeds import over_seeds


@over_seeds
def measure_noisy_reader(seed, units, rate):
    """Train as the question says."""
    rng = np.random.default_rng(seed)
    x, labels = digits()
    order = rng.permutation(len(x))
    train, test = order[:500], order[-600:]
    given = labels[train].copy()
    given[:150] = (given[:150] + rng.integers(1, 10, 150)) % 10
    net = mlp([64, round(units), 10], rng, dropout=rate)
    stream = batches(x[train], given, 50, 60, rng)
    for _ in steps(net, softmax_cross_entropy, SGD(0.05, momentum=0.9), stream):
        pass
    return {"accuracy": evaluate(net, x[test], labels[test])[1]}


@chapter.setting(
    points=10,
    prompt="""
    **Learn in spite of mistakes.** 500 digits, 150 of them with a wrong label, one hidden
    layer, 600 steps. Choose the hidden `units` and the dropout `rate` so that at least 85 %
    of unseen digits are read correctly, on average over three seeds.
    """,
    knobs={"units": [10, 30, 100], "rate": (0.0, 1.0)},
    measure=measure_noisy_reader,
    passes=lambda measured: measured["accuracy"] >= 0.85,
    goal="it must read 85 % of unseen digits.",
    report="with {units} units and rate {rate:g} it reads {accuracy:.1%} of unseen digits",
)
def noisy_reader():
    """Many units, half of them dropped."""
    return dict(units=100, rate=0.5)


@noisy_reader.wrong_where(lambda config, measured: config["rate"] >= 0.9)
def nearly_all_dropped():
    """nearly all units are dropped at each step, or all of them, and with so few no number
    of units on offer learns enough. Drop less."""
    return dict(units=100, rate=0.93)


@noisy_reader.wrong_where(lambda config, measured: config["units"] <= 10)
def too_narrow():
    """ten units are too few here at any rate: what they learn are mistakes as well, and
    where some are dropped too few are left. Take more."""
    return dict(units=10, rate=0.5)


@noisy_reader.wrong_where(lambda config, measured: config["rate"] < 0.02)
def no_dropout():
    """without dropout it learns the wrong labels by heart."""
    return dict(units=100, rate=0.0)


@noisy_reader.wrong_where(lambda config, measured: config["rate"] < 0.3)
def too_weak():
    """a little better than without, and still it repeats many of the wrong labels. Drop
    more."""
    return dict(units=100, rate=0.08)


@noisy_reader.wrong_where(lambda config, measured: True)
def too_strong():
    """so much is dropped that the units left at a step learn too little. Drop less."""
    return dict(units=30, rate=0.8)


noisy_reader.right(dict(units=100, rate=0.6), dict(units=100, rate=0.55))
