"""Claims of chapter 3."""

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.runs import (
    measure_deep_run,
    measure_factors,
    measure_flow,
    measure_run,
    measure_signal,
)
from nncourse.chapters.deep_nets import deep_net, forward_and_backward
from nncourse.claims.claim import Claim
from nncourse.layers import Sigmoid

CHAPTER = "03-vanishing-gradients"


def _moved(activation, seed):
    return float(measure_run(activation, seed=seed)["moved"])


def _reads(seed, **choices):
    return 100 * measure_run(seed=seed, **choices)["accuracy"]


def _reads_deep(seed, cure):
    run, _ = measure_deep_run(30, cure, seed)
    return 100 * run["accuracy"]


def _best_init(seed):
    inits = "xavier", "he", "orthogonal"
    return max(_reads(seed, activation="sigmoid", init=init) for init in inits)


def _largest_slope(seed, saturated):
    net, _ = deep_net(6, "sigmoid", "xavier x 4", seed)
    forward_and_backward(net, seed)
    y = np.concatenate([a.y.ravel() for a in net.layers if isinstance(a, Sigmoid)])
    chosen = np.abs(y - 0.5) > 0.45 if saturated else np.full(y.shape, True)
    return float((y * (1 - y))[chosen].max())


def _nielsen(seed, init="xavier"):
    """The median over 200 networks of two to six hidden layers, other ones each seed."""
    factors = [
        measure_factors(hidden, init, seeds=40, first_seed=1000 * seed + 100 * hidden)
        for hidden in range(2, 7)
    ]
    return float(np.median(np.concatenate([found["factor"] for found in factors])))


def _size_factor(seed, activation, init):
    size = measure_signal(10, activation, init, seed, width=200)["size"]
    return float((size[-1] / size[0]) ** (1 / (len(size) - 1)))


def _stretch(seed, activation, init):
    return float(measure_signal(10, activation, init, seed)["jacobian"].mean())


def _last_size(seed, init):
    size = measure_signal(10, "tanh", init, seed)["size"]
    return float(size[-1] / size[0])


CLAIMS = [
    Claim(
        name="small-factors-multiply",
        sentence="With many layers many small factors multiply, so the low layers hardly "
        "learn.",
        source="article",
        chapter=CHAPTER,
        experiment="vanishing_runs.measure_run",
        quantity="how far ten epochs move the first of ten sigmoid layers, as a share of "
        "its weights",
        unit="",
        digits=-1,
        measure=lambda seed: _moved("sigmoid", seed),
        low=0,
        high=2e-4,
        verdict="holds",
        limit=lambda seed: _moved("relu", seed),
        limit_condition="with ReLU and He's weights in the same ten layers",
    ),
    Claim(
        name="sigmoid-slope-quarter",
        sentence="The sigmoid's derivative is never above 1/4.",
        source="article",
        chapter=CHAPTER,
        experiment="deep.pass_once",
        quantity="largest slope of any unit for any of 200 digits, six layers",
        unit="",
        digits=4,
        measure=lambda seed: _largest_slope(seed, saturated=False),
        low=0.2,
        high=0.25,
        verdict="holds",
    ),
    Claim(
        name="sigmoid-saturated",
        sentence="The sigmoid's derivative is small when the unit is saturated.",
        source="article",
        chapter=CHAPTER,
        experiment="deep.pass_once",
        quantity="largest slope of any unit whose output is below 0.05 or above 0.95 "
        "(0.05 times 0.95 is the most there can be)",
        unit="",
        digits=3,
        measure=lambda seed: _largest_slope(seed, saturated=True),
        low=0,
        high=0.0475,
        verdict="holds",
        limit=lambda seed: _largest_slope(seed, saturated=False),
        limit_condition="among all units, saturated or not",
    ),
    Claim(
        name="relu-relieves",
        sentence="ReLU relieves vanishing gradients, its derivative being 1 on the active "
        "side.",
        source="article",
        chapter=CHAPTER,
        experiment="vanishing_runs.measure_run",
        quantity="test digits read right by ten ReLU layers with He's weights",
        unit="%",
        digits=0,
        measure=lambda seed: _reads(seed, activation="relu"),
        low=75,
        high=100,
        verdict="holds when the layers are not too many for the rate: at the same rate "
        "thirty hardly learn",
        limit=lambda seed: _reads(seed, activation="relu", depth=30),
        limit_condition="with thirty layers instead of ten, at the same rate",
    ),
    Claim(
        name="thirty-relu-smaller-steps",
        sentence="Thirty ReLU layers with He's weights learn when the steps suit them.",
        source="this course",
        chapter=CHAPTER,
        experiment="vanishing_runs.measure_depth",
        quantity="test digits read right by thirty layers, rate 0.003, momentum 0.9",
        unit="%",
        digits=0,
        measure=lambda seed: _reads_deep(seed, "small steps"),
        low=45,
        high=100,
        verdict="holds: the rate that suited ten layers is too large for thirty",
        limit=lambda seed: _reads_deep(seed, "none"),
        limit_condition="at the rate of ten layers, 0.1 without momentum",
    ),
    Claim(
        name="thirty-layers-batch-norm",
        sentence="Batch normalisation makes thirty ReLU layers learn.",
        source="this course",
        chapter=CHAPTER,
        experiment="vanishing_runs.measure_depth",
        quantity="test digits read right by thirty layers with batch normalisation, rate "
        "0.1",
        unit="%",
        digits=0,
        measure=lambda seed: _reads_deep(seed, "batch norm"),
        low=0,
        high=60,
        verdict="fails: at this depth and rate most digits are still misread",
    ),
    Claim(
        name="deep-sigmoid-at-chance",
        sentence="Better initialisation alone does not rescue a deep sigmoid network.",
        source="this course",
        chapter=CHAPTER,
        experiment="vanishing_runs.measure_run",
        quantity="test digits read right by ten sigmoid layers, the best of Xavier, He and "
        "orthogonal",
        unit="%",
        digits=0,
        measure=_best_init,
        low=0,
        high=25,
        verdict="holds for the usual three; four times Xavier's weights and Adam together "
        "do rescue it",
        limit=lambda seed: _reads(
            seed, activation="sigmoid", init="xavier x 4", optimizer="Adam"
        ),
        limit_condition="with four times Xavier's weights, and Adam in place of SGD",
    ),
    Claim(
        name="nielsen-factor",
        sentence="From each hidden layer of sigmoids to the one below, the speed of "
        "learning falls by a steady factor.",
        source="nielsen2015neural",
        chapter=CHAPTER,
        experiment="vanishing.measure_factors",
        quantity="factor per layer, median of 200 networks of two to six hidden layers",
        unit="",
        digits=3,
        measure=_nielsen,
        low=0.21,
        high=0.24,
        verdict="holds, and the factor depends on the weights",
        limit=lambda seed: _nielsen(seed, "xavier x 4"),
        limit_condition="with weights four times as large",
    ),
    Claim(
        name="glorot-old-jacobian",
        sentence="Under the older uniform initialisation a tanh layer's Jacobian has a "
        "mean singular value of about 0.5.",
        source="glorot2010understanding",
        chapter=CHAPTER,
        experiment="vanishing.measure_signal",
        quantity="mean singular value, ten tanh layers of 100, weights of variance 1/(3n)",
        unit="",
        digits=2,
        measure=lambda seed: _stretch(seed, "tanh", "uniform"),
        low=0.45,
        high=0.53,
        verdict="holds",
        limit=lambda seed: _stretch(seed, "sigmoid", "uniform"),
        limit_condition="with sigmoid in place of tanh",
    ),
    Claim(
        name="glorot-new-jacobian",
        sentence="Under their own initialisation it is about 0.8.",
        source="glorot2010understanding",
        chapter=CHAPTER,
        experiment="vanishing.measure_signal",
        quantity="mean singular value, ten tanh layers of 100, Xavier's weights",
        unit="",
        digits=2,
        measure=lambda seed: _stretch(seed, "tanh", "xavier"),
        low=0.7,
        high=0.85,
        verdict="holds",
        limit=lambda seed: _stretch(seed, "sigmoid", "xavier"),
        limit_condition="with sigmoid in place of tanh",
    ),
    Claim(
        name="glorot-spread",
        sentence="Their initialisation keeps the spread of tanh activations through the "
        "layers, and the older one lets it shrink.",
        source="glorot2010understanding",
        chapter=CHAPTER,
        experiment="vanishing.measure_signal",
        quantity="size of the activations in the ninth hidden layer over the first's",
        unit="",
        digits=2,
        measure=lambda seed: _last_size(seed, "xavier"),
        low=0.3,
        high=0.7,
        verdict="holds when keeping allows for a slow loss",
        limit=lambda seed: _last_size(seed, "uniform"),
        limit_condition="under the older uniform weights",
    ),
    Claim(
        name="he-under-xavier",
        sentence="Xavier's weights under ReLU lose a factor of sqrt(1/2) = 0.707 of the "
        "signal's size in every layer.",
        source="he2015delving",
        chapter=CHAPTER,
        experiment="vanishing.measure_signal",
        quantity="factor per layer, ten ReLU layers of 200, Xavier's weights",
        unit="",
        digits=2,
        measure=lambda seed: _size_factor(seed, "relu", "xavier"),
        low=0.66,
        high=0.76,
        verdict="holds",
        limit=lambda seed: _size_factor(seed, "relu", "he"),
        limit_condition="under He's weights",
    ),
    Claim(
        name="he-keeps",
        sentence="He's weights keep the size of the signal through ReLU layers.",
        source="he2015delving",
        chapter=CHAPTER,
        experiment="vanishing.measure_signal",
        quantity="factor per layer, ten ReLU layers of 200, He's weights",
        unit="",
        digits=2,
        measure=lambda seed: _size_factor(seed, "relu", "he"),
        low=0.93,
        high=1.07,
        verdict="holds",
        limit=lambda seed: _size_factor(seed, "relu", "xavier"),
        limit_condition="under Xavier's weights",
    ),
    Claim(
        name="healthy-ratio-no-gradient",
        sentence="With tanh and tiny weights the first layer's gradient is as large as the "
        "last one's.",
        source="this course",
        chapter=CHAPTER,
        experiment="vanishing.measure_flow",
        quantity="first gradient norm over last, ten tanh layers, weights of spread 0.01",
        unit="",
        digits=-1,
        measure=lambda seed: float(measure_flow(10, "tanh", "small", seed)["ratio"][0]),
        low=0.3,
        high=3,
        verdict="holds, and says nothing: every layer's gradient is nearly zero",
        limit=lambda seed: float(measure_flow(10, "sigmoid", "small", seed)["ratio"][0]),
        limit_condition="with sigmoid and the same weights",
    ),
    Claim(
        name="absolute-size-matters",
        sentence="In that network with the healthy ratio every layer's gradient is "
        "practically zero.",
        source="this course",
        chapter=CHAPTER,
        experiment="vanishing.measure_flow",
        quantity="power of ten of the largest layer's gradient norm, tanh, spread 0.01",
        unit="",
        digits=1,
        measure=lambda seed: float(
            np.log10(measure_flow(10, "tanh", "small", seed)["gradient"].max())
        ),
        low=-13,
        high=-8,
        verdict="holds",
        limit=lambda seed: float(
            np.log10(measure_flow(10, "tanh", "xavier", seed)["gradient"].max())
        ),
        limit_condition="with Xavier's weights",
    ),
]
