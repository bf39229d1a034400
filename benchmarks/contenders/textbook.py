"""numpy by hand: functions on plain arrays, as careful as a good textbook writes them.

No gradient on the data, a product with the mask in place of np.where, the softmax row by
row with the labels by indexing, every parameter updated in place. Nothing is checked.
"""

import numpy as np

from benchmarks.contenders.base import LR, Base
from nncourse import BatchNorm, Dense

MOMENTUM, EPS = 0.1, 1e-5  # of batch norm
BETA1, BETA2, ADAM_EPS = 0.9, 0.999, 1e-8


class Contender(Base):
    def __init__(self, workload, dtype, seed=0, masks=None):
        super().__init__(workload, dtype, seed, masks)
        dense = [layer for layer in self.net.layers if isinstance(layer, Dense)]
        norms = [layer for layer in self.net.layers if isinstance(layer, BatchNorm)]
        self.W, self.b = [d.W.copy() for d in dense], [d.b.copy() for d in dense]
        self.gamma, self.beta = (
            [n.gamma.copy() for n in norms],
            [n.beta.copy() for n in norms],
        )
        self.running = [(n.mean.copy(), n.var.copy()) for n in norms]
        self.params = [*self.W, *self.b, *self.gamma, *self.beta]
        self.m, self.v = [[np.zeros_like(p) for p in self.params] for _ in "mv"]
        self.t = 0
        regression = workload.regression
        self.loss_fn = mean_squared_error if regression else softmax_cross_entropy
        self.slope = tanh_slope if regression else relu_slope
        self.activation = np.tanh if regression else relu
        self.dropout = workload.choices.get("dropout", 0)

    def learn(self, x, y):
        loss, dy = self.loss_fn(self.forward(x), y)
        grads = self.backward(dy)
        if self.workload.norms:
            self.norms = np.array([np.linalg.norm(dW) for dW in grads[: len(self.W)]])
        if self.workload.adam:
            self.t += 1
            for p, g, m, v in zip(self.params, grads, self.m, self.v, strict=True):
                adam_step(p, g, m, v, self.t)
        else:
            for p, g in zip(self.params, grads, strict=True):
                p -= LR * g
        return loss

    def forward(self, x):
        """The output; what backward needs of each layer stays in lists."""
        self.x_of, self.normed, self.active, self.mask = [], [], [], []
        masks = self.masks() if self.masks else []
        last = len(self.W) - 1
        for i, (W, b) in enumerate(zip(self.W, self.b, strict=True)):
            self.x_of.append(x)
            x = x @ W + b
            if i == last:
                return x
            if self.gamma:
                x, *normed = batch_norm(x, self.gamma[i], self.beta[i], *self.running[i])
                self.normed.append(normed)
            x = self.activation(x)
            self.active.append(x)
            if self.dropout:
                keep = 1 - self.dropout
                mask = masks[i] if masks else (self.rng.random(x.shape) < keep) / keep
                self.mask.append(mask.astype(x.dtype))
                x = x * self.mask[-1]

    def backward(self, dy):
        """All gradients, in the order of `params`."""
        layers = range(len(self.W))
        dW, db = [None for _ in layers], [None for _ in layers]
        dgamma, dbeta = [None for _ in self.gamma], [None for _ in self.beta]
        for i in reversed(layers):
            dW[i] = self.x_of[i].T @ dy
            db[i] = dy.sum(axis=0)
            if i == 0:
                return [*dW, *db, *dgamma, *dbeta]
            dy = dy @ self.W[i].T
            if self.dropout:
                dy = dy * self.mask[i - 1]
            dy = dy * self.slope(self.active[i - 1])
            if self.gamma:
                dy, dgamma[i - 1], dbeta[i - 1] = batch_norm_backward(
                    dy, self.gamma[i - 1], *self.normed[i - 1]
                )


def relu(x):
    return np.maximum(x, 0)


def relu_slope(y):
    return y > 0


def tanh_slope(y):
    return 1 - y**2


def batch_norm(x, gamma, beta, running_mean, running_var):
    """gamma * xhat + beta, xhat, and the batch's standard deviation."""
    n = len(x)
    mean, var = x.mean(axis=0), x.var(axis=0)
    running_mean += MOMENTUM * (mean - running_mean)
    running_var += MOMENTUM * (var * n / (n - 1) - running_var)
    std = np.sqrt(var + EPS)
    xhat = (x - mean) / std
    return gamma * xhat + beta, xhat, std


def batch_norm_backward(dy, gamma, xhat, std):
    """dx, dgamma, dbeta."""
    n = len(dy)
    dgamma, dbeta = (dy * xhat).sum(axis=0), dy.sum(axis=0)
    return gamma / std * (dy - dbeta / n - xhat * dgamma / n), dgamma, dbeta


def softmax_cross_entropy(logits, labels):
    n = len(logits)
    rows = np.arange(n)
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    loss = -np.log(p[rows, labels]).mean()
    p[rows, labels] -= 1
    return loss, p / n


def mean_squared_error(y, target):
    error = y - target
    return (error**2).mean(), 2 * error / error.size


def adam_step(p, g, m, v, t):
    m *= BETA1
    m += (1 - BETA1) * g
    v *= BETA2
    v += (1 - BETA2) * g**2
    p -= LR * (m / (1 - BETA1**t)) / (np.sqrt(v / (1 - BETA2**t)) + ADAM_EPS)
