"""All that decides a training run. Two equal settings give the same run, to the digit.

A patient is a setting with one thing changed for the worse, a treatment changes it again.
"""

import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

import numpy as np

from nncourse.clinic.careless_layers import (
    CarelessBatchNorm,
    ForgetfulReLU,
    UphillDense,
    WakefulDropout,
)
from nncourse.clinic.data_sets import standard_data
from nncourse.data import batches
from nncourse.init import he, xavier
from nncourse.layers import Dense, Dropout, LeakyReLU, ReLU, Sigmoid, Tanh
from nncourse.losses import softmax_cross_entropy
from nncourse.network import Sequential
from nncourse.optim import SGD, Adam
from nncourse.probes import PROBES
from nncourse.training import evaluate, train

ACTIVATIONS = {  # name: (layer, the usual first weights)
    "relu": (ReLU, he),
    "leaky relu": (LeakyReLU, he),
    "tanh": (Tanh, xavier),
    "sigmoid": (Sigmoid, xavier),
    "none": (None, xavier),
}
OPTIMIZERS = {
    "SGD": SGD,
    "momentum": lambda lr: SGD(lr, momentum=0.9),
    "Adam": Adam,
}
ROWS = 60  # of a history, at most
WATCHED = 250  # examples on which accuracy is recorded while training


@dataclass(frozen=True)
class Setting:
    """Data, network, rule and length of a training; the defaults are healthy."""

    seed: int = 0
    data: str = "digits"
    examples: int = 1000
    input_scale: float = 1.0  # x becomes input_scale * (x + 1), if it is not 1
    shuffled: float = 0.0  # the share of labels that are drawn anew
    hidden: tuple = (64, 64)
    activation: str = "relu"
    weight_scale: float = 1.0  # times the usual first weights
    constant: float | None = None  # all first weights, instead of drawn ones
    silenced: float = 0.0  # the share of hidden units whose bias keeps them off
    batch_norm: bool = False
    dropout: float = 0.0
    drops_in_evaluation: bool = False
    backward: str = "right"  # or "mask forgotten", "uphill"
    optimizer: str = "SGD"
    lr: float = 0.1
    batch: int = 32
    steps: int = 150
    dtype: str = "float64"


def data_of(setting):
    """((x, labels) to train on, (x, labels) set apart, the number of classes); of labels
    that are drawn anew there are as many in both.
    """
    (x, labels), (x_test, labels_test) = standard_data(setting.data, setting.seed)
    classes = int(labels.max()) + 1
    x, labels = x[: setting.examples], labels[: setting.examples]
    rng = np.random.default_rng([setting.seed, 10])
    labels, labels_test = (
        np.where(
            rng.random(len(part)) < setting.shuffled,
            rng.integers(classes, size=len(part)),
            part,
        )
        for part in (labels, labels_test)
    )
    if setting.input_scale != 1:
        x, x_test = (setting.input_scale * (part + 1) for part in (x, x_test))
    x, x_test = x.astype(setting.dtype), x_test.astype(setting.dtype)
    return (x, labels), (x_test, labels_test), classes


def network(setting, features, classes):
    """The network before its first step."""
    rng = np.random.default_rng([setting.seed, 11])
    activation, usual = ACTIVATIONS[setting.activation]
    if setting.backward == "mask forgotten":
        activation = ForgetfulReLU

    def init(n_in, n_out, rng):
        W = setting.weight_scale * usual(n_in, n_out, rng)
        return W if setting.constant is None else np.full_like(W, setting.constant)

    dense = UphillDense if setting.backward == "uphill" else Dense
    layers, n_in = [], features
    for width in setting.hidden:
        layers.append(dense(n_in, width, rng, init))
        silenced = rng.random(width) < setting.silenced
        layers[-1].b[silenced] = -100.0
        if setting.batch_norm:
            layers.append(CarelessBatchNorm(width))
        if activation:
            layers.append(activation())
        if setting.dropout:
            kind = WakefulDropout if setting.drops_in_evaluation else Dropout
            layers.append(kind(setting.dropout, rng))
        n_in = width
    net = Sequential(*layers, Dense(n_in, classes, rng, init))
    net.astype(setting.dtype)
    return net


@lru_cache(maxsize=64)
def trained(setting):
    """(the trained network, the history of its training with PROBES). Besides: "accuracy"
    on examples set apart and "train_accuracy" at every recorded step, and "classes".
    """
    (x, labels), test, classes = data_of(setting)
    seen = x[:WATCHED], labels[:WATCHED]
    unseen = test[0][:WATCHED], test[1][:WATCHED]
    record = PROBES | {
        "accuracy": lambda net: evaluate(net, *unseen)[1],
        "train_accuracy": lambda net: evaluate(net, *seen)[1],
    }
    rows = {*range(0, setting.steps, -(-setting.steps // ROWS)), setting.steps - 1}
    net, history = _train(setting, record, rows)
    return net, history | {"classes": classes}


@lru_cache(maxsize=64)
def learnt(setting):
    """(the same network, its losses at all steps), in a third of the time of `trained`."""
    alone = setting.drops_in_evaluation  # and so draws numbers for each accuracy recorded
    net, history = (trained if alone else _train)(setting)
    return net, history["loss"]


def _train(setting, record=None, rows=1):
    (x, _), _, classes = data_of(setting)
    net = network(setting, x.shape[1], classes)
    optimizer = OPTIMIZERS[setting.optimizer](setting.lr)
    return net, train(net, softmax_cross_entropy, optimizer, stream(setting), record, rows)


@lru_cache(maxsize=2048)
def final_accuracy(setting):
    """The accuracy at the end on all true examples that were set apart."""
    _, (x, labels), _ = data_of(replace(setting, shuffled=0.0))
    return evaluate(copy.deepcopy(learnt(setting)[0]), x, labels)[1]


def copy_of_trained(setting):
    """The trained network, to do with as one likes."""
    return copy.deepcopy(trained(setting)[0])


def stream(setting):
    """The batches of all steps."""
    (x, labels), *_ = data_of(setting)
    rng = np.random.default_rng([setting.seed, 12])
    epochs = -(-setting.steps // -(-len(x) // setting.batch))
    return islice(batches(x, labels, setting.batch, epochs, rng), setting.steps)
