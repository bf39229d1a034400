"""A normalisation that the package lacks, and noise that undoes what one has done.

Both stand where BatchNorm would: RMSNorm in its place, Jitter behind it.
"""

import numpy as np

from nncourse.layers import Layer


class RMSNorm(Layer):
    """y = gamma * xhat, where xhat is each example over its root mean square.

    Layer normalisation without the mean: nothing is subtracted, and there is no beta.
    Source: Zhang & Sennrich (2019), equation 4.
    """

    names = ("gamma",)
    remembers = "xhat", "size"

    def __init__(self, n, eps=1e-5):
        self.width, self.eps = n, eps
        self.gamma = np.ones(n)

    def forward(self, x, training=False):
        """y (n, d) from x (n, d), each example divided by its own size."""
        self.size = np.sqrt((x * x).mean(axis=1, keepdims=True) + self.eps)
        self.xhat = x / self.size
        return self.gamma * self.xhat

    def backward(self, dy):
        """dx (n, d) from dy (n, d); sets dgamma, a sum over the batch."""
        self.dgamma = (dy * self.xhat).sum(axis=0)
        dxhat = dy * self.gamma
        stretch = (dxhat * self.xhat).mean(axis=1, keepdims=True)  # x also lengthened
        return (dxhat - self.xhat * stretch) / self.size


class Jitter(Layer):
    """y = a x + c in training, with an a and a c of each feature drawn anew at each step.

    a is normal about 1 and c about 0, both with a spread of `strength`. So whatever comes
    in, no distribution that goes out is stable. After Santurkar et al. (2018), section 2.2.
    """

    remembers = ("a",)

    def __init__(self, strength, rng):
        self.strength, self.rng = strength, rng

    def forward(self, x, training=False):
        """y of the shape of x; in evaluation x itself."""
        self.a = 1.0
        if not training:
            return x
        draw, shift = self.strength * self.rng.standard_normal((2, x.shape[1]))
        self.a = 1 + draw
        return self.a * x + shift

    def backward(self, dy):
        """dx = a dy."""
        return self.a * dy
