"""The layer that switches units off at random while a network trains."""

import numpy as np

from nncourse.checks import as_floats, fits, share
from nncourse.layers.layer import Layer


class Dropout(Layer):
    """While training, silence each unit with probability `rate` and scale up the rest.

    y = x * mask, with mask 0 or 1 / (1 - rate), so that y is x on average. Draws nothing
    and changes nothing in evaluation (mask is None). rate = 1 silences all.
    Source: Srivastava et al. (2014), in the inverted form now usual.
    """

    remembers = ("mask",)
    settings = ("rate",)

    def __init__(self, rate, rng):
        self.rate, self.rng = share(rate, "rate"), rng

    def forward(self, x, training=False):
        """y = x * mask in training, with a new mask; x itself in evaluation."""
        x = as_floats(x)
        self.mask = None
        if not training:
            return x
        kept = self.rng.random(x.shape, np.float32) >= self.rate
        self.mask = kept.astype(x.dtype)
        self.mask *= 1 / (1 - self.rate) if self.rate < 1 else 0
        return x * self.mask

    def backward(self, dy):
        """dx = dy * mask; dy itself after an evaluation."""
        if self.mask is None:
            return dy
        fits(dy, self.mask.shape)
        return dy * self.mask
