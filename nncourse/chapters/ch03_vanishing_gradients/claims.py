"""Claims of chapter 3."""

from operator import itemgetter

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.runs import (
    measure_factors,
    measure_flow,
    measure_run,
    measure_signal,
)
from nncourse.chapters.deep_nets import deep_net, forward_and_backward
from nncourse.claims.claim import Claim, Verdict
from nncourse.layers import Sigmoid


def percent_right(run):
    return 100 * run["accuracy"]


def best_of_inits(seed, inits, optimizer):
    """Digits that ten sigmoid layers read right from the best of `inits`, in percent."""
    runs = [measure_run("sigmoid", init, optimizer, seed=seed) for init in inits]
    return max(map(percent_right, runs))


def largest_slope(seed, saturated):
    """The largest slope of any sigmoid unit, or of any whose output is extreme."""
    net, _ = deep_net(6, "sigmoid", "xavier x 4", seed)
    forward_and_backward(net, seed)
    y = np.concatenate([a.y.ravel() for a in net.layers if isinstance(a, Sigmoid)])
    if saturated:
        y = y[np.abs(y - 0.5) > 0.45]
    return (y * (1 - y)).max()


def median_factor(seed, init):
    """The median over 200 networks of two to six hidden layers, other ones each seed."""
    factors = [
        measure_factors(hidden, init, seeds=40, first_seed=1000 * seed + 100 * hidden)
        for hidden in range(2, 7)
    ]
    return np.median(np.concatenate([run["factor"] for run in factors]))


def size_factor(signal):
    """What a layer multiplies the size of the activations by, on average."""
    size = signal["size"]
    return (size[-1] / size[0]) ** (1 / (len(size) - 1))


def last_size_over_first(signal):
    return signal["size"][-1] / signal["size"][0]


def mean_singular_value(signal):
    return signal["jacobian"].mean()


def first_gradient_over_last(flow):
    return flow["ratio"][0]


def power_of_largest_gradient(flow):
    return np.log10(flow["gradient"].max())


CLAIMS = [
    Claim(
        name="small-factors-multiply",
        sentence="With many layers many small factors multiply, so the low layers hardly "
        "learn.",
        source="article",
        measure=measure_run,
        at={"activation": "sigmoid"},
        read=itemgetter("moved"),
        quantity="how far ten epochs move the first of ten sigmoid layers, as a share of "
        "its weights",
        digits=-1,
        bounds=(0, 2e-4),
        beyond={"activation": "relu"},
        beyond_in_words="with ReLU and He's weights in the same ten layers",
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="sigmoid-slope-quarter",
        sentence="The sigmoid's derivative is never above 1/4.",
        source="article",
        measure=largest_slope,
        at={"saturated": False},
        quantity="largest slope of any unit for any of 200 digits, six layers",
        digits=4,
        bounds=(0.2, 0.25),
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="sigmoid-saturated",
        sentence="The sigmoid's derivative is small when the unit is saturated.",
        source="article",
        measure=largest_slope,
        at={"saturated": True},
        quantity="largest slope of any unit whose output is below 0.05 or above 0.95 "
        "(0.05 times 0.95 is the most there can be)",
        digits=3,
        bounds=(0, 0.0475),
        beyond={"saturated": False},
        beyond_in_words="among all units, saturated or not",
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="relu-relieves",
        sentence="ReLU relieves vanishing gradients, its derivative being 1 on the active"
        " side.",
        source="article",
        measure=measure_run,
        at={"activation": "relu", "depth": 10},
        read=percent_right,
        quantity="test digits read right by ten ReLU layers with He's weights",
        unit="%",
        digits=0,
        bounds=(75, 100),
        beyond={"depth": 30},
        beyond_in_words="with thirty layers instead of ten, at the same rate",
        verdict=Verdict.HOLDS_WHEN,
        note="the layers are not too many for the rate: at the same rate thirty hardly "
        "learn",
    ),
    Claim(
        name="thirty-relu-smaller-steps",
        sentence="Thirty ReLU layers with He's weights learn when the steps suit them.",
        source="this course",
        measure=measure_run,
        at={"activation": "relu", "depth": 30, "optimizer": "small steps"},
        read=percent_right,
        quantity="test digits read right by thirty layers, rate 0.003, momentum 0.9",
        unit="%",
        digits=0,
        bounds=(45, 100),
        beyond={"optimizer": "SGD"},
        beyond_in_words="at the rate of ten layers, 0.1 without momentum",
        verdict=Verdict.HOLDS,
        note=": the rate that suited ten layers is too large for thirty",
    ),
    Claim(
        name="thirty-layers-batch-norm",
        sentence="Batch normalisation makes thirty ReLU layers learn.",
        source="this course",
        measure=measure_run,
        at={"activation": "relu", "depth": 30, "batch_norm": True},
        read=percent_right,
        quantity="test digits read right by thirty layers with batch normalisation, rate "
        "0.1",
        unit="%",
        digits=0,
        bounds=(0, 60),
        verdict=Verdict.FAILS,
        note=": at this depth and rate most digits are still misread",
    ),
    Claim(
        name="deep-sigmoid-at-chance",
        sentence="Better initialisation alone does not rescue a deep sigmoid network.",
        source="this course",
        measure=best_of_inits,
        at={"inits": ("xavier", "he", "orthogonal"), "optimizer": "SGD"},
        quantity="test digits read right by ten sigmoid layers, the best of Xavier, He "
        "and orthogonal",
        unit="%",
        digits=0,
        bounds=(0, 25),
        beyond={"inits": ("xavier x 4",), "optimizer": "Adam"},
        beyond_in_words="with four times Xavier's weights, and Adam in place of SGD",
        verdict=Verdict.HOLDS,
        note="for the usual three; four times Xavier's weights and Adam together do "
        "rescue it",
    ),
    Claim(
        name="nielsen-factor",
        sentence="From each hidden layer of sigmoids to the one below, the speed of "
        "learning falls by a steady factor.",
        source="nielsen2015neural",
        measure=median_factor,
        at={"init": "xavier"},
        quantity="factor per layer, median of 200 networks of two to six hidden layers",
        digits=3,
        bounds=(0.21, 0.24),
        beyond={"init": "xavier x 4"},
        beyond_in_words="with weights four times as large",
        verdict=Verdict.HOLDS,
        note=", and the factor depends on the weights",
    ),
    Claim(
        name="glorot-old-jacobian",
        sentence="Under the older uniform initialisation a tanh layer's Jacobian has a "
        "mean singular value of about 0.5.",
        source="glorot2010understanding",
        measure=measure_signal,
        at={"activation": "tanh", "init": "uniform"},
        read=mean_singular_value,
        quantity="mean singular value, ten tanh layers of 100, weights of variance 1/(3n)",
        digits=2,
        bounds=(0.45, 0.53),
        beyond={"activation": "sigmoid"},
        beyond_in_words="with sigmoid in place of tanh",
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="glorot-new-jacobian",
        sentence="Under their own initialisation it is about 0.8.",
        source="glorot2010understanding",
        measure=measure_signal,
        at={"activation": "tanh", "init": "xavier"},
        read=mean_singular_value,
        quantity="mean singular value, ten tanh layers of 100, Xavier's weights",
        digits=2,
        bounds=(0.7, 0.85),
        beyond={"activation": "sigmoid"},
        beyond_in_words="with sigmoid in place of tanh",
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="glorot-spread",
        sentence="Their initialisation keeps the spread of tanh activations through the "
        "layers, and the older one lets it shrink.",
        source="glorot2010understanding",
        measure=measure_signal,
        at={"activation": "tanh", "init": "xavier"},
        read=last_size_over_first,
        quantity="size of the activations in the ninth hidden layer over the first's",
        digits=2,
        bounds=(0.3, 0.7),
        beyond={"init": "uniform"},
        beyond_in_words="under the older uniform weights",
        verdict=Verdict.HOLDS_WHEN,
        note="keeping allows for a slow loss",
    ),
    Claim(
        name="he-under-xavier",
        sentence="Xavier's weights under ReLU lose a factor of sqrt(1/2) = 0.707 of the "
        "signal's size in every layer.",
        source="he2015delving",
        measure=measure_signal,
        at={"activation": "relu", "init": "xavier", "width": 200},
        read=size_factor,
        quantity="factor per layer, ten ReLU layers of 200, Xavier's weights",
        digits=2,
        bounds=(0.66, 0.76),
        beyond={"init": "he"},
        beyond_in_words="under He's weights",
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="he-keeps",
        sentence="He's weights keep the size of the signal through ReLU layers.",
        source="he2015delving",
        measure=measure_signal,
        at={"activation": "relu", "init": "he", "width": 200},
        read=size_factor,
        quantity="factor per layer, ten ReLU layers of 200, He's weights",
        digits=2,
        bounds=(0.93, 1.07),
        beyond={"init": "xavier"},
        beyond_in_words="under Xavier's weights",
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="healthy-ratio-no-gradient",
        sentence="With tanh and tiny weights the first layer's gradient is as large as "
        "the last one's.",
        source="this course",
        measure=measure_flow,
        at={"activation": "tanh", "init": "small"},
        read=first_gradient_over_last,
        quantity="first gradient norm over last, ten tanh layers, weights of spread 0.01",
        digits=-1,
        bounds=(0.3, 3),
        beyond={"activation": "sigmoid"},
        beyond_in_words="with sigmoid and the same weights",
        verdict=Verdict.HOLDS,
        note=", and says nothing: every layer's gradient is nearly zero",
    ),
    Claim(
        name="absolute-size-matters",
        sentence="In that network with the healthy ratio every layer's gradient is "
        "practically zero.",
        source="this course",
        measure=measure_flow,
        at={"activation": "tanh", "init": "small"},
        read=power_of_largest_gradient,
        quantity="power of ten of the largest layer's gradient norm, tanh, spread 0.01",
        digits=1,
        bounds=(-13, -8),
        beyond={"init": "xavier"},
        beyond_in_words="with Xavier's weights",
        verdict=Verdict.HOLDS,
    ),
]
