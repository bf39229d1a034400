"""Claims of chapter 4."""

from operator import itemgetter

import numpy as np

from nncourse.chapters.ch04_exploding_gradients.runs import (
    measure_growth,
    measure_products,
    measure_start,
    measure_training,
)
from nncourse.claims.claim import Claim, Kind, Verdict


def factor_of_doubling(seed, batch_norm, depth=10, width=50, activation="relu"):
    """What doubling all weights multiplies the first gradient by, per layer above it."""
    large, he = (
        measure_start(m, depth, batch_norm, activation, seed, width)["gradient"][0]
        for m in (2.0, 1.0)
    )
    return (large / he) ** (1 / (depth - 1))


def percent_right(run):
    """Test digits classified correctly, in percent: none by a network of nan."""
    return 100 * np.nan_to_num(run["accuracy"])


def steps_to_collapse(run):
    """The steps a run took; or those after which a whole layer was seen dead, if fewer."""
    dead = np.nonzero((run["dead"] == 1).any(axis=1))[0]
    return run["step"][dead[0]] if len(dead) else run["taken"]


def powers_gained_in_a_step(run):
    return np.log10(run["loss"][1] / run["loss"][0])


def powers_gained_by_weights(run):
    """Powers of ten by which two steps lengthen the layer of weights that grows least."""
    return np.log10((run["weights"][1] / run["start"]).min())


def worst_length(seed, g, kind):
    """Of twenty vectors through thirty matrices, the one furthest from g^30, over g^30."""
    ratio = measure_products(g, kind, seed=seed)["length"][:, -1] / g**30
    return ratio[np.abs(np.log(ratio)).argmax()]


def powers_between_directions(products):
    """Powers of ten between the most stretched direction and the middle one."""
    stretch = products["stretch"][-1]
    return np.log10(stretch[0] / stretch[len(stretch) // 2])


CLAIMS = [
    Claim(
        name="large-weights-large-factors",
        sentence="Large weights make large factors.",
        source="article",
        measure=factor_of_doubling,
        at={"batch_norm": False},
        quantity="factor per layer on the first gradient when all weights are doubled",
        unit="x",
        digits=2,
        bounds=(1.8, 2.4),
        beyond={"batch_norm": True},
        beyond_in_words="with batch normalisation",
        vary={"depth": [5, 10, 20], "width": [50, 100, 200]},
        outside={"activation": ["sigmoid", "tanh"]},
        verdict=Verdict.HOLDS_WHEN,
        note="the units are ReLU, which pass a factor on whole: sigmoid and tanh saturate",
    ),
    Claim(
        name="updates-overshoot",
        sentence="With large weights the updates overshoot.",
        source="article",
        measure=measure_training,
        at={"m": 2.0},
        read=powers_gained_in_a_step,
        quantity="powers of ten by which one step raises the loss, weights twice He's",
        digits=1,
        bounds=(0.2, 60),
        beyond={"m": 1.0},
        beyond_in_words="with He's own weights",
        vary={
            "m": [2.0, 3.0],
            "lr": [0.02, 0.03, 0.1],
            "depth": [10, 15],
            "width": [50, 100],
        },
        outside={"lr": [1e-6], "depth": [3]},
        verdict=Verdict.HOLDS_WHEN,
        note="there are ten layers or more and the rate is not tiny",
    ),
    Claim(
        name="weights-abnormal",
        sentence="Such steps make the weights abnormally large or small.",
        source="article",
        measure=measure_training,
        at={"m": 2.0},
        read=powers_gained_by_weights,
        quantity="powers of ten by which two steps lengthen the weights of the layer that "
        "grows least, weights twice He's",
        digits=1,
        bounds=(1, 100),
        beyond={"m": 1.0},
        beyond_in_words="with He's own weights",
        vary={
            "m": [2.0, 3.0],
            "lr": [0.03, 0.1],
            "depth": [10, 12],
            "width": [50, 100],
        },
        outside={"lr": [1e-6], "depth": [3]},
        verdict=Verdict.HOLDS_WHEN,
        note="there are ten layers or more and the rate is not tiny: large in every layer, "
        "small in none",
    ),
    Claim(
        name="collapse-to-nan",
        sentence="With large weights training may collapse.",
        source="article",
        measure=measure_training,
        at={"m": 2.0},
        read=steps_to_collapse,
        quantity="steps until the loss is no finite number, or all units of a layer are "
        "dead, weights twice He's",
        digits=0,
        bounds=(1, 40),
        beyond={"m": 1.0},
        beyond_in_words="with He's own weights, where all the steps end well",
        vary={
            "m": [1.9, 2.0, 2.2],
            "lr": [0.01, 0.03, 0.1],
            "depth": [10, 15],
            "width": [50, 100],
        },
        outside={"lr": [1e-6], "depth": [3]},
        verdict=Verdict.HOLDS_WHEN,
        note="there are ten layers or more and the rate is not tiny",
    ),
    Claim(
        name="batch-norm-tames",
        sentence="Batch normalisation tames exploding gradients.",
        source="article",
        measure=measure_training,
        at={"m": 2.0, "m_last": 2.0, "cure": "batch norm"},
        read=percent_right,
        quantity="test digits classified correctly from weights twice He's, same rate, "
        "batch norm",
        unit="%",
        digits=0,
        bounds=(84, 100),
        beyond={"m": 30.0, "m_last": 30.0},
        beyond_in_words="from weights thirty times He's",
        vary={
            "m": [1.0, 2.0, 3.0],
            "m_last": [1.0, 2.0, 5.0],
            "lr": [0.01, 0.03, 0.1],
            "depth": [5, 10],
            "epochs": [20, 40],
        },
        outside={"m": [100.0], "cure": ["none"]},
        verdict=Verdict.HOLDS_WHEN,
        note="the weights are not much too large: at thirty times He's the steps are too "
        "small for the hidden layers, and the last, which has no batch norm, starts far "
        "too sure",
    ),
    Claim(
        name="lower-rate-helps",
        sentence="A lower learning rate helps against exploding gradients.",
        source="article",
        measure=measure_training,
        at={"m": 1.5, "cure": "lower rate"},
        read=percent_right,
        quantity="test digits classified correctly with the best of seven lower rates, "
        "weights 1.5 times He's, 20 epochs",
        unit="%",
        digits=0,
        bounds=(60, 100),
        beyond={"m": 2.0},
        beyond_in_words="with weights twice He's",
        vary={"m": [1.2, 1.5], "depth": [8, 10]},
        outside={"cure": ["none"]},
        verdict=Verdict.HOLDS_WHEN,
        note="the weights are a little too large: it prevents nan, and in twenty epochs "
        "does not restore what larger ones cost",
    ),
    Claim(
        name="clipping-prevents-collapse",
        sentence="Clipping the gradient's norm keeps training from collapsing.",
        source="pascanu2013difficulty",
        where="section 3.2",
        measure=measure_training,
        at={"m": 2.0, "cure": "clipping"},
        read=percent_right,
        quantity="test digits classified correctly from weights twice He's, clipped to "
        "norm 1, 20 epochs",
        unit="%",
        digits=0,
        bounds=(40, 100),
        beyond={"limit": 100.0},
        beyond_in_words="clipped to norm 100",
        vary={
            "m": [1.0, 1.5, 2.0, 4.0],
            "epochs": [20, 60],
            "limit": [0.5, 1.0, 2.0],
        },
        outside={"cure": ["none"]},
        verdict=Verdict.HOLDS_WHEN,
        note="the limit is low: a limit of 1 restores slowly what He's own weights reach, "
        "limit and rate searched together do so sooner; under a high limit the loss stays "
        "finite, and nothing is learnt",
    ),
    Claim(
        name="orthogonal-power",
        sentence="g times an orthogonal matrix, L times over, stretches every vector by "
        "exactly g^L.",
        source="saxe2014exact",
        kind=Kind.ARITHMETIC,
        measure=worst_length,
        at={"g": 1.1, "kind": "orthogonal"},
        quantity="length over g^30 of the vector furthest from it, g = 1.1",
        digits=3,
        bounds=(0.999999, 1.000001),
        beyond={"kind": "gaussian"},
        beyond_in_words="with normal entries of the same mean square",
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="gaussian-distorts",
        sentence="A product of Gaussian matrices can keep lengths on average only by "
        "distorting: some directions grow, most die.",
        source="saxe2014exact",
        measure=measure_products,
        at={"g": 1.0, "kind": "gaussian"},
        read=powers_between_directions,
        quantity="powers of ten between the most stretched direction and the middle one",
        digits=1,
        bounds=(1, 20),
        beyond={"kind": "orthogonal"},
        beyond_in_words="with orthogonal matrices",
        vary={"factors": [10, 30, 50], "width": [20, 50, 200]},
        outside={"factors": [1]},
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="batch-norm-grows",
        sentence="At initialisation batch normalisation makes gradients grow by about "
        "1.21 a ReLU layer towards the input.",
        source="yang2019mean",
        measure=measure_growth,
        at={"depth": 30, "batch_norm": True},
        read=itemgetter("factor"),
        quantity="factor per layer, thirty ReLU layers of 100",
        digits=2,
        bounds=(1.12, 1.27),
        beyond={"batch_norm": False},
        beyond_in_words="without batch normalisation",
        vary={
            "depth": [15, 30, 50],
            "width": [50, 100, 200],
            "examples": [200, 500, 1000],
        },
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="grows-yet-trains",
        sentence="With batch normalisation training goes well although the gradients grow.",
        source="this course",
        measure=measure_training,
        at={"m": 1.0, "cure": "batch norm", "depth": 10},
        read=percent_right,
        quantity="test digits classified correctly by ten layers with batch norm, He's "
        "weights",
        unit="%",
        digits=0,
        bounds=(85, 100),
        beyond={"depth": 50},
        beyond_in_words="with fifty layers",
        vary={
            "depth": [5, 10],
            "lr": [0.01, 0.03, 0.1],
            "epochs": [20, 40],
        },
        verdict=Verdict.HOLDS_WHEN,
        note="the layers are not too many",
    ),
]
