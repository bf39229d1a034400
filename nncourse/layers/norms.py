"""Layers that standardise what passes through them, then scale and shift it as learnt."""

import numpy as np

from nncourse.checks import above_zero, fits, share, whole
from nncourse.layers.layer import Layer


class BatchNorm(Layer):
    """y = gamma * xhat + beta, where xhat is x standardised feature by feature.

    In training it uses the batch's mean and variance, and moves the running `mean` and
    `var` a share `momentum` of the way towards them, the variance towards the unbiased one
    (n - 1), which estimates the population's. In evaluation it uses the running ones.
    Source: Ioffe & Szegedy (2015), algorithms 1 and 2.
    """

    names = "gamma", "beta"
    remembers = "xhat", "std", "of_batch"

    def __init__(self, n, momentum=0.1, eps=1e-5):
        self.width = whole(n, "n", 1)
        self.momentum, self.eps = share(momentum, "momentum"), above_zero(eps, "eps")
        self.gamma, self.beta = np.ones(n), np.zeros(n)
        self.mean, self.var = np.zeros(n), np.ones(n)

    def astype(self, dtype):
        """Turn every parameter, and the running mean and var, into `dtype`."""
        super().astype(dtype)
        self.mean, self.var = self.mean.astype(dtype), self.var.astype(dtype)

    def forward(self, x, training=False):
        """y (n, d) from x (n, d), each feature standardised over the n examples."""
        x = self.checked(x)
        n = len(x)
        self.of_batch = training
        if training:
            if n < 2:
                raise ValueError(f"BatchNorm needs 2 examples or more in training, got {n}")
            mean = x.sum(axis=0) / n
            xhat = x - mean
            var = (xhat * xhat).sum(axis=0) / n
            self.mean = self.mean + self.momentum * (mean - self.mean)
            self.var = self.var + self.momentum * (var * (n / (n - 1)) - self.var)
        else:
            xhat, var = x - self.mean, self.var
        self.std = np.sqrt(var + self.eps)
        xhat /= self.std
        self.xhat = xhat
        return self.gamma * xhat + self.beta

    def backward(self, dy):
        """dx (n, d) from dy (n, d); sets dgamma and dbeta, sums over the batch."""
        fits(dy, self.xhat.shape)
        self.dgamma = (dy * self.xhat).sum(axis=0)
        self.dbeta = dy.sum(axis=0)
        if not self.of_batch:
            return dy * (self.gamma / self.std)
        n = len(dy)
        dx = self.xhat * (self.dgamma / -n)  # each x also stretched the spread along xhat
        dx += dy
        dx -= self.dbeta / n  # and shifted the mean
        dx *= self.gamma / self.std
        return dx


class LayerNorm(Layer):
    """y = gamma * xhat + beta, where xhat is x standardised example by example.

    Each row is standardised by the mean and variance of its own features, in training and
    evaluation alike.
    Source: Ba, Kiros & Hinton (2016), section 3.
    """

    names = "gamma", "beta"
    remembers = "xhat", "std"

    def __init__(self, n, eps=1e-5):
        self.width, self.eps = whole(n, "n", 1), above_zero(eps, "eps")
        self.gamma, self.beta = np.ones(n), np.zeros(n)

    def forward(self, x, training=False):
        """y (n, d) from x (n, d), each example standardised over its d features."""
        x = self.checked(x)
        xhat = x - x.mean(axis=1, keepdims=True)
        self.std = np.sqrt((xhat * xhat).mean(axis=1, keepdims=True) + self.eps)
        xhat /= self.std
        self.xhat = xhat
        return self.gamma * xhat + self.beta

    def backward(self, dy):
        """dx (n, d) from dy (n, d); sets dgamma and dbeta, sums over the batch."""
        fits(dy, self.xhat.shape)
        self.dgamma = (dy * self.xhat).sum(axis=0)
        self.dbeta = dy.sum(axis=0)
        dxhat = dy * self.gamma
        shift = dxhat.mean(axis=1, keepdims=True)  # each x also moved the mean
        stretch = (dxhat * self.xhat).mean(axis=1, keepdims=True)  # and the spread
        return (dxhat - shift - self.xhat * stretch) / self.std
