"""The question `rescue`: reference, mistakes, other right answers."""

import numpy as np

from nncourse import (
    SGD,
    ReLU,
    batches,
    clip_norm,
    digits,
    evaluate,
    he,
    mlp,
    softmax_cross_entropy,
)
from nncourse.chapters.ch04_exploding_gradients.questions.heading import chapter
from nncourse.chapters.initialisation import scaled


def measure_rescue(batch_norm, lr, limit):
    x, labels = digits()
    x, labels = (x - x.mean(axis=0))[:1200] / 0.375, labels[:1200]
    rng = np.random.default_rng(3)
    net = mlp([64] + 9 * [32] + [10], rng, ReLU, scaled(he, 2), batch_norm)
    optimizer, step = SGD(lr, momentum=0.9), 0
    with np.errstate(all="ignore"):
        for batch, batch_labels in batches(x, labels, 100, 6, rng):
            loss, dlogits = softmax_cross_entropy(net.forward(batch, True), batch_labels)
            if not np.isfinite(loss):
                break
            net.backward_to_params(dlogits)
            clip_norm(net, limit)
            optimizer.step(net)
            step += 1
        accuracy = evaluate(net, x, labels)[1] if np.isfinite(loss) else 0.0
    return dict(accuracy=accuracy, steps=step)


@chapter.setting(
    points=20,
    prompt="""
    **Rescue.** Ten ReLU layers of 32 units, weights twice He's; you may not touch them.
    Choose batch normalisation or not, the learning rate, and the norm to clip at (1e9 means
    no clipping), so that after six epochs, in one run, it classifies 90 % of the 1200
    digits that it is trained on correctly. SGD with momentum 0.9, batches of 100.
    """,
    knobs={"batch_norm": [False, True], "lr": (1e-8, 100), "limit": (1e-3, 1e9)},
    measure=measure_rescue,
    passes=lambda measured: measured["accuracy"] >= 0.9,
    goal="it must read 90 % of its training digits after six epochs.",
    report="""
    batch norm {batch_norm}, rate {lr:g}, limit {limit:g}: it reads {accuracy:.0%} after
    {steps:.0f} steps
    """,
)
def rescue():
    return dict(batch_norm=True, lr=0.2, limit=1.0)


@rescue.wrong_where(
    lambda config, measured: (
        not config["batch_norm"]
        and config["limit"] > 100
        and config["lr"] >= 1e-4
        and measured["accuracy"] < 0.125
    )
)
def collapsed():
    """the first steps overshoot, and nothing shortens them: the run ends in nan, or with
    every unit switched off."""
    return dict(batch_norm=False, lr=0.03, limit=1e9)


@rescue.wrong_where(
    lambda config, measured: not config["batch_norm"] and config["limit"] <= 100
)
def clipping_alone():
    """clipping bounds the steps and leaves the signal far too large. Something has to
    repair the signal itself."""
    return dict(batch_norm=False, lr=0.03, limit=1.0)


@rescue.wrong_where(lambda config, measured: not config["batch_norm"])
def rate_alone():
    """a low rate stops the nan and leaves the signal a thousand times too large. Something
    has to repair the signal itself."""
    return dict(batch_norm=False, lr=1e-6, limit=1e9)


@rescue.wrong_where(lambda config, measured: config["lr"] * min(config["limit"], 1) < 0.1)
def too_slow():
    """the signal is repaired. Now the steps are too short: raise the rate or the limit."""
    return dict(batch_norm=True, lr=0.003, limit=1.0)


@rescue.wrong_where(lambda config, measured: config["lr"] * min(config["limit"], 1) >= 0.5)
def too_fast():
    """the signal is repaired, and these steps are too long even so. Lower the rate."""
    return dict(batch_norm=True, lr=50.0, limit=1.0)


rescue.right(
    dict(batch_norm=True, lr=0.15, limit=1.0), dict(batch_norm=True, lr=0.3, limit=1.0)
)
