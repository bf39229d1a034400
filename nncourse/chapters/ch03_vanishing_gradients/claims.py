"""Claims of chapter 3."""

from operator import itemgetter

import numpy as np

from nncourse.chapters.ch03_vanishing_gradients.runs import (
    measure_factors,
    measure_flow,
    measure_run,
    measure_signal,
    measure_size,
    slope,
)
from nncourse.chapters.ch03_vanishing_gradients.thirty_layers_runs import (
    measure_deep_run,
)
from nncourse.chapters.deep_nets import deep_net, forward_and_backward
from nncourse.claims.claim import Claim, Kind, Verdict


def percent_right(run):
    """Test digits classified correctly, in percent: none by a network of nan."""
    return 100 * np.nan_to_num(run["accuracy"])


def best_of_inits(
    seed, inits, optimizer, activation="sigmoid", depth=10, width=64, lr=None, epochs=10
):
    """Digits that a deep network reads right from the best of `inits`, in percent."""
    settings = {"depth": depth, "width": width, "lr": lr, "epochs": epochs}
    runs = [
        measure_run(activation, init, optimizer, seed=seed, **settings) for init in inits
    ]
    return max(map(percent_right, runs))


def largest_slope(seed, activation, from_input):
    """The largest slope of any unit, for any of 200 digits, whose input is at least so far
    from zero, in six layers.
    """
    net, _ = deep_net(6, activation, "xavier x 4", seed)
    forward_and_backward(net, seed)
    inputs = np.concatenate([a.ravel() for a in net.activations[1:-1:2]])
    return slope(activation, inputs[np.abs(inputs) >= from_input]).max()


def median_factor(seed, init, hidden=(2, 3, 4, 5, 6), width=30, examples=200):
    """The median over 200 networks of `hidden` hidden layers, other ones each seed."""
    factors = [
        measure_factors(
            layers, init, 200 // len(hidden), 1000 * seed + 100 * layers, width, examples
        )
        for layers in hidden
    ]
    return np.median(np.concatenate([run["factor"] for run in factors]))


def size_factor(size):
    """What a layer multiplies the size of the activations by, on average."""
    return (size[-1] / size[0]) ** (1 / (len(size) - 1))


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
        at={"activation": "sigmoid", "init": "xavier", "lr": 0.1},
        read=itemgetter("moved"),
        quantity="how far ten epochs move the first of ten sigmoid layers, as a share of "
        "its weights",
        digits=-1,
        bounds=(0, 1e-3),
        beyond={"activation": "relu", "init": "he"},
        beyond_in_words="with ReLU and He's weights in the same ten layers",
        vary={
            "depth": [8, 10, 15],
            "width": [32, 64, 128],
            "lr": [0.03, 0.1, 0.3],
            "init": ["xavier", "he", "orthogonal"],
        },
        outside={"depth": [2], "init": ["xavier x 4"]},
        verdict=Verdict.HOLDS_WHEN,
        note="the weights are of the usual size and there are eight layers or more",
    ),
    Claim(
        name="sigmoid-slope-quarter",
        sentence="The sigmoid's derivative is never above 1/4.",
        source="this course",
        kind=Kind.ARITHMETIC,
        measure=largest_slope,
        at={"activation": "sigmoid", "from_input": 0},
        quantity="largest slope of any unit for any of 200 digits, six layers",
        digits=4,
        bounds=(0.2, 0.25),
        beyond={"activation": "tanh"},
        beyond_in_words="with tanh, whose slope is 1 at zero",
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="sigmoid-saturated",
        sentence="The sigmoid's derivative goes to zero for large and for small inputs.",
        source="article",
        kind=Kind.ARITHMETIC,
        measure=largest_slope,
        at={"activation": "sigmoid", "from_input": 5},
        quantity="largest slope of any unit whose input is beyond 5 or -5, where it is at "
        "most 0.0066",
        digits=4,
        bounds=(0, 0.0067),
        beyond={"from_input": 2},
        beyond_in_words="beyond 2 or -2",
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="relu-relieves",
        sentence="ReLU relieves vanishing gradients, its derivative being 1 on the active"
        " side.",
        source="article",
        measure=measure_run,
        at={"activation": "relu", "depth": 10, "init": "he", "lr": 0.1},
        read=percent_right,
        quantity="test digits classified correctly by ten ReLU layers with He's weights",
        unit="%",
        digits=0,
        bounds=(75, 100),
        beyond={"activation": "sigmoid", "init": "xavier"},
        beyond_in_words="by ten sigmoid layers with Xavier's",
        vary={
            "depth": [5, 10],
            "width": [64, 128],
            "lr": [0.03, 0.1],
            "epochs": [10, 20],
        },
        outside={"depth": [30]},
        verdict=Verdict.HOLDS_WHEN,
        note="the layers are not too many for the rate: at the same rate thirty hardly "
        "learn; with Xavier's weights one of ten runs of ten layers had not learnt either",
    ),
    Claim(
        name="thirty-relu-smaller-steps",
        sentence="Thirty ReLU layers with He's weights learn when the steps suit them.",
        source="this course",
        measure=measure_run,
        at={
            "activation": "relu",
            "depth": 30,
            "init": "he",
            "optimizer": "Adam",
            "lr": 0.001,
        },
        read=percent_right,
        quantity="test digits classified correctly by thirty layers, Adam at rate 0.001",
        unit="%",
        digits=0,
        bounds=(60, 100),
        beyond={"optimizer": "SGD", "lr": 0.1},
        beyond_in_words="at the rate of ten layers, 0.1 with plain SGD",
        vary={
            "depth": [20, 30],
            "lr": [0.0005, 0.001],
            "epochs": [10, 20],
        },
        chaotic=True,
        verdict=Verdict.HOLDS,
        note=": the steps that suited ten layers are too large for thirty",
    ),
    Claim(
        name="thirty-layers-batch-norm",
        sentence="Batch normalisation makes thirty ReLU layers learn as well as ten.",
        source="this course",
        measure=measure_run,
        at={
            "activation": "relu",
            "depth": 30,
            "batch_norm": True,
            "lr": 0.1,
            "short": False,
        },
        read=percent_right,
        quantity="test digits classified correctly by thirty layers with batch "
        "normalisation, rate 0.1, every batch whole",
        unit="%",
        digits=0,
        bounds=(0, 80),
        beyond={"depth": 10},
        beyond_in_words="by ten such layers",
        vary={
            "lr": [0.03, 0.1, 0.3],
            "short": [True, False],
        },
        chaotic=True,
        verdict=Verdict.FAILS,
        note=": a third of the digits and more are still misread, and with a last batch of "
        "four images in each epoch most of them",
    ),
    Claim(
        name="residual-thirty-layers",
        sentence="Residual connections let thirty ReLU layers learn at the rate of ten.",
        source="this course",
        measure=measure_deep_run,
        at={"depth": 30, "way": "residual, scaled", "lr": 0.1},
        read=percent_right,
        quantity="test digits classified correctly by thirty layers, what each adds scaled "
        "by 1/√L",
        unit="%",
        digits=0,
        bounds=(85, 100),
        beyond={"way": "plain"},
        beyond_in_words="by the same thirty layers without the connections",
        vary={"depth": [10, 30, 60], "lr": [0.03, 0.1]},
        outside={"way": ["residual"]},
        verdict=Verdict.HOLDS_WHEN,
        note="what each of the L blocks adds is scaled by 1/√L",
    ),
    Claim(
        name="residual-without-scale",
        sentence="Residual connections alone make thirty ReLU layers learn.",
        source="this course",
        measure=measure_deep_run,
        at={"depth": 30, "way": "residual", "lr": 0.1},
        read=percent_right,
        quantity="test digits classified correctly by thirty layers, nothing scaled or "
        "normalised (0 if the run ends in nan)",
        unit="%",
        digits=0,
        bounds=(0, 30),
        beyond={"way": "residual, scaled"},
        beyond_in_words="with what each block adds scaled by 1/√L",
        vary={"depth": [30, 60], "lr": [0.01, 0.1]},
        verdict=Verdict.FAILS,
        note=": each block doubles the mean square of the signal, and thirty explode",
    ),
    Claim(
        name="residual-layer-norm",
        sentence="With layer normalisation in every block residual connections need no "
        "scale.",
        source="this course",
        measure=measure_deep_run,
        at={"depth": 30, "way": "residual, layer norm", "lr": 0.1},
        read=percent_right,
        quantity="test digits classified correctly by thirty layers with both",
        unit="%",
        digits=0,
        bounds=(85, 100),
        beyond={"way": "layer norm"},
        beyond_in_words="with layer normalisation and no residual connections",
        vary={"depth": [10, 30], "lr": [0.03, 0.1]},
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="thirty-layers-unlike",
        sentence="Thirty ReLU layers learn without residual connections or norms if "
        "different digits stay different.",
        source="this course",
        measure=measure_deep_run,
        at={"depth": 30, "way": "mirrored", "lr": 0.03},
        read=percent_right,
        quantity="test digits classified correctly by thirty layers with mirrored weights, "
        "which begin as a linear network: likeness 0",
        unit="%",
        digits=0,
        bounds=(90, 100),
        beyond={"way": "plain"},
        beyond_in_words="with He's weights, likeness 0.98, at the same rate",
        vary={"depth": [10, 20, 30], "lr": [0.01, 0.03]},
        outside={"way": ["orthogonal"], "lr": [0.1]},
        verdict=Verdict.HOLDS_WHEN,
        note="the rate is a third of ten layers' or less; orthogonal weights that are not "
        "mirrored leave the digits alike",
    ),
    Claim(
        name="deep-sigmoid-at-chance",
        sentence="No usual initialisation rescues a deep sigmoid network by itself.",
        source="this course",
        measure=best_of_inits,
        at={"inits": ("xavier", "he", "orthogonal"), "optimizer": "SGD", "lr": 0.1},
        quantity="test digits classified correctly by ten sigmoid layers, the best of "
        "Xavier, He and orthogonal",
        unit="%",
        digits=0,
        bounds=(0, 25),
        beyond={"inits": ("xavier x 4, centred",)},
        beyond_in_words="with four times Xavier's weights and biases that centre the units",
        vary={
            "depth": [8, 10],
            "lr": [0.1, 0.3],
            "epochs": [10, 20],
        },
        outside={"depth": [2], "activation": ["tanh"]},
        verdict=Verdict.HOLDS,
        note=": four times Xavier's weights do part of the work, and centred as well they "
        "make it a tanh network, which learns",
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
        bounds=(0.2, 0.26),
        beyond={"init": "xavier x 4"},
        beyond_in_words="with weights four times as large",
        vary={
            "hidden": [(2,), (2, 3, 4, 5, 6), (4,), (6,)],
            "width": [20, 30, 100],
            "examples": [50, 200, 500],
        },
        verdict=Verdict.HOLDS,
        note=", and the factor depends on the weights",
    ),
    Claim(
        name="glorot-old-jacobian",
        sentence="Under the older uniform initialisation a tanh layer's Jacobian has a "
        "mean singular value of about 0.5.",
        source="glorot2010understanding",
        where="section 4.2.2",
        measure=measure_signal,
        at={"activation": "tanh", "init": "uniform"},
        read=mean_singular_value,
        quantity="mean singular value, ten tanh layers of 100, weights of variance 1/(3n)",
        digits=2,
        bounds=(0.45, 0.53),
        beyond={"activation": "sigmoid"},
        beyond_in_words="with sigmoid in place of tanh",
        vary={"depth": [5, 10, 20], "width": [50, 100, 200]},
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="glorot-new-jacobian",
        sentence="Under their own initialisation it is about 0.8.",
        source="glorot2010understanding",
        where="section 4.2.2",
        measure=measure_signal,
        at={"activation": "tanh", "init": "xavier"},
        read=mean_singular_value,
        quantity="mean singular value, ten tanh layers of 100, Xavier's weights",
        digits=2,
        bounds=(0.7, 0.85),
        beyond={"activation": "sigmoid"},
        beyond_in_words="with sigmoid in place of tanh",
        vary={"depth": [5, 10, 20], "width": [50, 100, 200]},
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="glorot-spread",
        sentence="Their initialisation keeps the spread of tanh activations through the "
        "layers, and the older one lets it shrink.",
        source="glorot2010understanding",
        where="figure 6",
        measure=measure_size,
        at={"activation": "tanh", "init": "xavier"},
        read=size_factor,
        quantity="factor per layer on the size of the activations, ten tanh layers of 100",
        digits=2,
        bounds=(0.8, 1.05),
        beyond={"init": "uniform"},
        beyond_in_words="under the older uniform weights",
        vary={"depth": [5, 10, 20, 40], "width": [50, 100, 200]},
        verdict=Verdict.HOLDS_WHEN,
        note="keeping allows for a slow loss",
    ),
    Claim(
        name="he-under-xavier",
        sentence="Xavier's weights under ReLU lose a factor of sqrt(1/2) = 0.707 of the "
        "signal's size in every layer.",
        source="he2015delving",
        where="section 2.2",
        measure=measure_size,
        at={"activation": "relu", "init": "xavier", "width": 200},
        read=size_factor,
        quantity="factor per layer, ten ReLU layers of 200, Xavier's weights",
        digits=2,
        bounds=(0.64, 0.78),
        beyond={"activation": "tanh"},
        beyond_in_words="under tanh, for which they are made",
        vary={"depth": [5, 10, 20, 40], "width": [100, 200, 400]},
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="he-keeps",
        sentence="He's weights keep the size of the signal through ReLU layers.",
        source="he2015delving",
        where="section 2.2",
        measure=measure_size,
        at={"activation": "relu", "init": "he", "width": 200},
        read=size_factor,
        quantity="factor per layer, ten ReLU layers of 200, He's weights",
        digits=2,
        bounds=(0.9, 1.1),
        beyond={"init": "xavier x 4"},
        beyond_in_words="under four times Xavier's weights",
        vary={"depth": [5, 10, 20, 40], "width": [100, 200, 400]},
        outside={"init": ["xavier"]},
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
        vary={"depth": [5, 10, 20], "width": [32, 64, 128]},
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
        bounds=(-30, -5),
        beyond={"init": "xavier"},
        beyond_in_words="with Xavier's weights",
        vary={"depth": [7, 10, 20], "width": [32, 64, 128]},
        outside={"depth": [3]},
        verdict=Verdict.HOLDS_WHEN,
        note="the layers are many: each shrinks signal and gradient by the same factor",
    ),
]
