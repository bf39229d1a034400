"""Claims of chapter 2."""

import numpy as np

from nncourse.chapters.ch02_backpropagation.planted_faults import SpreadForgotten
from nncourse.chapters.ch02_backpropagation.runs import (
    measure_errors,
    measure_fault,
    measure_times,
)
from nncourse.chapters.digit_sets import train_and_test
from nncourse.claims.claim import Claim, Kind, Verdict
from nncourse.gradcheck import check_gradients, numerical_gradient
from nncourse.layers import BatchNorm, ReLU, Sigmoid, Tanh
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD, Adam


def largest_error(seed, fault, width=5, hidden_layers=2, examples=7, activation=ReLU):
    """The largest relative error in a gradient check of a network without a fault, or of
    one whose layers have a planted `fault`.
    """
    if fault != "none":
        return max(measure_errors(fault, seed).values())
    rng = np.random.default_rng(seed)
    net = mlp([6, *hidden_layers * [width], 3], rng, activation)
    report = check_gradients(net, rng.standard_normal((examples, 6)), rng)
    return max(row.error for row in report.rows)


def agreement_with_descent(seed, optimizer):
    """The cosine between an optimizer's first step and the gradient turned round."""
    rng = np.random.default_rng(seed)
    net = mlp([64, 16, 10], rng)
    x, labels = (part[:64] for part in train_and_test(seed)[0])
    net.backward(softmax_cross_entropy(net.forward(x), labels)[1])
    down = -net.vectors()[1]
    optimizer(lr=0.1).step(net)
    return down @ net.update / np.linalg.norm(down) / np.linalg.norm(net.update)


def time_in_losses(seed, way, width=128, hidden_layers=4, examples=256):
    """The time of the loss and its whole gradient, by "backward" or by "differences", over
    that of the loss alone.
    """
    seconds = measure_times(width, hidden_layers, examples, seed)
    return (seconds["forward"] + seconds[way]) / seconds["forward"]


def error_seen(seed, upstream, examples=8, features=4):
    """The error of a wrong batch-norm dx, by differences weighted with an upstream
    gradient that is "random" or "ones".
    """
    rng = np.random.default_rng(seed)
    layer, x = SpreadForgotten(features), rng.standard_normal((examples, features))
    dy = np.ones(x.shape) if upstream == "ones" else rng.standard_normal(x.shape)
    layer.forward(x, training=True)
    wrong = layer.backward(dy)
    norm = BatchNorm(features)
    true = numerical_gradient(lambda x: np.vdot(dy, norm.forward(x, True)), x)
    return np.abs(wrong - true).max()


def accuracy_lost(
    seed, fault, epochs=15, width=32, hidden_layers=1, batch_norm=False, dropped=0.5
):
    """Points of test accuracy that a planted fault costs, with a share of units dropped."""
    net = width, hidden_layers, batch_norm, dropped
    right, wrong = (
        measure_fault(name, epochs, seed, *net)["test"] for name in ("none", fault)
    )
    return 100 * (right - wrong)


CLAIMS = [
    Claim(
        name="chain-rule",
        sentence="Gradients are computed from the output layer backwards, layer by layer,"
        " by the chain rule.",
        source="article",
        measure=largest_error,
        at={"fault": "none"},
        quantity="largest relative difference between backward and central differences",
        digits=-1,
        bounds=(0, 1e-6),
        beyond={"fault": "1.001 times too large"},
        beyond_in_words="with every gradient made 1.001 times too large, as a control",
        vary={
            "width": [3, 5, 20],
            "hidden_layers": [1, 2, 4],
            "examples": [2, 7, 30],
            "activation": [ReLU, Sigmoid, Tanh],
        },
        outside={
            "fault": [
                "ReLU slope from its output",
                "dropout factor lost",
                "bias averaged twice",
                "batch norm forgets spread",
            ]
        },
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="against-gradient",
        sentence="Each weight moves against its gradient.",
        source="article",
        kind=Kind.ARITHMETIC,
        measure=agreement_with_descent,
        at={"optimizer": SGD},
        quantity="cosine between the first step and the gradient turned round",
        digits=3,
        bounds=(0.999, 1.001),
        beyond={"optimizer": Adam},
        beyond_in_words="with Adam, which keeps the signs but evens out the sizes",
        verdict=Verdict.HOLDS_WHEN,
        note="the step is plain gradient descent, whose rule says just this",
    ),
    Claim(
        name="backward-two-forwards",
        sentence="The loss and its whole gradient together cost at most five times what "
        "the loss alone costs, however many weights there are.",
        source="griewank2008evaluating",
        kind=Kind.TIMED,
        measure=time_in_losses,
        at={"way": "backward"},
        quantity="time of forward and backward over that of forward, four hidden layers "
        "of 128, 256 digits",
        digits=1,
        bounds=(1.3, 5),
        beyond={"way": "differences"},
        beyond_in_words="by central differences, estimated from those of one weight",
        vary={
            "width": [32, 128, 512],
            "hidden_layers": [1, 4, 8],
            "examples": [32, 256, 600],
        },
        verdict=Verdict.HOLDS,
        note=", timed with 32, 128 and 512 units a layer and with one to eight layers",
    ),
    Claim(
        name="random-upstream",
        sentence="A gradient check with a random upstream gradient sees a wrong "
        "batch-norm backward; with ones it does not.",
        source="this course",
        measure=error_seen,
        at={"upstream": "random"},
        quantity="largest error of dx found with a random upstream gradient",
        digits=2,
        bounds=(0.01, 10),
        beyond={"upstream": "ones"},
        beyond_in_words="with ones",
        vary={"examples": [4, 8, 32], "features": [2, 4, 16]},
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="wrong-slope-trains",
        sentence="With the ReLU slope taken from its output by >=, as found in NumPy's "
        "tutorial, a network still trains, and reads fewer digits.",
        source="this course",
        measure=accuracy_lost,
        at={"fault": "ReLU slope from its output"},
        quantity="points of test accuracy lost by the wrong slope in 15 epochs, 32 units",
        digits=1,
        bounds=(5, 60),
        beyond={"fault": "dropout factor lost"},
        beyond_in_words="by the lost dropout factor",
        vary={"width": [16, 24, 32], "epochs": [10, 15, 60]},
        outside={"width": [512], "dropped": [0.0]},
        verdict=Verdict.HOLDS_WHEN,
        note="the layer has 16 to 32 units, half of them dropped: with half of 512 dropped "
        "or none of 32, it loses next to nothing",
    ),
    Claim(
        name="lost-factor-trains",
        sentence="With the dropout factor lost on the way back, as found in NumPy's "
        "tutorial, a network trains, and the accuracy does not show it.",
        source="this course",
        measure=accuracy_lost,
        at={"fault": "dropout factor lost", "width": 128, "hidden_layers": 1},
        quantity="points of test accuracy lost without the factor, one hidden layer of 128",
        digits=1,
        bounds=(-6, 6),
        beyond={"hidden_layers": 4},
        beyond_in_words="with four hidden layers, each of which loses it again",
        vary={
            "hidden_layers": [1, 2],
            "width": [64, 128, 256],
            "epochs": [10, 15, 30],
            "batch_norm": [False, True],
        },
        verdict=Verdict.HOLDS_WHEN,
        note="dropout follows one or two layers: each further one halves the gradient",
    ),
]
