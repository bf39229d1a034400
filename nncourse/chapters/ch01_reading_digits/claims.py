"""Claims of chapter 1."""

import numpy as np

from nncourse.chapters.ch01_reading_digits.runs import (
    best_epoch,
    measure_first_loss,
    measure_learning,
    read_as,
)
from nncourse.chapters.digit_sets import train_and_test
from nncourse.claims.claim import Claim, Verdict
from nncourse.init import he, normal


def percent_right(seed, width, epoch, rate=0.1, epochs=20, batch=64):
    """Unseen digits classified correctly after the "last" epoch or the "best", in percent.

    The best is the one after which most of the training digits were classified correctly.
    """
    run = measure_learning(width, rate, epochs, seed, batch)
    return 100 * run["test"][{"last": -1, "best": best_epoch(run)}[epoch]]


def percent_right_moved(seed, moved, width=16, rate=0.1, epochs=20):
    """The same after the last epoch, when each unseen digit is moved by one pixel."""
    run = measure_learning(width, rate, epochs, seed)
    return 100 * np.mean(read_as(run, -1, moved, seed) == train_and_test(seed)[1][1])


def percent_falling(seed, of, width=16, rate=0.1, batch=64):
    """How often, in percent, a loss is below the one before: of all "steps", or the mean
    losses of the first ten "epochs".
    """
    loss = measure_learning(width, rate, seed=seed, batch=batch)["loss"]
    if of == "epochs":
        loss = loss.reshape(20, -1).mean(axis=1)[:10]
    return 100 * np.mean(np.diff(loss) < 0)


def above_chance(loss):
    return loss - np.log(10)


CLAIMS = [
    Claim(
        name="reads-digits",
        sentence="A network reads an image of a handwritten digit and names it.",
        source="article",
        measure=percent_right,
        at={"width": 16, "epoch": "last"},
        quantity="unseen digits classified correctly by 64-16-10 after 20 epochs",
        unit="%",
        digits=1,
        bounds=(75, 100),
        beyond={"width": 2, "epoch": "best"},
        beyond_in_words="with 2 hidden units instead of 16, at their best epoch of the 20",
        vary={
            "width": [16, 64, 256],
            "rate": [0.05, 0.1, 0.2],
            "epochs": [15, 20, 60],
            "batch": [32, 64, 128],
        },
        outside={"width": [2], "rate": [0.001], "epochs": [1]},
        verdict=Verdict.HOLDS_WHEN,
        note="the hidden layer has 16 units or more, the rate is near 0.1, and the "
        "training is not cut short",
    ),
    Claim(
        name="loss-falls",
        sentence="Training lowers the loss step by step.",
        source="article",
        measure=percent_falling,
        at={"of": "epochs"},
        quantity="epochs, of the first ten, whose mean loss is below the one before",
        unit="%",
        digits=0,
        bounds=(85, 100),
        beyond={"of": "steps"},
        beyond_in_words="from step to step, each loss on its own batch",
        vary={
            "width": [16, 64, 256],
            "rate": [0.01, 0.1],
            "batch": [32, 64, 128],
        },
        outside={"rate": [1.0]},
        verdict=Verdict.HOLDS_WHEN,
        note="the loss is averaged over an epoch and the rate is not too large; from one "
        "batch to the next it rises nearly as often as it falls",
    ),
    Claim(
        name="one-pixel-shift",
        sentence="A network that reads unseen digits reads them also when they are moved "
        "by one pixel.",
        source="this course",
        measure=percent_right_moved,
        at={"moved": "right"},
        quantity="unseen digits classified correctly by 64-16-10, each moved one pixel to "
        "the right",
        unit="%",
        digits=0,
        bounds=(15, 70),
        beyond={"moved": "not moved"},
        beyond_in_words="the same digits where they were written",
        vary={
            "moved": ["right", "left", "down", "up"],
            "width": [16, 64, 256],
            "epochs": [15, 20, 60],
        },
        verdict=Verdict.FAILS,
        note=": more are read than by guessing, which gets 10%, but far fewer than where "
        "they were written; each weight belongs to one pixel",
    ),
    Claim(
        name="first-loss",
        sentence="If the last layer is initialised well, the loss of a network with ten "
        "classes starts at ln 10.",
        source="karpathy2019recipe",
        where="step 2",
        measure=measure_first_loss,
        at={"init": he, "last": normal},
        read=above_chance,
        quantity="first loss minus ln 10, the last layer's weights tiny (about 0.01)",
        digits=4,
        bounds=(-0.03, 0.03),
        beyond={"last": he},
        beyond_in_words="with weights of the usual size there, drawn by Kaiming He's rule",
        vary={
            "init": [normal, he],
            "width": [16, 64, 256],
            "hidden_layers": [1, 2, 4],
        },
        verdict=Verdict.HOLDS,
    ),
]
