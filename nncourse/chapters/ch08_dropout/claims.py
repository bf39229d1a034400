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
from nncourse.claims.claim import Claim, Verdict

NOISY = "500, a fifth wrong"


def percent_exactly_twenty(dropped):
    return 100 * np.mean(dropped == 20)


def percent_right(run):
    return 100 * run["test_accuracy"][-1]


def percent_memorised(run):
    return 100 * run["memorised"]


def accuracy_gained(seed, rates=(0.5,), over=(0.0,), data=NOISY):
    """Points of test accuracy that the best of `rates` gains over the best of `over`."""
    best, other = (
        max(percent_right(measure_dropout(rate, data, seed=seed)) for rate in some)
        for some in (rates, over)
    )
    return best - other


def points_less_memorised(seed, low, high):
    """Wrong training labels given back at a `low` rate, less those at a `high` one."""
    more, less = (measure_dropout(rate, NOISY, seed=seed) for rate in (low, high))
    return percent_memorised(more) - percent_memorised(less)


def gain_of_averaging(seed, masks):
    """Points by which an average over masks beats one pass with nothing dropped."""
    run = measure_averaging(0.5, NOISY, seed)
    averaged = run["accuracy"].mean(axis=0)[list(run["k"]).index(masks)]
    return 100 * (averaged - run["scaled_accuracy"])


def gain_over_rival(seed, rival):
    """Points by which dropout 0.5 beats a rival on noisy labels, a mean of four runs."""
    dropout, other = (
        np.mean([measure_rival(name, NOISY, 4 * seed + i) for i in range(4)])
        for name in ("dropout 0.5", rival)
    )
    return 100 * (dropout - other)


CLAIMS = [
    Claim(
        name="dropout-twenty-of-hundred",
        sentence="With 100 units and a rate of 0.2, 20 units are dropped at each step.",
        source="article",
        measure=measure_masks,
        at={"units": 100, "rate": 0.2},
        read=np.mean,
        quantity="units dropped, mean of 2000 steps",
        digits=1,
        bounds=(19.5, 20.5),
        verdict=Verdict.HOLDS_WHEN,
        note="averaged over steps",
    ),
    Claim(
        name="dropout-exactly-twenty",
        sentence="With 100 units and a rate of 0.2, exactly 20 are dropped at a step.",
        source="article",
        measure=measure_masks,
        at={"units": 100, "rate": 0.2},
        read=percent_exactly_twenty,
        quantity="steps of 2000 that dropped exactly 20",
        unit="%",
        digits=0,
        bounds=(7, 13),
        verdict=Verdict.FAILS_WHEN,
        note="taken step by step: each unit has a draw of its own",
    ),
    Claim(
        name="dropout-binomial",
        sentence="The number of dropped units of n spreads with a standard deviation of "
        "√(n r (1 − r)), which is 4 for 100 units and a rate of 0.2.",
        source="this course",
        measure=measure_masks,
        at={"units": 100, "rate": 0.2},
        read=np.std,
        quantity="standard deviation over 2000 steps",
        digits=2,
        bounds=(3.75, 4.25),
        beyond={"units": 10},
        beyond_in_words="with 10 units, where a spread of √1.6 is a larger share of the 2",
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="dropout-rate-zero",
        sentence="A rate of 0 is no regularisation.",
        source="article",
        measure=difference_that_dropout_makes,
        at={"rate": 0.0},
        quantity="largest difference of any weight, with and without the layer, one epoch",
        digits=3,
        bounds=(0, 0),
        beyond={"rate": 0.1},
        beyond_in_words="at a rate of 0.1",
        verdict=Verdict.HOLDS,
        note=", to the last bit",
    ),
    Claim(
        name="dropout-rate-one",
        sentence="A rate of 1 learns nothing.",
        source="article",
        measure=measure_dropout,
        at={"rate": 1.0, "data": "1000 clean"},
        read=percent_right,
        quantity="unseen digits named rightly, 1000 clean labels",
        unit="%",
        digits=0,
        bounds=(0, 30),
        beyond={"rate": 0.5},
        beyond_in_words="at a rate of 0.5",
        verdict=Verdict.HOLDS,
        note=": what is left is chance, and the last layer's bias",
    ),
    Claim(
        name="dropout-usual-rates",
        sentence="Rates of 0.2 to 0.5 are usual.",
        source="article",
        measure=accuracy_gained,
        at={"rates": (0.2, 0.35, 0.5), "over": (0.0, 0.9), "data": NOISY},
        quantity="points of accuracy that the best of 0.2, 0.35, 0.5 gains over the "
        "better of 0 and 0.9, a fifth of the labels wrong",
        digits=1,
        bounds=(2.6, 16),
        beyond={"data": "1000 clean"},
        beyond_in_words="with 1000 clean labels",
        verdict=Verdict.HOLDS_WHEN,
        note="there is something to regularise",
    ),
    Claim(
        name="dropout-more-is-stronger",
        sentence="A higher rate is a stronger regularisation.",
        source="article",
        measure=points_less_memorised,
        at={"low": 0.2, "high": 0.5},
        quantity="wrong training labels given back at 0.2, less those at 0.5, points",
        digits=0,
        bounds=(8, 42),
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="dropout-too-strong",
        sentence="Too high a rate is too strong: the network no longer learns.",
        source="article",
        measure=accuracy_gained,
        at={"rates": (0.5,), "over": (0.9,)},
        quantity="points of accuracy lost from a rate of 0.5 to 0.9, a fifth of the "
        "labels wrong",
        digits=1,
        bounds=(2, 40),
        beyond={"over": (0.7,)},
        beyond_in_words="from 0.5 to 0.7, where it loses nothing yet",
        verdict=Verdict.HOLDS_WHEN,
        note="the rate is 0.9 or so",
    ),
    Claim(
        name="dropout-prevents-over-fitting",
        sentence="Dropout prevents over-fitting.",
        source="article",
        measure=accuracy_gained,
        at={"data": NOISY},
        quantity="points of accuracy on unseen digits gained at 0.5, a fifth of 500 "
        "labels wrong",
        digits=1,
        bounds=(3.8, 14),
        beyond={"data": "100 clean"},
        beyond_in_words="with 100 clean labels, where the network over-fits all the same",
        verdict=Verdict.HOLDS_WHEN,
        note="there are wrong labels to memorise",
    ),
    Claim(
        name="dropout-many-clean",
        sentence="With many clean examples dropout gains nothing.",
        source="this course",
        measure=accuracy_gained,
        at={"data": "1000 clean"},
        quantity="points of accuracy on unseen digits gained at 0.5, 1000 clean labels",
        digits=1,
        bounds=(-2, 3),
        beyond={"data": NOISY},
        beyond_in_words="with 500 labels, a fifth of them wrong",
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="dropout-memorising",
        sentence="Dropout keeps a network from memorising wrong labels.",
        source="arpit2017closer",
        measure=measure_dropout,
        at={"rate": 0.5, "data": NOISY},
        read=percent_memorised,
        quantity="wrong training labels given back after training at 0.5",
        unit="%",
        digits=0,
        bounds=(4, 38),
        beyond={"rate": 0.0},
        beyond_in_words="without dropout",
        verdict=Verdict.HOLDS,
        note=", largely",
    ),
    Claim(
        name="dropout-scaling-keeps-mean",
        sentence="Dividing what is kept by 1 − r keeps the mean of every activation.",
        source="srivastava2014dropout",
        measure=mean_after_dropout,
        at={"rate": 0.5, "scaled": True},
        quantity="mean of what leaves the layer at 0.5 when ones enter",
        digits=2,
        bounds=(0.98, 1.02),
        beyond={"scaled": False},
        beyond_in_words="without the division",
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="dropout-weight-scaling",
        sentence="One pass with nothing dropped names as many digits as the average over "
        "many masks.",
        source="srivastava2014dropout",
        measure=gain_of_averaging,
        at={"masks": 64},
        quantity="points of accuracy by which 64 masks beat one pass",
        digits=1,
        bounds=(-2, 2),
        beyond={"masks": 1},
        beyond_in_words="with a single mask, which is dropout left on by mistake",
        verdict=Verdict.HOLDS_WHEN,
        note="accuracy is what counts",
    ),
    Claim(
        name="dropout-beats-weight-decay",
        sentence="Dropout does better than weight decay.",
        source="srivastava2014dropout",
        measure=gain_over_rival,
        at={"rival": "weight decay"},
        quantity="points of accuracy by which dropout 0.5 beats weight decay 0.01, a "
        "fifth of 500 labels wrong, mean of four runs",
        digits=1,
        bounds=(-5, 2),
        verdict=Verdict.FAILS_WHEN,
        note="labels are wrong: on these digits weight decay does as well or a little "
        "better",
    ),
    Claim(
        name="dropout-beats-early-stopping",
        sentence="Dropout does better than early stopping.",
        source="srivastava2014dropout",
        measure=gain_over_rival,
        at={"rival": "early stopping"},
        quantity="points of accuracy by which dropout 0.5 beats the step of lowest loss "
        "on 300 other digits, mean of four runs",
        digits=1,
        bounds=(0, 6),
        verdict=Verdict.HOLDS_WHEN,
        note="labels are wrong, for the mean of several runs; about one single run in "
        "four gains nothing",
    ),
]
