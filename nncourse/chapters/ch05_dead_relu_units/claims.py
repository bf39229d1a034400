"""Claims of chapter 5."""

import numpy as np

from nncourse.chapters.ch05_dead_relu_units.runs import (
    activation,
    measure_born_dead,
    measure_lowering,
    measure_recovery,
    measure_training,
)
from nncourse.chapters.ch05_dead_relu_units.runs import scaled_digits as data
from nncourse.claims.claim import Claim
from nncourse.data import digits
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp

CHAPTER = "05-dead-relu-units"


def _dead(seed, **choices):
    return 100 * measure_training(seed=seed, **choices)["dead"][-1]


def _accuracy(seed, **choices):
    return 100 * measure_training(seed=seed, **choices)["accuracy"][-1]


def _loss(seed, scale):
    return np.median(measure_training(0.03, scale, seed=seed)["loss"][100:])


def _pull(seed, slope):
    """The gradient of units pushed below zero on all digits, as a share of the others'."""
    rng = np.random.default_rng(seed)
    x, labels = digits()
    net = mlp([64, 64, 10], rng, activation=activation(slope))
    first = net.layers[0]
    first.b[:32] = -1 - (x @ first.W[:, :32]).max(axis=0)
    net.backward_to_params(softmax_cross_entropy(net.forward(x), labels)[1])
    pull = np.linalg.norm(first.dW, axis=0)
    return 100 * pull[:32].mean() / pull[32:].mean()


def _zeros_at_start(seed):
    """Zeros among the hidden activations of 64-256-10 on centred digits."""
    rng = np.random.default_rng(seed)
    (x, _), _ = data("0 to 16, centred", rng)
    net = mlp([64, 256, 10], rng)
    net.forward(x)
    return 100 * (net.activations[2] == 0).mean()


CLAIMS = [
    Claim(
        name="dead-no-gradient",
        sentence="A unit whose input is below zero for every example outputs 0 and gets no "
        "gradient.",
        source="article",
        chapter=CHAPTER,
        experiment="ledger.dead",
        quantity="gradient of units pushed below zero, as a share of the other units'",
        unit="%",
        digits=2,
        measure=lambda seed: _pull(seed, 0.0),
        low=0,
        high=0,
        verdict="holds",
        limit=lambda seed: _pull(seed, 0.01),
        limit_condition="with LeakyReLU of slope 0.01 in the same seat",
    ),
    Claim(
        name="dead-stays-dead",
        sentence="A dead unit stays dead.",
        source="article",
        chapter=CHAPTER,
        experiment="dead.measure_lowering",
        quantity="first-layer units that died in 3 steps at rate 0.08 and were alive again "
        "after 200 at 0.008",
        unit="%",
        digits=0,
        measure=lambda seed: 100 * measure_lowering(seed=seed)["revived"][0, -1],
        low=0,
        high=0,
        verdict="holds when the unit sits in the first layer, whose inputs never change; "
        "fails when layers below it go on learning",
        limit=lambda seed: 100 * measure_lowering(seed=seed)["revived"][1].max(),
        limit_condition="in the second layer, at the best moment",
    ),
    Claim(
        name="lower-rate-spares",
        sentence="A lower learning rate prevents units from dying.",
        source="article",
        chapter=CHAPTER,
        experiment="dead.measure_training",
        quantity="units dead after 200 steps at rate 0.01, pixels 0 to 16",
        unit="%",
        digits=1,
        measure=lambda seed: _dead(seed, lr=0.01),
        low=0,
        high=7,
        verdict="holds when the rate is low from the first step",
        limit=lambda seed: _dead(seed, lr=0.1),
        limit_condition="at rate 0.1",
    ),
    Claim(
        name="leaky-keeps-gradient",
        sentence="LeakyReLU keeps a gradient where ReLU has none, so its units come back.",
        source="article",
        chapter=CHAPTER,
        experiment="dead.measure_recovery",
        quantity="units below zero on all images after ten steps at rate 1 and back after "
        "200 at 0.03, slope 0.3",
        unit="%",
        digits=0,
        measure=lambda seed: 100 * measure_recovery(0.3, seed=seed)["back"][-1],
        low=15,
        high=100,
        verdict="holds when the slope is large; at the usual 0.01 few come back",
        limit=lambda seed: 100 * measure_recovery(0.0, seed=seed)["back"][-1],
        limit_condition="with ReLU",
    ),
    Claim(
        name="leaky-cures",
        sentence="LeakyReLU saves the network whose ReLU units die.",
        source="this course",
        chapter=CHAPTER,
        experiment="dead.measure_training",
        quantity="test accuracy with slope 0.01 at rate 0.3, where ReLU units die",
        unit="%",
        digits=0,
        measure=lambda seed: _accuracy(seed, lr=0.3, slope=0.01),
        low=0,
        high=85,
        verdict="fails when the rate is too high for either: the units live and the loss "
        "diverges",
        limit=lambda seed: _accuracy(seed, lr=0.03, slope=0.01),
        limit_condition="at a tenth of the rate",
    ),
    Claim(
        name="forty-percent-dead",
        sentence="As much as 40 % of a network can be dead if the learning rate is set too "
        "high.",
        source="karpathy2016cs231n",
        chapter=CHAPTER,
        experiment="dead.measure_training",
        quantity="units of 64-256-10 dead after 200 steps at rate 0.1, pixels 0 to 16",
        unit="%",
        digits=0,
        measure=lambda seed: _dead(seed, lr=0.1),
        low=20,
        high=70,
        verdict="holds, and it can be far more",
        limit=lambda seed: _dead(seed, lr=0.3),
        limit_condition="at rate 0.3",
    ),
    Claim(
        name="zeros-do-not-hurt",
        sentence="Hard zeros need not hurt, as long as the gradient can pass along some "
        "paths.",
        source="glorot2011deep",
        chapter=CHAPTER,
        experiment="dead.measure_training",
        quantity="test accuracy at rate 0.1, where about half of the units are dead",
        unit="%",
        digits=0,
        measure=lambda seed: _accuracy(seed, lr=0.1),
        low=80,
        high=100,
        verdict="holds when the units left are enough",
        limit=lambda seed: _accuracy(seed, lr=0.3),
        limit_condition="at rate 0.3, where nearly all are",
    ),
    Claim(
        name="half-zeros-at-start",
        sentence="At the start about half of the hidden activations are zeros.",
        source="glorot2011deep",
        chapter=CHAPTER,
        experiment="ledger.dead",
        quantity="zeros among the activations of 256 units on centred digits",
        unit="%",
        digits=1,
        measure=_zeros_at_start,
        low=47,
        high=53,
        verdict="holds",
    ),
    Claim(
        name="centred-inputs-live",
        sentence="On centred inputs a step cannot kill all: units live at rates that kill "
        "them otherwise.",
        source="this course",
        chapter=CHAPTER,
        experiment="dead.measure_training",
        quantity="units dead after 200 steps at rate 0.1, pixels 0 to 16, centred",
        unit="%",
        digits=1,
        measure=lambda seed: _dead(seed, lr=0.1, scale="0 to 16, centred"),
        low=0,
        high=3,
        verdict="holds: on centred pixels a unit can die only through its bias",
        limit=lambda seed: _dead(seed, lr=0.1),
        limit_condition="on the same pixels, not centred",
    ),
    Claim(
        name="centred-converges",
        sentence="Training converges faster if the average of each input over the training "
        "set is close to zero.",
        source="lecun1998efficient",
        chapter=CHAPTER,
        experiment="dead.measure_training",
        quantity="loss late in 200 steps at rate 0.03, raw pixels over centred ones",
        unit="x",
        digits=1,
        measure=lambda seed: _loss(seed, "0 to 16") / _loss(seed, "0 to 16, centred"),
        low=1.2,
        high=12,
        verdict="holds",
    ),
    Claim(
        name="leaky-no-better",
        sentence="Where training goes well, LeakyReLU and ReLU do about equally well.",
        source="maas2013rectifier",
        chapter=CHAPTER,
        experiment="dead.measure_training",
        quantity="accuracy of LeakyReLU minus that of ReLU at rate 0.03, percentage points",
        unit="",
        digits=1,
        measure=lambda seed: (
            _accuracy(seed, lr=0.03, slope=0.01) - _accuracy(seed, lr=0.03)
        ),
        low=-3,
        high=3,
        verdict="holds",
    ),
    Claim(
        name="narrow-born-dead",
        sentence="Deep narrow ReLU networks are often dead before training.",
        source="lu2020dying",
        chapter=CHAPTER,
        experiment="dead.measure_born_dead",
        quantity="networks of ten layers of 2 units that are born dead",
        unit="%",
        digits=0,
        measure=lambda seed: 100 * measure_born_dead(2, 10, seed=seed)["images"][-1],
        low=80,
        high=97,
        verdict="holds when the layers are narrow",
        limit=lambda seed: 100 * measure_born_dead(8, 10, seed=seed)["images"][-1],
        limit_condition="with 8 units a layer",
    ),
    Claim(
        name="born-dead-bound",
        sentence="With N units a layer, a network of L hidden layers is born dead with a "
        "probability of at most 1 - (1 - 2**-N)**L.",
        source="lu2020dying",
        chapter=CHAPTER,
        experiment="dead.measure_born_dead",
        quantity="measured share over the bound, two units, five layers",
        unit="",
        digits=2,
        measure=lambda seed: _to_bound(seed, "images"),
        low=0.6,
        high=1.0,
        verdict="holds, and not tightly",
    ),
]


def _to_bound(seed, inputs, layers=5):
    run = measure_born_dead(2, 20, 400, seed)
    return run[inputs][layers - 1] / run["bound"][layers - 1]
