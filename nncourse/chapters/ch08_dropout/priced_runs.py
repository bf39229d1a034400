"""No masks, but their average noise as a price: is that what dropout does?"""

import numpy as np

from nncourse.chapters.ch08_dropout.runs import NOISY, STEPS, UNITS, learn, training_set
from nncourse.chapters.kept_runs import kept
from nncourse.chapters.softmax import softmax
from nncourse.layers import Dense, ReLU
from nncourse.network import Sequential


class Priced(Dense):
    """A last layer whose gradients are those of the loss and of the price, both means over
    the batch. The price is what masks at `rate` on its inputs would add to the mean of the
    cross-entropy, to second order in their noise: for each unit, r / (1 - r) times its x
    squared, times half the variance of its weights w under the probabilities p.
    """

    settings = ("rate",)

    def __init__(self, n_in, n_out, rng, rate=0.5):
        super().__init__(n_in, n_out, rng)
        self.rate = rate

    def price(self):
        """The mean over the batch of what `forward` was given last."""
        _, _, variance = self._weights_under_p()
        return self._share() / 2 * (self.x**2 * variance).sum() / len(self.x)

    def backward(self, dy):
        p, mean, variance = self._weights_under_p()
        share = self._share() / len(self.x)
        squares = share * self.x**2
        dp = squares @ self.W**2 / 2 - (squares * mean) @ self.W
        dx = super().backward(dy + p * (dp - (p * dp).sum(axis=1, keepdims=True)))
        self.dW += self.W * (squares.T @ p) - (squares * mean).T @ p
        return dx + share * self.x * variance

    def _share(self):
        return self.rate / (1 - self.rate)

    def _weights_under_p(self):
        """p, and the mean and the variance of each unit's weights under it, row by row."""
        p = softmax(self.x @ self.W + self.b)
        mean = p @ self.W.T
        return p, mean, p @ (self.W**2).T - mean**2


@kept(64)
def measure_priced(rate=0.5, seed=0, n_steps=STEPS):
    """The network of `measure_dropout` after `n_steps` steps, from the same first weights
    and on the same kind of batches, without masks and with their price.
    """
    x, labels, *_ = training_set(NOISY, seed)
    rng = np.random.default_rng(seed)
    net = Sequential(Dense(64, UNITS, rng), ReLU(), Priced(UNITS, 10, rng, rate))
    learn(net, x, labels, rng, n_steps=n_steps)
    return net
