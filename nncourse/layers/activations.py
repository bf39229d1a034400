"""Functions of one number, applied to every entry. Without them depth would add nothing:
Dense layers in a row are one Dense layer.
"""

import numpy as np

from nncourse.checks import as_floats, fits, share_below_one
from nncourse.layers.layer import Layer


class Sigmoid(Layer):
    """y = 1 / (1 + exp(-x)), between 0 and 1. Its slope y (1 - y) is 1/4 at most."""

    remembers = ("y",)

    def forward(self, x, training=False):
        """y between 0 and 1, of the shape of x."""
        x = as_floats(x)
        with np.errstate(over="ignore"):  # exp(-x) = inf gives y = 0, as it should
            self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, dy):
        """dx = dy y (1 - y)."""
        fits(dy, self.y.shape)
        return dy * (self.y * (1 - self.y))


class Tanh(Layer):
    """y = tanh(x), between -1 and 1. Its slope 1 - y**2 is 1 at most."""

    remembers = ("y",)

    def forward(self, x, training=False):
        """y between -1 and 1, of the shape of x."""
        self.y = np.tanh(as_floats(x))
        return self.y

    def backward(self, dy):
        """dx = dy (1 - y**2)."""
        fits(dy, self.y.shape)
        return dy * (1 - self.y**2)


class ReLU(Layer):
    """y = max(x, 0). A unit that is off passes nothing back."""

    remembers = ("on",)

    def forward(self, x, training=False):
        """y = x where x > 0, and 0 elsewhere; `on` says where x > 0."""
        x = as_floats(x)
        self.on = x > 0
        return np.maximum(x, 0)

    def backward(self, dy):
        """dx = dy where the unit was on, and 0 elsewhere."""
        fits(dy, self.on.shape)
        return dy * self.on


class LeakyReLU(Layer):
    """y = x above 0 and slope * x below. A unit that is off passes a little back.

    Source: Maas, Hannun & Ng (2013).
    """

    remembers = ("on",)
    settings = ("slope",)

    def __init__(self, slope=0.01):
        self.slope = share_below_one(slope, "slope")

    def forward(self, x, training=False):
        """y = x where x > 0, and slope * x elsewhere; `on` says where x > 0."""
        x = as_floats(x)
        self.on = x > 0
        return np.maximum(x, self.slope * x)

    def backward(self, dy):
        """dx = dy where the unit was on, and slope * dy elsewhere."""
        fits(dy, self.on.shape)
        return dy * np.maximum(self.on, self.slope, dtype=dy.dtype)


class GELU(Layer):
    """y = x (1 + t) / 2 with t = tanh(sqrt(2 / pi) (x + 0.044715 x**3)).

    A ReLU without the corner: x times, nearly, the probability that a standard normal draw
    lies below x. Source: Hendrycks & Gimpel (2016), section 2, the form with tanh.
    """

    remembers = "x", "t"

    def forward(self, x, training=False):
        """y of the shape of x; about x far above 0 and about 0 far below."""
        self.x = x = as_floats(x)
        cube = x * x * x  # a tenth of the time of x**3
        self.t = np.tanh(SQRT_2_OVER_PI * (x + 0.044715 * cube))
        return x * (1 + self.t) / 2

    def backward(self, dy):
        """dx = dy (1 + t + x (1 - t**2) u) / 2, where u is the slope inside the tanh."""
        fits(dy, self.x.shape)
        u = SQRT_2_OVER_PI * (1 + 3 * 0.044715 * self.x**2)
        return dy * (1 + self.t + self.x * (1 - self.t**2) * u) / 2


SQRT_2_OVER_PI = (2 / np.pi) ** 0.5
