"""The question `warm_start`: reference, mistakes, other right answers."""

import numpy as np

from nncourse import SGD, Tanh, digits, mean_squared_error, mlp, steps, xavier
from nncourse.chapters.ch07_learning_rate.questions.heading import chapter
from nncourse.chapters.initialisation import scaled


def measure_warm_start(lr, warmup):
    """Train as the question says, from a fixed seed."""
    rng = np.random.default_rng(0)
    x, labels = digits()
    rows = rng.permutation(len(x))[:200]
    x, target = x[rows] - x[rows].mean(axis=0), np.eye(10)[labels[rows]]
    net = mlp([64, 20, 20, 10], rng, activation=Tanh, init=scaled(xavier, 2))
    rise = max(round(warmup), 1)
    optimizer = SGD(lr / rise)
    run = steps(net, mean_squared_error, optimizer, [(x, target)] * 300)
    for step, _ in enumerate(run, 1):
        optimizer.lr = lr * min(1.0, (step + 1) / rise)
    with np.errstate(all="ignore"):
        return {"loss": float(mean_squared_error(net.forward(x), target)[0])}


@chapter.setting(
    points=15,
    prompt="""
    **A run to rescue.** A tanh network starts from weights twice as large as they should
    be, and learns 200 digits in 300 full-batch steps. Its rate is to be 3 at least, and at
    3 it diverges. Without touching the weights, choose a rate `lr` from 3 to 20 and a
    number of `warmup` steps from 0 to 300, in which the rate rises in equal parts, so that
    the loss is below 0.021 after the last step.
    """,
    knobs={"lr": (3.0, 20.0), "warmup": (0, 300)},
    measure=measure_warm_start,
    passes=lambda measured: measured["loss"] < 0.021,
    goal="the loss must fall below 0.021 in 300 steps.",
    report="""
    with rate {lr:g} and {warmup:g} steps of warm-up the loss after 300 steps is {loss:.3g}
    """,
)
def warm_start():
    """A rate that a warm-up of a third of the run makes safe."""
    return dict(lr=3.0, warmup=100)


def _diverged(measured):
    return not measured["loss"] < 1


@warm_start.wrong_where(lambda config, measured: 0 < config["warmup"] < 1)
def a_share():
    """the warm-up is a number of steps, of the 300. A share of them is hardly one step."""
    return dict(lr=3.0, warmup=0.3)


@warm_start.wrong_where(
    lambda config, measured: (
        _diverged(measured) and config["warmup"] < 2 and config["lr"] < 8
    )
)
def none():
    """the start is sharper than 2 / lr, so the first steps already overshoot. Let the rate
    rise from a low one."""
    return dict(lr=3.0, warmup=0)


@warm_start.wrong_where(lambda config, measured: _diverged(measured) and config["lr"] >= 8)
def too_high():
    """no warm-up within 300 steps rescues a rate this high: the flat place that it would
    need is out of reach."""
    return dict(lr=15.0, warmup=200)


@warm_start.wrong_where(lambda config, measured: _diverged(measured))
def too_short():
    """the rate rises faster than the network can move to a flatter place. Give it more
    steps."""
    return dict(lr=5.0, warmup=5)


@warm_start.wrong_where(
    lambda config, measured: config["warmup"] > 200 and measured["loss"] < 0.05
)
def too_long():
    """it is stable, and slow: the rate is low for most of the run. Warm up more briefly."""
    return dict(lr=3.0, warmup=300)


warm_start.right(dict(lr=3.0, warmup=150), dict(lr=4.0, warmup=120))
