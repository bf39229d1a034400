"""Claims of chapter 1."""

import numpy as np

from nncourse.chapters.ch01_reading_digits.runs import (
    best_epoch,
    measure_first_loss,
    measure_learning,
)
from nncourse.claims.claim import Claim, Verdict
from nncourse.init import he, normal


def percent_right(seed, width, epoch):
    """Unseen digits read rightly after the "last" epoch or the "best", in percent.

    The best is the one after which most of the training digits were read rightly.
    """
    run = measure_learning(width, seed=seed)
    return 100 * run["test"][{"last": -1, "best": best_epoch(run)}[epoch]]


def percent_falling(seed, of):
    """How often, in percent, a loss is below the one before: of all "steps", or the mean
    losses of the first ten "epochs".
    """
    loss = measure_learning(seed=seed)["loss"]
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
        at={"width": 64, "epoch": "last"},
        quantity="unseen digits named rightly by 64-64-10 after 20 epochs",
        unit="%",
        digits=1,
        bounds=(85, 100),
        beyond={"width": 2, "epoch": "best"},
        beyond_in_words="with 2 hidden units instead of 64, at their best epoch of the 20",
        verdict=Verdict.HOLDS_WHEN,
        note="the hidden layer is wide enough",
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
        bounds=(75, 100),
        beyond={"of": "steps"},
        beyond_in_words="from step to step, each loss on its own batch",
        verdict=Verdict.HOLDS_WHEN,
        note="the loss is averaged over an epoch; from one batch to the next it rises "
        "nearly as often as it falls",
    ),
    Claim(
        name="first-loss",
        sentence="Before training, the loss of a network with ten classes is ln 10.",
        source="karpathy2019recipe",
        measure=measure_first_loss,
        at={"init": normal},
        read=above_chance,
        quantity="first loss minus ln 10, weights of spread 0.01",
        digits=4,
        bounds=(-0.001, 0.001),
        beyond={"init": he},
        beyond_in_words="with He's weights, which make an untrained network sure of itself",
        verdict=Verdict.HOLDS_WHEN,
        note="the first weights are small",
    ),
]
