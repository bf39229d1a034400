"""The differentiable steps that a network is made of.

Batches are rows: x is (n, d_in), y = layer.forward(x) is (n, d_out). Where L is the loss,
dv stands for dL/dv and has the shape of v; dx = layer.backward(dy) takes the gradient from
the layer's output to its input and assigns those of its parameters (dW, db) on the way.
What forward leaves for backward is public (`relu.on`, `bn.xhat`, `dropout.mask`).
The precision is that of x: parameters follow it.
"""

from functools import cache

import numpy as np

from nncourse.checks import (
    above_zero,
    as_batch,
    as_floats,
    fits,
    share,
    share_below_one,
    whole,
)
from nncourse.init import he


class NotYet(AttributeError, RuntimeError):
    """What was asked for comes into being with a pass that has not been made."""


class Layer:
    """One step of a network. `forward` remembers what `backward` will need."""

    names = ()  # of the parameters; the gradient of parameter `W` is called `dW`
    width = None  # features that x must have, for layers that ask `checked`
    flat = None  # the vector, if there is one, that the parameters are views of

    @property
    def parts(self):
        """The layers that this one is made of: itself alone, but for a network."""
        return [self]

    @property
    def params(self):
        return {name: getattr(self, name) for name in self.names}

    @property
    def grads(self):
        return {name: getattr(self, "d" + name) for name in self.names}

    def is_flat(self):
        """Whether to add to `flat` is to move every parameter."""
        return False

    def astype(self, dtype):
        """Turn every parameter into `dtype`."""
        for name in self.names:
            setattr(self, name, getattr(self, name).astype(dtype))

    def checked(self, x):
        """x as a batch of floats of the right width, the parameters in its precision."""
        x = as_batch(x)
        if x.shape[1] != self.width:
            name = type(self).__name__
            raise ValueError(
                f"{name} takes {self.width} features, got x of shape {x.shape}"
            )
        if x.dtype != getattr(self, self.names[0]).dtype:
            self.astype(x.dtype)
        return x

    def __getattr__(self, name):
        raise NotYet(
            f"{type(self).__name__} has no {name!r}. If that is what a pass leaves: call "
            "forward before backward, backward before reading gradients, and step before "
            "reading the update"
        )


class Dense(Layer):
    """y = x W + b, with W (n_in, n_out) and b (n_out,). b starts at 0."""

    names = "W", "b"

    def __init__(self, n_in, n_out, rng, init=he):
        self.width = whole(n_in, "n_in", 1)
        self.W = init(n_in, whole(n_out, "n_out", 1), rng)
        self.b = np.zeros(n_out, self.W.dtype)

    def forward(self, x, training=False):
        self.x = self.checked(x)
        y = self.x @ self.W
        y += self.b
        return y

    def backward(self, dy):
        self.backward_to_params(dy)
        # x[:, i] reached each y[:, j] through W[i, j]; for a single j, @ would be slow
        return np.dot(dy, self.W.T)

    def backward_to_params(self, dy):
        """All of `backward` that the first layer of a network needs: dW and db, no dx."""
        fits(dy, (len(self.x), len(self.b)))
        self.dW = self.x.T @ dy  # W[i, j] carried x[:, i] to y[:, j]
        self.db = column_sums(dy)  # b[j] was added to every row of y[:, j]


class Sigmoid(Layer):
    """y = 1 / (1 + exp(-x)), between 0 and 1. Its slope y (1 - y) is 1/4 at most."""

    def forward(self, x, training=False):
        x = as_floats(x)
        with np.errstate(over="ignore"):  # exp(-x) = inf gives y = 0, as it should
            y = np.exp(-x)
        y += 1
        self.y = np.divide(1, y, out=y)
        return self.y

    def backward(self, dy):
        fits(dy, self.y.shape)
        dx = 1 - self.y
        dx *= self.y
        dx *= dy
        return dx


class Tanh(Layer):
    """y = tanh(x), between -1 and 1. Its slope 1 - y**2 is 1 at most."""

    def forward(self, x, training=False):
        x = as_floats(x)
        self.y = np.tanh(x)
        return self.y

    def backward(self, dy):
        fits(dy, self.y.shape)
        dx = self.y * self.y
        np.subtract(1, dx, out=dx)
        dx *= dy
        return dx


class ReLU(Layer):
    """y = max(x, 0). A unit that is off passes nothing back."""

    def forward(self, x, training=False):
        x = as_floats(x)
        self.on = x > 0
        return np.maximum(x, np.zeros(x.shape, x.dtype))  # by a 0 takes twice the time

    def backward(self, dy):
        fits(dy, self.on.shape)
        return dy * self.on


class LeakyReLU(Layer):
    """y = x above 0 and slope * x below. A unit that is off passes a little back.

    Source: Maas, Hannun & Ng (2013).
    """

    def __init__(self, slope=0.01):
        self.slope = share_below_one(slope, "slope")

    def forward(self, x, training=False):
        x = as_floats(x)
        self.on = x > 0
        return np.maximum(x, self.slope * x)

    def backward(self, dy):
        fits(dy, self.on.shape)
        return dy * np.maximum(self.on, self.slope, dtype=dy.dtype)


class BatchNorm(Layer):
    """y = gamma * xhat + beta, where xhat is x standardised feature by feature.

    In training by the batch's own mean and variance, which also move the running `mean` and
    `var` a share `rate` of the way; otherwise by the running ones. The running variance
    follows the unbiased one (n - 1), as evaluation wants the population's.
    Source: Ioffe & Szegedy (2015), algorithms 1 and 2.
    """

    names = "gamma", "beta"

    def __init__(self, n, rate=0.1, eps=1e-5):
        self.width = whole(n, "n", 1)
        self.rate, self.eps = share(rate, "rate"), above_zero(eps, "eps")
        self.gamma, self.beta = np.ones(n), np.zeros(n)
        self.mean, self.var = np.zeros(n), np.ones(n)

    def astype(self, dtype):
        super().astype(dtype)
        self.mean, self.var = self.mean.astype(dtype), self.var.astype(dtype)

    def forward(self, x, training=False):
        x = self.checked(x)
        n = len(x)
        self.of_batch = training
        if training:
            if n < 2:
                raise ValueError(f"BatchNorm needs 2 examples or more in training, got {n}")
            mean = column_sums(x) / n
            xhat = x - mean
            var = column_sums(xhat * xhat) / n
            self.mean = self.mean + self.rate * (mean - self.mean)
            self.var = self.var + self.rate * (var * (n / (n - 1)) - self.var)
        else:
            xhat, var = x - self.mean, self.var
        self.std = np.sqrt(var + self.eps)
        xhat /= self.std
        self.xhat = xhat
        y = xhat * self.gamma
        y += self.beta
        return y

    def backward(self, dy):
        fits(dy, self.xhat.shape)
        self.dgamma = column_sums(dy * self.xhat)
        self.dbeta = column_sums(dy)
        if not self.of_batch:
            return dy * (self.gamma / self.std)
        n = len(dy)
        dx = self.xhat * (self.dgamma / -n)  # each x also stretched the spread along xhat
        dx += dy
        dx -= self.dbeta / n  # and shifted the mean
        dx *= self.gamma / self.std
        return dx


class Dropout(Layer):
    """While training, silence each unit with probability `rate` and scale up the rest.

    y = x * mask, with mask 0 or 1 / (1 - rate), so that y is x on average. Draws nothing
    and changes nothing in evaluation (mask is None). rate = 1 silences all.
    Source: Srivastava et al. (2014), in the inverted form now usual.
    """

    def __init__(self, rate, rng):
        self.rate, self.rng = share(rate, "rate"), rng

    def forward(self, x, training=False):
        x = as_floats(x)
        self.mask = None
        if not training:
            return x
        kept = self.rng.random(x.shape, np.float32) >= self.rate
        self.mask = kept.astype(x.dtype)
        self.mask *= 1 / (1 - self.rate) if self.rate < 1 else 0
        return x * self.mask

    def backward(self, dy):
        if self.mask is None:
            return dy
        fits(dy, self.mask.shape)
        return dy * self.mask


def column_sums(v):
    """v.sum(axis=0), as a product with ones, which takes half the time."""
    return _ones(len(v), v.dtype) @ v


@cache
def _ones(n, dtype):
    return np.ones(n, dtype)
