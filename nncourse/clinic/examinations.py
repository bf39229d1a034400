"""Tests that the doctor orders, for what no reading of a training run can show.

Each one gives an `Examination`: its name, its numbers and a sentence. For a network of your
own do the same by hand, and write `Examination("gradient check", {"wrong": 0})`.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from nncourse.clinic.messages import TESTS
from nncourse.clinic.setting import copy_of_trained, data_of, network, trained
from nncourse.data import batches
from nncourse.gradcheck import check_gradients
from nncourse.losses import softmax_cross_entropy
from nncourse.optim import Adam
from nncourse.training import evaluate, train

FEW = 6  # features, units and examples of the network whose gradients are checked
MANY = 250  # examples on which two modes of a network are compared
MEMORISED, TRIES = 16, 150  # examples of the one batch, and steps to learn it by heart


@dataclass(frozen=True)
class Examination:
    """The result of one test: its name, its numbers by name, and what they say."""

    name: str
    values: dict
    sentence: str = field(default="", compare=False)


def gradient_check(setting):
    """Backward against central differences, in a thin network of the same layers."""
    thin = replace(
        setting,
        hidden=tuple(FEW for _ in setting.hidden[:3]),
        weight_scale=1.0,
        constant=None,
        silenced=0.0,
        dropout=0.0,
    )
    x = np.random.default_rng(0).standard_normal((FEW, FEW))
    report = check_gradients(network(thin, FEW, 3), x)
    wrong = sum(not row.passed for row in report.rows)
    return {"wrong": wrong, "checked": len(report.rows)}


def fit_one_batch(setting):
    """Can the network learn sixteen examples by heart?"""
    (x, labels), _, classes = data_of(setting)
    net = network(replace(setting, dropout=0.0), x.shape[1], classes)
    few = batches(
        x[:MEMORISED], labels[:MEMORISED], MEMORISED, TRIES, np.random.default_rng(0)
    )
    loss = train(net, softmax_cross_entropy, Adam(0.003), few)["loss"][-1]
    return {"left": float(loss / np.log(classes))}


def permute_the_labels(setting):
    """Does the same training learn any worse from labels that mean nothing?"""
    loss = [trained(s)[1]["loss"] for s in (setting, replace(setting, shuffled=1.0))]
    true, permuted = (float(np.median(part[-5:])) for part in loss)
    gain = 1 - true / permuted if np.isfinite(permuted) else 0.0
    return {"true": true, "permuted": permuted, "gain": gain}


def evaluate_twice(setting):
    """Does the trained network say the same about the same examples?"""
    _, (x, labels), _ = data_of(setting)
    net = copy_of_trained(setting)
    first, second = (evaluate(net, x, labels)[0] for _ in range(2))
    return {"difference": abs(first - second) if np.isfinite(first) else 0.0}


def drop_nothing(setting):
    """The loss on training examples as they are learnt from, and in evaluation."""
    (x, labels), _, classes = data_of(setting)
    x, labels = x[:MANY], labels[:MANY]
    net = copy_of_trained(setting)
    evaluated = evaluate(net, x, labels)[0]
    with np.errstate(all="ignore"):
        learning = float(softmax_cross_entropy(net.forward(x, training=True), labels)[0])
    excess = (learning - evaluated) / np.log(classes)
    return {"learning": learning, "evaluated": evaluated, "excess": excess}


def look_at_the_data(setting):
    """The smallest and largest feature, the mean and spread of all, and a batch's size."""
    (x, _), *_ = data_of(setting)
    return {
        "batch": setting.batch,
        "least": float(x.min()),
        "largest": float(x.max()),
        "mean": float(x.mean()),
        "spread": float(x.std()),
    }


def look_at_the_weights(setting):
    """How many different units the first layer begins with."""
    (x, _), _, classes = data_of(setting)
    W = network(setting, x.shape[1], classes).layers[0].W
    different = np.unique(W, axis=1).shape[1]
    return {
        "units": W.shape[1],
        "different": different,
        "alike": 1 - different / W.shape[1],
    }


EXAMINATIONS = {
    "gradient check": gradient_check,
    "fit one batch": fit_one_batch,
    "permute the labels": permute_the_labels,
    "evaluate twice": evaluate_twice,
    "drop nothing": drop_nothing,
    "look at the data": look_at_the_data,
    "look at the weights": look_at_the_weights,
}


def examine(setting, name):
    """The Examination of that name."""
    if name not in EXAMINATIONS:
        raise ValueError(f"the test must be one of {list(EXAMINATIONS)}, not {name!r}")
    values = EXAMINATIONS[name](setting)
    return Examination(name, values, TESTS[name].format(**values))
