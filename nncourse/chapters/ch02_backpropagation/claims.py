"""Claims of chapter 2."""

import numpy as np

from nncourse.chapters.ch02_backpropagation.planted_faults import SpreadForgotten
from nncourse.chapters.ch02_backpropagation.runs import count_products, measure_fault
from nncourse.chapters.digit_sets import train_and_test
from nncourse.claims.claim import Claim, Verdict
from nncourse.gradcheck import check_gradients, numerical_gradient
from nncourse.layers import BatchNorm
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD, Adam


def largest_error(seed, fault):
    """The largest relative error in a gradient check of 6-5-4-3, or of a planted network
    whose layers have a `fault`.
    """
    if fault != "none":
        return max(measure_fault(fault, seed=seed)["errors"].values())
    rng = np.random.default_rng(seed)
    report = check_gradients(mlp([6, 5, 4, 3], rng), rng.standard_normal((7, 6)), rng)
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


def cost_in_forwards(seed, way):
    """Multiplications of a gradient, "backward" or by "differences", over those of a
    forward pass, in a network of random shape: 4 to 8 hidden layers of one width.
    """
    rng = np.random.default_rng(seed)
    sizes = [64, *[int(rng.integers(32, 256))] * int(rng.integers(4, 9)), 10]
    counts = count_products(sizes)
    return counts[way] / counts["forward"]


def error_seen(seed, upstream):
    """The error of a wrong batch-norm dx, by differences weighted with an upstream
    gradient that is "random" or "ones".
    """
    rng = np.random.default_rng(seed)
    layer, x = SpreadForgotten(4), rng.standard_normal((8, 4))
    dy = np.ones(x.shape) if upstream == "ones" else rng.standard_normal(x.shape)
    layer.forward(x, training=True)
    wrong = layer.backward(dy)
    true = numerical_gradient(lambda x: np.vdot(dy, BatchNorm(4).forward(x, True)), x)
    return np.abs(wrong - true).max()


def accuracy_lost(seed, fault):
    """Points of test accuracy that a planted fault costs."""
    right, wrong = (measure_fault(name, seed=seed)["test"] for name in ("none", fault))
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
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="against-gradient",
        sentence="Each weight moves against its gradient.",
        source="article",
        measure=agreement_with_descent,
        at={"optimizer": SGD},
        quantity="cosine between the first step and the gradient turned round",
        digits=3,
        bounds=(0.999, 1.001),
        beyond={"optimizer": Adam},
        beyond_in_words="with Adam, which keeps the signs but evens out the sizes",
        verdict=Verdict.HOLDS_WHEN,
        note="the step is plain gradient descent",
    ),
    Claim(
        name="backward-two-forwards",
        sentence="A backward pass costs about two forward passes, however many weights.",
        source="griewank2008evaluating",
        measure=cost_in_forwards,
        at={"way": "backward"},
        quantity="multiplications of backward over those of forward, 4 to 8 hidden layers",
        digits=1,
        bounds=(1.5, 2.0),
        beyond={"way": "differences"},
        beyond_in_words="by central differences",
        verdict=Verdict.HOLDS,
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
        verdict=Verdict.HOLDS,
    ),
    Claim(
        name="wrong-slope-trains",
        sentence="With the ReLU slope taken from its output by >=, a network still trains.",
        source="numpytutorials",
        measure=accuracy_lost,
        at={"fault": "ReLU slope from its output"},
        quantity="points of test accuracy lost by the wrong slope",
        digits=1,
        bounds=(-5, 25),
        verdict=Verdict.HOLDS,
        note=", and costs accuracy",
    ),
    Claim(
        name="lost-factor-trains",
        sentence="With the dropout factor lost on the way back, a network still trains.",
        source="numpytutorials",
        measure=accuracy_lost,
        at={"fault": "dropout factor lost"},
        quantity="points of test accuracy lost without the factor",
        digits=1,
        bounds=(-6, 6),
        verdict=Verdict.HOLDS,
        note=": the accuracy does not show it",
    ),
]
