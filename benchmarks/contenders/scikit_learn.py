"""scikit-learn's MLPClassifier, and MLPRegressor where the loss is the squared error.

An epoch is one call of partial_fit on all examples. A step is the same call on one batch,
most of which goes into looking at its input.
"""

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor

from benchmarks.contenders.base import LR, Base
from nncourse import Dense


class Contender(Base):
    """It has neither batch norm nor dropout, and hands out no gradients."""

    def __init__(self, workload, dtype, seed=0, masks=None):
        if workload.choices.get("batch_norm"):
            raise NotImplementedError("scikit-learn has neither batch norm nor dropout")
        super().__init__(workload, dtype, seed)
        kind = MLPRegressor if workload.regression else MLPClassifier
        # Its squared error is half of ours, so twice the rate makes the same steps.
        self.factor = 2 if workload.regression else 1
        self.model = kind(
            hidden_layer_sizes=workload.sizes[1:-1],
            activation="tanh" if workload.regression else "relu",
            solver="sgd",
            alpha=0.0,
            momentum=0.0,
            batch_size=min(workload.batch, len(self.x)),
            learning_rate_init=self.factor * LR,
            random_state=seed,
        )
        self.y = self.y.ravel()
        self.batch = self.x[: workload.batch], self.y[: workload.batch]
        classes = {} if workload.regression else {"classes": np.unique(self.y)}
        self.model.partial_fit(*self.batch, **classes)
        dense = [layer for layer in self.net.layers if isinstance(layer, Dense)]
        for layer, W, b in zip(
            dense, self.model.coefs_, self.model.intercepts_, strict=True
        ):
            W[...], b[...] = layer.W, layer.b

    def learn(self, x, y):
        self.model.partial_fit(x, y)
        return self.factor * self.model.loss_

    def epoch(self):
        return self.learn(self.x, self.y)
