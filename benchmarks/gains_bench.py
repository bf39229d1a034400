"""What each optimisation buys: a step with it undone over a step as it is.

Each is undone by putting the textbook's way in its place, for this measurement alone.
"""

from contextlib import ExitStack
from unittest.mock import patch

import numpy as np

from benchmarks.contenders import Course
from benchmarks.timing import race, ratios, threads
from benchmarks.workloads import TINY, WORKLOADS
from nncourse import checks, flat, layers, losses, optim
from nncourse.layers import BatchNorm, Dense, Dropout, LeakyReLU, ReLU, Sigmoid, Tanh
from nncourse.network import Sequential


def whole_backward(self, dy):
    self.backward(dy)


def textbook_entropy(logits, labels):
    n, classes = logits.shape
    labels = checks.as_labels(labels, n, classes)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    onehot = np.eye(classes, dtype=logits.dtype)[labels]
    return -(log_p * onehot).sum(axis=1).mean(), (np.exp(log_p) - onehot) / n


def dense_backward(self, dy):
    self.backward_to_params(dy)
    return dy @ self.W.T


def sums(v):
    return v.sum(axis=0)


def new_ones(v):
    return np.ones(len(v), v.dtype) @ v


def relu_forward(self, x, training=False):
    self.on = x > 0
    return np.maximum(x, 0)


def move_one_by_one(net, update):
    net.update = update
    params = net.params.values()
    for p, share in zip(params, flat.views(update, params), strict=True):
        p += share


def mean_square(y, target):
    error = y - target
    return (error * error).mean(), error * (2 / y.size)


def dense_forward(self, x, training=False):
    self.x = self.checked(x)
    return self.x @ self.W + self.b


def sigmoid_forward(self, x, training=False):
    self.y = 1 / (1 + np.exp(-x))
    return self.y


def sigmoid_backward(self, dy):
    return dy * self.y * (1 - self.y)


def tanh_backward(self, dy):
    return dy * (1 - self.y**2)


def where_backward(self, dy):
    return np.where(self.on, dy, 0)


def norm_forward(self, x, training=False):
    x = self.checked(x)
    self.of_batch = training
    mean, var = (x.mean(axis=0), x.var(axis=0)) if training else (self.mean, self.var)
    if training:
        n = len(x)
        self.mean = (1 - self.rate) * self.mean + self.rate * mean
        self.var = (1 - self.rate) * self.var + self.rate * var * (n / (n - 1))
    self.std = np.sqrt(var + self.eps)
    self.xhat = (x - mean) / self.std
    return self.gamma * self.xhat + self.beta


def norm_backward(self, dy):
    self.dgamma = (dy * self.xhat).sum(axis=0)
    self.dbeta = dy.sum(axis=0)
    dxhat = dy * self.gamma
    dxhat = dxhat - dxhat.mean(axis=0) - self.xhat * (dxhat * self.xhat).mean(axis=0)
    return dxhat / self.std


def dropout_forward(self, x, training=False):
    self.mask = (self.rng.random(x.shape) >= self.rate).astype(x.dtype) / (1 - self.rate)
    return x * self.mask


def sgd_step(self, net):
    params, grads = net.params, net.grads
    net.update = {name: -self.lr * grads[name] for name in params}
    for name, p in params.items():
        p += net.update[name]


def adam_step(self, net):
    params, grads = net.params, net.grads
    if not self.t:
        self.m = {name: np.zeros_like(p) for name, p in params.items()}
        self.v = {name: np.zeros_like(p) for name, p in params.items()}
    self.t += 1
    net.update = {}
    for name, p in params.items():
        g = grads[name]
        self.m[name] = m = self.beta1 * self.m[name] + (1 - self.beta1) * g
        self.v[name] = v = self.beta2 * self.v[name] + (1 - self.beta2) * g**2
        mhat, vhat = m / (1 - self.beta1**self.t), v / (1 - self.beta2**self.t)
        net.update[name] = -self.lr * mhat / (np.sqrt(vhat) + self.eps)
        p += net.update[name]


UNDONE = {
    "no gradient on the data": [(Sequential, "backward_to_params", whole_backward)],
    "softmax by indexing, in place, a row a class": [
        (losses, "softmax_cross_entropy", textbook_entropy)
    ],
    "squared error as one product": [(losses, "mean_squared_error", mean_square)],
    "sums over a batch as a product with ones": [(layers, "column_sums", sums)],
    "the ones kept": [(layers, "column_sums", new_ones)],
    "a column times a row by np.dot": [(Dense, "backward", dense_backward)],
    "max of two arrays, not of one and 0": [(ReLU, "forward", relu_forward)],
    "arithmetic in place on fresh arrays": [
        (Dense, "forward", dense_forward),
        (Sigmoid, "forward", sigmoid_forward),
        (Sigmoid, "backward", sigmoid_backward),
        (Tanh, "backward", tanh_backward),
    ],
    "a product with the mask, not np.where": [
        (ReLU, "backward", where_backward),
        (LeakyReLU, "backward", where_backward),
    ],
    "parameters as views of one vector": [(optim, "_move", move_one_by_one)],
    "one flat vector for the optimizer": [
        (optim.SGD, "step", sgd_step),
        (optim.Adam, "step", adam_step),
    ],
    "batch norm in few passes": [
        (BatchNorm, "forward", norm_forward),
        (BatchNorm, "backward", norm_backward),
    ],
    "dropout drawn in float32": [(Dropout, "forward", dropout_forward)],
}
UNDONE["all of these at once"] = [
    way for name, ways in UNDONE.items() if name != "the ones kept" for way in ways
]


class Plain(Course):
    """The same with one optimisation undone."""

    def __init__(self, workload, undone, count):
        super().__init__(workload, np.dtype("float32"))
        self.undone, self.count = undone, count
        plain = {name: loss for owner, name, loss in undone if owner is losses}
        if self.loss_fn.__name__ in plain:
            self.loss_fn = plain[self.loss_fn.__name__]
            self.turns = self.learn(self.forever())

    def forever(self):
        while True:
            yield self.x[: self.w.batch], self.y[: self.w.batch]

    def turn(self):
        with ExitStack() as stack:
            for owner, name, plain in self.undone:
                stack.enter_context(patch.object(owner, name, plain))
            for _ in range(self.count):
                self.step()


def run(quick=False, tiny=False, only=None):
    found = {name: {} for name in UNDONE}
    for w in TINY if tiny else WORKLOADS:
        if only not in (None, w.name):
            continue
        count = 1 if tiny or w.name == "W5" else 20
        with threads(1):
            kinds = {"as it is": [], **UNDONE}
            racers = {name: Plain(w, undone, count).turn for name, undone in kinds.items()}
            took = race(racers, *((2, 0) if tiny else (7, 0) if quick else (41, 0)))
        for name, (mid, *_) in ratios(took, "as it is").items():
            found[name][w.name] = mid
            print(f"{w.name} without {name}: {mid:.2f} times as long", flush=True)
    return found
