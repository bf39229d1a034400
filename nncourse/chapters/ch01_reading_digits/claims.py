"""Claims of chapter 1."""

import math

import numpy as np

from nncourse.chapters.ch01_reading_digits.runs import (
    best_epoch,
    measure_first_loss,
    measure_learning,
)
from nncourse.claims.claim import Claim
from nncourse.init import normal

CHAPTER = "01-reading-digits"


def _epoch_means(loss, epochs=20):
    return loss.reshape(epochs, -1).mean(axis=1)


def _falling_epochs(seed):
    means = _epoch_means(measure_learning(seed=seed)["loss"])
    return 100 * np.mean(np.diff(means[:10]) < 0)


def _falling_steps(seed):
    return 100 * np.mean(np.diff(measure_learning(seed=seed)["loss"]) < 0)


def _two_units(seed):
    """Of 2 hidden units, when they read most of their training digits."""
    found = measure_learning(2, 0.1, seed=seed)
    return 100 * found["test"][best_epoch(found)]


CLAIMS = [
    Claim(
        name="reads-digits",
        sentence="A network reads an image of a handwritten digit and names it.",
        source="article",
        chapter=CHAPTER,
        experiment="reading.measure_learning",
        quantity="unseen digits named rightly by 64-64-10 after 20 epochs",
        unit="%",
        digits=1,
        measure=lambda seed: 100 * measure_learning(64, 0.1, seed=seed)["test"][-1],
        low=85,
        high=100,
        verdict="holds when the hidden layer is wide enough",
        limit=_two_units,
        limit_condition="with 2 hidden units instead of 64, at their best epoch of the 20",
    ),
    Claim(
        name="loss-falls",
        sentence="Training lowers the loss step by step.",
        source="article",
        chapter=CHAPTER,
        experiment="reading.measure_learning",
        quantity="epochs, of the first ten, whose mean loss is below the one before",
        unit="%",
        digits=0,
        measure=_falling_epochs,
        low=75,
        high=100,
        verdict="holds when the loss is averaged over an epoch; from one batch to the next "
        "it rises nearly as often as it falls",
        limit=_falling_steps,
        limit_condition="from step to step, each loss on its own batch",
    ),
    Claim(
        name="first-loss",
        sentence="Before training, the loss of a network with ten classes is ln 10.",
        source="karpathy2019recipe",
        chapter=CHAPTER,
        experiment="reading.measure_first_loss",
        quantity="first loss minus ln 10, weights of spread 0.01",
        unit="",
        digits=4,
        measure=lambda seed: measure_first_loss(normal, seed) - math.log(10),
        low=-0.001,
        high=0.001,
        verdict="holds when the first weights are small",
        limit=lambda seed: measure_first_loss(seed=seed) - math.log(10),
        limit_condition="with He's weights, which make an untrained network sure of itself",
    ),
]
