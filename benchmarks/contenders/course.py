"""This package, through its own loop."""

from itertools import repeat

from benchmarks.contenders.base import LR, Base
from nncourse import (
    SGD,
    Adam,
    Dropout,
    batches,
    gradient_norms,
    mean_squared_error,
    softmax_cross_entropy,
    steps,
)


class Contender(Base):
    """mlp, steps, and SGD or Adam, as the chapters use them."""

    def __init__(self, workload, dtype, seed=0):
        super().__init__(workload, dtype, seed)
        self.optimizer = Adam(LR) if workload.adam else SGD(LR)
        self.learn_by(mean_squared_error if workload.regression else softmax_cross_entropy)

    def learn_by(self, loss_fn):
        self.loss_fn, self.losses = loss_fn, self.learn(repeat(self.batch))

    def learn(self, batches):
        for loss in steps(self.net, self.loss_fn, self.optimizer, batches):
            if self.workload.norms:
                self.norms = gradient_norms(self.net)
            yield loss

    def step(self):
        return next(self.losses)

    def epoch(self):
        drawn = batches(self.x, self.y, self.workload.batch, 1, self.rng)
        return list(self.learn(drawn))[-1]

    def last_masks(self):
        """The dropout masks of the last step."""
        return [layer.mask for layer in self.net.layers if isinstance(layer, Dropout)]
