"""Claims of chapter 2."""

import numpy as np

from nncourse.chapters.ch02_backpropagation.planted_faults import SpreadForgotten
from nncourse.chapters.ch02_backpropagation.runs import count_products, measure_fault
from nncourse.chapters.digit_sets import train_and_test
from nncourse.claims.claim import Claim
from nncourse.gradcheck import check_gradients, numerical_gradient
from nncourse.layers import BatchNorm
from nncourse.losses import softmax_cross_entropy
from nncourse.network import mlp
from nncourse.optim import SGD, Adam

CHAPTER = "02-backpropagation"


def _largest_error(seed):
    rng = np.random.default_rng(seed)
    report = check_gradients(mlp([6, 5, 4, 3], rng), rng.standard_normal((7, 6)), rng)
    return max(row.error for row in report.rows)


def _planted_error(seed):
    return max(measure_fault("1.001 times too large", seed=seed)["errors"].values())


def _agreement(optimizer, seed):
    """The cosine between one step and the gradient turned round."""
    rng = np.random.default_rng(seed)
    net = mlp([64, 16, 10], rng)
    x, labels = (part[:64] for part in train_and_test(seed)[0])
    net.backward(softmax_cross_entropy(net.forward(x), labels)[1])
    down = -np.concatenate([g.ravel() for g in net.grads.values()])
    optimizer.step(net)
    return down @ net.update / np.linalg.norm(down) / np.linalg.norm(net.update)


def _seen_with(make_dy, seed):
    """The error of a wrong batch-norm dx, by differences weighted with a chosen dy."""
    rng = np.random.default_rng(seed)
    layer, x = SpreadForgotten(4), rng.standard_normal((8, 4))
    dy = make_dy(rng, x.shape)
    layer.forward(x, training=True)
    wrong = layer.backward(dy)
    true = numerical_gradient(lambda x: np.vdot(dy, BatchNorm(4).forward(x, True)), x)
    return np.abs(wrong - true).max()


def _accuracy_lost(fault):
    def lost(seed):
        right, wrong = (measure_fault(name, seed=seed)["test"] for name in ("none", fault))
        return 100 * (right - wrong)

    return lost


def _sizes(seed):
    """A network of random shape: 4 to 8 hidden layers of one width."""
    rng = np.random.default_rng(seed)
    return [64, *[int(rng.integers(32, 256))] * int(rng.integers(4, 9)), 10]


def _backward_over_forward(seed):
    counts = count_products(_sizes(seed))
    return counts["backward"] / counts["forward"]


def _differences_over_forward(seed):
    counts = count_products(_sizes(seed))
    return counts["differences"] / counts["forward"]


CLAIMS = [
    Claim(
        name="chain-rule",
        sentence="Gradients are computed from the output layer backwards, layer by layer, "
        "by the chain rule.",
        source="article",
        chapter=CHAPTER,
        experiment="gradcheck.check_gradients",
        quantity="largest relative difference between backward and central differences",
        unit="",
        digits=-1,
        measure=_largest_error,
        low=0,
        high=1e-6,
        verdict="holds",
        limit=_planted_error,
        limit_condition="with every gradient made 1.001 times too large, as a control",
    ),
    Claim(
        name="against-gradient",
        sentence="Each weight moves against its gradient.",
        source="article",
        chapter=CHAPTER,
        experiment="ledger.backprop",
        quantity="cosine between the first step and the gradient turned round",
        unit="",
        digits=3,
        measure=lambda seed: _agreement(SGD(0.1), seed),
        low=0.999,
        high=1.001,
        verdict="holds when the step is plain gradient descent",
        limit=lambda seed: _agreement(Adam(), seed),
        limit_condition="with Adam, which keeps the signs but evens out the sizes",
    ),
    Claim(
        name="backward-two-forwards",
        sentence="A backward pass costs about two forward passes, however many weights.",
        source="griewank2008evaluating",
        chapter=CHAPTER,
        experiment="backprop.count_products",
        quantity="multiplications of backward over those of forward, 4 to 8 hidden layers",
        unit="",
        digits=1,
        measure=_backward_over_forward,
        low=1.5,
        high=2.0,
        verdict="holds",
        limit=_differences_over_forward,
        limit_condition="by central differences",
    ),
    Claim(
        name="random-upstream",
        sentence="A gradient check with a random upstream gradient sees a wrong batch-norm "
        "backward; with ones it does not.",
        source="this course",
        chapter=CHAPTER,
        experiment="ledger.backprop",
        quantity="largest error of dx found with a random upstream gradient",
        unit="",
        digits=2,
        measure=lambda seed: _seen_with(
            lambda rng, shape: rng.standard_normal(shape), seed
        ),
        low=0.01,
        high=10,
        verdict="holds",
        limit=lambda seed: _seen_with(lambda rng, shape: np.ones(shape), seed),
        limit_condition="with ones",
    ),
    Claim(
        name="wrong-slope-trains",
        sentence="With the ReLU slope taken from its output by >=, a network still trains.",
        source="numpytutorials",
        chapter=CHAPTER,
        experiment="backprop.measure_planted",
        quantity="points of test accuracy lost by the wrong slope",
        unit="",
        digits=1,
        measure=_accuracy_lost("ReLU slope from its output"),
        low=-5,
        high=25,
        verdict="holds, and costs accuracy",
    ),
    Claim(
        name="lost-factor-trains",
        sentence="With the dropout factor lost on the way back, a network still trains.",
        source="numpytutorials",
        chapter=CHAPTER,
        experiment="backprop.measure_planted",
        quantity="points of test accuracy lost without the factor",
        unit="",
        digits=1,
        measure=_accuracy_lost("dropout factor lost"),
        low=-6,
        high=6,
        verdict="holds: the accuracy does not show it",
    ),
]
