"""What all contenders begin with: the data, the first weights, and the order of batches."""

import numpy as np

from nncourse import batches, mlp

LR = 0.01


class Base:
    """A contender defines learn(x, y), one step on a batch, which returns its loss.

    masks() gives the dropout masks of the step in hand; without it they are drawn.
    """

    def __init__(self, workload, dtype, seed=0, masks=None):
        self.workload, self.masks = workload, masks
        self.rng = np.random.default_rng(seed)
        self.net = mlp(workload.sizes, self.rng, **workload.choices)
        self.net.astype(dtype)
        self.x, self.y = workload.examples(dtype)
        self.batch = self.x[: workload.batch], self.y[: workload.batch]

    def step(self):
        return self.learn(*self.batch)

    def epoch(self):
        for x, y in batches(self.x, self.y, self.workload.batch, 1, self.rng):
            loss = self.learn(x, y)
        return loss
