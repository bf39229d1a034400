"""The core's tricks undone: for each, what one would write without it."""

import numpy as np

from nncourse import losses, optim, parameters, probes
from nncourse.layers import BatchNorm, Dropout, ReLU
from nncourse.network import Sequential


def backward_to_data(self, dy):
    self.backward(dy)


def softmax_by_rows(logits, labels):
    rows = np.arange(len(logits))
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    loss = -np.log(p[rows, labels]).mean()
    p[rows, labels] -= 1
    return loss, p / len(logits)


def relu_backward(self, dy):
    return np.where(self.on, dy, 0)


def norm_forward(self, x, training=False):
    n, self.of_batch = len(x), training
    mean, var = x.mean(axis=0), x.var(axis=0)
    self.mean = (1 - self.momentum) * self.mean + self.momentum * mean
    self.var = (1 - self.momentum) * self.var + self.momentum * var * n / (n - 1)
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


def set_gradient(self, layer, value):
    vars(layer)[self.name] = value


def sgd_step(self, net):
    grads = net.grads
    net.update = {name: -self.lr * g for name, g in grads.items()}
    for name, p in net.params.items():
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


def norm(v):
    return np.linalg.norm(v)


UNDONE = {  # trick: what to put where in its place
    "no gradient on the data": [(Sequential, "backward_to_params", backward_to_data)],
    "softmax in place, with a row for every class": [
        (losses, "softmax_cross_entropy", softmax_by_rows)
    ],
    "ReLU's gradient as a product with its mask, not `np.where`": [
        (ReLU, "backward", relu_backward)
    ],
    "one vector of parameters, one of gradients, for the optimizer": [
        (parameters.Gradient, "__set__", set_gradient),
        (optim.SGD, "step", sgd_step),
        (optim.Adam, "step", adam_step),
    ],
    "batch norm in few passes": [
        (BatchNorm, "forward", norm_forward),
        (BatchNorm, "backward", norm_backward),
    ],
    "dropout drawn in float32": [(Dropout, "forward", dropout_forward)],
    "a gradient's norm as a product with itself": [(probes, "_norm", norm)],
}
UNDONE["all of these at once"] = [patch for patches in UNDONE.values() for patch in patches]
