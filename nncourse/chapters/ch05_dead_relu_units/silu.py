"""SiLU, the activation function of many language models, which the package lacks."""

import numpy as np

from nncourse.layers import Layer


class SiLU(Layer):
    """y = x sigmoid(x): about x far above 0 and about 0 far below, as GELU.

    Source: Hendrycks & Gimpel (2016); also called swish.
    """

    remembers = "x", "s"

    def forward(self, x, training=False):
        """y of the shape of x; `s` is the sigmoid of x."""
        self.x = x
        with np.errstate(over="ignore"):  # exp(-x) = inf gives s = 0, as it should
            self.s = 1 / (1 + np.exp(-x))
        return x * self.s

    def backward(self, dy):
        """dx = dy s (1 + x (1 - s))."""
        return dy * self.s * (1 + self.x * (1 - self.s))
