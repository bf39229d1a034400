"""Claims of chapter 5."""

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.plasticity_runs import (
    DRAWN_ANEW,
    measure_plasticity,
)
from nncourse.chapters.ch05_dead_relu_units.runs import (
    activation,
    measure_born_dead,
    measure_lowering,
    measure_recovery,
    measure_training,
)
from nncourse.claims.claim import Claim
from nncourse.claims.verdict import Kind, Verdict
from nncourse.data import digits
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp


def percent_dead(run):
    return 100 * run["dead"][-1]


def percent_right(run):
    return 100 * run["accuracy"][-1]


def percent_of_gradient(seed, slope, width=64, examples=1797):
    """The gradient of units pushed below zero on all digits, in percent of the others'."""
    rng = np.random.default_rng(seed)
    x, labels = (part[:examples] for part in digits())
    net = mlp([64, width, 10], rng, activation=activation(slope))
    first, half = net.layers[0], width // 2
    first.b[:half] = -1 - (x @ first.W[:, :half]).max(axis=0)
    net.backward_to_params(softmax_cross_entropy(net.forward(x), labels)[1])
    size = np.linalg.norm(first.dW, axis=0)
    return 100 * size[:half].mean() / size[half:].mean()


def percent_revived(
    seed, layer, high=0.08, width=128, momentum=0.0, weight_decay=0.0, n_steps=200
):
    """Of the units of hidden layer 0 or 1 that were dead when the rate fell, the share
    that is alive again at the end, in percent.
    """
    run = measure_lowering(high, 10, seed, width, momentum, weight_decay, n_steps)
    return 100 * run["revived"][layer, -1]


def percent_back(run):
    return 100 * run["back"][-1]


def percent_zeros(run):
    return 100 * run["zeros"]


def loss_over_centred(seed, lr=0.03, width=256, batch=32):
    """The loss of the last 100 of 200 steps on raw pixels over that on centred ones."""
    raw, centred = (
        np.median(
            measure_training(lr, scale, seed=seed, width=width, batch=batch)["loss"][100:]
        )
        for scale in ("0 to 16", "0 to 16, centred")
    )
    return raw / centred


def gain_of_leaky(seed, lr=0.03, slope=0.01, width=256, n_steps=200):
    """Points of test accuracy by which LeakyReLU beats ReLU."""
    leaky, relu = (
        measure_training(lr, slope=s, seed=seed, width=width, n_steps=n_steps)
        for s in (slope, 0.0)
    )
    return percent_right(leaky) - percent_right(relu)


def percent_born_dead(run):
    return 100 * run["images"][-1]


def share_of_bound(run):
    """The share of networks born dead over its bound."""
    return run["images"][-1] / run["bound"][-1]


def points_lost(run):
    """Accuracy while learning tasks 2 to 11 less that of the last ten, in points."""
    accuracy = 100 * run["accuracy"]
    return accuracy[1:11].mean() - accuracy[-10:].mean()


CLAIMS = [
    Claim(
        name="dead-no-gradient",
        sentence="A unit whose input is below zero for every example outputs 0 and gets "
        "no gradient.",
        source="article",
        kind=Kind.ARITHMETIC,
        measure=percent_of_gradient,
        at={"slope": 0.0},
        quantity="gradient of units pushed below zero, as a share of the other units'",
        unit="%",
        digits=2,
        bounds=(0, 0),
        beyond={"slope": 0.01},
        beyond_in_words="with LeakyReLU of slope 0.01 in its place",
        vary={"width": [16, 64, 256], "examples": [200, 1797]},
        outside={"slope": [0.001, 0.1]},
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="dead-stays-dead",
        sentence="A dead unit stays dead.",
        source="article",
        measure=percent_revived,
        at={"layer": 0},
        quantity="first-layer units that died in 3 steps at rate 0.08 and were alive "
        "again after 200 more at 0.008",
        unit="%",
        digits=0,
        bounds=(0, 0),
        beyond={"layer": 1},
        beyond_in_words="in the second layer",
        vary={
            "high": [0.05, 0.08, 0.3],
            "width": [64, 128, 256],
            "n_steps": [100, 200, 1000],
            "momentum": [0.0, 0.9],
            "weight_decay": [0.0, 0.01],
        },
        verdict=Verdict.HOLDS_WHEN,
        note="the unit sits in the first layer, whose inputs never change; fails when "
        "layers below it go on learning: then a quarter to three quarters come back",
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
        bounds=(0, 15),
        beyond={"lr": 0.1},
        beyond_in_words="at rate 0.1",
        vary={
            "lr": [0.003, 0.01, 0.02],
            "width": [64, 256, 512],
            "batch": [16, 32, 64],
            "n_steps": [200, 1000],
        },
        outside={"lr": [0.1, 0.3], "momentum": [0.9]},
        verdict=Verdict.HOLDS_WHEN,
        note="the rate is low from the first step, 0.02 or less here, and there is no "
        "momentum",
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
        bounds=(1, 100),
        beyond={"slope": 0.0},
        beyond_in_words="with ReLU",
        vary={
            "slope": [0.2, 0.3, 0.5],
            "lr": [0.01, 0.03],
            "width": [200, 256],
            "n_steps": [100, 200, 600],
        },
        verdict=Verdict.HOLDS_WHEN,
        note="the slope is large, 0.2 or more, and the layer has about 256 units: at the "
        "usual 0.01 few come back, and of 64 units sometimes none",
    ),
    Claim(
        name="leaky-cures",
        sentence="LeakyReLU saves a network whose ReLU units would die.",
        source="this course",
        measure=measure_training,
        at={"lr": 0.3, "slope": 0.01, "n_steps": 2000},
        read=percent_right,
        quantity="test accuracy with slope 0.01 after 2000 steps at rate 0.3, where ReLU "
        "units die",
        unit="%",
        digits=0,
        bounds=(50, 100),
        beyond={"slope": 0.0},
        beyond_in_words="with ReLU",
        vary={
            "lr": [0.1, 0.2, 0.3],
            "width": [64, 256, 512],
            "batch": [32, 64],
            "n_steps": [1500, 2000],
        },
        outside={"lr": [1.0], "slope": [0.1, 0.3], "n_steps": [100]},
        verdict=Verdict.HOLDS_WHEN,
        note="the slope is small and training is long: the loss explodes first and has "
        "not come down by step 100; at rate 1, or with a slope of 0.1, nor by step 2000",
    ),
    Claim(
        name="forty-percent-dead",
        sentence="As much as 40 % of a network can be dead if the learning rate is set "
        "too high.",
        source="karpathy2016cs231n",
        where="Commonly used activation functions",
        measure=measure_training,
        at={"lr": 0.1},
        read=percent_dead,
        quantity="units of 64-256-10 dead after 200 steps at rate 0.1, pixels 0 to 16",
        unit="%",
        digits=0,
        bounds=(20, 100),
        beyond={"lr": 0.01},
        beyond_in_words="at a tenth of the rate",
        vary={
            "lr": [0.1, 0.15, 0.3],
            "width": [64, 256, 512],
            "batch": [16, 32, 64],
            "n_steps": [50, 200, 1000],
        },
        outside={
            "lr": [0.01, 0.03],
            "scale": ["0 to 1", "0 to 16, centred", "standardised"],
        },
        verdict=Verdict.HOLDS_WHEN,
        note="the inputs are large and not centred; at rate 0.3 it is nearly all",
    ),
    Claim(
        name="zeros-do-not-hurt",
        sentence="Hard zeros need not hurt, as long as the gradient can pass along some "
        "paths.",
        source="glorot2011deep",
        where="section 3.1, as a hypothesis",
        measure=measure_training,
        at={"lr": 0.1},
        read=percent_right,
        quantity="test accuracy at rate 0.1, where about half of the units are dead",
        unit="%",
        digits=0,
        bounds=(30, 100),
        beyond={"lr": 0.3},
        beyond_in_words="at rate 0.3, where nearly all are",
        vary={
            "lr": [0.03, 0.1],
            "width": [128, 256, 512],
            "batch": [32, 64],
            "n_steps": [200, 1000],
        },
        outside={"lr": [0.3], "width": [8]},
        verdict=Verdict.HOLDS_WHEN,
        note="enough units are left: so with 128 or more, and not with 8",
    ),
    Claim(
        name="half-zeros-at-start",
        sentence="At the start about half of the hidden activations are zeros.",
        source="glorot2011deep",
        where="of weights drawn uniformly",
        measure=measure_training,
        at={"scale": "0 to 16, centred", "n_steps": 0},
        read=percent_zeros,
        quantity="zeros among the activations of 256 units on centred digits",
        unit="%",
        digits=1,
        bounds=(45, 55),
        beyond={"scale": "0 to 16", "n_steps": 200},
        beyond_in_words="after 200 steps at rate 0.1 on raw pixels",
        vary={
            "width": [64, 256, 512],
            "scale": ["0 to 16, centred", "standardised"],
        },
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="centred-inputs-live",
        sentence="On centred inputs units live at rates that kill them on raw ones.",
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
        vary={
            "lr": [0.03, 0.1, 0.3],
            "width": [64, 256, 512],
            "batch": [16, 32, 64],
            "n_steps": [50, 200, 1000],
            "optimizer": ["SGD", "Adam"],
        },
        outside={"scale": ["0 to 16"]},
        verdict=Verdict.HOLDS,
        note=", in the layer that the pixels feed",
    ),
    Claim(
        name="adam-spares-units",
        sentence="Adam spares ReLU units, since its steps do not grow with the gradient.",
        source="this course",
        measure=measure_training,
        at={"lr": 0.03, "optimizer": "Adam"},
        read=percent_dead,
        quantity="units dead after 200 steps of Adam at rate 0.03, pixels 0 to 16",
        unit="%",
        digits=0,
        bounds=(30, 100),
        beyond={"lr": 0.001},
        beyond_in_words="at Adam's usual rate of 0.001",
        vary={
            "lr": [0.02, 0.03, 0.1],
            "scale": ["0 to 1", "0 to 16"],
            "width": [64, 256, 512],
            "batch": [16, 32, 64],
            "n_steps": [100, 200, 1000],
        },
        outside={"lr": [0.001], "scale": ["0 to 16, centred", "standardised"]},
        verdict=Verdict.FAILS_WHEN,
        note="the rate is twenty times the usual one or more and the inputs not centred, "
        "whatever their scale",
    ),
    Claim(
        name="centred-converges",
        sentence="Training converges faster if the average of each input over the "
        "training set is close to zero.",
        source="lecun1998efficient",
        where="section 4.3",
        measure=loss_over_centred,
        quantity="loss late in 200 steps at rate 0.03, raw pixels over centred ones",
        unit="x",
        digits=1,
        bounds=(1.05, 100),
        vary={"lr": [0.03, 0.05], "width": [64, 128, 256], "batch": [16, 32, 64]},
        outside={"lr": [0.001]},
        verdict=Verdict.HOLDS_WHEN,
        note="the rate is as high as raw pixels allow; at 0.001 the larger raw pixels "
        "make longer steps and are ahead",
    ),
    Claim(
        name="leaky-no-better",
        sentence="Where training goes well, LeakyReLU and ReLU do about equally well.",
        source="maas2013rectifier",
        measure=gain_of_leaky,
        quantity="accuracy of LeakyReLU minus that of ReLU at rate 0.03, percentage points",
        digits=1,
        bounds=(-3, 3),
        beyond={"lr": 0.3, "n_steps": 2000},
        beyond_in_words="at rate 0.3 after 2000 steps, where ReLU's units are dead",
        vary={
            "lr": [0.003, 0.01, 0.03],
            "slope": [0.01, 0.1],
            "width": [64, 256, 512],
            "n_steps": [200, 600],
        },
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
        bounds=(30, 100),
        beyond={"width": 8},
        beyond_in_words="with 8 units per layer",
        vary={"width": [1, 2, 3], "depth": [5, 10, 20], "examples": [50, 200, 1000]},
        outside={"width": [5, 8], "depth": [1]},
        verdict=Verdict.HOLDS_WHEN,
        note="the layers have three units or fewer",
    ),
    Claim(
        name="born-dead-bound",
        sentence="With N units per layer, a network of L hidden layers is born dead with "
        "a probability of at most 1 - (1 - 2**-N)**L.",
        source="lu2020dying",
        measure=measure_born_dead,
        at={"width": 2, "depth": 5},
        read=share_of_bound,
        quantity="measured share over the bound, two units, five layers",
        digits=2,
        bounds=(0, 1.02),
        beyond={"bias": -1.0},
        beyond_in_words="with biases of -1, of which the theorem says nothing",
        vary={"width": [2, 3, 4], "depth": [2, 5, 10], "examples": [50, 200, 1000]},
        verdict=Verdict.HOLDS_WHEN,
        note="biases start at zero; the bound is not tight",
    ),
    Claim(
        name="smooth-units-die",
        sentence="GELU and SiLU save a network whose ReLU units would die.",
        source="this course",
        measure=measure_training,
        at={"lr": 0.3, "smooth": "GELU"},
        read=percent_right,
        quantity="test accuracy with GELU after 200 steps at rate 0.3, raw pixels",
        unit="%",
        digits=0,
        bounds=(0, 50),
        beyond={"lr": 0.03},
        beyond_in_words="at rate 0.03, where ReLU is well too",
        vary={
            "smooth": ["GELU", "SiLU"],
            "lr": [0.25, 0.3],
            "width": [64, 256],
            "batch": [32, 64],
        },
        outside={"lr": [0.01, 0.03]},
        verdict=Verdict.FAILS_WHEN,
        note="the inputs are large: hundreds below zero their slope is 0 as well",
    ),
    Claim(
        name="plasticity-lost",
        sentence="A network that learns one task after another loses its ability to learn.",
        source="dohare2024loss",
        where="abstract",
        measure=measure_plasticity,
        at={"cure": "none"},
        read=points_lost,
        quantity="points of accuracy between tasks 2 to 11 and the last ten of 60 "
        "permutations of the pixels",
        digits=0,
        bounds=(3, 45),
        beyond={"cure": DRAWN_ANEW},
        beyond_in_words="when dead units are drawn anew after each task",
        vary={
            "cure": ["none", "LeakyReLU", "weight decay"],
            "width": [32, 64],
            "examples": [200, 300],
        },
        outside={"cure": [DRAWN_ANEW], "lr": [0.02]},
        verdict=Verdict.HOLDS_WHEN,
        note="the rate is high; LeakyReLU loses two thirds of that: none of its units is "
        "dead, but as many lie below zero for all images",
    ),
]
