"""Claims of chapter 8."""

import numpy as np

from nncourse.chapters.ch08_dropout.runs import (
    difference_that_dropout_makes,
    mean_after_dropout,
    measure_averaging,
    measure_dropout,
    measure_masks,
    measure_rival,
)
from nncourse.claims.claim import Claim

CHAPTER = "08-dropout"
NOISY = "500, a fifth wrong"


def _right(rate, seed, data=NOISY):
    """Unseen digits named rightly in the end, in percent."""
    return 100 * measure_dropout(rate, data, seed=seed)["test_accuracy"][-1]


def _gain(seed, data=NOISY):
    return _right(0.5, seed, data) - _right(0.0, seed, data)


def _usual_gain(seed, data=NOISY):
    usual = max(_right(rate, seed, data) for rate in (0.2, 0.35, 0.5))
    return usual - max(_right(rate, seed, data) for rate in (0.0, 0.9))


def _memorised(rate, seed):
    return 100 * measure_dropout(rate, NOISY, seed=seed)["memorised"]


def _averaging_gain(masks, seed):
    """Points by which an average over masks beats one pass with nothing dropped."""
    found = measure_averaging(0.5, NOISY, seed)
    averaged = found["accuracy"].mean(axis=0)[list(found["k"]).index(masks)]
    return 100 * (averaged - found["scaled_accuracy"])


def _beats(rival, seed):
    """Points by which dropout 0.5 beats a rival on noisy labels, a mean of four runs."""
    points = [
        [measure_rival(name, NOISY, 4 * seed + i) for i in range(4)]
        for name in ("dropout 0.5", rival)
    ]
    return 100 * (np.mean(points[0]) - np.mean(points[1]))


CLAIMS = [
    Claim(
        name="dropout-twenty-of-hundred",
        sentence="With 100 units and a rate of 0.2, 20 units are dropped at each step.",
        source="article",
        chapter=CHAPTER,
        experiment="dropout.measure_masks",
        quantity="units dropped, mean of 2000 steps",
        unit="",
        digits=1,
        measure=lambda seed: measure_masks(100, 0.2, seed=seed).mean(),
        low=19.5,
        high=20.5,
        verdict="holds when averaged over steps",
    ),
    Claim(
        name="dropout-exactly-twenty",
        sentence="With 100 units and a rate of 0.2, exactly 20 are dropped at a step.",
        source="article",
        chapter=CHAPTER,
        experiment="dropout.measure_masks",
        quantity="steps of 2000 that dropped exactly 20",
        unit="%",
        digits=0,
        measure=lambda seed: 100 * np.mean(measure_masks(100, 0.2, seed=seed) == 20),
        low=7,
        high=13,
        verdict="fails when taken step by step: each unit has a draw of its own",
    ),
    Claim(
        name="dropout-binomial",
        sentence="The number of dropped units of n spreads with a standard deviation of "
        "√(n r (1 − r)), which is 4 for 100 units and a rate of 0.2.",
        source="this course",
        chapter=CHAPTER,
        experiment="dropout.measure_masks",
        quantity="standard deviation over 2000 steps",
        unit="",
        digits=2,
        measure=lambda seed: measure_masks(100, 0.2, seed=seed).std(),
        low=3.75,
        high=4.25,
        verdict="holds",
        limit=lambda seed: measure_masks(10, 0.2, seed=seed).std(),
        limit_condition="with 10 units, where a spread of √1.6 is a larger share of the 2",
    ),
    Claim(
        name="dropout-rate-zero",
        sentence="A rate of 0 is no regularisation.",
        source="article",
        chapter=CHAPTER,
        experiment="dropout.difference_that_dropout_makes",
        quantity="largest difference of any weight, with and without the layer, one epoch",
        unit="",
        digits=3,
        measure=lambda seed: difference_that_dropout_makes(0.0, seed),
        low=0,
        high=0,
        verdict="holds, to the last bit",
        limit=lambda seed: difference_that_dropout_makes(0.1, seed),
        limit_condition="at a rate of 0.1",
    ),
    Claim(
        name="dropout-rate-one",
        sentence="A rate of 1 learns nothing.",
        source="article",
        chapter=CHAPTER,
        experiment="dropout.measure_dropout",
        quantity="unseen digits named rightly, 1000 clean labels",
        unit="%",
        digits=0,
        measure=lambda seed: _right(1.0, seed, "1000 clean"),
        low=0,
        high=30,
        verdict="holds: what is left is chance, and the last layer's bias",
        limit=lambda seed: _right(0.5, seed, "1000 clean"),
        limit_condition="at a rate of 0.5",
    ),
    Claim(
        name="dropout-usual-rates",
        sentence="Rates of 0.2 to 0.5 are usual.",
        source="article",
        chapter=CHAPTER,
        experiment="dropout.measure_dropout",
        quantity="points of accuracy that the best of 0.2, 0.35, 0.5 gains over the better "
        "of 0 and 0.9, a fifth of the labels wrong",
        unit="",
        digits=1,
        measure=_usual_gain,
        low=2.6,
        high=16,
        verdict="holds when there is something to regularise",
        limit=lambda seed: _usual_gain(seed, "1000 clean"),
        limit_condition="with 1000 clean labels",
    ),
    Claim(
        name="dropout-more-is-stronger",
        sentence="A higher rate is a stronger regularisation.",
        source="article",
        chapter=CHAPTER,
        experiment="dropout.measure_dropout",
        quantity="wrong training labels given back at 0.2, less those at 0.5, points",
        unit="",
        digits=0,
        measure=lambda seed: _memorised(0.2, seed) - _memorised(0.5, seed),
        low=8,
        high=42,
        verdict="holds",
    ),
    Claim(
        name="dropout-too-strong",
        sentence="Too high a rate is too strong: the network no longer learns.",
        source="article",
        chapter=CHAPTER,
        experiment="dropout.measure_dropout",
        quantity="points of accuracy lost from a rate of 0.5 to 0.9, a fifth of the labels "
        "wrong",
        unit="",
        digits=1,
        measure=lambda seed: _right(0.5, seed) - _right(0.9, seed),
        low=2,
        high=40,
        verdict="holds when the rate is 0.9 or so",
        limit=lambda seed: _right(0.5, seed) - _right(0.7, seed),
        limit_condition="from 0.5 to 0.7, where it loses nothing yet",
    ),
    Claim(
        name="dropout-prevents-over-fitting",
        sentence="Dropout prevents over-fitting.",
        source="article",
        chapter=CHAPTER,
        experiment="dropout.measure_dropout",
        quantity="points of accuracy on unseen digits gained at 0.5, a fifth of 500 labels "
        "wrong",
        unit="",
        digits=1,
        measure=_gain,
        low=3.8,
        high=14,
        verdict="holds when there are wrong labels to memorise",
        limit=lambda seed: _gain(seed, "100 clean"),
        limit_condition="with 100 clean labels, where the network over-fits all the same",
    ),
    Claim(
        name="dropout-many-clean",
        sentence="With many clean examples dropout gains nothing.",
        source="this course",
        chapter=CHAPTER,
        experiment="dropout.measure_dropout",
        quantity="points of accuracy on unseen digits gained at 0.5, 1000 clean labels",
        unit="",
        digits=1,
        measure=lambda seed: _gain(seed, "1000 clean"),
        low=-2,
        high=3,
        verdict="holds",
        limit=_gain,
        limit_condition="with 500 labels, a fifth of them wrong",
    ),
    Claim(
        name="dropout-memorising",
        sentence="Dropout keeps a network from memorising wrong labels.",
        source="arpit2017closer",
        chapter=CHAPTER,
        experiment="dropout.measure_dropout",
        quantity="wrong training labels given back after training at 0.5",
        unit="%",
        digits=0,
        measure=lambda seed: _memorised(0.5, seed),
        low=4,
        high=38,
        verdict="holds, largely",
        limit=lambda seed: _memorised(0.0, seed),
        limit_condition="without dropout",
    ),
    Claim(
        name="dropout-scaling-keeps-mean",
        sentence="Dividing what is kept by 1 − r keeps the mean of every activation.",
        source="srivastava2014dropout",
        chapter=CHAPTER,
        experiment="dropout.mean_after_dropout",
        quantity="mean of what leaves the layer at 0.5 when ones enter",
        unit="",
        digits=2,
        measure=lambda seed: mean_after_dropout(0.5, seed=seed),
        low=0.98,
        high=1.02,
        verdict="holds",
        limit=lambda seed: mean_after_dropout(0.5, scaled=False, seed=seed),
        limit_condition="without the division",
    ),
    Claim(
        name="dropout-weight-scaling",
        sentence="One pass with nothing dropped names as many digits as the average over "
        "many masks.",
        source="srivastava2014dropout",
        chapter=CHAPTER,
        experiment="averaging.measure_averaging",
        quantity="points of accuracy by which 64 masks beat one pass",
        unit="",
        digits=1,
        measure=lambda seed: _averaging_gain(64, seed),
        low=-2,
        high=2,
        verdict="holds when accuracy is what counts",
        limit=lambda seed: _averaging_gain(1, seed),
        limit_condition="with a single mask, which is dropout left on by mistake",
    ),
    Claim(
        name="dropout-beats-weight-decay",
        sentence="Dropout does better than weight decay.",
        source="srivastava2014dropout",
        chapter=CHAPTER,
        experiment="averaging.measure_rival",
        quantity="points of accuracy by which dropout 0.5 beats weight decay 0.01, a fifth "
        "of 500 labels wrong, mean of four runs",
        unit="",
        digits=1,
        measure=lambda seed: _beats("weight decay", seed),
        low=-5,
        high=2,
        verdict="fails when labels are wrong: on these digits weight decay does as well or "
        "a little better",
    ),
    Claim(
        name="dropout-beats-early-stopping",
        sentence="Dropout does better than early stopping.",
        source="srivastava2014dropout",
        chapter=CHAPTER,
        experiment="averaging.measure_rival",
        quantity="points of accuracy by which dropout 0.5 beats the step of lowest loss on "
        "300 other digits, mean of four runs",
        unit="",
        digits=1,
        measure=lambda seed: _beats("early stopping", seed),
        low=0,
        high=6,
        verdict="holds when labels are wrong, for the mean of several runs; about one "
        "single run in four gains nothing",
    ),
]
