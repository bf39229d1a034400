"""Claims of chapter 4."""

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.runs import (
    measure_growth,
    measure_products,
    measure_start,
    measure_training,
)
from nncourse.claims.claim import Claim

CHAPTER = "04-exploding-gradients"


def _factor_of_doubling(seed, batch_norm=False):
    """What doubling all weights multiplies the first gradient by, per layer above it."""
    large, he = (
        measure_start(m, 10, batch_norm, seed=seed)["gradient"][0] for m in (2.0, 1.0)
    )
    return float((large / he) ** (1 / 9))


def _overshoot(seed, m):
    loss = measure_training(m, seed=seed)["loss"]
    return float(np.log10(loss[1] / loss[0]))


def _steps_taken(seed, m):
    return float(measure_training(m, seed=seed)["taken"])


def _reads(seed, m, cure, **choices):
    return 100 * measure_training(m, cure, seed=seed, **choices)["accuracy"]


def _worst_length(seed, kind):
    """Of twenty vectors through thirty matrices, the one furthest from g^30, over g^30."""
    ratio = measure_products(1.1, kind, seed=seed)["length"][:, -1] / 1.1**30
    return float(ratio[np.abs(np.log(ratio)).argmax()])


def _pulled_apart(seed, kind):
    stretch = measure_products(1.0, kind, seed=seed)["stretch"]
    return float(np.log10(stretch[0] / stretch[len(stretch) // 2]))


CLAIMS = [
    Claim(
        name="large-weights-large-factors",
        sentence="Large weights make large factors.",
        source="article",
        chapter=CHAPTER,
        experiment="exploding.measure_start",
        quantity="factor per layer on the first gradient when all weights are doubled",
        unit="x",
        digits=2,
        measure=_factor_of_doubling,
        low=1.8,
        high=2.4,
        verdict="holds",
        limit=lambda seed: _factor_of_doubling(seed, batch_norm=True),
        limit_condition="with batch normalisation",
    ),
    Claim(
        name="updates-overshoot",
        sentence="With large weights the updates overshoot.",
        source="article",
        chapter=CHAPTER,
        experiment="exploding_runs.measure_training",
        quantity="powers of ten by which one step raises the loss, weights twice He's",
        unit="",
        digits=1,
        measure=lambda seed: _overshoot(seed, 2.0),
        low=0.5,
        high=60,
        verdict="holds",
        limit=lambda seed: _overshoot(seed, 1.0),
        limit_condition="with He's own weights",
    ),
    Claim(
        name="collapse-to-nan",
        sentence="Training collapses: the loss is no longer a number.",
        source="article",
        chapter=CHAPTER,
        experiment="exploding_runs.measure_training",
        quantity="steps until the loss is nan or infinite, weights twice He's",
        unit="",
        digits=0,
        measure=lambda seed: _steps_taken(seed, 2.0),
        low=2,
        high=40,
        verdict="holds",
        limit=lambda seed: _steps_taken(seed, 1.0),
        limit_condition="with He's own weights, where all the steps end well",
    ),
    Claim(
        name="batch-norm-tames",
        sentence="Batch normalisation tames exploding gradients.",
        source="article",
        chapter=CHAPTER,
        experiment="exploding_runs.measure_training",
        quantity="test digits read right from weights twice He's, same rate, batch norm",
        unit="%",
        digits=0,
        measure=lambda seed: _reads(seed, 2.0, "batch norm"),
        low=85,
        high=100,
        verdict="holds when the weights are not so large that each step is too small for "
        "them",
        limit=lambda seed: _reads(seed, 30.0, "batch norm"),
        limit_condition="from weights thirty times He's",
    ),
    Claim(
        name="lower-rate-helps",
        sentence="A lower learning rate helps against exploding gradients.",
        source="article",
        chapter=CHAPTER,
        experiment="exploding_runs.measure_training",
        quantity="test digits read right with the best of seven lower rates, weights 1.5 "
        "times He's",
        unit="%",
        digits=0,
        measure=lambda seed: _reads(seed, 1.5, "lower rate"),
        low=62,
        high=100,
        verdict="holds when the weights are a little too large: it prevents nan, and does "
        "not restore what larger ones cost",
        limit=lambda seed: _reads(seed, 2.0, "lower rate"),
        limit_condition="with weights twice He's",
    ),
    Claim(
        name="clipping-prevents-collapse",
        sentence="Clipping the gradient's norm keeps training from collapsing.",
        source="pascanu2013difficulty",
        chapter=CHAPTER,
        experiment="exploding_runs.measure_training",
        quantity="test digits read right from weights twice He's, clipped to norm 1",
        unit="%",
        digits=0,
        measure=lambda seed: _reads(seed, 2.0, "clipping"),
        low=50,
        high=86,
        verdict="holds, without restoring what He's own weights reach",
        limit=lambda seed: _reads(seed, 1.0, "clipping"),
        limit_condition="clipped from He's own weights",
    ),
    Claim(
        name="orthogonal-power",
        sentence="g times an orthogonal matrix, L times over, stretches every vector by "
        "exactly g^L.",
        source="saxe2014exact",
        chapter=CHAPTER,
        experiment="exploding.measure_products",
        quantity="length over g^30 of the vector furthest from it, g = 1.1",
        unit="",
        digits=3,
        measure=lambda seed: _worst_length(seed, "orthogonal"),
        low=0.999999,
        high=1.000001,
        verdict="holds",
        limit=lambda seed: _worst_length(seed, "gaussian"),
        limit_condition="with normal entries of the same mean square",
    ),
    Claim(
        name="gaussian-distorts",
        sentence="A product of Gaussian matrices can keep lengths on average only by "
        "distorting: some directions grow, most die.",
        source="saxe2014exact",
        chapter=CHAPTER,
        experiment="exploding.measure_products",
        quantity="powers of ten between the most stretched direction and the middle one",
        unit="",
        digits=1,
        measure=lambda seed: _pulled_apart(seed, "gaussian"),
        low=3,
        high=8,
        verdict="holds",
        limit=lambda seed: _pulled_apart(seed, "orthogonal"),
        limit_condition="with orthogonal matrices",
    ),
    Claim(
        name="batch-norm-grows",
        sentence="At initialisation batch normalisation makes gradients grow by about 1.21 "
        "a ReLU layer towards the input.",
        source="yang2019mean",
        chapter=CHAPTER,
        experiment="exploding.measure_growth",
        quantity="factor per layer, thirty ReLU layers of 100",
        unit="",
        digits=2,
        measure=lambda seed: float(measure_growth(30, True, seed=seed)["factor"]),
        low=1.15,
        high=1.25,
        verdict="holds",
        limit=lambda seed: float(measure_growth(30, False, seed=seed)["factor"]),
        limit_condition="without batch normalisation",
    ),
    Claim(
        name="grows-yet-trains",
        sentence="With batch normalisation training goes well although the gradients grow.",
        source="this course",
        chapter=CHAPTER,
        experiment="exploding_runs.measure_training",
        quantity="test digits read right by ten layers with batch norm, He's weights",
        unit="%",
        digits=0,
        measure=lambda seed: _reads(seed, 1.0, "batch norm"),
        low=88,
        high=100,
        verdict="holds when the layers are not too many",
        limit=lambda seed: _reads(seed, 1.0, "batch norm", depth=50),
        limit_condition="with fifty layers",
    ),
]
