"""Lines that are faster than the chapters'; and steps that keep or check nothing."""

import numpy as np

from nncourse import checks, network
from nncourse.layers import (
    BatchNorm,
    Dense,
    Layer,
    ReLU,
    Tanh,
    activations,
    dense,
    dropout,
    norms,
)
from nncourse.network import Sequential
from nncourse.parameters import Gradient


def sums(v):
    return np.ones(len(v), v.dtype) @ v


def dense_sums(self, dy):
    checks.fits(dy, (len(self.x), len(self.b)))
    self.dW = self.x.T @ dy
    self.db = sums(dy)


def norm_forward(self, x, training=False):
    x = self.checked(x)
    n, self.of_batch = len(x), training
    mean = sums(x) / n
    xhat = x - mean
    var = sums(xhat * xhat) / n
    self.mean = self.mean + self.momentum * (mean - self.mean)
    self.var = self.var + self.momentum * (var * (n / (n - 1)) - self.var)
    self.std = np.sqrt(var + self.eps)
    xhat /= self.std
    self.xhat = xhat
    return self.gamma * xhat + self.beta


def norm_backward(self, dy):
    checks.fits(dy, self.xhat.shape)
    self.dgamma, self.dbeta = sums(dy * self.xhat), sums(dy)
    n = len(dy)
    dx = self.xhat * (self.dgamma / -n)
    dx += dy
    dx -= self.dbeta / n
    dx *= self.gamma / self.std
    return dx


def dense_dot(self, dy):
    Dense.backward_to_params(self, dy)
    return np.dot(dy, self.W.T)


def dense_in_place(self, x, training=False):
    self.x = self.checked(x)
    y = self.x @ self.W
    y += self.b
    return y


def tanh_in_place(self, dy):
    checks.fits(dy, self.y.shape)
    dx = self.y * self.y
    np.subtract(1, dx, out=dx)
    dx *= dy
    return dx


def dense_out(self, dy):
    checks.fits(dy, (len(self.x), len(self.b)))
    if "dW" not in vars(self):
        self.dW = np.zeros_like(self.W)
    np.matmul(self.x.T, dy, out=self.dW)
    self.db = dy.sum(axis=0)


def dense_sums_out(self, dy):
    checks.fits(dy, (len(self.x), len(self.b)))
    if "dW" not in vars(self):
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)
    np.matmul(self.x.T, dy, out=self.dW)
    np.matmul(np.ones(len(dy), dy.dtype), dy, out=self.db)


def relu_forward(self, x, training=False):
    x = checks.as_floats(x)
    self.on = x > 0
    return np.maximum(x, np.zeros(x.shape, x.dtype))


def forward_forgetting(self, x, training=False):
    x = checks.as_data(x)
    for layer in self.layers:
        x = layer.forward(x, training)
    return x


def backward_forgetting(self, dy):
    first, *others = self.layers
    for layer in reversed(others):
        dy = layer.backward(dy)
    first.backward_to_params(dy)


def set_unchecked(self, layer, value):
    array = vars(layer).get(self.name)
    if array is None:
        vars(layer)[self.name] = np.array(value)
    else:
        array[...] = value


def unchecked(x, *_):
    return x


def unchecked_by_layer(self, x):
    return x


FASTER = {  # line: where to put it
    "`np.ones(n) @ dy`, not `dy.sum(axis=0)`": [
        (Dense, "backward_to_params", dense_sums),
        (BatchNorm, "forward", norm_forward),
        (BatchNorm, "backward", norm_backward),
    ],
    "`np.dot(dy, W.T)`, not `dy @ W.T`": [(Dense, "backward", dense_dot)],
    "`np.matmul(x.T, dy, out=dW)`, not `dW = x.T @ dy`": [
        (Dense, "backward_to_params", dense_out)
    ],
    "`y = x @ W; y += b`, not `x @ W + b`; the same for tanh": [
        (Dense, "forward", dense_in_place),
        (Tanh, "backward", tanh_in_place),
    ],
    "`np.maximum(x, zeros)`, not `np.maximum(x, 0)`": [(ReLU, "forward", relu_forward)],
}
TOGETHER = [patch for patches in FASTER.values() for patch in patches]
TOGETHER += [(Dense, "backward_to_params", dense_sums_out)]
FASTER |= {
    "all of these at once": TOGETHER,
    "activations and gradients not kept": [
        (Sequential, "forward", forward_forgetting),
        (Sequential, "backward_to_params", backward_forgetting),
    ],
    "no look for NaN and inf in the data": [(network, "as_data", checks.as_batch)],
    "no check of any array": [
        (network, "as_data", unchecked),
        *((module, "fits", unchecked) for module in (network, activations, dense, norms)),
        *((module, "as_floats", unchecked) for module in (activations, dropout)),
        (Layer, "checked", unchecked_by_layer),
        (Gradient, "__set__", set_unchecked),
    ],
}
