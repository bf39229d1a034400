"""Claims of chapter 5."""

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.runs import (
    activation,
    measure_born_dead,
    measure_lowering,
    measure_recovery,
    measure_training,
    scaled_digits,
)
from nncourse.claims.claim import Claim, Verdict
from nncourse.data import digits
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp


def percent_dead(run):
    return 100 * run["dead"][-1]


def percent_right(run):
    return 100 * run["accuracy"][-1]


def percent_of_gradient(seed, slope):
    """The gradient of units pushed below zero on all digits, in percent of the others'."""
    rng = np.random.default_rng(seed)
    x, labels = digits()
    net = mlp([64, 64, 10], rng, activation=activation(slope))
    first = net.layers[0]
    first.b[:32] = -1 - (x @ first.W[:, :32]).max(axis=0)
    net.backward_to_params(softmax_cross_entropy(net.forward(x), labels)[1])
    size = np.linalg.norm(first.dW, axis=0)
    return 100 * size[:32].mean() / size[32:].mean()


def percent_revived(seed, layer, moment):
    """Of the units of hidden layer 0 or 1 that were dead when the rate fell, those alive
    again at the "last" moment or at the "best", in percent.
    """
    share = measure_lowering(seed=seed)["revived"][layer]
    return 100 * {"last": share[-1], "best": share.max()}[moment]


def percent_back(run):
    return 100 * run["back"][-1]


def percent_zeros_at_start(seed):
    """Zeros among the hidden activations of 64-256-10 on centred digits, in percent."""
    rng = np.random.default_rng(seed)
    (x, _), _ = scaled_digits("0 to 16, centred", rng)
    net = mlp([64, 256, 10], rng)
    net.forward(x)
    return 100 * (net.activations[2] == 0).mean()


def loss_over_centred(seed):
    """The loss of the last 100 steps on raw pixels over that on centred ones."""
    raw, centred = (
        np.median(measure_training(0.03, scale, seed=seed)["loss"][100:])
        for scale in ("0 to 16", "0 to 16, centred")
    )
    return raw / centred


def gain_of_leaky(seed):
    """Points of test accuracy by which LeakyReLU beats ReLU where training goes well."""
    leaky, relu = (measure_training(lr=0.03, slope=s, seed=seed) for s in (0.01, 0.0))
    return percent_right(leaky) - percent_right(relu)


def percent_born_dead(run):
    return 100 * run["images"][-1]


def share_of_bound(run):
    """The share of networks born dead over its bound, at five layers."""
    return run["images"][4] / run["bound"][4]


CLAIMS = [
    Claim(
        name="dead-no-gradient",
        sentence="A unit whose input is below zero for every example outputs 0 and gets "
        "no gradient.",
        source="article",
        measure=percent_of_gradient,
        at={"slope": 0.0},
        quantity="gradient of units pushed below zero, as a share of the other units'",
        unit="%",
        digits=2,
        bounds=(0, 0),
        beyond={"slope": 0.01},
        beyond_in_words="with LeakyReLU of slope 0.01 in the same seat",
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="dead-stays-dead",
        sentence="A dead unit stays dead.",
        source="article",
        measure=percent_revived,
        at={"layer": 0, "moment": "last"},
        quantity="first-layer units that died in 3 steps at rate 0.08 and were alive "
        "again after 200 at 0.008",
        unit="%",
        digits=0,
        bounds=(0, 0),
        beyond={"layer": 1, "moment": "best"},
        beyond_in_words="in the second layer, at the best moment",
        verdict=Verdict.HOLDS_WHEN,
        note="the unit sits in the first layer, whose inputs never change; fails when "
        "layers below it go on learning",
    ),
    Claim(
        name="lower-rate-spares",
        sentence="A lower learning rate prevents units from dying.",
        source="article",
        measure=measure_training,
        at={"lr": 0.01},
        read=percent_dead,
        quantity="units dead after 200 steps at rate 0.01, pixels 0 to 16",
        unit="%",
        digits=1,
        bounds=(0, 7),
        beyond={"lr": 0.1},
        beyond_in_words="at rate 0.1",
        verdict=Verdict.HOLDS_WHEN,
        note="the rate is low from the first step",
    ),
    Claim(
        name="leaky-keeps-gradient",
        sentence="LeakyReLU keeps a gradient where ReLU has none, so its units come back.",
        source="article",
        measure=measure_recovery,
        at={"slope": 0.3},
        read=percent_back,
        quantity="units below zero on all images after ten steps at rate 1 and back after"
        " 200 at 0.03, slope 0.3",
        unit="%",
        digits=0,
        bounds=(15, 100),
        beyond={"slope": 0.0},
        beyond_in_words="with ReLU",
        verdict=Verdict.HOLDS_WHEN,
        note="the slope is large; at the usual 0.01 few come back",
    ),
    Claim(
        name="leaky-cures",
        sentence="LeakyReLU saves the network whose ReLU units die.",
        source="this course",
        measure=measure_training,
        at={"lr": 0.3, "slope": 0.01},
        read=percent_right,
        quantity="test accuracy with slope 0.01 at rate 0.3, where ReLU units die",
        unit="%",
        digits=0,
        bounds=(0, 85),
        beyond={"lr": 0.03},
        beyond_in_words="at a tenth of the rate",
        verdict=Verdict.FAILS_WHEN,
        note="the rate is too high for either: the units live and the loss diverges",
    ),
    Claim(
        name="forty-percent-dead",
        sentence="As much as 40 % of a network can be dead if the learning rate is set "
        "too high.",
        source="karpathy2016cs231n",
        measure=measure_training,
        at={"lr": 0.1},
        read=percent_dead,
        quantity="units of 64-256-10 dead after 200 steps at rate 0.1, pixels 0 to 16",
        unit="%",
        digits=0,
        bounds=(20, 70),
        beyond={"lr": 0.3},
        beyond_in_words="at rate 0.3",
        verdict=Verdict.HOLDS,
        note=", and it can be far more",
    ),
    Claim(
        name="zeros-do-not-hurt",
        sentence="Hard zeros need not hurt, as long as the gradient can pass along some "
        "paths.",
        source="glorot2011deep",
        measure=measure_training,
        at={"lr": 0.1},
        read=percent_right,
        quantity="test accuracy at rate 0.1, where about half of the units are dead",
        unit="%",
        digits=0,
        bounds=(80, 100),
        beyond={"lr": 0.3},
        beyond_in_words="at rate 0.3, where nearly all are",
        verdict=Verdict.HOLDS_WHEN,
        note="the units left are enough",
    ),
    Claim(
        name="half-zeros-at-start",
        sentence="At the start about half of the hidden activations are zeros.",
        source="glorot2011deep",
        measure=percent_zeros_at_start,
        quantity="zeros among the activations of 256 units on centred digits",
        unit="%",
        digits=1,
        bounds=(47, 53),
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="centred-inputs-live",
        sentence="On centred inputs a step cannot kill all: units live at rates that kill"
        " them otherwise.",
        source="this course",
        measure=measure_training,
        at={"lr": 0.1, "scale": "0 to 16, centred"},
        read=percent_dead,
        quantity="units dead after 200 steps at rate 0.1, pixels 0 to 16, centred",
        unit="%",
        digits=1,
        bounds=(0, 3),
        beyond={"scale": "0 to 16"},
        beyond_in_words="on the same pixels, not centred",
        verdict=Verdict.HOLDS,
        note=": on centred pixels a unit can die only through its bias",
    ),
    Claim(
        name="centred-converges",
        sentence="Training converges faster if the average of each input over the "
        "training set is close to zero.",
        source="lecun1998efficient",
        measure=loss_over_centred,
        quantity="loss late in 200 steps at rate 0.03, raw pixels over centred ones",
        unit="x",
        digits=1,
        bounds=(1.2, 12),
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="leaky-no-better",
        sentence="Where training goes well, LeakyReLU and ReLU do about equally well.",
        source="maas2013rectifier",
        measure=gain_of_leaky,
        quantity="accuracy of LeakyReLU minus that of ReLU at rate 0.03, percentage points",
        digits=1,
        bounds=(-3, 3),
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="narrow-born-dead",
        sentence="Deep narrow ReLU networks are often dead before training.",
        source="lu2020dying",
        measure=measure_born_dead,
        at={"width": 2, "depth": 10},
        read=percent_born_dead,
        quantity="networks of ten layers of 2 units that are born dead",
        unit="%",
        digits=0,
        bounds=(80, 97),
        beyond={"width": 8},
        beyond_in_words="with 8 units a layer",
        verdict=Verdict.HOLDS_WHEN,
        note="the layers are narrow",
    ),
    Claim(
        name="born-dead-bound",
        sentence="With N units a layer, a network of L hidden layers is born dead with a "
        "probability of at most 1 - (1 - 2**-N)**L.",
        source="lu2020dying",
        measure=measure_born_dead,
        at={"width": 2, "depth": 20},
        read=share_of_bound,
        quantity="measured share over the bound, two units, five layers",
        digits=2,
        bounds=(0.6, 1.0),
        verdict=Verdict.HOLDS,
        note=", and not tightly",
    ),
]
