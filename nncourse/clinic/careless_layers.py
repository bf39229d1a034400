"""Layers with the mistakes that patients suffer from. Never learn with them on purpose."""

import numpy as np

from nncourse.layers import BatchNorm, Dense, Dropout, ReLU


class UphillDense(Dense):
    """A Dense layer whose dW has the wrong sign."""

    def backward(self, dy):
        dx = super().backward(dy)
        self.dW = -self.dW
        return dx


class ForgetfulReLU(ReLU):
    """A ReLU that passes every gradient back, as if all its units had been on."""

    def backward(self, dy):
        return dy


class WakefulDropout(Dropout):
    """Dropout that goes on in evaluation."""

    def forward(self, x, training=False):
        return super().forward(x, training=True)


class CarelessBatchNorm(BatchNorm):
    """Batch normalisation that takes a batch of one, of which it leaves only beta."""

    def forward(self, x, training=False):
        if not training or len(x) > 1:
            return super().forward(x, training)
        y = super().forward(np.repeat(x, 2, axis=0), training)[:1]
        self.xhat = self.xhat[:1]
        return y
