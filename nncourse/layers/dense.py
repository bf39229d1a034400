"""The fully connected layer: every output is a weighted sum of all inputs, plus a bias."""

import numpy as np

from nncourse.checks import fits, whole
from nncourse.init import he
from nncourse.layers.layer import Layer


class Dense(Layer):
    """y = x W + b, with W (n_in, n_out) and b (n_out,). b starts at 0."""

    names = "W", "b"
    remembers = ("x",)

    def __init__(self, n_in, n_out, rng, init=he):
        self.width = whole(n_in, "n_in", 1)
        self.W = init(n_in, whole(n_out, "n_out", 1), rng)
        self.b = np.zeros(n_out, self.W.dtype)

    def forward(self, x, training=False):
        """y (n, n_out) from x (n, n_in)."""
        self.x = self.checked(x)
        return self.x @ self.W + self.b

    def backward(self, dy):
        """dx (n, n_in) from dy (n, n_out); sets dW and db, sums over the batch."""
        Dense.backward_to_params(self, dy)  # a subclass's own might call back here
        return dy @ self.W.T  # x[:, i] reached each y[:, j] through W[i, j]

    def backward_to_params(self, dy):
        """dW and db without dx, which is half of the work."""
        fits(dy, (len(self.x), len(self.b)))
        self.dW = self.x.T @ dy  # W[i, j] carried x[:, i] to y[:, j]
        self.db = dy.sum(axis=0)  # b[j] was added to every row of y[:, j]
